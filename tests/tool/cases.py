# SPDX-License-Identifier: MIT
"""What a transcript cannot say: terminals, streams that are full or closed,
signals, and outputs that another program has to understand."""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import signal
import struct
import subprocess
import termios
import threading
import time
from pathlib import Path

from tool import SHM, Failure, Skip, Tool

ALL: dict = {}
HERE = Path(__file__).resolve().parent
TOOL_SOURCES = HERE.parents[1] / "tools" / "mmf"
LOST = 7


def case(function):
    """A case for every system."""
    ALL[function.__name__] = function, ("linux", "windows")
    return function


def posix_case(function):
    """A case of what Windows does not have, or cannot be asked for by Wine."""
    ALL[function.__name__] = function, ("linux",)
    return function


def cases_of(system: str) -> dict:
    return {name: function for name, (function, systems) in ALL.items()
            if system in systems}


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


def commands(tool: Tool) -> list[str]:
    lines = tool.run("help").out.decode().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("Commands"))
    return [line.split()[0] for line in lines[at + 1:lines.index("", at)]]


@case
def completion_is_what_is_installed(tool: Tool):
    made = tool.run("completion").out.replace(b"\r\n", b"\n")
    expect("tools/mmf/completion.bash, made by \"mmf completion\"",
           (TOOL_SOURCES / "completion.bash").read_bytes(), made)


def complete(tool: Tool, *words: str) -> list[str]:
    """What bash proposes for the last of these words."""
    if shutil.which("bash") is None:
        raise Skip("there is no bash")
    script = ('source "$1"; PATH=$2:$PATH; shift 2; COMP_WORDS=("$@"); '
              'COMP_CWORD=$(($# - 1)); _mmf; printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(
        ["bash", "-c", script, "bash", TOOL_SOURCES / "completion.bash",
         tool.path.parent, "mmf", *words], capture_output=True, text=True,
        timeout=tool.timeout, check=False, cwd=tool.folder)
    expect("errors of the completion", "", done.stderr)
    return done.stdout.split("\n")[:-1]


@posix_case
def bash_completes(tool: Tool):
    name = keep(tool, "100")
    expect("commands", ["save", "serve", "stat"],
           sorted(complete(tool, "s")))
    expect("types", ["utf16", "utf8"],
           sorted(complete(tool, "peek", name, "0", "utf")))
    expect("names", [name], complete(tool, "stat", name[:-1]))
    expect("names behind options", [name],
           complete(tool, "dump", "--at", "3", name[:-1]))
    expect("names again", [name], complete(tool, "rm", "x", name[:-1]))
    expect("options", ["--at", "--any-owner"],
           complete(tool, "load", "--a"))
    (tool.folder / "some file").touch()
    expect("files", ["some\\ file"], complete(tool, "load", name, "so"))
    expect("files of options", ["some\\ file"],
           complete(tool, "create", "x", "--from", "so"))
    expect("nothing", [""], complete(tool, "peek", name, ""))


@posix_case
def bash_runs_no_name(tool: Tool):
    """A name may be anything, a command for a shell among it."""
    trap = f"{tool.name()}$(touch {tool.folder.name})"
    tool.names.append(trap)
    expect("created", 0, tool.run("create", trap, "9", "--persist").code)
    seen = complete(tool, "stat", trap[:12])
    expect("one name", 1, sum("touch" in line for line in seen))
    expect("nothing was run", False,
           (tool.folder / tool.folder.name).exists())


# ---- streams --------------------------------------------------------------

LINES = [("--help",), ("ls",), ("ls", "--json"), ("doctor",), ("completion",),
         ("dump", "{}"), ("dump", "{}", "--json"), ("peek", "{}", "0", "u8"),
         ("read", "{}"), ("read", "{}", "--raw"), ("read", "{}", "--json"),
         ("stat", "{}"), ("save", "{}", "-")]


@posix_case
def a_full_disk_is_told(tool: Tool):
    name = keep(tool, "8096")
    tool.run("poke", name, "0", "i32", "3")
    for line in LINES:
        args = [word.format(name) for word in line]
        with open("/dev/full", "wb") as full:
            seen = tool.run(*args, stdout=full)
        expect(f"the status of {args}", LOST, seen.code)
        expect(f"one line of {args}", 1, seen.err.count(b"\n"))


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


