# SPDX-License-Identifier: MIT
"""Cases of what Windows does not have, or cannot be asked for by Wine:
terminals, full disks, signals, names that stay."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

from cases import (LINES, LOST, TOOL_SOURCES, case, commands, expect,
                   expect_in, expect_until, keep, next_event, options)
from terminal import Terminal, on_terminal
from tool import SHM, Skip, Tool


# ---- help and completion --------------------------------------------------

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


@case
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


@case
def bash_completes_each_option(tool: Tool):
    for command in commands(tool):
        expect(f"the options of {command}", options(tool, command),
               set(complete(tool, command, "-")))
    expect("the options in front of a command",
           ["--help", "--json", "--version"], sorted(complete(tool, "-")))
    expect("a command behind --json", ["stat"],
           complete(tool, "--json", "sta"))


@case
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

@case
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
def closed_streams_do_no_harm(tool: Tool):
    """What is opened next must not become standard output."""
    name = keep(tool, "4096")
    line = " ".join(tool.command("save", name, str(tool.folder / "out")))
    done = subprocess.run(["sh", "-c", f"{line} <&- >&- 2>&-"],
                          timeout=tool.timeout, check=False)
    expect("the status", 0, done.returncode)
    expect("the bytes", bytes(4096), (tool.folder / "out").read_bytes())


def shorten(tool: Tool, name: str, run: subprocess.Popen) -> None:
    """While a run of the tool sleeps, which is in a pipe: between a look and
    a copy, nobody could be told."""
    late = time.monotonic() + tool.timeout
    state = ""
    while state != "S" and time.monotonic() < late:
        stat = Path(f"/proc/{run.pid}/stat").read_text(encoding="ascii")
        state = stat.rpartition(")")[2].split()[0]
    expect("the state of the tool", "S", state)
    os.truncate(SHM / name, 0)


def expect_shortened(what, code: int, errors: bytes) -> None:
    expect(f"the status of {what}", 3, code)
    expect_in(f"the errors of {what}", b"shortened", errors)
    expect(f"the lines of {what}", 1, errors.count(b"\n"))


@case
def a_map_that_is_shortened_meanwhile_is_told(tool: Tool):
    """No signal ends who reads or writes it.  A pipe that is not read, or not
    written, holds the tool up in the middle."""
    fifo = str(tool.folder / "fifo")
    os.mkfifo(fifo)
    for command, mode in (("load", "wb"), ("save", "rb")):
        name = keep(tool, "4M")
        run = tool.start(command, name, fifo)
        with open(fifo, mode, buffering=0) as pipe:
            if command == "save":
                pipe.read(1)
            shorten(tool, name, run.popen)
            if command == "load":
                pipe.write(b"too late")
            else:
                pipe.readall()
        expect_shortened(command, run.wait(), run.line(run.err))
    name = keep(tool, "4M")
    with subprocess.Popen(tool.command("dump", name, "--json"),
                          stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as run:
        os.read(run.stdout.fileno(), 1)
        shorten(tool, name, run)
        _, errors = run.communicate(timeout=tool.timeout)
        expect_shortened("dump", run.returncode, errors)


# ---- signals --------------------------------------------------------------

@case
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


@case
def a_signal_leaves_no_half_map(tool: Tool):
    """While a file is read that does not come: the name goes, that of a map
    that should stay as well."""
    fifo = str(tool.folder / "fifo")
    os.mkfifo(fifo)
    for more in ((), ("--persist",)):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            name = tool.name()
            run = tool.start("create", name, "64K", "--from", fifo, *more)
            with open(fifo, "wb", buffering=0) as pipe:
                pipe.write(b"half")
                while not (SHM / name).exists():
                    time.sleep(0.01)
                run.popen.send_signal(number)
                expect(f"the status {more}", 128 + number, run.wait())
            expect(f"the name {more}", False, (SHM / name).exists())
            expect(f"the output {more}", b"", run.line())


def put(path, text: bytes) -> None:
    path.write_bytes(text)


@case
def an_interrupted_save_leaves_the_file(tool: Tool):
    """What was there, or all that is new, and nothing beside it: whichever
    comes first."""
    name, out = keep(tool, "64M"), tool.folder / "out"
    for _ in range(4):
        put(out, b"old")
        run = tool.start("save", name, str(out))
        while os.listdir(tool.folder) == ["out"] and run.popen.poll() is None:
            pass
        run.popen.send_signal(signal.SIGINT)
        code = run.wait()
        expect_in("the status", code, (0, 130))
        expect("the bytes", 3 if code else 64 << 20, out.stat().st_size)
        expect("the files", ["out"], os.listdir(tool.folder))


@case
def a_save_without_room_leaves_the_file(tool: Tool):
    name = keep(tool, "4M")
    script = f"""mount -t tmpfs -o size=1m tmpfs "$1" && cd "$1" || exit 99
