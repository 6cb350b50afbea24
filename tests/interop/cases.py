# SPDX-License-Identifier: MIT
"""What the article's programs owe each other, one function per promise.

Each case starts its own programs under a name of its own and raises Failure
where a promise is broken.  Which cases run, and how they are reported, is
decided in pairings.py.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import fcntl
import itertools
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable, NamedTuple

import texts
import values
from peers import (CLIENTS, FOREIGN_WRITE, SERVERS, SETTLED, VERIFIED, Answer,
                   Bench, Calls, CClient, CServer, CWriter, DotnetClient,
                   DotnetServer, Failure, OnTerminal, Process, Result, Skip,
                   answer_of, dotnet_dump, dump, path_of, poke_count,
                   read_guarantee)

BOTH = ("c", "dotnet")
PAIRS = list(itertools.product(BOTH, BOTH))
# The command line tool in the place of either.
TOOL_PAIRS = [("mmf", "dotnet"), ("dotnet", "mmf"), ("mmf", "mmf")]
INT32_MIN, INT32_MAX = -2**31, 2**31 - 1


class Case(NamedTuple):
    name: str
    run: Callable[[Bench], None]
    needs_dotnet: bool


class Row(NamedTuple):
    """A case function with the arguments and systems it is run with."""

    title: str
    function: Callable
    over: list[tuple]
    systems: tuple[str, ...]
    dotnet: tuple[str, ...]


ROWS: list[Row] = []


def case(title: str, over=((),), systems=("linux", "wine"), dotnet=()):
    """Registers a case for each tuple of arguments.  dotnet names the systems
    on which it needs .NET even where no argument says so."""

    def register(function):
        ROWS.append(Row(title, function, list(over), systems, dotnet))
        return function

    return register


def cases_of(system: str) -> list[Case]:
    """All cases of a system in the order of this file."""
    found = []
    for row in ROWS:
        if system not in row.systems:
            continue
        for args in row.over:
            found.append(Case(
                row.title.format(*args),
                lambda bench, row=row, args=args: row.function(bench, *args),
                system in row.dotnet or "dotnet" in args))
    return found


def expect(what: str, expected, seen) -> None:
    if expected != seen:
        raise Failure(what, expected, seen)


def expect_in(what: str, part: bytes, whole: bytes) -> None:
    if part not in whole:
        raise Failure(what, b"... " + part + b" ...", whole)


def expect_shown(result: Result, text: str, encode, count=None) -> None:
    """Text arrived, unit by unit, and with it nothing else."""
    expect("the client's output", texts.shown(text, encode, count), result.out)
    expect("the client's exit status", 0, result.code)


def expect_missing(client) -> None:
    expect(f"the {client.kind} client's answer without a map",
           (1, texts.MISSING), client.once()[:2])


def await_missing(client) -> None:
    """Clicks until there is no map; gives up where a program would."""
    end = time.monotonic() + client.bench.timeout
    while client.once().code == 0 and time.monotonic() < end:
        pass


# ---- texts ----------------------------------------------------------------

def sequences():
    """(server, client, label) of every text that the server can be given."""
    for server, client in PAIRS + TOOL_PAIRS:
        for label, _ in texts.SEQUENCES:
            yield server, client, label
        if SERVERS[server].publishes_anything:
            for label, _ in texts.UNTYPABLE_SEQUENCES:
                yield server, client, label


SEQUENCE_OF = dict(texts.SEQUENCES + texts.UNTYPABLE_SEQUENCES)


@case("{0} -> {1}: {2}", over=sequences())
def text_arrives(bench: Bench, server: str, client: str, label: str):
    name = bench.fresh_name()
    with SERVERS[server](bench, name) as publisher, \
            CLIENTS[client](bench, name) as reader:
        for text in SEQUENCE_OF[label]:
            publisher.publish(text)
            expect_shown(reader.click(), text, reader.encode)
        expect("the server's exit status", 0, publisher.close())


@contextlib.contextmanager
def article_name_to_ourselves(bench: Bench):
    """Runs of these tests side by side take turns with the one name that is
    the same for all of them."""
    lock = Path(tempfile.gettempdir()) / "mmf-interop-article-name.lock"
    with open(lock, "w", encoding="ascii") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if bench.wine_runs_it:
            yield
            return
        path = path_of(texts.ARTICLE_NAME)
        expect(f"{path} exists before the test", False, path.exists())
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


@case("{0} -> {1}: the article's name and size, not given",
      over=PAIRS + TOOL_PAIRS)
def defaults_agree(bench: Bench, server: str, client: str):
    with article_name_to_ourselves(bench), \
            SERVERS[server](bench, None) as publisher, \
            CLIENTS[client](bench, None) as reader:
        publisher.publish("by default")
        expect_shown(reader.click(), "by default", reader.encode)
        publisher.close()


@case("the .NET programs in plain UTF-8", dotnet=("linux", "wine"))
def plain_dotnet(bench: Bench):
    name = bench.fresh_name()
    text = "héllo 共有 😀"
    with DotnetServer(bench, name) as publisher:
        publisher.publish(text)
        plain = bench.run(bench.dotnet_command("ArticleClient", name))
        expect_shown(plain, text, texts.wtf8)
        publisher.close()
    served = bench.run(bench.dotnet_command("ArticleServer", name),
                       text.encode() + b"\n")
    expect("the server's output", b"Ready.\n11 characters published.\n",
           served.out)


@case("a .NET program writes into the C server's map",
      dotnet=("linux", "wine"))
def dotnet_joins_and_writes(bench: Bench):
    name = bench.fresh_name()
    with CServer(bench, name) as owner:
        owner.publish("from C")
        with DotnetServer(bench, name, "--join") as guest:
            guest.publish("from .NET é")
            expect_shown(CClient(bench, name).click(), "from .NET é",
                         texts.wtf8)
            expect("the guest's exit status", 0, guest.close())
        owner.publish("C again")
        expect_shown(CClient(bench, name).click(), "C again", texts.wtf8)
        owner.close()


# ---- bytes ----------------------------------------------------------------

GOLDEN = ["", "Hello, Process B!", "é共有😀", "a\ud83db", texts.filled(
    texts.FITS), "shorter", ""]


def dumps_after_each(bench: Bench, server: str) -> list[bytes]:
    name = bench.fresh_name()
    seen = []
    with SERVERS[server](bench, name) as publisher:
        for text in GOLDEN:
            publisher.publish(text)
            seen.append(dump(bench, name))
        publisher.close()
    return seen


def expect_bytes(what: str, text: str, expected: bytes, seen: bytes):
    used = texts.TEXT_OFFSET + 2 * texts.units(text)
    expect(f"{what}: bytes 4..9", bytes(6), seen[4:10])
    expect(f"{what}: count and text", expected[:used], seen[:used])
    expect(f"{what}: the rest of the map", expected, seen)


@case("golden bytes: the {0} server's map is what the article describes",
      over=[("c",), ("dotnet",)], dotnet=("wine",))
def bytes_as_described(bench: Bench, server: str):
    for i, seen in enumerate(dumps_after_each(bench, server)):
        expect_bytes(f"after text {i}", GOLDEN[i],
                     texts.stored(GOLDEN[:i + 1]), seen)


@case("golden bytes: the C server's map equals the .NET server's",
      dotnet=("linux", "wine"))
def bytes_equal(bench: Bench):
    of_dotnet = dumps_after_each(bench, "dotnet")
    of_c = dumps_after_each(bench, "c")
    for i, text in enumerate(GOLDEN):
        expect_bytes(f"after text {i}", text, of_dotnet[i], of_c[i])


@case("the {0} server's object has exactly 8096 bytes",
      over=[("c",), ("dotnet",)], systems=("linux",))
def exact_size(bench: Bench, server: str):
    name = bench.fresh_name()
    with SERVERS[server](bench, name) as publisher:
        expect("st_size", texts.ARTICLE_CAPACITY, path_of(name).stat().st_size)
        publisher.close()


@case("the {0} server's map: default view 8192, view (0, 8096) works",
      over=[("c",), ("dotnet",)], systems=("wine",), dotnet=("wine",))
def page_rounded_size(bench: Bench, server: str):
    name = bench.fresh_name()
    with SERVERS[server](bench, name) as publisher, \
            DotnetClient(bench, name) as reader:
        publisher.publish("8096 of 8192")
        expect("capacity of the default view", 8192,
               dotnet_dump(bench, name)[1])
        expect_shown(reader.click(), "8096 of 8192", reader.encode)
        publisher.close()


@contextlib.contextmanager
def two_callers(bench: Bench, writer: str, reader: str):
    """Two programs with a view v of one map, which the writer made."""
    name = bench.fresh_name()
    with Calls(bench, writer) as one, Calls(bench, reader) as other:
        one.create(name, values.VIEW)
        other.join(name, values.VIEW)
        yield one, other


@case("every type at aligned and odd positions: {0} writes, {1} reads",
      over=PAIRS)
def values_arrive(bench: Bench, writer: str, reader: str):
    with two_callers(bench, writer, reader) as (one, other):
        for exchange in values.exchanges():
            expect(f"{writer}: {exchange.write}", "ok",
                   one.ask(exchange.write))
            expect(f"{reader}: {exchange.read}", exchange.answer,
                   other.ask(exchange.read))
        expect("the bytes of the view", f"ok {values.stored().hex()}",
               other.ask(f"dump v 0 {values.VIEW}"))


@case("numbers that {0} and {1} count up at once", over=PAIRS)
def nothing_counted_is_lost(bench: Bench, one: str, other: str):
    times = 3_000_000
    with two_callers(bench, one, other) as both:
        for kind, position, size in (("u32", 400, 4), ("u64", 408, 8)):
            call = f"count v {kind} {position} {times}"
            for caller in both:
                caller.send(call.encode())
            for caller in both:
                expect(f"{caller.kind}: {call}", "ok", caller.answer(call))
            expect("the number", f"ok {(2 * times).to_bytes(size, 'little').hex()}",
                   both[0].ask(f"dump v {position} {size}"))


@case("a stream: {0} writes, {1} reads", over=PAIRS)
def streams_arrive(bench: Bench, writer: str, reader: str):
    part = bytes(range(1, 200))
    with two_callers(bench, writer, reader) as (one, other):
        for caller in (one, other):
            caller.make(f"stream s m 1 {values.VIEW - 1} 0")
            caller.make("stream_seek s -300 2")
        one.make("stream_write_byte s 255")
        one.make(f"stream_write s {part.hex()}")
        expect(f"{reader}: a byte", "ok 255", other.ask("stream_read_byte s"))
        expect(f"{reader}: the rest", f"ok 199 {part.hex()}",
               other.ask("stream_read s 199"))
        expect(f"{reader}: the view", f"ok ff{part.hex()}",
               other.ask(f"dump v {values.VIEW - 300} 200"))


# ---- files ----------------------------------------------------------------

@contextlib.contextmanager
def file_path(bench: Bench):
    """A path where no file is yet: ours, and as the programs take it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        word = str(path)
        if bench.wine_runs_it:
            word = "Z:" + word.replace("/", "\\")
        yield path, word


