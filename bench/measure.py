# SPDX-License-Identifier: MIT
"""Peers as processes, and rounds of measurements in which they take turns.

What is measured is said by the sections (text.py, maps.py and so on); this file
knows only cells: a task of a peer, of a kind and a size.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
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


class Peer:
    """A program that answers requests, see peer.h."""

    def __init__(self, command: list[str]):
        self.command = command
        self.popen = subprocess.Popen(command, stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, text=True)

    def ask(self, request: str) -> str:
        self.popen.stdin.write(request + "\n")
        self.popen.stdin.flush()
        answer = self.popen.stdout.readline().rstrip("\n")
        if answer in ("", "unknown"):
            raise SystemExit(f"{self.command}: {request}: {answer or 'ended'}")
        return answer

    def close(self) -> None:
        self.popen.stdin.close()
        if self.popen.wait(60) != 0:
            raise SystemExit(f"{self.command} ended badly")


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


def start(programs, bin_dir: Path, dotnet: Path | None) -> dict[str, Peer]:
    """Those of the peers that are there."""
    peers = {}
    for program in programs:
        command = command_of(program, bin_dir, dotnet)
        if command is None:
            print(f"left out: {program}, which was not built")
        else:
            peers[program] = Peer(command)
    return peers


def times_for(peer: Peer, cell: Cell, target_ns: float):
    """How often a task has to run to take so long, warm; and how long it takes
    then."""
    times = cell.most or 1
    while True:
        took = float(peer.ask(f"{cell.request} {times}"))
        if cell.most:
            return times, took
        if took >= target_ns:
            return (max(1, int(times * target_ns / took)),
                    max(target_ns, took / times))
        times *= 10 if took * 20 < target_ns else 2


def stride_of(took_ns: float, rounds: int, target_ns: float) -> int:
    """In how many rounds a cell has one turn: slow ones have fewer."""
    wanted = max(FEWEST, int(LONGEST * rounds * target_ns / took_ns))
    return max(1, math.ceil(rounds / min(rounds, wanted)))


def measure(peers: dict[str, Peer], cells: list[Cell], rounds: int,
            target_ms: float) -> dict:
    """Nanoseconds of each cell: all of a round before the next one, so that
    what the machine does meanwhile meets all of them."""
    plan = {}
    for cell in cells:
        times, took = times_for(peers[cell.program], cell, target_ms * 1e6)
        plan[cell] = times, stride_of(took, rounds, target_ms * 1e6)
    samples: dict[Cell, list[float]] = {cell: [] for cell in cells}
    for i in range(rounds):
        # Not always after the same neighbour.
        for cell in cells if i % 2 == 0 else reversed(cells):
            times, stride = plan[cell]
            if i % stride == 0:
                took = float(peers[cell.program].ask(
                    f"{cell.request} {times}"))
                samples[cell].append(took / times / cell.parts)
    return {cell: summary(samples[cell]) for cell in cells}


def summary(values: list[float]) -> dict:
    low, middle, high = statistics.quantiles(values, n=4)
    return {"median_ns": round(middle, 3), "quartiles_ns":
            [round(low, 3), round(high, 3)],
            "least_ns": round(min(values), 3), "samples": len(values)}


def leftovers(peer: Peer) -> list[Path]:
    """Names that a peer, which has ended, has made and not removed."""
    return list(Path("/dev/shm").glob(f"mmf-bench.{peer.popen.pid}*"))


def check(peers: dict[str, Peer], cells: list[Cell]) -> int:
    """Whether all columns of each row come to the same bytes.  How many
    columns were compared."""
    seen: dict[str, tuple[Cell, str]] = {}
    for cell in cells:
        answer = peers[cell.program].ask(cell.request + " 0")
        first, wanted = seen.setdefault(cell.row, (cell, answer))
        if answer != wanted:
            raise SystemExit(f"{cell} and {first} do different work:\n"
                             f"{answer[:400]}\n{wanted[:400]}")
    return len(cells)
