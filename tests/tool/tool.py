# SPDX-License-Identifier: MIT
"""The tool under test: started, talked to, and ended; every wait is bounded.

What it has to answer is told in transcripts/ and cases.py.
"""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from pathlib import Path
from typing import NamedTuple

SHM = Path("/dev/shm")


class Failure(Exception):
    """A check that did not hold, with what it wanted and what it got."""

    def __init__(self, what: str, expected, seen):
        super().__init__(f"{what}\n    expected: {expected}\n"
                         f"    seen:     {seen}")


class Skip(Exception):
    """A case that this machine has not the means for, with the reason."""


class Result(NamedTuple):
    code: int
    out: bytes
    err: bytes


class Running:
    """A run of the tool that goes on in the background."""

    def __init__(self, command: list, timeout: float, env: dict | None):
        self.command, self.timeout = command, timeout
        self.popen = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=env)
        self.out = self._reader(self.popen.stdout)
        self.err = self._reader(self.popen.stderr)

    @staticmethod
    def _reader(stream) -> queue.Queue:
        lines: queue.Queue = queue.Queue()

        def read():
            for line in stream:
                lines.put(line)
            lines.put(b"")
            stream.close()

        threading.Thread(target=read, daemon=True).start()
        return lines

    def line(self, lines: queue.Queue | None = None) -> bytes:
        """The next line of its output, b"" at the end."""
        try:
            return (lines or self.out).get(timeout=self.timeout)
        except queue.Empty:
            raise Failure(f"{self.command} answers", "a line",
                          f"nothing in {self.timeout} s") from None

    def send(self, text: bytes) -> None:
        self.popen.stdin.write(text)
        self.popen.stdin.flush()

    def end_input(self) -> None:
        try:
            self.popen.stdin.close()
        except OSError:
            pass

    def wait(self) -> int:
        try:
            return self.popen.wait(self.timeout)
        except subprocess.TimeoutExpired:
            raise Failure(f"{self.command} ends", f"within {self.timeout} s",
                          "it runs") from None

    def end(self) -> None:
        if self.popen.poll() is None:
            self.popen.kill()
            self.popen.wait()
        self.end_input()


class Tool:
    """How the tool is started on this system, and what a job has started."""

    def __init__(self, path: Path, system: str, by_wine: bool, folder: Path,
                 timeout: float, ungranted: Path | None = None):
        self.path, self.system, self.by_wine = path, system, by_wine
        self.folder, self.timeout = folder, timeout
        self.ungranted = ungranted
        self.running: list[Running] = []
        self.names: list[str] = []

    @property
    def is_linux(self) -> bool:
        return self.system == "linux"

    def name(self) -> str:
        """A name that no other run of these tests uses at the same time."""
        name = f"MmfTool-{os.getpid()}-{len(self.names)}"
        self.names.append(name)
        return name

    def command(self, *args, by: tuple = ()) -> list:
        """By a program of the same system that starts it, where one is
        given."""
        return [*(["wine"] if self.by_wine else []), *by, str(self.path),
                *args]

    def run(self, *args, stdin: bytes = b"", env: dict | None = None,
            stdout=subprocess.PIPE, by: tuple = ()) -> Result:
        """Runs the tool to its end."""
        command = self.command(*args, by=by)
        try:
            done = subprocess.run(
                command, input=stdin, stdout=stdout, stderr=subprocess.PIPE,
                timeout=self.timeout, check=False, env=env)
        except subprocess.TimeoutExpired as late:
            raise Failure(f"{command} ends", f"within {self.timeout} s",
                          late.stdout) from late
        return Result(done.returncode, done.stdout or b"", done.stderr)

    def start(self, *args, env: dict | None = None) -> Running:
        made = Running(self.command(*args), self.timeout, env)
        self.running.append(made)
        return made

    def in_a_world(self, script: str, *args, by_root: bool = False):
        """Runs a script whose mounts nobody else sees, with args as $1 and so
        on.  by_root: by root itself, who may become other users."""
        unshare = ["unshare", "-m" if by_root else "-rm"]
        if by_root and os.getuid() != 0:
            raise Skip("only root can be another user")
        if subprocess.run([*unshare, "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
                          capture_output=True, check=False).returncode != 0:
            raise Skip("no file system of our own can be had here")
        return subprocess.run(
            [*unshare, "bash", "-c", script, "bash", *map(str, args)],
            capture_output=True, timeout=self.timeout, check=False)

    def end_all(self) -> None:
        """Ends what still runs and removes what a failed job left behind."""
        for running in self.running:
            running.end()
        if self.is_linux:
            for name in self.names:
                (SHM / name).unlink(missing_ok=True)