@case("the bytes of a file: {0} writes, {1} reads", over=PAIRS)
def values_arrive_in_files(bench: Bench, writer: str, reader: str):
    name = bench.fresh_name() if bench.wine_runs_it else "-"
    with file_path(bench) as (path, word), Calls(bench, writer) as one, \
            Calls(bench, reader) as other:
        one.make(f"file m {word} 1 {name} {values.VIEW} 0")
        # On Windows two that write do not share a path, but the map's name.
        other.make(f"open m {name} 6 0" if bench.wine_runs_it
                   else f"file m {word} 3 - 0 0")
        for caller in (one, other):
            caller.make(f"view v m 0 {values.VIEW} 0")
        for exchange in values.exchanges():
            one.make(exchange.write)
            expect(f"{reader}: {exchange.read}", exchange.answer,
                   other.ask(exchange.read))
        for caller in (one, other):
            caller.make("close v")
            caller.make("close m")
        expect("the file", values.stored().hex(), path.read_bytes().hex())


@case("a file that {0} has mapped, {1} maps as its like would", over=PAIRS)
def mapped_files_are_shared(bench: Bench, holder: str, guest: str):
    with file_path(bench) as (_path, word), Calls(bench, holder) as one, \
            Calls(bench, guest) as other:
        one.make(f"put {word} 100")
        for held in (0, 1):  # ReadWrite, Read
            one.make(f"file m {word} 3 - 0 {held}")
            for wanted in (0, 1, 3):
                # FileShare.Read: on Windows only who reads goes with who reads.
                may = not bench.wine_runs_it or held == wanted == 1
                answer = other.ask(f"file n {word} 3 - 0 {wanted}")
                expect(f"access {wanted} beside {held}: {answer}", may,
                       answer.startswith("ok"))
                if may:
                    other.make("close n")
            one.make("close m")


