# SPDX-License-Identifier: MIT
"""Transcripts: command lines of the tool and all that it answers.

    # a comment
    $ mmf peek {a} 0 i32       a run to its end
    < text                     a line of its input
      42                       a line of its output, behind two blanks
    ~ regular expression       or lines of it that match, the others do not
                               matter
    ! mmf peek: ...            a line of its errors
    !~ regular expression      the same, of which the system has a part
    = 3                        its status, where that is not 0
    & mmf create {a} 100       a run in the background, until "." or the end
      {a}: 100 bytes           a line of its output, waited for
    > text                     another line of its input
    .                          ends its input, and waits for its end
    + file text                writes a file
    ? file text                what a file must hold

"[linux] " or "[windows] " in front of a line leaves it to that system.  {a},
{b} ... are names of maps, {dir} is a folder.  In files and in what is shown,
"\\x1b" stands for a byte that is no plain text.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tool import Failure, Running, Tool

FOLDER = Path(__file__).resolve().parent / "transcripts"


def unescape(text: str) -> bytes:
    """\\n and \\xNN to bytes, and all others to UTF-8."""
    out = b""
    for part in re.split(r"(\\x[0-9a-f]{2}|\\n|\\\\)", text):
        if part.startswith("\\x"):
            out += bytes([int(part[2:], 16)])
        elif part == "\\n":
            out += b"\n"
        else:
            out += (part[1:] if part == "\\\\" else part).encode()
    return out


def escape(data: bytes) -> str:
    """One line of output as a transcript shows it."""
    text = data.decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else
                   "".join(f"\\x{b:02x}" for b in c.encode()) for c in text)


class Words:
    """Names and folders in place of {a} and {dir}, and the other way round."""

    def __init__(self, tool: Tool):
        self.tool = tool
        self.values = {"dir": str(tool.folder)}

    def put_in(self, text: str) -> str:
        def value(match):
            key = match[1]
            if key not in self.values:
                self.values[key] = self.tool.name()
            return self.values[key]
        return re.sub(r"\{([a-z]|dir)\}", value, text)

    def take_out(self, text: str) -> str:
        for key, value in self.values.items():
            text = re.sub(re.escape(value) + r"(?![0-9])", "{" + key + "}", text)
        return text


class Step:
    """A line of a transcript, with those that belong to it."""

    def __init__(self, mark: str, text: str):
        self.mark, self.text = mark, text
        self.below: list[tuple[str, str]] = []

    def of(self, mark: str) -> list[str]:
        return [text for seen, text in self.below if seen == mark]


MARKS = {"$ ": "$", "& ": "&", "< ": "<", "> ": ">", "  ": "out", "~ ": "~",
         "! ": "!", "= ": "=", "+ ": "+", "? ": "?"}


def parse(path: Path, system: str) -> list[Step]:
    steps: list[Step] = []
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = re.sub(r"^\[(linux|windows)\] ?", "", raw)
        if raw != line and not raw.startswith(f"[{system}]"):
            continue
        mark = MARKS.get(line[:2], line[:2].rstrip())
        if mark in ("", "#"):
            continue
        step = Step(mark, line[2:])
        if mark in "$&+?." or mark == ">":
            steps.append(step)
        elif mark in ("<", "out", "~", "!", "!~", "=") and steps:
            steps[-1].below.append((mark, line[len(mark) + 1:]
                                    if mark == "!~" else line[2:]))
        else:
            raise Failure(f"{path.name}:{number}", "a known mark", raw)
    return steps


def command_lines(system: str):
    """The command, the options and the status of each line of all transcripts.
    What runs in the background has the status of its end."""
    for path in sorted(FOLDER.glob("*.txt")):
        begun = []
        for step in parse(path, system):
            status = int(step.of("=")[0]) if step.of("=") else 0
            if step.mark == "." and begun:
                yield (*begun.pop(), status)
            if step.mark not in "$&":
                continue
            words = shlex.split(step.text)[1:]
            line = (next((w for w in words if w[:1] != "-"), ""),
                    [w.partition("=")[0] for w in words if w[:2] == "--"])
            if step.mark == "&":
                begun.append(line)
            else:
                yield (*line, status)


def seen_lines(words: Words, data: bytes) -> list[str]:
    lines = data.replace(b"\r\n", b"\n").split(b"\n")
    if lines and lines[-1] == b"":
        lines.pop()
    return [words.take_out(escape(line)) for line in lines]


def arguments(words: Words, text: str) -> list:
    # A path of Windows has characters that mean something to a shell.
    program, *rest = map(words.put_in, shlex.split(text))
    if program != "mmf":
        raise Failure("a command", "mmf ...", text)
    return [unescape(word) if "\\x" in word or "\\n" in word else word
            for word in rest]


def compare(step: Step, what: str, expected: list[str], seen: list[str]):
    if expected != seen:
        raise Failure(f"{what} of: {step.text}", "\n" + "\n".join(expected),
                      "\n" + "\n".join(seen))


def compare_lines(step: Step, mark: str, seen: list[str]) -> None:
    """Each expression matches a line, in this order."""
    left = list(seen)
    for wanted in step.of(mark):
        while left and not re.fullmatch(wanted, left[0]):
            left.pop(0)
        if not left:
            raise Failure(f"the output of: {step.text}", wanted,
                          "\n" + "\n".join(seen))
        left.pop(0)


def run_step(tool: Tool, words: Words, step: Step) -> None:
    stdin = b"".join(unescape(words.put_in(text)) + b"\n"
                     for text in step.of("<"))
    result = tool.run(*arguments(words, step.text), stdin=stdin)
    out, err = (seen_lines(words, data) for data in result[1:])
    expected = step.of("out")
    status = int(step.of("=")[0]) if step.of("=") else 0
    if step.of("!~"):
        compare_lines(step, "!~", err)
    else:
        compare(step, "errors", step.of("!"), err)
    if step.of("~"):
        compare_lines(step, "~", out)
    else:
        compare(step, "output", expected, out)
    if result.code != status:
        raise Failure(f"the status of: {step.text}", status, result.code)


def hear(words: Words, step: Step, running: Running) -> None:
    for wanted in step.of("out"):
        line = seen_lines(words, running.line())
        compare(step, "output", [wanted], line)
    for wanted in step.of("!"):
        line = seen_lines(words, running.line(running.err))
        compare(step, "errors", [wanted], line)


def end_step(step: Step, running: Running) -> None:
    status = int(step.of("=")[0]) if step.of("=") else 0
    running.end_input()
    code = running.wait()
    if code != status:
        raise Failure(f"the status of: {running.command}", status, code)


def file_step(tool: Tool, words: Words, step: Step) -> None:
    name, _, text = step.text.partition(" ")
    path = tool.folder / name
    if step.mark == "+":
        path.write_bytes(unescape(words.put_in(text)))
    elif path.read_bytes() != unescape(words.put_in(text)):
        raise Failure(f"the file {name}", text, escape(path.read_bytes()))


def run(tool: Tool, path: Path) -> None:
    words = Words(tool)
    running: list[Running] = []
    for step in parse(path, tool.system):
        if step.mark == "$":
            run_step(tool, words, step)
        elif step.mark == "&":
            running.append(tool.start(*arguments(words, step.text)))
            hear(words, step, running[-1])
        elif step.mark == ">":
            running[-1].send(unescape(words.put_in(step.text)) + b"\n")
            hear(words, step, running[-1])
        elif step.mark == ".":
            hear(words, step, running[-1])
            end_step(step, running.pop())
        else:
            file_step(tool, words, step)