printf old >out
{tool.path} save {name} out
echo $?; cat out; ls -A
"""
    done = tool.in_a_world(script, tool.folder)
    expect_in("the error", b"No space left on device; only ", done.stderr)
    expect("the status, the file, and what is beside it", b"3\noldout\n",
           done.stdout)


@case
def a_sparse_map_without_room_is_told(tool: Tool):
    """Where the last byte of what is written has a page, and others have none;
    and where none has."""
    script = """mount -t tmpfs -o size=64k tmpfs /dev/shm || exit 99
"$1" create sparse 4M --sparse --persist
head -c 1M /dev/zero >"$2"
for what in "load sparse /dev/zero" "create full --from $2 --sparse --persist" \
  "poke sparse 3000000 u8 1" "save sparse $2" "read sparse"
do
  "$1" $what
  echo $?
done
"$1" ls --names
"""
    done = tool.in_a_world(script, tool.path, tool.folder / "zeros")
    expect("what is answered",
           b"sparse: 4194304 bytes.\n3\n3\n3\n3\n3\nsparse\n", done.stdout)
    expect("one line of errors each", (5, 5),
           (done.stderr.count(b"there is none left"),
            done.stderr.count(b"\n")))


@case
def a_saved_file_is_the_one_that_was_there(tool: Tool):
    """With its mode; behind its link; and one with two names keeps both."""
    name, out = keep(tool, "4096"), tool.folder / "out"
    put(out, b"old")
    out.chmod(0o640)
    link, twin = tool.folder / "link", tool.folder / "twin"
    link.symlink_to("out")
    expect("saved", 0, tool.run("save", name, str(link)).code)
    expect("the link", "out", os.readlink(link))
    expect("the file", (4096, 0o100640), (out.stat().st_size, out.stat().st_mode))
    put(out, b"old")
    os.link(out, twin)
    expect("saved", 0, tool.run("save", name, str(out)).code)
    expect("its twin", 4096, twin.stat().st_size)
    stream = tool.folder / "stream"
    stream.symlink_to("/proc/self/fd/2")
    seen = tool.run("save", name, str(stream))
    expect("into a pipe", (0, 4096, True),
           (seen.code, len(seen.err), stream.is_symlink()))


@case
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


@case
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
    done = tool.in_a_world(script, tool.folder)
    expect("removed, and kept",
           b"kept: 64 bytes.\nremoved one\nremoved two\nkept\n", done.stdout)


@case
def a_map_made_meanwhile_is_not_stale(tool: Tool):
    """Names that were stale when they were listed; the last has a map again when
    it is its turn.  Until then a full pipe holds the tool up, which writes so
    much at once."""
    program = str(tool.path)
    script = f"""set -e
