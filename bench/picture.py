# SPDX-License-Identifier: MIT
"""The picture of the results: lines over sizes, as an SVG file that is the same
for the same numbers.  Which numbers is said by PANELS."""

from __future__ import annotations

import math
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 900, 400
PLOT_WIDTH, PLOT_HEIGHT, TOP = 250, 290, 60
LEFT, GAP = 62, 190  # before the first panel; after each, for names

# By name, so that a peer has the same colour wherever it is.
COLOURS = {"libmmf": "#0072b2", "array": "#0072b2", "sequenced": "#56b4e9",
           "persist": "#56b4e9", "bare": "#000000", "memcpy": "#000000",
           "Boost": "#e69f00", "Qt": "#d55e00", "APR": "#cc79a7",
           "Python": "#8a6d00", ".NET": "#009e73"}


class Panel(NamedTuple):
    """Lines: a column of the results, and the name it gets here."""

    title: str
    unit: str
    section: str
    table: str
    lines: tuple
    value: object  # of a row's name and a median in nanoseconds


def micros(_row: str, ns: float) -> float:
    return ns / 1000


def gigabytes(row: str, ns: float) -> float:
    """Of UTF-16 units."""
    return 2 * int(row.rsplit(", ", 1)[1].split()[0].replace(",", "")) / ns


PANELS = (
    Panel("Open a map, read one number, close", "µs (less is better)", "maps",
          "size", (("libmmf", "libmmf"), ("bare", "bare calls"),
                   ("Boost", "Boost"), ("Qt", "Qt"), ("APR", "APR"),
                   ("Python", "Python"), (".NET", ".NET")), micros),
    Panel("Write a count and an array of UTF-16 units",
          "GB/s (more is better)", "text", "publish: ascii",
          (("array", "libmmf"), ("sequenced", "libmmf, never torn"),
           ("memcpy", "memcpy"), (".NET", ".NET")), gigabytes),
)


def points_of(panel: Panel, results: dict):
    """Names along the axis, and the values of each line."""
    rows = {row: found for row, found in
            results[panel.section]["rows"].items()
            if row.startswith(panel.table)}
    lines = {}
    for column, name in panel.lines:
        values = [panel.value(row, found[column]["median_ns"])
                  if column in found else None
                  for row, found in rows.items()]
        if any(value is not None for value in values):
            lines[column, name] = values
    names = [row.replace(",", ":", 1).split(": ")[-1] for row in rows]
    return [name.removesuffix(" units") for name in names], lines


def ticks(low: float, high: float) -> list[float]:
    """1, 2 and 5 of each power of ten, from the one below low to the one above
    high."""
    found = [step * 10.0 ** power for power in range(-4, 8)
             for step in (1, 2, 5)]
    first = max(i for i, tick in enumerate(found) if tick <= low)
    last = min(i for i, tick in enumerate(found) if tick >= high)
    return found[first:last + 1]


def text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(words)}</text>'


def apart(wanted: list[float], distance: float) -> list[float]:
    """Heights for names, in the same order and never on one another."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    for before, after in zip(order, order[1:]):
        placed[after] = max(placed[after], placed[before] + distance)
    return placed


def draw(panel: Panel, results: dict, left: float) -> list[str]:
    names, lines = points_of(panel, results)
    values = [v for line in lines.values() for v in line if v is not None]
    marks = ticks(min(values), max(values))
    low, high = math.log(marks[0]), math.log(marks[-1])

    def x_of(i: int) -> float:
        return left + 14 + i * (PLOT_WIDTH - 28) / max(1, len(names) - 1)

    def y_of(value: float) -> float:
        return TOP + PLOT_HEIGHT * (high - math.log(value)) / (high - low)

    out = [text(left, 24, panel.title, 'class="title"'),
           text(left, 44, panel.unit)]
    for mark in marks:
        y = y_of(mark)
        out += [f'<line x1="{left}" x2="{left + PLOT_WIDTH}" y1="{y:.1f}" '
                f'y2="{y:.1f}" class="grid"/>',
                text(left - 6, y + 4, f"{mark:g}", 'text-anchor="end"')]
    for i, name in enumerate(names):
        out.append(text(x_of(i), TOP + PLOT_HEIGHT + 20, name,
                        'text-anchor="middle"'))
    ends = [y_of([v for v in line if v is not None][-1]) + 4
            for line in lines.values()]
    for ((column, name), line), height in zip(lines.items(), apart(ends, 15)):
        colour = COLOURS[column]
        dots = [(x_of(i), y_of(v)) for i, v in enumerate(line)
                if v is not None]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
        width = 3 if name.startswith("libmmf") else 1.5
        out += [f'<polyline points="{path}" fill="none" stroke="{colour}" '
                f'stroke-width="{width}"/>']
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
                for x, y in dots]
        out.append(text(left + PLOT_WIDTH + 8, height, name,
                        f'fill="{colour}"'))
    return out


def picture(results: dict) -> str:
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" '
             f'height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">',
             "<style>text { font: 13px sans-serif; } "
             ".title { font-weight: bold; } .grid { stroke: #ddd; }</style>",
             '<rect width="100%" height="100%" fill="#fff"/>']
    there = [panel for panel in PANELS if panel.section in results]
    for i, panel in enumerate(there):
        lines += draw(panel, results, LEFT + i * (PLOT_WIDTH + GAP))
    return "\n".join([*lines, "</svg>"]) + "\n"
