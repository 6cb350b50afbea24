# SPDX-License-Identifier: MIT
"""Results as people read them: RESULTS.md, and the short table of the README.
The same numbers give the same bytes."""

from __future__ import annotations

import re

import again
import aims

BEGIN, END = "<!-- ci/bench writes this -->", "<!-- up to here -->"


def number(found: dict) -> str:
    """Median and the quartiles' distance from it, in parts of 100."""
    if "number" in found:
        return f"{found['number']:,}"
    median = found["median_ns"]
    spread = 100 * again.spread(found)
    digits = 2 if median < 10 else 1 if median < 100 else 0
    return f"{median:,.{digits}f} ±{spread:.0f}%"


def ratio(row: dict, above: str, below: str) -> str:
    """Of the medians."""
    if above not in row or below not in row:
        return ""
    return f"{row[above]['median_ns'] / row[below]['median_ns']:.2f}"


def table(key: str, layout, rows: dict) -> list[str]:
    heading, columns, ratios = layout
    there = [column for column in columns
             if any(column in row for row in rows.values())]
    shown = [one for one in ratios if one[1] in there and one[2] in there]
    names = ["", *there, *(name for name, _, _ in shown)]
    lines = [f"### {heading}", "", "| " + " | ".join(names) + " |",
             "|---|" + "---:|" * (len(names) - 1)]
    for row, found in rows.items():
        values = [number(found[column]) if column in found else ""
                  for column in there]
        values += [ratio(found, above, below) for _, above, below in shown]
        lines.append("| " + " | ".join([row.removeprefix(key + ": "),
                                        *values]) + " |")
    return [*lines, ""]


def page(results: dict, sections: dict) -> str:
    lines = ["# Results of the benchmark", "",
             "Written by `ci/bench`; what each column is stands in "
             "[README.md](README.md).", "Times are nanoseconds: the median of "
             "all rounds, and how far the quartiles are from it.", "",
             *aims.table(results)]
    for name, section in sections.items():
        if name not in results:
            continue
        kept = results[name]
        versions = [version for version in kept["versions"]
                    if re.search(r"\d", version)]
        lines += [f"## {section.TITLE}", "",
                  f"{kept['date']}; {kept['machine']}; load "
                  f"{kept['load']}; {kept['rounds']} rounds.", ""]
        lines += ["; ".join(versions) + ".", ""] if versions else []
        lines += [f"Left out: {', '.join(kept['left_out'])}.", ""] \
            if kept.get("left_out") else []
        lines += [again.line(kept), ""] \
            if kept.get("again", {}).get("compared") else []
        for key, layout in section.TABLES.items():
            rows = {row: found for row, found in kept["rows"].items()
                    if row.startswith(key + ": ")}
            if rows:
                lines += table(key, layout, rows)
    return "\n".join(lines)


def time(ns: float) -> str:
    """Three digits."""
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}"
    return f"{ns:.3g} ns"


# Of the README: what is done, section, row, and the column of each peer where
# it has another name than in the heading.
SHORT_PEERS = ("libmmf", "by hand", ".NET", "Boost", "Qt", "Python", "pipe",
               "socket")
SHORT = (
    ("make a map of 8 KiB, remove it", "maps", "sparse: 8 KiB",
     {"by hand": "bare"}),
    ("open it, read a number, close", "maps", "size: 8 KiB",
     {"by hand": "bare"}),
    ("the same of one that persists", "maps", "size: 8 KiB",
     {"libmmf": "persist", "by hand": "bare"}),
    ("read one number", "access", "int: read", {"by hand": "memcpy"}),
    ("write an array of 4043 units", "access", "array: write",
     {"by hand": "memcpy"}),
    ("wake a reader with a text", "wake", "together: 1 reader", {}),
)


def short(results: dict) -> str:
    """The table of the README, with the words around it."""
    rows = [(shown, results[section]["rows"][row], columns)
            for shown, section, row, columns in SHORT
            if row in results.get(section, {}).get("rows", {})]
    lines = ["| | " + " | ".join(SHORT_PEERS) + " |",
             "|---|" + "---:|" * len(SHORT_PEERS)]
    for shown, row, columns in rows:
        values = [row.get(columns.get(peer, peer)) for peer in SHORT_PEERS]
        lines.append(f"| {shown} | " + " | ".join(
            time(found["median_ns"]) if found else ""
            for found in values) + " |")
    kept = results["maps"] if "maps" in results else \
        next(iter(results.values()))
    return "\n".join([*lines, "",
                      f"{kept['date']}; {kept['machine']}; medians of "
                      f"{kept['rounds']} rounds in turn."])


def with_short(readme: str, results: dict) -> str:
    """The README with this table between its marks."""
    head, rest = readme.split(BEGIN)
    return f"{head}{BEGIN}\n{short(results)}\n{END}{rest.split(END)[1]}"