@case("a file is locked by {0} as by its like", over=[("c",), ("dotnet",)],
      systems=("linux",))
def mapped_files_are_locked(bench: Bench, kind: str):
    with file_path(bench) as (path, word), Calls(bench, kind) as one:
        one.make(f"put {word} 100")
        with path.open("rb") as ours:
            fcntl.flock(ours, fcntl.LOCK_EX)
            expect("mapped beside an exclusive lock", False,
                   one.ask(f"file m {word} 3 - 0 0").startswith("ok"))
            fcntl.flock(ours, fcntl.LOCK_SH)
            one.make(f"file m {word} 3 - 0 0")
            try:
                fcntl.flock(ours, fcntl.LOCK_EX | fcntl.LOCK_NB)
                raise Failure("an exclusive lock beside a map", "refused",
                              "granted")
            except BlockingIOError:
                one.make("close m")
            fcntl.flock(ours, fcntl.LOCK_EX | fcntl.LOCK_NB)


# ---- names ----------------------------------------------------------------

@case("client first: the {0} client shows the article's message",
      over=[("c",), ("dotnet",)])
def client_first(bench: Bench, client: str):
    expect_missing(CLIENTS[client](bench, bench.fresh_name()))


@case("the {0} server closed: the {1} client finds no map", over=PAIRS)
def name_gone(bench: Bench, server: str, client: str):
    name = bench.fresh_name()
    reader = CLIENTS[client](bench, name)
    with SERVERS[server](bench, name) as publisher:
        publisher.publish("soon gone")
        expect_shown(reader.once(), "soon gone", reader.encode)
        expect("the server's exit status", 0, publisher.close())
        expect_missing(reader)
    if not bench.wine_runs_it:
        expect("the object exists", False, path_of(name).exists())


