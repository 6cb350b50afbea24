# SPDX-License-Identifier: MIT
"""Peers as processes, and rounds of measurements in which they take turns.

What is measured is said by the sections (text.py, maps.py and so on); this file
knows only cells: a task of a peer, of a kind and a size.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple


HERE = Path(__file__).resolve().parent


class Cell(NamedTuple):
    """One number of the result: what a row's column needs."""

    row: str
    column: str
    program: str
    request: str  # without the number of times
    parts: int = 1  # one time does the work so often
    most: int = 0  # times in a round; 0 = as many as fill it


# A slow cell may take as long as so many rounds of a quick one, and runs so often
# at least.
LONGEST, FEWEST = 8, 5
# Programs that are compiled while they run, better the longer they do; after so
# many seconds of a task it is as good as it gets.
COMPILED_LATE, WARM = "dotnet", 0.5
# A peer that says nothing for so many seconds never will.
PATIENCE = 100
# So many times of anything take longer than any round.
ENDLESS = 10 ** 12


class Peer:
    """A program that answers requests, see peer.h."""

    def __init__(self, command: list[str]):
        self.command = command
        self.popen = subprocess.Popen(command, stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, text=True)

    def blame(self, request: str, what: str):
        """Ends the run, and says whose fault it is."""
        raise SystemExit(f"{' '.join(self.command)}: asked for "
                         f"\"{request}\", {what}")

    def ask(self, request: str) -> str:
        with contextlib.suppress(BrokenPipeError):
            self.popen.stdin.write(request + "\n")
            self.popen.stdin.flush()
        # Each request has one line, so that none waits in Python's buffer.
        if not select.select([self.popen.stdout], [], [], PATIENCE)[0]:
            self.blame(request, f"it says nothing for {PATIENCE} seconds")
        answer = self.popen.stdout.readline()
        if not answer.endswith("\n"):
            self.blame(request, f"it ended with status {self.popen.wait()}")
        if answer == "unknown\n":
            self.blame(request, "it does not know what that is")
        return answer.rstrip("\n")

    def time(self, request: str) -> float:
        """Nanoseconds."""
        answer = self.ask(request)
        if not answer.isdecimal():
            self.blame(request, f"it answers {answer[:100]!r}, which is no time")
        return float(answer)

    def close(self) -> None:
        with contextlib.suppress(BrokenPipeError):
            self.popen.stdin.close()
        try:
            status = self.popen.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.blame("the end", f"it goes on for {PATIENCE} seconds")
        if status != 0:
            self.blame("the end", f"it ended with status {status}")
        self.popen.stdout.close()

    def kill(self) -> None:
        with contextlib.suppress(BrokenPipeError), self.popen:
            self.popen.kill()


def command_of(program: str, bin_dir: Path, dotnet: Path | None):
    """How a peer is started; None where it was not built."""
    system, _, name = program.rpartition("/")
    if system:  # of Windows programs, where ci/wine is around
        wine = os.environ.get("MMF_BENCH_WINE")
        path = Path(wine or "", f"{name}.exe")
        return ["wine", str(path)] if wine and path.exists() else None
    if program == "dotnet":
        return dotnet and ["dotnet", str(dotnet / "dotnet-peer.dll")]
    script = HERE / f"{program}.py"
    if script.exists():
        return [sys.executable, "-B", str(script)]
    path = bin_dir / program
    return [str(path)] if path.exists() else None


def why_missing(program: str) -> str:
    """What a peer that was not built wants."""
    system, _, name = program.rpartition("/")
    if name.startswith("dotnet"):
        return "the .NET SDK" + (" and Wine" if system else "")
    if system:
        return "Wine and mingw: ci/setup windows"
    return "its library: ci/setup bench"


@contextlib.contextmanager
def started(programs, bin_dir: Path, dotnet: Path | None):
    """Those of the peers that are there; none of them is afterwards, nor a name
    of theirs."""
    peers: dict[str, Peer] = {}
    try:
        for program in programs:
            command = command_of(program, bin_dir, dotnet)
            if command is None:
                print(f"left out: {program}, which was not built; it wants "
                      f"{why_missing(program)}")
            else:
                peers[program] = Peer(command)
        yield peers
        for peer in peers.values():
            peer.close()
    except BaseException:
        for peer in peers.values():
            peer.kill()
            sweep(peer)
        raise
    left = [left for peer in peers.values() for left in leftovers(peer)]
    if left:
        raise SystemExit(f"these are left: {', '.join(left)}")


def times_for(peer: Peer, cell: Cell, target_ns: float):
    """How often a task has to run to take so long, warm; and how long it takes
    then."""
    times = cell.most or 1
    while True:
        took = peer.time(f"{cell.request} {times}")
        if cell.most:
            return times, took
        if took >= target_ns:
            return (max(1, int(times * target_ns / took)),
                    max(target_ns, took / times))
        if times > ENDLESS:
            peer.blame(cell.request, f"it says that {times} times took "
                       f"{took} ns")
        times *= 10 if took * 20 < target_ns else 2


