# SPDX-License-Identifier: MIT
"""What a transcript cannot say: streams that nobody reads, servers that come
and go, and outputs that another program has to understand."""

from __future__ import annotations

import json
import os
import random
import subprocess
import time
import unicodedata
from pathlib import Path

import transcript
from tool import Failure, Tool

ALL: dict = {}
HERE = Path(__file__).resolve().parent
TOOL_SOURCES = HERE.parents[1] / "tools" / "mmf"
LOST = 7


def case(function):
    ALL[function.__name__] = function
    return function


def expect(what: str, expected, seen) -> None:
    if expected != seen:
        raise Failure(what, repr(expected), repr(seen))


def expect_in(what: str, part, whole) -> None:
    if part not in whole:
        raise Failure(what, repr(part), repr(whole))


def keep(tool: Tool, *args):
    """Makes a map that stays until the test ends, and waits for it."""
    name = tool.name()
    running = tool.start("create", name, *args, "--exit-at-eof")
    expect_in("the first line", name.encode(), running.line())
    return name


# ---- help and completion --------------------------------------------------

@case
def help_is_readable(tool: Tool):
    """Each line fits a terminal, and each command shows an example."""
    for command in commands(tool):
        shown = tool.run(command, "--help")
        expect(f"the errors of {command} --help", b"", shown.err)
        lines = shown.out.decode().splitlines()
        for line in lines:
            if len(line) > 80:
                raise Failure(f"help of {command}", "80 columns", line)
        example = lines[lines.index("Example") + 1]
        expect_in(f"the example of {command}", "mmf ", example)
        expect(f"mmf help {command}", shown.out, tool.run("help", command).out)


def options(tool: Tool, command: str) -> set[str]:
    lines = tool.run("help", command).out.decode().splitlines()
    at = lines.index("Options")
    return {line.split()[0] for line in lines[at + 1:lines.index("", at)]}


# What each command may answer.  7 and 128 are those of all that write, and of
# all that stay: see below.
STATUSES = {
    "serve": {0, 2, 3, 5}, "read": {0, 1, 2, 3, 4, 6}, "watch": {0, 2, 3, 4},
    "ls": {0, 2}, "stat": {0, 1, 2, 3}, "rm": {0, 1, 2, 3},
    "create": {0, 2, 3, 5}, "peek": {0, 1, 2, 3, 6}, "poke": {0, 1, 2, 3},
    "dump": {0, 1, 2, 3}, "save": {0, 1, 2, 3}, "load": {0, 1, 2, 3},
    "doctor": {0, 2}, "completion": {0, 2}, "help": {0, 2}}


@case
def transcripts_leave_nothing_out(tool: Tool):
    """Each option and each status of each command, on this system."""
    used: dict[str, set] = {}
    seen: dict[str, set] = {}
    for command, given, status in transcript.command_lines(tool.system):
        used.setdefault(command, set()).update(given)
        seen.setdefault(command, set()).add(status)
    for command in commands(tool):
        expect(f"the options of {command} that no transcript has", set(),
               options(tool, command) - used[command])
        wanted = set(STATUSES[command])
        if command == "rm" and not tool.is_linux:
            wanted.discard(1)  # names end by themselves there
        expect(f"the statuses of {command}", wanted, seen[command])
    written = {line[0] for line in LINES} | {"serve", "rm"}
    expect("commands whose output is never lost", set(),
           set(commands(tool)) - written)


def commands(tool: Tool) -> list[str]:
    lines = tool.run("help").out.decode().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("Commands"))
    return [line.split()[0] for line in lines[at + 1:lines.index("", at)]]


@case
def completion_is_what_is_installed(tool: Tool):
    made = tool.run("completion").out.replace(b"\r\n", b"\n")
    expect("tools/mmf/completion.bash, made by \"mmf completion\"",
           (TOOL_SOURCES / "completion.bash").read_bytes(), made)


# ---- streams --------------------------------------------------------------

LINES = [("--help",), ("ls",), ("ls", "--json"), ("doctor",), ("completion",),
         ("dump", "{}"), ("dump", "{}", "--json"), ("peek", "{}", "0", "u8"),
         ("read", "{}"), ("read", "{}", "--raw"), ("read", "{}", "--json"),
         ("stat", "{}"), ("save", "{}", "-"), ("help",), ("load", "{}", "-"),
         ("watch", "{}", "--count", "1"), ("create", "{}-2", "9"),
         ("poke", "{}", "9", "u8", "0", "--json")]


