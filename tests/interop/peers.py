# SPDX-License-Identifier: MIT
"""The programs under test as objects: start, publish, click, close.

Knows command lines, pipes and time limits.  What a test expects of an answer
is not decided here, except that a program answers at all.  Every child is
ended by its own handle.
"""

from __future__ import annotations

import os
import queue
import re
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import texts

sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))
import on_terminal  # noqa: E402  (which is found only now)

SHM = Path("/dev/shm")


class Failure(Exception):
    """A check that did not hold, with what it wanted and what it got."""

    def __init__(self, what: str, expected, seen):
        super().__init__(what)
        self.what, self.expected, self.seen = what, expected, seen


class Skip(Exception):
    """A case that this machine has not the means for, with the reason."""


class Result(NamedTuple):
    """What one run of a program, or one click in it, came to."""

    code: int
    out: bytes
    err: bytes


class Bench:
    """Where the programs are and how this system runs them."""

    def __init__(self, system: str, bin_dir: Path, dotnet_dir: Path | None,
                 timeout: float):
        self.wine_runs_it = system == "wine"
        self.system = system
        self.bin_dir, self.dotnet_dir = bin_dir, dotnet_dir
        self.timeout = timeout
        self.names: list[str] = []

    def c_command(self, program: str, *args: str) -> list[str]:
        path = str(self.bin_dir / program)
        if self.wine_runs_it:
            return ["wine", path + ".exe", *args]
        return [path, *args]

    def test_command(self, program: str, *args: str) -> list[str]:
        """One of tests/interop/c, which the build keeps beside bin."""
        name = f"interop_{program}" + (".exe" if self.wine_runs_it else "")
        for place in (self.bin_dir.parent / "tests", self.bin_dir):
            if (place / name).exists():
                runner = ["wine"] if self.wine_runs_it else []
                return [*runner, str(place / name), *args]
        raise Skip(f"{name} was not built: it belongs to the tests")

    def dotnet_command(self, program: str, *args: str) -> list[str]:
        path = str(self.dotnet_dir / program)
        if self.wine_runs_it:
            return ["wine", path + ".exe", *args]
        return ["dotnet", path + ".dll", *args]

    def fresh_name(self) -> str:
        """A name that no other run of these tests uses at the same time."""
        name = f"MmfInterop-{os.getpid()}-{len(self.names)}"
        self.names.append(name)
        return name

    def forget_names(self) -> None:
        """Removes what a failed case may have left behind."""
        if not self.wine_runs_it:
            for name in self.names:
                path_of(name).unlink(missing_ok=True)

    def run(self, command: list[str], stdin: bytes = b"") -> Result:
        """Runs a program to its end."""
        try:
            done = subprocess.run(command, input=stdin, capture_output=True,
                                  timeout=self.timeout, check=False)
        except subprocess.TimeoutExpired as late:
            raise Failure(f"{command} ends", f"within {self.timeout} s",
                          late.stdout) from late
        return Result(done.returncode, done.stdout, done.stderr)


def path_of(name: str) -> Path:
    return SHM / name


class Process:
    """A child that is talked to line by line, every wait bounded."""

    def __init__(self, bench: Bench, command: list[str]):
        self.command, self.timeout = command, bench.timeout
        self.popen = subprocess.Popen(command, stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE)
        self.out = self._reader(self.popen.stdout)
        self.err = self._reader(self.popen.stderr)

    @staticmethod
    def _reader(stream) -> queue.Queue:
        lines: queue.Queue = queue.Queue()

        def read():
            for line in stream:
                lines.put(line)
            lines.put(None)
            stream.close()

        threading.Thread(target=read, daemon=True).start()
        return lines

    def send(self, line: bytes) -> None:
        try:
            self.popen.stdin.write(line + b"\n")
            self.popen.stdin.flush()
        except OSError as broken:
            raise Failure(f"{self.command} reads its input", "it does",
                          f"{broken}; stderr: {self._stderr()}") from broken

    def line(self, lines: queue.Queue, wanted: str) -> bytes:
        try:
            line = lines.get(timeout=self.timeout)
        except queue.Empty:
            raise Failure(f"{self.command} answers", wanted,
                          f"nothing in {self.timeout} s") from None
        if line is None:
            raise Failure(f"{self.command} answers", wanted,
                          f"end of output; stderr: {self._stderr()}")
        return line

    def _stderr(self) -> bytes:
        said = []
        try:
            while True:
                # The end of one stream may be seen before the last lines of
                # the other.
                line = self.err.get(timeout=1)
                if line is None:
                    return b"".join(said)
                said.append(line)
        except queue.Empty:
            return b"".join(said)

    def end_input(self) -> None:
        try:
            self.popen.stdin.close()
        except OSError:
            pass

    def wait(self) -> int:
        try:
            return self.popen.wait(self.timeout)
        except subprocess.TimeoutExpired:
            raise Failure(f"{self.command} ends",
                          f"within {self.timeout} s", "it runs") from None

    def kill(self) -> None:
        if self.popen.poll() is None:
            self.popen.kill()
            self.popen.wait()
        self.end_input()

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.kill()