mount -t tmpfs tmpfs /dev/shm
cd /dev/shm
tail=$(printf 'x%.0s' {{1..240}})
truncate -s 4096 name-{{100..499}}$tail
chmod 1600 name-*
mkfifo "$1/pipe" "$1/ready"
exec 3<>"$1/pipe"
head -c 65536 /dev/zero >&3
{program} rm --stale >&3 & rm=$!
while [ -e name-100$tail ]; do sleep 0.01; done
{program} create name-499$tail 64 >"$1/ready" & live=$!
read -r line <"$1/ready"
cat <&3 >/dev/null & cat=$!
wait $rm
ls
kill $live $cat
"""
    done = tool.in_a_world(script, tool.folder)
    expect("what is left", b"name-499" + 240 * b"x" + b"\n", done.stdout)


# ---- watching -------------------------------------------------------------

@case
def a_signal_ends_a_watcher(tool: Tool):
    watcher = tool.start("watch", keep(tool, "4096"))
    watcher.line()
    watcher.popen.send_signal(signal.SIGINT)
    expect("the status", -signal.SIGINT, watcher.wait())


@case
def a_watcher_survives_a_map_that_is_emptied(tool: Tool):
    """As by a program that opens what is there with O_TRUNC."""
    name = keep(tool, "8096", "--persist")
    tool.run("poke", name, "10", "utf16", "ab")
    tool.run("poke", name, "0", "i32", "2")
    watcher = tool.start("watch", name, "--json")
    expect_until(watcher, "appeared", "ab")
    os.truncate(SHM / name, 0)
    expect("gone", {"event": "gone"}, next_event(watcher))
    os.truncate(SHM / name, 8096)
    expect_until(watcher, "appeared", "")
    tool.run("poke", name, "0", "i32", "1")
    expect_until(watcher, "changed", "\0")


@case
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


@case
def a_server_whose_map_is_emptied_says_so(tool: Tool):
    name = tool.name()
    server = tool.start("serve", name)
    server.line()
    server.send(b"one\n")
    server.line()
    os.truncate(SHM / name, 0)
    server.send(b"two\n")
    expect("the status", 3, server.wait())
    expect_in("the error", b"the map was shortened", server.line(server.err))
    expect("the name is left", False, (SHM / name).exists())


# ---- JSON -----------------------------------------------------------------

@case
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


@case
def names_that_go_meanwhile_are_not_listed(tool: Tool):
    """Objects that come whole, and go at once."""
    name, ends = tool.name(), threading.Event()
    tool.names.append(name)
    hidden = SHM / f"sem.{name}"  # the prefix of what is no map

    def come_and_go():
        while not ends.is_set():
            hidden.write_bytes(b"1")
            hidden.rename(SHM / name)
            (SHM / name).unlink()

    others = threading.Thread(target=come_and_go)
    others.start()
    try:
        for _ in range(200):
            rows = json.loads(tool.run("ls", "--json").out)
            expect("rows without a map", [],
                   [row for row in rows if row.get("error") == "MMF_ENOENT"])
    finally:
        ends.set()
        others.join()


# ---- terminals ------------------------------------------------------------

@case
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


@case
def a_terminal_is_not_driven(tool: Tool):
    """Neither by a text, nor by a name, nor by a message."""
    hostile = "\x1b]0;pwned\x07\x1b[2J\x9b5n\x7f\u202e"
    name = f"{tool.name()}{hostile}"
    tool.names.append(name)
    tool.run("create", name, "4096", "--persist")
    tool.run("poke", name, "0", "i32", str(len(hostile)))
    tool.run("poke", name, "10", "utf16", hostile)
    length = str(len(hostile.encode()))
    expect_in("the screen of who asks for bytes", hostile.encode(),
              on_terminal(tool, "read", name, "--raw"))
    for args in (("read", name), ("read", name, "--text"), ("ls",),
                 ("ls", "--names"), ("stat", name), ("stat", name + "x"),
                 (name,), ("read", "--" + hostile), ("dump", name),
                 ("dump", name, "--utf16"), ("read", name, "--json"),
                 ("peek", name, "10", "utf16", str(len(hostile))),
                 ("peek", name, "10", "utf8", length), ("rm", name)):
        seen = on_terminal(tool, *args, env={"NO_COLOR": "1"}).decode()
        for bad in ("\x1b", "\x07", "\x9b", "\x7f", "\u202e"):
            expect(f"{bad!r} on the screen of {args}", False, bad in seen)


@case
def bytes_do_not_go_to_a_terminal(tool: Tool):
    name = keep(tool, "4096")
    seen = on_terminal(tool, "save", name, "-")
    expect_in("refused", b"is a terminal", seen)


@case
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


def feed(path: str, until) -> None:
    """Writes into a pipe, bit by bit, until something is true."""
    with open(path, "wb", buffering=0) as pipe:
        while not until():
            pipe.write(bytes(4096))
            time.sleep(0.01)


@case
def long_loads_show_their_progress(tool: Tool):
    name, fifo = keep(tool, "64M"), str(tool.folder / "fifo")
    os.mkfifo(fifo)
    late = time.monotonic() + tool.timeout
    with Terminal(tool, "load", name, fifo) as run:
        feed(fifo, lambda: b" MiB" in run.screen or time.monotonic() > late)
        expect("the status", 0, run.wait())
    expect_in("progress", b" MiB", run.screen)
    expect("the row is cleared", True,
           run.screen.endswith(b" bytes loaded\r\n"))


@case
def long_saves_show_their_progress(tool: Tool):
    """Of a whole that is known in per cent, too."""
    name, fifo = keep(tool, "64M"), str(tool.folder / "fifo")
    os.mkfifo(fifo)
    late = time.monotonic() + tool.timeout
    with Terminal(tool, "save", name, fifo) as run:
        with open(fifo, "rb", buffering=0) as pipe:
            while b" %" not in run.screen and time.monotonic() < late:
                pipe.read(4096)
                time.sleep(0.01)
            pipe.readall()
        expect("the status", 0, run.wait())
    shown = re.findall(rb"(\d+) MiB, (\d+) %", run.screen)
    expect("progress", True, shown != [])
    for mebibytes, per_cent in shown:
        expect(f"per cent at {mebibytes} of 64 MiB", True,
               0 <= int(per_cent) - int(mebibytes) * 100 // 64 <= 2)
    expect("the row is cleared", True,
           run.screen.endswith(b"67108864 bytes saved\r\n"))


@case
def long_loads_in_a_pipe_show_none(tool: Tool):
    name, fifo = keep(tool, "64M"), str(tool.folder / "fifo")
    os.mkfifo(fifo)
    run = tool.start("load", name, fifo)
    enough = time.monotonic() + 1.5
    feed(fifo, lambda: time.monotonic() > enough)
    expect("the status", 0, run.wait())
    expect("errors", b"", run.line(run.err))


@case
def short_and_piped_transfers_show_none(tool: Tool):
    name = keep(tool, "4M")
    out = str(tool.folder / "out")
    expect("on a terminal", b"4194304 bytes saved\r\n",
           on_terminal(tool, "save", name, out))
    expect("in a pipe", (0, b"4194304 bytes saved\n", b""),
           tool.run("save", name, out))
    expect("back again", (0, b"4194304 bytes loaded\n", b""),
           tool.run("load", name, out))


# ---- the doctor -----------------------------------------------------------

def doctor_in(tool: Tool, prepare: str) -> dict:
    """What the doctor finds in a world of its own: topic -> (finding, advice),
    and the status.  Nothing where a sanitizer needs more address space."""
    script = f"set -e\n{prepare}\nexec {tool.path} doctor --json"
    done = tool.in_a_world(script)
    if b"AddressSanitizer failed to allocate" in done.stderr:
        return {}
    if done.stderr:
        raise Skip("no memory file system of our own can be had here: "
                   + done.stderr.decode().strip())
    found = {row["topic"]: (row["finding"], row["advice"] or "")
             for row in json.loads(done.stdout)}
    found["status"] = done.returncode
    return found


def mounted(options: str) -> str:
    return f"mount -t tmpfs -o mode=1777,{options} tmpfs /dev/shm"


def instead_of(path: str, text: str) -> str:
    """Another file in the place of one of the system's."""
    return (f"mount -t tmpfs tmpfs /mnt; printf '{text}' >/mnt/it; "
            f"mount --bind /mnt/it {path}")


