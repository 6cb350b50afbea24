# SPDX-License-Identifier: MIT
"""What the library is to reach, as ratios of medians of the results."""

from __future__ import annotations

from typing import NamedTuple

TITLE = "Aims"
PEERS = ("Boost", "Qt", "APR", "Python", ".NET")
MESSAGES = ("pipe", "socket", "queue")
# Headings of README.md that say where a floor is.
MAPS, ACCESS, WAKE = "where-the-floors-are", "access", "wake"


class Aim(NamedTuple):
    """Above divided by below: each a row and its columns, of which the least
    counts."""

    shown: str
    why: str
    section: str
    above: tuple
    below: tuple
    most: float = 0  # 0 = there is a least instead
    least: float = 0


def maps_aims() -> list[Aim]:
    found = []
    for size in ("8 KiB", "1 MiB", "256 MiB"):
        row = f"cycle: {size}"
        found += [Aim(f"{what}, {size}: of bare calls", MAPS, "maps",
                      (row, column), (row, "bare"), most)
                  for what, column, most in (
                      ("make and remove a map", "libmmf", 1.6),
                      ("the same of one that persists", "persist", 1.1))]
    row = "size: 8 KiB"
    found += [Aim(f"open {what}: of bare calls", MAPS, "maps",
                  (row, column), (row, "bare"), most)
              for what, column, most in (("a map", "libmmf", 2.0),
                                         ("one that persists", "persist", 1.15),
                                         ("one of others", "foreign", 1.15))]
    return [*found,
            Aim("open one that persists: of the fastest peer", MAPS, "maps",
                (row, "persist"), (row, *PEERS), 1),
            Aim("open 16 GiB: of 8 KiB", MAPS, "maps",
                ("size: 16 GiB", "libmmf"), (row, "libmmf"), 1.1),
            Aim("one of 10,000 maps: of 10", MAPS, "maps",
                ("many: 10,000 maps", "libmmf"), ("many: 10 maps", "libmmf"),
                1.2)]


def access_aims() -> list[Aim]:
    found = []
    for kind, what, most in (("int", "one number", 1.1),
                             ("array", "4043 units", 1.05)):
        for task in ("read", "write"):
            row = f"{kind}: {task}"
            found += [Aim(f"{task} {what}: of memcpy()", ACCESS, "access",
                          (row, "libmmf"), (row, "memcpy"), most),
                      Aim(f"{task} {what}: .NET's of ours", ACCESS, "access",
                          (row, ".NET"), (row, "libmmf"), least=20)]
    return found


def wake_aims() -> list[Aim]:
    row = "together: 1 reader"
    return [Aim("a reader that looks all the time: of a flag by hand", WAKE,
                "wake", ("apart: 1 reader", "libmmf flag"),
                ("apart: 1 reader", "by hand"), 1.2),
            Aim("a reader that sleeps: of a bare futex", WAKE, "wake",
                (row, "libmmf"), (row, "by hand"), 1.1),
            Aim("a reader that sleeps: of the fastest message", WAKE, "wake",
                (row, "libmmf"), (row, *MESSAGES), 1),
            Aim("publications to one waiting reader: of those to 16", WAKE,
                "wake", ("writer: 1 reader", "libmmf"),
                ("writer: 16 readers", "libmmf"), least=0.9)]


def aims() -> list[Aim]:
    return [*maps_aims(), *access_aims(), *wake_aims()]


def least_of(rows: dict, place: tuple) -> float:
    row, *columns = place
    found = [rows[row][column]["median_ns"] for column in columns
             if column in rows.get(row, {})]
    return min(found, default=0)


def value(aim: Aim, results: dict) -> float:
    """0 = it was not measured."""
    rows = results.get(aim.section, {}).get("rows", {})
    above, below = least_of(rows, aim.above), least_of(rows, aim.below)
    return above / below if below else 0


def line(aim: Aim, reached: float) -> str:
    """What is compared has the digits that are shown."""
    met = (round(reached, 2) <= aim.most if aim.most
           else round(reached, 2) >= aim.least)
    bound = f"≤ {aim.most:g}" if aim.most else f"≥ {aim.least:g}"
    return (f"| {aim.shown} | {bound} | {reached:.2f} | "
            f"{'yes' if met else f'no, [why](README.md#{aim.why})'} |")


def table(results: dict) -> list[str]:
    """What was measured of all aims."""
    reached = [(aim, value(aim, results)) for aim in aims()]
    lines = [line(aim, ratio) for aim, ratio in reached if ratio]
    if not lines:
        return []
    return [f"## {TITLE}", "", "| | aim | measured | met |", "|---|---:|---:|---|",
            *lines, ""]