class OnTerminal(on_terminal.OnTerminal):
    def __init__(self, bench: Bench, command: list[str]):
        super().__init__(command, bench.timeout, Failure)


class Server(Process):
    """A program that publishes each line of its input in a named map."""

    kind: str
    publishes_anything: bool

    def started(self, mark: bytes):
        line = self.line(self.out, f"a line with {mark!r}")
        if mark not in line:
            self.kill()
            raise Failure(f"{self.command} starts", mark,
                          f"{line!r}; stderr: {self._stderr()!r}")
        return self

    @staticmethod
    def encode(text: str) -> bytes:
        raise NotImplementedError

    def publish(self, text: str) -> None:
        wanted = b"%d characters published." % texts.units(text)
        self.send(self.encode(text))
        line = self.line(self.out, repr(wanted)).rstrip(b"\r\n")
        if line != wanted:
            raise Failure(f"the {self.kind} server publishes", wanted, line)

    def close(self) -> int:
        self.end_input()
        return self.wait()


class CServer(Server):
    kind = "c"
    publishes_anything = False
    encode = staticmethod(texts.wtf8)

    def __init__(self, bench: Bench, name: str | None, *args: str,
                 exit_at_eof: bool = True):
        super().__init__(bench, self.command_for(
            bench, name, *args, *(["--exit-at-eof"] if exit_at_eof else [])))
        self.started((name or texts.ARTICLE_NAME).encode())

    @staticmethod
    def command_for(bench: Bench, name: str | None, *args: str) -> list[str]:
        return bench.c_command("server", *([name] if name else []), *args)


class ToolServer(CServer):
    """The command line tool in the server's place."""

    @staticmethod
    def command_for(bench: Bench, name: str | None, *args: str) -> list[str]:
        return bench.c_command("mmf", "serve", *([name] if name else []), *args)


class CWriter(Server):
    """A sequenced writer that joins a map of another program."""

    kind = "c"
    publishes_anything = False
    encode = staticmethod(texts.wtf8)

    def __init__(self, bench: Bench, name: str):
        Process.__init__(self, bench, bench.test_command("text_writer", name))
        self.started(b"Ready.")

    def publish(self, text: str) -> None:
        self.send(self.encode(text))
        line = self.line(self.out, "published").rstrip(b"\r\n")
        if line != b"published.":
            raise Failure("the sequenced writer publishes", b"published.", line)


class DotnetServer(Server):
    kind = "dotnet"
    publishes_anything = True
    encode = staticmethod(texts.hexadecimal)

    def __init__(self, bench: Bench, name: str | None, *args: str):
        super().__init__(bench, self.command_for(bench, name, *args))
        self.started(b"Ready.")

    @staticmethod
    def command_for(bench: Bench, name: str | None, *args: str) -> list[str]:
        return bench.dotnet_command("ArticleServer", *([name] if name else []),
                                    *args, "--hex")


class CClient:
    """Each click is a run of the program, which is what a user does."""

    kind = "c"
    encode = staticmethod(texts.wtf8)

    def __init__(self, bench: Bench, name: str | None):
        self.bench = bench
        self.command = bench.c_command("client", *([name] if name else []))

    def once(self) -> Result:
        return self.bench.run(self.command)

    click = once

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        pass


class ToolClient(CClient):
    """The command line tool in the client's place."""

    def __init__(self, bench: Bench, name: str | None):
        super().__init__(bench, name)
        self.command = bench.c_command("mmf", "read", *([name] if name else []))