SYSTEMD = ("mount -t tmpfs tmpfs /run; mkdir -p /run/systemd/system; "
           "mount -t tmpfs tmpfs /etc; mkdir /etc/systemd; "
           "printf '[Login]\n{}\n' >/etc/systemd/logind.conf")

# What is done to the machine, and the finding that it has to lead to.
DISEASES = [
    (mounted("size=64m"), "size", "note", "--shm-size", 0),
    (mounted("size=64m") + "; fallocate -l 62M /dev/shm/x", "size", "fault",
     "--shm-size", 1),
    (mounted("size=1m") + "; head -c 1000000 /dev/zero >/dev/shm/x",
     "size", "fault", "remount,size=", 1),
    (mounted("noexec"), "mount", "note", "remount,exec", 0),
    (mounted("ro"), "mount", "fault", "remount,rw", 1),
    (mounted("ro"), "maps", "fault", "other findings", 1),
    (mounted("size=1m") + "; chmod 777 /dev/shm", "permissions", "fault",
     "chmod 1777", 1),
    ("ulimit -n 100", "descriptors", "note", "ulimit -n", 0),
    ("ulimit -v 1000000", "address space", "note", "ulimit -v", 0),
    ("ulimit -f 4096", "file size", "note", "ulimit -f", 0),
    ("export DOTNET_SYSTEM_IO_DISABLEFILELOCKING=1", ".NET locks", "fault",
     "unset", 1),
    ("mount -t tmpfs tmpfs /dev", "mount", "fault", "mkdir /dev/shm", 1),
    (instead_of("/proc/$$/mounts", ""), "mount", "note", "mount -t tmpfs", 0),
    (instead_of("/proc/sys/fs/protected_regular", "2"), "protected files",
     "note", "mmf_open_existing", 0),
    (instead_of("/proc/sys/fs/protected_regular", "0"), "protected files",
     "ok", "", 0),
    (SYSTEMD.format(""), "RemoveIPC", "note", "RemoveIPC=no", 0),
    (SYSTEMD.format("RemoveIPC=no"), "RemoveIPC", "ok", "", 0),
    (SYSTEMD.format("RemoveIPC=no\\nRemoveIPC=yes"), "RemoveIPC", "note",
     "RemoveIPC=no", 0),
]