@case("the {0} server closed: the {1} server creates the name anew",
      over=PAIRS)
def name_again(bench: Bench, first: str, second: str):
    name = bench.fresh_name()
    for kind in (first, second):
        with SERVERS[kind](bench, name) as publisher, \
                CLIENTS["c"](bench, name) as reader:
            expect_shown(reader.click(), "", reader.encode)
            publisher.publish(kind)
            expect_shown(reader.click(), kind, reader.encode)
            publisher.close()


@case("end of input: the C server's text stays until a signal")
def stays_until_signal(bench: Bench):
    name = bench.fresh_name()
    reader = CClient(bench, name)
    with CServer(bench, name, exit_at_eof=False) as publisher:
        publisher.publish("still here")
        publisher.end_input()
        for _ in range(20):
            expect_shown(reader.click(), "still here", reader.encode)
        expect("the server's exit status", None, publisher.popen.poll())
        publisher.popen.terminate()
        publisher.wait()
        if bench.wine_runs_it:
            # Wine's server learns of a process's end from a closed socket,
            # which may be after we have.
            await_missing(reader)
        expect_missing(reader)


@case("{1} server after {0} server: refused, the first undisturbed",
      over=PAIRS)
def second_server(bench: Bench, first: str, second: str):
    name = bench.fresh_name()
    reader = CClient(bench, name)
    with SERVERS[first](bench, name) as publisher:
        publisher.publish("the first")
        refused = bench.run(SERVERS[second].command_for(bench, name),
                            b"00410042\n")
        expect("the second server is refused", True, refused.code != 0)
        expect_in("the second server's message", b"exist", refused.err)
        if second == "dotnet":
            expect_in("the second server's message", b"IOException",
                      refused.err)
        expect_shown(reader.click(), "the first", reader.encode)
        publisher.publish("and on")
        expect_shown(reader.click(), "and on", reader.encode)
        publisher.close()