class DotnetClient:
    """Clicks are lines to one process, opened at the first of them."""

    kind = "dotnet"
    encode = staticmethod(texts.hexadecimal)

    def __init__(self, bench: Bench, name: str | None):
        self.bench = bench
        self.command = bench.dotnet_command(
            "ArticleClient", *([name] if name else []), "--hex")
        self.process: Process | None = None

    def once(self) -> Result:
        return self.bench.run(self.command)

    def click(self) -> Result:
        if self.process is None:
            self.process = Process(self.bench, self.command + ["--clicks"])
        self.process.send(b"")
        answer = b""
        while True:
            line = self.process.line(self.process.out, "an answer")
            if line == b"--end--\n":
                return Result(1 if answer == texts.MISSING else 0, answer, b"")
            answer += line

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        if self.process is not None:
            self.process.kill()


class Calls(Process):
    """A program that makes calls of libmmf or of .NET as they come; calls.txt
    tells their language."""

    def __init__(self, bench: Bench, kind: str):
        super().__init__(bench, bench.test_command("calls") if kind == "c"
                         else bench.dotnet_command("Calls"))
        self.bench, self.kind = bench, kind

    def answer(self, call: str) -> str:
        return self.line(self.out, f"an answer to {call}").decode().rstrip()

    def ask(self, call: str) -> str:
        self.send(call.encode())
        return self.answer(call)

    def make(self, call: str) -> None:
        answer = self.ask(call)
        if not answer.startswith("ok"):
            raise Failure(f"{self.kind}: {call}", "ok", answer)

    def create(self, name: str, size: int) -> None:
        """A view v of a new map m.  Elsewhere than on Windows .NET makes a map
        with a name by its path."""
        if self.kind == "dotnet" and not self.bench.wine_runs_it:
            self.make(f"file m {path_of(name)} 1 - {size} 0")
        else:
            self.make(f"new m {name} {size} 0 0 0")
        self.make(f"view v m 0 {size} 0")

    def join(self, name: str, size: int) -> None:
        """A view v of a map m that the other one made."""
        if self.kind == "dotnet" and not self.bench.wine_runs_it:
            self.make(f"file m {path_of(name)} 3 - 0 0")
        else:
            self.make(f"open m {name} 6 0")
        self.make(f"view v m 0 {size} 0")


SERVERS = {"c": CServer, "dotnet": DotnetServer, "mmf": ToolServer}
CLIENTS = {"c": CClient, "dotnet": DotnetClient, "mmf": ToolClient}


class Answer(NamedTuple):
    """What the library's reader says of a text."""

    guarantee: int
    reason: int
    text: bytes


SETTLED, VERIFIED = 1, 2
FOREIGN_WRITE = 2


def answer_of(line: bytes) -> Answer:
    match = re.fullmatch(rb"(\d) (\d) ([0-9a-f]*)", line.rstrip())
    if match is None:
        raise Failure("the reader answers", "guarantee, reason and units", line)
    return Answer(int(match[1]), int(match[2]), match[3])


def read_guarantee(bench: Bench, name: str) -> Answer:
    return answer_of(bench.run(bench.test_command("text_reader", name)).out)


def dump(bench: Bench, name: str) -> bytes:
    """All bytes of the article's map, past the library."""
    if not bench.wine_runs_it:
        return path_of(name).read_bytes()
    return dotnet_dump(bench, name)[0]


def dotnet_dump(bench: Bench, name: str) -> tuple[bytes, int]:
    """The map's bytes and its default view's capacity, as .NET sees them."""
    command = bench.dotnet_command("ArticleClient", name, "--dump",
                                   str(texts.ARTICLE_CAPACITY))
    result = bench.run(command)
    answer = re.fullmatch(rb"([0-9a-f]*)\ncapacity (\d+)\n", result.out)
    if answer is None:
        raise Failure(f"{command} answers", "bytes and capacity", result)
    return bytes.fromhex(answer[1].decode()), int(answer[2])


def poke_count(bench: Bench, name: str, count: int) -> None:
    """Writes a count into the map, past the library."""
    if not bench.wine_runs_it:
        with open(path_of(name), "r+b") as memory:
            memory.write(struct.pack("=i", count))
        return
    command = bench.dotnet_command("ArticleClient", name, "--poke-count",
                                   str(count))
    result = bench.run(command)
    if result.code != 0:
        raise Failure(f"{command} ends", 0, result)