@posix_case
def closed_streams_do_no_harm(tool: Tool):
    """What is opened next must not become standard output."""
    name = keep(tool, "4096")
    line = " ".join(tool.command("save", name, str(tool.folder / "out")))
    done = subprocess.run(["sh", "-c", f"{line} <&- >&- 2>&-"],
                          timeout=tool.timeout, check=False)
    expect("the status", 0, done.returncode)
    expect("the bytes", bytes(4096), (tool.folder / "out").read_bytes())


# ---- signals --------------------------------------------------------------

@posix_case
def a_signal_ends_and_tidies(tool: Tool):
    for args in (("create", "{}", "64"), ("serve", "{}"),
                 ("serve", "{}", "--text", "x")):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            name = tool.name()
            running = tool.start(*[word.format(name) for word in args])
            running.line()
            running.popen.send_signal(number)
            expect(f"the status of {args}", 128 + number, running.wait())
            expect(f"the name of {args}", False, (SHM / name).exists())


@posix_case
def stale_names_are_seen_and_removed(tool: Tool):
    name = tool.name()
    running = tool.start("create", name, "64")
    running.line()
    running.popen.kill()
    running.wait()
    seen = json.loads(tool.run("stat", name, "--json").out)
    expect("stale", (True, False, 0),
           (seen["stale"], seen["persistent"], seen["holders"]))
    expect_in("ls", name, [row["name"] for row in
                           json.loads(tool.run("ls", "--json").out)
                           if row.get("stale")])
    expect_in("the doctor", b"mmf rm --stale", tool.run("doctor").out)
    removed = tool.run("rm", "--stale", name)
    expect("rm", (0, b"removed %s\n" % name.encode(), b""), removed)
    expect("the object", False, (SHM / name).exists())


@posix_case
def all_stale_names_are_removed(tool: Tool):
    """In a memory file system of our own: those of others are not ours."""
    program = str(tool.path)
    script = f"""set -e
mount -t tmpfs tmpfs /dev/shm
for name in one two; do
    mkfifo "$1/$name"
    {program} create "$name" 64 >"$1/$name" & pid=$!
    read -r line <"$1/$name"
    kill -KILL $pid
    wait $pid || true
done
{program} create kept 64 --persist
{program} rm --stale
{program} ls --names
"""
    done = subprocess.run(
        ["unshare", "-rm", "bash", "-c", script, "bash", str(tool.folder)],
        capture_output=True, timeout=tool.timeout, check=False)
    if b"unshare" in done.stderr or b"mount" in done.stderr:
        raise Skip("no memory file system of our own can be had here")
    expect("removed, and kept",
           b"kept: 64 bytes.\nremoved one\nremoved two\nkept\n", done.stdout)


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


@posix_case
def a_signal_ends_a_watcher(tool: Tool):
    watcher = tool.start("watch", keep(tool, "4096"))
    watcher.line()
    watcher.popen.send_signal(signal.SIGINT)
    expect("the status", -signal.SIGINT, watcher.wait())


@posix_case
def a_key_typed_here_is_seen_there(tool: Tool):
    name = tool.name()
    with Terminal(tool, "serve", name) as server, \
            Terminal(tool, "watch", name) as watcher:
        watcher.expect("appeared")
        for key, line in (("H", "settled       1  H\r\n"),
                          ("i", "settled       2  Hi\r\n"),
                          ("\r", "settled       3  Hi⏎\r\n"),
                          ("\x15", "settled       0  \r\n")):
            server.press(key)
            watcher.expect("changed   " + line)
        server.press("\x04")
        watcher.expect("gone")
        expect("the status", 0, server.wait())


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


@posix_case
def json_of_hostile_names(tool: Tool):
    base = tool.name()
    for number, tail in enumerate(("\x1b]0;x\x07", "\n", '"', "\u202e",
                                   "\x7f\x9b2J")):
        name = f"{base}-{number}{tail}"
        tool.names.append(name)
        made = tool.run("create", name, "16", "--persist", "--json")
        expect("created", {"name": name, "size": 16}, json.loads(made.out))
        listed = tool.run("ls", "--json").out
        expect_in("listed", name, [row["name"] for row in json.loads(listed)])
        for shown in (tool.run("ls"), tool.run("ls", "--names"),
                      tool.run("stat", name), tool.run("rm", name)):
            lines = [line for line in shown.out.decode().split("\n")
                     if base in line]
            for line in lines:
                expect(f"only what can be printed in {line!r}", True,
                       line.isprintable())