# ---- too long, and hostile ------------------------------------------------

@case("the C server refuses 4044 units, the {0} client sees the earlier text",
      over=[("c",), ("dotnet",)])
def too_long(bench: Bench, client: str):
    name = bench.fresh_name()
    with CServer(bench, name) as publisher, \
            CLIENTS[client](bench, name) as reader:
        earlier = texts.filled(texts.FITS)
        publisher.publish(earlier)
        publisher.send(texts.wtf8(texts.filled(texts.FITS + 1)))
        message = publisher.line(publisher.err, "a message on stderr")
        expect_in("the message on stderr", b"4044", message)
        expect_in("the message on stderr", b"4043", message)
        expect_shown(reader.click(), earlier, reader.encode)
        publisher.publish("short again")
        expect_shown(reader.click(), "short again", reader.encode)
        publisher.close()


@case("4091 units from the .NET server: the {0} client shows 4043 of them",
      over=[("c",), ("dotnet",)], dotnet=("linux", "wine"))
def more_than_the_view(bench: Bench, client: str):
    name = bench.fresh_name()
    # On Windows 8096 bytes are two pages, of which the article's server uses
    # all.  Elsewhere a map has to be asked for that size.
    capacity = () if bench.wine_runs_it else ("8192",)
    text = texts.filled(4091)
    with DotnetServer(bench, name, *capacity) as publisher, \
            CLIENTS[client](bench, name) as reader:
        publisher.publish(text)
        result = reader.click()
        expect_shown(result, text[:texts.FITS], reader.encode, count=4091)
        if client == "c":
            expect_in("the note on stderr", b"4043", result.err)
        publisher.close()


@case("count {1} in the {0} server's map: the C client refuses it",
      over=[(kind, count) for kind in BOTH for count in (-1, INT32_MIN)],
      dotnet=("wine",))
def negative_count(bench: Bench, server: str, count: int):
    name = bench.fresh_name()
    with SERVERS[server](bench, name) as publisher:
        publisher.publish("secret")
        poke_count(bench, name, count)
        result = CClient(bench, name).click()
        expect("the client's exit status", 2, result.code)
        expect("a message on stderr", True, len(result.err) > 0)
        expect("the text is shown", False, b"secret" in result.out)
        publisher.publish("good again")
        expect_shown(CClient(bench, name).click(), "good again", texts.wtf8)
        publisher.close()


@case("count {1} in the {0} server's map: the C client shows what fits",
      over=[(kind, count) for kind in BOTH for count in (4044, INT32_MAX)],
      dotnet=("wine",))
def oversized_count(bench: Bench, server: str, count: int):
    name = bench.fresh_name()
    text = texts.filled(texts.FITS)
    with SERVERS[server](bench, name) as publisher:
        publisher.publish(text)
        poke_count(bench, name, count)
        result = CClient(bench, name).click()
        expect_shown(result, text, texts.wtf8, count)
        expect_in("the note on stderr", b"4043", result.err)
        publisher.close()


# ---- two kinds of writers -------------------------------------------------

LAST = "the last one"


def text_of(kind: str, number: int) -> str:
    """A text that tells its writer in every unit but the first ones."""
    length = number * 37 % 200 + (0 if number % 3 else 900)
    return f"{kind} {number} " + ("é" if kind == "c" else "共") * length


@contextlib.contextmanager
def both_writers(bench: Bench, owner: str):
    """The .NET writer and the sequenced one in a map that one kind made."""
    name = bench.fresh_name()
    with contextlib.ExitStack() as stack:
        if owner == "c":
            stack.enter_context(CServer(bench, name))
            plain = DotnetServer(bench, name, "--join")
        else:
            plain = DotnetServer(bench, name)
        stack.enter_context(plain)
        yield name, plain, stack.enter_context(CWriter(bench, name))


@case("taking turns in the {0} server's map: each text arrives, and only the "
      "sequenced writer's are verified", over=[("c",), ("dotnet",)],
      dotnet=("linux", "wine"))