def stride_of(took_ns: float, rounds: int, target_ns: float) -> int:
    """In how many rounds a cell has one turn: slow ones have fewer."""
    wanted = max(FEWEST, int(LONGEST * rounds * target_ns / took_ns))
    return max(1, math.ceil(rounds / min(rounds, wanted)))


def warm(peers: dict[str, Peer], cells: list[Cell]) -> None:
    """Until no task gets faster by being done again."""
    firsts: dict[tuple, Cell] = {}
    for cell in cells:
        firsts.setdefault((cell.program, cell.request.split()[0]), cell)
    for cell in firsts.values():
        until = time.monotonic() + WARM
        while COMPILED_LATE in cell.program and time.monotonic() < until:
            peers[cell.program].time(f"{cell.request} 100")


def measure(peers: dict[str, Peer], cells: list[Cell], rounds: int,
            target_ms: float) -> dict:
    """Nanoseconds of each cell: all of a round before the next one, so that
    what the machine does meanwhile meets all of them."""
    plan = {}
    warm(peers, cells)
    for cell in cells:
        times, took = times_for(peers[cell.program], cell, target_ms * 1e6)
        plan[cell] = times, stride_of(took, rounds, target_ms * 1e6)
    samples: dict[Cell, list[float]] = {cell: [] for cell in cells}
    for i in range(rounds):
        # Not always after the same neighbour.
        for cell in cells if i % 2 == 0 else reversed(cells):
            times, stride = plan[cell]
            if i % stride == 0:
                took = peers[cell.program].time(f"{cell.request} {times}")
                samples[cell].append(took / times / cell.parts)
    return {cell: summary(samples[cell]) for cell in cells}


def summary(values: list[float]) -> dict:
    low, middle, high = statistics.quantiles(values, n=4)
    return {"median_ns": round(middle, 3), "quartiles_ns":
            [round(low, 3), round(high, 3)],
            "least_ns": round(min(values), 3), "samples": len(values)}


def apr_name(path: str) -> str:
    """Of what APR makes for a path: its two hashes."""
    first, second, factor = 0, 0, 63689
    for byte in path.encode():
        first = (first * 33 + byte) % 2 ** 32
        second = (second * factor + byte) % 2 ** 32
        factor = factor * 378551 % 2 ** 32
    return f"ShM.{first:x}H{second:x}"


def names_of(peer: Peer) -> list[Path]:
    """Files that name memory of a peer: POSIX's, APR's and Qt's, which has the
    name's SHA-1 in that of its file."""
    name = f"mmf-bench.{peer.popen.pid}"
    digest = hashlib.sha1(name.encode()).hexdigest()
    places = (("/dev/shm", name), ("/dev/shm", f"{name}.*"),
              ("/dev/shm", apr_name(f"/tmp/{name}")),
              (tempfile.gettempdir(), f"qipc_*{digest}"))
    return [path for folder, pattern in places
            for path in Path(folder).glob(pattern)]


def segments_of(peer: Peer) -> list[str]:
    """System V's shared memory that a peer has made."""
    try:
        lines = Path("/proc/sysvipc/shm").read_text(encoding="ascii")
    except OSError:
        return []
    rows = [line.split() for line in lines.splitlines()[1:]]
    return [row[1] for row in rows if row[4] == str(peer.popen.pid)]


def sweep(peer: Peer) -> None:
    """Removes what one that was killed has left.  Of a file of Qt's, System V's
    key is made as by ftok()."""
    for name in names_of(peer):
        if name.name.startswith("qipc_") and shutil.which("ipcrm"):
            facts = name.stat()
            key = hex(ord("Q") << 24 | (facts.st_dev & 0xff) << 16 |
                      facts.st_ino & 0xffff)
            for kind in ("-M", "-S"):
                subprocess.run(["ipcrm", kind, key], capture_output=True,
                               check=False)
        name.unlink(missing_ok=True)


def leftovers(peer: Peer) -> list[str]:
    """What a peer, which has ended, has made and not removed."""
    return ([str(name) for name in names_of(peer)] +
            [f"segment {number}" for number in segments_of(peer)])


def check(peers: dict[str, Peer], cells: list[Cell], section) -> int:
    """Whether all columns of each row come to the same bytes, and to those that
    the section wants.  How many columns were compared."""
    wanted = getattr(section, "wanted", None)
    firsts: dict[str, str] = {}
    # Task by task and not row by row: what a peer did for the row before is
    # different, and cannot be taken for what it does not do for this one.
    for cell in sorted(cells, key=lambda cell: (cell.program,
                                                cell.request.split()[0])):
        answer = peers[cell.program].ask(cell.request + " 0")
        right = (wanted(cell.request).hex() if wanted
                 else firsts.setdefault(cell.row, answer))
        if answer != right:
            peers[cell.program].blame(
                cell.request + " 0", "it does other work than its neighbours:"
                f"\n{answer[:400]}\ninstead of\n{right[:400]}")
    return len(cells)