# ---- terminals ------------------------------------------------------------

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


@posix_case
def colours_only_for_who_wants_them(tool: Tool):
    expect_in("colours", b"\033[1m", on_terminal(tool, "ls"))
    expect_in("colours", b"\033[32mok", on_terminal(tool, "doctor"))
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        for args in (("ls",), ("doctor",), ("--help",), ("read", "--help")):
            seen = on_terminal(tool, *args, env=env)
            expect(f"no colours in {args} with {env}", False, b"\033" in seen)
    for args in (("ls",), ("doctor",), ("--help",)):
        expect(f"no colours in a pipe: {args}", False,
               b"\033" in tool.run(*args).out)
    expect_in("an empty NO_COLOR is none", b"\033[1m",
              on_terminal(tool, "ls", env={"NO_COLOR": ""}))


@posix_case
def a_terminal_is_not_driven(tool: Tool):
    """Neither by a text, nor by a name, nor by a message."""
    hostile = "\x1b]0;pwned\x07\x1b[2J\x9b5n\x7f\u202e"
    name = f"{tool.name()}{hostile}"
    tool.names.append(name)
    tool.run("create", name, "4096", "--persist")
    tool.run("poke", name, "0", "i32", str(len(hostile)))
    tool.run("poke", name, "10", "utf16", hostile)
    length = str(len(hostile.encode()))
    for args in (("read", name), ("read", name, "--text"), ("ls",),
                 ("ls", "--names"), ("stat", name), ("stat", name + "x"),
                 (name,), ("read", "--" + hostile), ("dump", name),
                 ("dump", name, "--utf16"), ("read", name, "--json"),
                 ("peek", name, "10", "utf16", str(len(hostile))),
                 ("peek", name, "10", "utf8", length), ("rm", name)):
        seen = on_terminal(tool, *args, env={"NO_COLOR": "1"}).decode()
        for bad in ("\x1b", "\x07", "\x9b", "\x7f", "\u202e"):
            expect(f"{bad!r} on the screen of {args}", False, bad in seen)


@posix_case
def bytes_do_not_go_to_a_terminal(tool: Tool):
    name = keep(tool, "4096")
    seen = on_terminal(tool, "save", name, "-")
    expect_in("refused", b"is a terminal", seen)


@posix_case
def keys_are_published_one_by_one(tool: Tool):
    name = tool.name()
    with Terminal(tool, "serve", name) as server:
        server.expect("> ")
        for key, units in (("H", 1), ("i", 2), ("é", 3)):
            server.press(key)
            server.expect(f"{units} of 4043 characters published.")
            expect("read", "Hié"[:units] + "\n",
                   tool.run("read", name, "--text").out.decode())
        server.press("\x04")
        expect("the status", 0, server.wait())


def fed_load(tool: Tool, name: str, size: int):
    """A load that lasts as long as we feed it."""
    fifo = tool.folder / "fifo"
    os.mkfifo(fifo)
    run = Terminal(tool, "load", name, str(fifo))
    return run, open(fifo, "wb", buffering=0), size


@posix_case
def long_loads_show_their_progress(tool: Tool):
    name = keep(tool, "64M")
    run, feed, left = fed_load(tool, name, 64 << 20)
    with run, feed:
        until = time.monotonic() + tool.timeout
        while b" MiB" not in run.screen and time.monotonic() < until:
            feed.write(bytes(4096))
            left -= 4096
            time.sleep(0.01)
        feed.close()
        expect("the status", 0, run.wait())
    expect_in("progress", b" MiB", run.screen)
    expect("the row is cleared", True,
           run.screen.endswith(b" bytes loaded\r\n"))


@posix_case
def short_and_piped_transfers_show_none(tool: Tool):
    name = keep(tool, "4M")
    out = str(tool.folder / "out")
    expect("on a terminal", b"4194304 bytes saved\r\n",
           on_terminal(tool, "save", name, out))
    expect("in a pipe", (0, b"4194304 bytes saved\n", b""),
           tool.run("save", name, out))
    expect("back again", (0, b"4194304 bytes loaded\n", b""),
           tool.run("load", name, out))
