# SPDX-License-Identifier: MIT
"""The tool on a terminal of its own: keys go in, the screen comes out."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import termios
import threading

from tool import Failure, Tool


class Terminal:
    """The tool on a terminal of its own."""

    def __init__(self, tool: Tool, *args, env: dict | None = None):
        self.timeout, self.screen = tool.timeout, b""
        self.changed = threading.Condition()
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 25, 80, 0, 0))
        self.popen = subprocess.Popen(
            tool.command(*args), stdin=slave, stdout=slave, stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm", **(env or {})},
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        try:
            while part := os.read(self.master, 4096):
                with self.changed:
                    self.screen += part
                    self.changed.notify_all()
        except OSError:
            pass  # the last program has left the terminal

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def expect(self, text: str) -> None:
        with self.changed:
            if not self.changed.wait_for(lambda: text.encode() in self.screen,
                                         self.timeout):
                raise Failure("the screen", text, self.screen)

    def wait(self) -> int:
        code = self.popen.wait(self.timeout)
        self.reader.join(self.timeout)
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        if self.popen.poll() is None:
            self.popen.kill()
            self.popen.wait()
        self.reader.join(self.timeout)
        os.close(self.master)


def on_terminal(tool: Tool, *args, env: dict | None = None) -> bytes:
    with Terminal(tool, *args, env=env) as run:
        run.wait()
        return run.screen