@case
def a_closed_pipe_is_told(tool: Tool):
    name = keep(tool, "8096")
    tool.run("poke", name, "0", "i32", "3")
    for line in LINES:
        args = [word.format(name) for word in line]
        reader, writer = os.pipe()
        os.close(reader)
        with open(writer, "wb") as broken:
            seen = tool.run(*args, stdout=broken)
        expect(f"the status of {args}", LOST, seen.code)
        expect(f"one line of {args}", 1, seen.err.count(b"\n"))


@case
def a_server_nobody_listens_to_ends(tool: Tool):
    name = tool.name()
    reader, writer = os.pipe()
    with subprocess.Popen(tool.command("serve", name), stdin=subprocess.PIPE,
                          stdout=writer, stderr=subprocess.PIPE) as server:
        os.close(writer)
        expect_in("its first line", b"room for", os.read(reader, 4096))
        os.close(reader)
        server.stdin.write(b"one\ntwo\n")
        server.stdin.flush()
        expect("its status", LOST, server.wait(tool.timeout))


# ---- files ----------------------------------------------------------------

@case
def a_saved_file_stands_alone(tool: Tool):
    """A new one, and one that takes the place of another."""
    name, files = keep(tool, "4096"), tool.folder / "files"
    files.mkdir()
    for size in (4096, 10):
        saved = tool.run("save", name, str(files / "out"), "--size", str(size))
        expect("saved", (0, b""), (saved.code, saved.err))
        expect("the file", size, (files / "out").stat().st_size)
        expect("what is beside it", ["out"], os.listdir(files))


# ---- tables ---------------------------------------------------------------

def columns_of(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else
               2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


@case
def a_table_is_straight(tool: Tool):
    """Also with names of wide characters, of none, and of too many."""
    names = [tool.name() + tail for tail in
             ("", "日本", "e\u0301", "😀!", "한ｗ", "-" + 60 * "x")]
    tool.names += names
    for name in names:
        tool.start("create", name, "4096", "--exit-at-eof").line()
    rows = tool.run("ls").out.decode().splitlines()
    where = {}
    for name in names:
        row = next(row for row in rows if row.startswith(name + "  "))
        where[name] = columns_of(row[:row.index(" 4096 ")])
    wide = where.pop(names[-1])
    expect("the columns of the sizes", 1, len(set(where.values())))
    expect("the blanks behind a long name", columns_of(names[-1]) + 2 + 9, wide)


# ---- watching -------------------------------------------------------------

def next_event(watcher) -> dict:
    """The next line; when it was written is checked for its form alone."""
    seen = json.loads(watcher.line())
    time.strptime(seen.pop("time")[:19], "%Y-%m-%dT%H:%M:%S")
    return seen


def expect_until(watcher, event: str, text: str) -> None:
    """Texts that come fast may be skipped, the last one never is."""
    while True:
        seen = next_event(watcher)
        expect_in("a known event", seen["event"], ("appeared", "changed"))
        expect("what is known of it", ("settled", "not in use"),
               (seen["guarantee"], seen["reason"]))
        if (seen["event"], seen["text"]) == (event, text):
            return


@case
def a_watcher_survives_restarts(tool: Tool):
    name = tool.name()
    watcher = tool.start("watch", name, "--json")
    for end in ("by itself", "killed"):
        server = tool.start("serve", name, "--exit-at-eof")
        server.line()
        expect("appeared", {"event": "appeared", "text": ""},
               {key: value for key, value in next_event(watcher).items()
                if key in ("event", "text")})
        for text in ("one", "é\u65e5\U0001f600"):
            server.send(text.encode() + b"\n")
            expect_until(watcher, "changed", text)
        if end == "killed":
            server.popen.kill()
        server.end_input()
        server.wait()
        expect("gone", {"event": "gone"}, next_event(watcher))


@case
def a_watcher_shows_lines(tool: Tool):
    name = keep(tool, "4096")
    tool.run("poke", name, "10", "utf16", "a\nb\x1b")
    tool.run("poke", name, "0", "i32", "4")
    seen = tool.run("watch", name, "--count", "1")
    expect("the status", 0, seen.code)
    expect_in("one line", "  appeared  settled       4  a⏎b␛\n",
              seen.out.decode().replace("\r\n", "\n"))
    tool.run("poke", name, "0", "i32", "-1")
    seen = tool.run("watch", name, "--count", "1", "--json")
    expect("the status", 0, seen.code)
    expect("the error", "MMF_ECORRUPT", json.loads(seen.out)["error"])
    expect_in("said", b"the map's count is -1", seen.err)
    tool.run("poke", name, "0", "i32", "4")
    seen = tool.run("watch", name, "--wait", "0")
    expect("nothing new in no time", (4, 1),
           (seen.code, seen.out.count(b"\n")))


def utc() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())


