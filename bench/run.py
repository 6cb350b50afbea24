#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs sections of the benchmark and writes what came of it to results.json and
RESULTS.md; ci/bench builds what is needed and calls it.  With --check it
measures nothing and sees that all peers do the same work."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
from pathlib import Path

import access
import maps
import measure
import text

SECTIONS = {"maps": maps, "access": access, "text": text}
HERE = Path(__file__).resolve().parent


def processor() -> str:
    try:
        found = re.search(r"model name\s*: (.*)",
                          Path("/proc/cpuinfo").read_text(encoding="ascii"))
        return found[1]
    except (OSError, TypeError):
        return platform.machine()


def machine() -> str:
    return (f"{processor()}, {os.cpu_count()} processors, "
            f"{platform.system()} {platform.release().split('-')[0]}")


def run_section(name: str, given) -> dict:
    """What is kept of a section: numbers by row and column."""
    section = SECTIONS[name]
    peers = measure.start(section.PROGRAMS, given.bin, given.dotnet)
    cells = [cell for cell in section.cells() if cell.program in peers]
    measure.check(peers, cells)
    rounds, target_ms = (15, 2) if given.quick else (101, 3)
    load = os.getloadavg()[0]
    numbers = measure.measure(peers, cells, rounds, target_ms)
    rows: dict[str, dict] = {}
    for cell, found in numbers.items():
        rows.setdefault(cell.row, {})[cell.column] = found
    kept = {"date": datetime.date.today().isoformat(), "machine": machine(),
            "load": round(max(load, os.getloadavg()[0]), 1), "rounds": rounds,
            "versions": sorted({peer.ask("version")
                                for peer in peers.values()}), "rows": rows}
    for peer in peers.values():
        peer.close()
    return kept


def check(given) -> None:
    for name in given.section or SECTIONS:
        section = SECTIONS[name]
        peers = measure.start(section.PROGRAMS, given.bin, given.dotnet)
        cells = [cell for cell in section.cells() if cell.program in peers]
        print(f"{name}: {measure.check(peers, cells)} cells of "
              f"{len(peers)} peers do the same work as their neighbours")
        for peer in peers.values():
            peer.close()
        left = [left.name for peer in peers.values()
                for left in measure.leftovers(peer)]
        if left:
            raise SystemExit(f"{name}: these names are left: {left}")


def number(found: dict) -> str:
    """Median and the quartiles' distance from it, in parts of 100."""
    median = found["median_ns"]
    low, high = found["quartiles_ns"]
    spread = 100 * max(high - median, median - low) / median
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


def page(results: dict) -> str:
    lines = ["# Results of the benchmark", "",
             "Written by `ci/bench`; what each column is stands in "
             "[README.md](README.md).", "Nanoseconds: the median of all "
             "rounds, and how far the quartiles are from it.", ""]
    for name, kept in results.items():
        section = SECTIONS[name]
        lines += [f"## {section.TITLE}", "",
                  f"{kept['date']}; {kept['machine']}; load "
                  f"{kept['load']}; {kept['rounds']} rounds.", "",
                  "; ".join(version for version in kept["versions"]
                            if re.search(r"\d", version)) + ".", ""]
        for key, layout in section.TABLES.items():
            rows = {row: found for row, found in kept["rows"].items()
                    if row.startswith(key + ": ")}
            lines += table(key, layout, rows)
    return "\n".join(lines)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("section", nargs="*", default=[],
                        help=f"of {', '.join(SECTIONS)}; all unless given")
    parser.add_argument("--bin", type=Path, required=True,
                        help="folder of the C peers")
    parser.add_argument("--dotnet", type=Path, help="folder of the .NET peer")
    parser.add_argument("--out", type=Path, default=HERE,
                        help="where the results go")
    parser.add_argument("--quick", action="store_true",
                        help="less than two minutes")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    for name in given.section:
        if name not in SECTIONS:
            parser.error(f"there is no section {name}")
    return given


def main() -> None:
    given = arguments()
    if given.check:
        check(given)
        return
    path = given.out / "results.json"
    results = json.loads(path.read_text()) if path.exists() else {}
    for name in given.section or SECTIONS:
        results[name] = run_section(name, given)
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    shown = page(results)
    (given.out / "RESULTS.md").write_text(shown, encoding="utf-8")
    print(shown)


if __name__ == "__main__":
    main()