def writers_take_turns(bench: Bench, owner: str):
    with both_writers(bench, owner) as (name, plain, sequenced):
        for i in range(20):
            sequenced.publish(text_of("c", i))
            expect("a sequenced text",
                   Answer(VERIFIED, 0, texts.hexadecimal(text_of("c", i))),
                   read_guarantee(bench, name))
            plain.publish(text_of("dotnet", i))
            expect("a .NET text",
                   Answer(SETTLED, FOREIGN_WRITE,
                          texts.hexadecimal(text_of("dotnet", i))),
                   read_guarantee(bench, name))
            expect_shown(CClient(bench, name).click(), text_of("dotnet", i),
                         texts.wtf8)


def publish_all(writer, kind: str, count: int) -> None:
    for i in range(count):
        writer.publish(text_of(kind, i))


@case("racing in the {0} server's map: what is verified is the sequenced "
      "writer's, whole", over=[("c",), ("dotnet",)], dotnet=("linux", "wine"))
def writers_race(bench: Bench, owner: str):
    count = 2000
    good = {texts.hexadecimal(text_of("c", i)) for i in range(count)}
    good.add(texts.hexadecimal(LAST))
    with both_writers(bench, owner) as (name, plain, sequenced), Process(
            bench, bench.test_command("text_reader", name, LAST)) as reader:
        reader.line(reader.out, "ready")
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(publish_all, plain, "dotnet", count),
                         pool.submit(publish_all, sequenced, "c", count)]:
                done.result()
        sequenced.publish(LAST)
        seen = []
        while not seen or seen[-1] != texts.hexadecimal(LAST):
            seen.append(answer_of(reader.line(reader.out, "an answer")).text)
        for text in seen:
            if text not in good:
                raise Failure("a verified text", "one of the C writer's", text)
        counts = reader.line(reader.out, "a summary").decode().strip()
        print(f"    {len(seen)} texts of {count} were seen verified; {counts}")


# ---- watching -------------------------------------------------------------

RESTARTS = 20


def await_watched(watcher: Process, text: bytes) -> None:
    """Reads on to a text.  The texts before it may be seen or missed."""
    while watcher.line(watcher.out, repr(text)).rstrip(b"\r\n") != text:
        pass


@case("watched: the {0} server starts again and again, and all see its texts",
      over=[("c",), ("dotnet",)])
def watched_restarts(bench: Bench, server: str):
    name = bench.fresh_name()
    command = bench.c_command("watcher", name)
    with Process(bench, command) as one, Process(bench, command) as other:
        for i in range(RESTARTS):
            with SERVERS[server](bench, name) as publisher:
                publisher.publish(f"server {i}")
                for watcher in (one, other):
                    await_watched(watcher, b"server %d" % i)
                # A killed one leaves its file where .NET has no named maps.
                if i % 2 == 0 or (server, bench.system) == ("dotnet", "linux"):
                    expect("the server's exit status", 0, publisher.close())


# ---- records --------------------------------------------------------------

@case("telemetry: each record that is published is shown")
def telemetry(bench: Bench):
    name = bench.fresh_name()
    reader = bench.c_command("telemetry_reader", name)
    expect("the reader alone", (1, b"There is no publisher.\n"),
           bench.run(reader)[:2])
    with Process(bench, bench.c_command("telemetry_publisher", name)) as writer:
        writer.line(writer.out, "ready")
        for i in range(1, 4):
            writer.send(b"%d.5 990 0.25" % i)
            expect("the publisher's answer", b"published.",
                   writer.line(writer.out, "published").rstrip())
            expect("the reader's output",
                   b"%d: %d.5 degrees Celsius, 990.0 hPa, 25 %% humidity" %
                   (i, i), bench.run(reader).out.rstrip())
        writer.end_input()
        expect("the publisher's exit status", 0, writer.wait())
    expect("the reader at the end", 1, bench.run(reader).code)


# ---- terminals ------------------------------------------------------------

def await_shown(reader: CClient, text: str) -> None:
    """Clicks until the text is there; gives up where a program would."""
    end = time.monotonic() + reader.bench.timeout
    wanted = texts.shown(text)
    while (result := reader.click()).out != wanted and time.monotonic() < end:
        pass
    expect_shown(result, text, texts.wtf8)