@case
def the_doctor_sees_for_its_user(tool: Tool):
    script = ("mount -t tmpfs -o mode=0755 tmpfs /dev/shm; "
              "exec setpriv --reuid 65534 --clear-groups \"$1\" doctor --json")
    done = tool.in_a_world(script, tool.path, by_root=True)
    seen = {row["topic"]: row for row in json.loads(done.stdout)}
    expect("the finding", "fault", seen["permissions"]["finding"])
    expect_in("the advice", "chmod 1777", seen["permissions"]["advice"])
    expect("the status", 1, done.returncode)


@case
def the_doctor_finds_what_is_wrong(tool: Tool):
    for prepare, topic, finding, advice, status in DISEASES:
        found = doctor_in(tool, prepare)
        if not found:
            continue
        seen = found.get(topic, ("nothing", ""))
        expect(f"{topic} after {prepare}", finding, seen[0])
        expect_in(f"the advice about {topic}", advice, seen[1])
        if status:
            expect(f"the status after {prepare}", status, found["status"])


# ---- other users ----------------------------------------------------------

@case
def maps_of_others_are_joined_when_asked_for(tool: Tool):
    if os.getuid() != 0:
        raise Skip("only root can make maps of other users")
    name = tool.name()
    tool.run("create", name, "8096", "--persist")
    os.chown(SHM / name, 65534, 65534)
    for args in (("read", name), ("peek", name, "0", "u8"), ("dump", name),
                 ("poke", name, "0", "u8", "0"), ("save", name, "-"),
                 ("load", name, "/dev/null"),
                 ("watch", name, "--count", "1")):
        refused = tool.run(*args)
        expect(f"the status of {args}", 3, refused.code)
        expect_in(f"the errors of {args}", b"which user 65534 owns",
                  refused.err)
        expect(f"the status of {args} --any-owner", 0,
               tool.run(*args, "--any-owner").code)


@case
def what_stays_stale_is_not_called_removed(tool: Tool):
    """One may open it, and the folder lets its owner alone remove it.

    That user may not write beside the build, of which a build that counts
    its lines complains after the tool's own line.
    """
    script = """mount -t tmpfs -o mode=1777 tmpfs /dev/shm &&
truncate -s 4096 /dev/shm/theirs && chmod 1666 /dev/shm/theirs &&
exec setpriv --reuid 65534 --clear-groups "$1" rm --stale"""
    done = tool.in_a_world(script, tool.path, by_root=True)
    expect("the output", b"", done.stdout)
    expect("the error", b'mmf rm: "theirs" is stale, and another user\'s',
           done.stderr.partition(b"\n")[0])
    expect("the status", 3, done.returncode)


@case
def a_system_that_says_nothing_more_is_not_repeated(tool: Tool):
    """Of a folder that cannot be listed there is only the error's number."""
    script = """mount -t tmpfs -o mode=711 tmpfs /dev/shm &&
exec setpriv --reuid 65534 --clear-groups "$1" ls"""
    done = tool.in_a_world(script, tool.path, by_root=True)
    expect("the error", b"mmf ls: access denied (the system's error 13)",
           done.stderr.partition(b"\n")[0])
    expect("the status", 3, done.returncode)
