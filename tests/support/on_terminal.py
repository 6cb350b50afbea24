# SPDX-License-Identifier: MIT
"""A program on a terminal of its own: keys go in, the screen comes out."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import subprocess
import termios
import threading


def take_terminal() -> None:
    """In the new process: Ctrl-C reaches it, also where ours is ignored, as in
    a job in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class OnTerminal:
    """Every wait is bounded.  failure(what, expected, seen) makes what is raised
    at its end."""

    def __init__(self, command: list, timeout: float, failure,
                 env: dict | None = None):
        self.command, self.timeout, self.failure = command, timeout, failure
        self.screen = b""
        self.changed = threading.Condition()
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 25, 80, 0, 0))
        self.popen = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave,
            start_new_session=True, preexec_fn=take_terminal,
            env={**os.environ, "TERM": "xterm", **(env or {})})
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

    def await_screen(self, part: bytes, times: int = 1) -> None:
        """Waits until the screen has shown something so many times."""
        with self.changed:
            if not self.changed.wait_for(
                    lambda: self.screen.count(part) >= times, self.timeout):
                raise self.failure(f"the screen of {self.command}", part,
                                   self.screen)

    def wait(self) -> int:
        try:
            code = self.popen.wait(self.timeout)
        except subprocess.TimeoutExpired:
            raise self.failure(f"{self.command} ends",
                               f"within {self.timeout} s",
                               self.screen) from None
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