@case
def a_watcher_tells_programs_the_worlds_time(tool: Tool):
    """Wherever it is started."""
    before = utc()
    seen = tool.run("watch", keep(tool, "4096"), "--count", "1", "--json",
                    env={**os.environ, "TZ": "XYZ-11"})
    told = json.loads(seen.out)["time"]
    expect("the form", "Z", told[23:])
    expect(f"{before} <= {told}, and not later than now", True,
           before <= told[:19] <= utc())


@case
def a_text_of_any_length_is_watched_and_read(tool: Tool):
    name = keep(tool, "1M")
    text = "".join(chr(0x4E00 + i % 5003) for i in range(200000))
    tool.run("load", name, "-", "--at", "10", stdin=text.encode("utf-16-le"))
    tool.run("poke", name, "0", "i32", str(len(text)))
    seen = tool.run("watch", name, "--count", "1", "--json")
    expect("watched", text, json.loads(seen.out)["text"])
    expect("read", text.encode(), tool.run("read", name, "--raw").out)


@case
def a_reader_waits_for_its_server(tool: Tool):
    name = tool.name()
    reader = tool.start("read", name, "--wait", str(int(tool.timeout)))
    server = tool.start("serve", name, "--text", "late", "--exit-at-eof")
    server.line()
    seen = reader.line().rstrip()
    expect_in("an answer", seen, (b"0 characters to read.",
                                  b"4 characters to read."))
    expect("the status", 0, reader.wait())


# ---- JSON -----------------------------------------------------------------

def fuzz(seed: int) -> bytes:
    """Bytes of which many are the edges of UTF-8 and UTF-16."""
    chance = random.Random(seed)
    edges = [b"\x00", b"\x1f", b'"', b"\\", b"\x7f", b"\x80", b"\xbf", b"\xc0",
             b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf4\x8f\xbf\xbf", b"\xf5",
             b"\xff", b"\xef\xbf\xbe", b"\xe2\x80\xa8", b"\x00\xd8",
             b"\x00\xdc", b"\xf0\x9f\x98\x80", b"\xc2\x9b", b"\n"]
    return b"".join(chance.choice(edges) if chance.random() < 0.7
                    else bytes([chance.randrange(256)])
                    for _ in range(chance.randrange(1, 40)))


def check_text_json(tool: Tool, name: str, data: bytes) -> None:
    count = len(data) // 2
    tool.run("poke", name, "0", "i32", str(count))
    seen = json.loads(tool.run("read", name, "--json").out)
    units = seen["text"].encode("utf-16-le", "surrogatepass")
    expect("each unit, lone surrogates too", data[:2 * count], units)


@case
def json_is_valid_whatever_is_there(tool: Tool):
    """Units survive as they are; of bytes that are no UTF-8 the text says
    U+FFFD, and the bytes stand beside it."""
    name = keep(tool, "4096")
    for seed in range(60 if tool.is_linux else 10):
        data = fuzz(seed)
        loaded = tool.run("load", name, "-", "--at", "10", stdin=data)
        expect("loaded", 0, loaded.code)
        check_text_json(tool, name, data)
        out = tool.run("peek", name, "10", "utf8", str(len(data)), "--json").out
        seen = json.loads(out.decode("utf-8"))
        expect("the bytes", data, bytes.fromhex(seen["bytes"]))
        try:
            expect("the text", data.decode(), seen["values"][0])
        except UnicodeDecodeError:
            pass
        out = tool.run("dump", name, "--json").out
        expect("the dump", data,
               bytes.fromhex(json.loads(out)["bytes"])[10:10 + len(data)])
