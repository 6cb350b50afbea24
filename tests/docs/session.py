# SPDX-License-Identifier: MIT
"""A session of a console, as a page shows it: commands behind "$ ", each with
what it prints.  All sessions of a page are one shell's, so what one of them
exports, the next one has."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
from pathlib import Path

ANYTHING = "..."  # a line of this stands for any number of lines
SECONDS = 300  # for all commands of a page


def commands_of(session: str) -> list[tuple[str, list[str]]]:
    """Each command, and the lines that it shall print."""
    found: list[tuple[str, list[str]]] = []
    unfinished = False
    for line in session.splitlines():
        if unfinished:
            found[-1] = (f"{found[-1][0]}\n{line}", [])
        elif line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
        else:
            raise AssertionError(f"a session begins with a command: {line!r}")
        unfinished = bool(found) and not found[-1][1] and \
            found[-1][0].endswith("\\")
    return found


def fits(wanted: list[str], printed: list[str]) -> bool:
    form = "".join(r"(?:.*\n)*" if line == ANYTHING else re.escape(line + "\n")
                   for line in wanted)
    return re.fullmatch(form, "".join(line + "\n" for line in printed)) \
        is not None


class Shell:
    """One bash, in a folder of its own, which is also its home's parent."""

    END = "\x04end"

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            ["timeout", str(SECONDS), "bash"], cwd=folder,
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8",
            start_new_session=True)

    def run(self, command: str) -> list[str]:
        """What a command prints; one that fails shows it by what it prints."""
        with contextlib.suppress(BrokenPipeError):  # the end is told below
            self.process.stdin.write(f"{command}\nprintf '{self.END}\\n'\n")
            self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.endswith(f"{self.END}\n"):
                lines += [line[:-len(self.END) - 1]] \
                    if line != f"{self.END}\n" else []
                return lines
            lines.append(line.rstrip("\n"))
        raise AssertionError(f"the shell ended with {command!r}: {lines}")

    def play(self, session: str) -> None:
        for command, wanted in commands_of(session):
            printed = self.run(command)
            if not fits(wanted, printed):
                raise AssertionError("\n  ".join(
                    [f"$ {command}", "prints", *printed, "instead of",
                     *wanted]))

    def close(self) -> None:
        """Ends it, and what it has left in the background."""
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