KEYS = [("H", "H"), ("é", "Hé"), ("😀", "Hé😀"), ("\x7f", "Hé"),
        ("\r", "Hé\n"), ("x", "Hé\nx"), ("\b", "Hé\n")]


@case("the C server on a terminal: each key is published, {0} ends it",
      over=[("Ctrl-D", "\x04", 0), ("Ctrl-C", "\x03", 130)],
      systems=("wine",))
def keys_on_terminal(bench: Bench, _title: str, last: str, code: int):
    name = bench.fresh_name()
    reader = CClient(bench, name)
    with OnTerminal(bench, CServer.command_for(bench, name)) as server:
        await_shown(reader, "")
        for key, text in KEYS:
            server.press(key)
            await_shown(reader, text)
        server.press(last)
        expect("the server's exit status", code, server.wait())
        expect_in("the screen", b"3 of 4043 characters published.",
                  server.screen)
        await_missing(reader)
        expect_missing(reader)


@case("the C client on a terminal shows the text", systems=("wine",))
def client_on_terminal(bench: Bench):
    name = bench.fresh_name()
    with CServer(bench, name) as publisher:
        publisher.publish("Hé")
        with OnTerminal(bench, bench.c_command("client", name)) as reader:
            expect("the client's exit status", 0, reader.wait())
            expect_in("the screen", b"2 characters to read.", reader.screen)
            expect_in("the screen", "Hé".encode(), reader.screen)
        publisher.close()


@case("mmf watch on a terminal shows each key of the {0} server", over=[
    ("c",), ("dotnet",), ("mmf",)])
def keys_are_watched(bench: Bench, kind: str):
    name = bench.fresh_name()
    command = bench.c_command("mmf", "watch", name)
    with OnTerminal(bench, command) as watcher:
        for life in (1, 2):  # it survives the server's end
            with SERVERS[kind](bench, name) as publisher:
                for text in ("H", "Hé", f"Hé!{life}"):
                    publisher.publish(text)
                    watcher.await_screen(text.encode())
                publisher.close()
            watcher.await_screen(b"gone", life)
        watcher.press("\x03")
        watcher.wait()


# ---- Python's shared memory -----------------------------------------------

def shared_memory(name: str, size: int = 0):
    """Python's map of that name; a size makes a new one.

    Python before 3.13 has a tracker that removes every name its process has
    attached to, its own or not.  Nothing may be removed here but by the
    owner."""
    try:
        from multiprocessing import resource_tracker
        from multiprocessing.shared_memory import SharedMemory
    except ImportError as missing:
        raise Skip(f"this Python has no shared memory: {missing}") from missing
    if sys.version_info >= (3, 13):
        return SharedMemory(name, create=size > 0, size=size, track=False)
    memory = SharedMemory(name, create=size > 0, size=size)
    resource_tracker.unregister("/" + name, "shared_memory")
    return memory


@case("Python reads and writes the C server's map", systems=("linux",))
def python_joins(bench: Bench):
    name = bench.fresh_name()
    with CServer(bench, name) as publisher:
        publisher.publish("from C é")
        memory = shared_memory(name)
        try:
            expect("the bytes that Python sees", texts.stored(["from C é"]),
                   bytes(memory.buf))
            memory.buf[:] = texts.stored(["from Python 😀"])
            expect_shown(CClient(bench, name).click(), "from Python 😀",
                         texts.wtf8)
        finally:
            memory.close()
        expect_shown(CClient(bench, name).click(), "from Python 😀",
                     texts.wtf8)
        publisher.close()


@case("the C client reads Python's map, the C server leaves it alone",
      systems=("linux",))
def python_owns(bench: Bench):
    name = bench.fresh_name()
    reader = CClient(bench, name)
    memory = shared_memory(name, texts.ARTICLE_CAPACITY)
    try:
        memory.buf[:] = texts.stored(["from Python é\ud83d"])
        expect_shown(reader.click(), "from Python é\ud83d", texts.wtf8)
        refused = bench.run(CServer.command_for(bench, name))
        expect("the C server is refused", True, refused.code != 0)
        expect_in("the C server's message", b"exist", refused.err)
        expect_shown(reader.click(), "from Python é\ud83d", texts.wtf8)
    finally:
        memory.close()
        path_of(name).unlink()
    expect_missing(reader)
