#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs sections of the benchmark and writes what came of it to results.json,
and from there to RESULTS.md and results.svg; ci/bench builds what is needed and
calls it.  With --check it measures nothing and sees that all peers do the same
work; with --same that what is written has come from results.json."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
from pathlib import Path

import access
import again
import maps
import measure
import picture
import size
import tables
import text
import wake
import wine

SECTIONS = {"maps": maps, "access": access, "wake": wake,
            "text": text, "wine": wine, "size": size}
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
    planned = section.cells()
    rounds, target_ms = (9, 1) if given.quick else (101, 3)
    load = os.getloadavg()[0]
    with measure.started(section.PROGRAMS, given.bin, given.dotnet) as peers:
        cells = [cell for cell in planned if cell.program in peers]
        measure.check(peers, cells, section)
        numbers = measure.measure(peers, cells, rounds, target_ms)
        rows: dict[str, dict] = {} if planned else section.found(given, peers)
        versions = sorted({peer.ask("version") for peer in peers.values()})
    for cell, found in numbers.items():
        rows.setdefault(cell.row, {})[cell.column] = found
    return {"date": datetime.date.today().isoformat(), "machine": machine(),
            "load": round(max(load, os.getloadavg()[0]), 1), "rounds": rounds,
            "versions": versions,
            "left_out": [program for program in section.PROGRAMS
                         if program not in peers], "rows": rows}


def check(given) -> None:
    for name in given.section or SECTIONS:
        section = SECTIONS[name]
        with measure.started(section.PROGRAMS, given.bin,
                             given.dotnet) as peers:
            cells = [cell for cell in section.cells() if cell.program in peers]
            compared = measure.check(peers, cells, section)
        print(f"{name}: {compared} cells of {len(peers)} peers do the same "
              "work as their neighbours")


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
    parser.add_argument("--library", type=Path,
                        help="the library as a shared one")
    parser.add_argument("--readme", type=Path,
                        help="where the short table stands")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--same", action="store_true")
    parser.add_argument("--render", action="store_true",
                        help="measure nothing, write what results.json says")
    given = parser.parse_args()
    for name in given.section:
        if name not in SECTIONS:
            parser.exit(2, f"the benchmark has no section {name}; it has "
                        f"{', '.join(SECTIONS)}\n")
    return given


def files_of(results: dict, given) -> dict[Path, str]:
    """All that is written of results."""
    files = {given.out / "RESULTS.md": tables.page(results, SECTIONS)}
    if any(panel.section in results for panel in picture.PANELS):
        files[given.out / "results.svg"] = picture.picture(results)
    if given.readme:
        files[given.readme] = tables.with_short(
            given.readme.read_text(encoding="utf-8"), results)
    return files


def same(results: dict, given) -> None:
    for path, wanted in files_of(results, given).items():
        if path.read_text(encoding="utf-8") != wanted:
            raise SystemExit(f"{path} is not what results.json says: "
                             "run.py --render writes it")
    print("what is written has come from results.json")


def main() -> None:
    given = arguments()
    if given.check:
        check(given)
        return
    path = given.out / "results.json"
    results = json.loads(path.read_text()) if path.exists() else {}
    if given.same:
        same(results, given)
        return
    if not given.render:
        for name in given.section or SECTIONS:
            found = run_section(name, given)
            if found["rows"]:
                if name in results:
                    found["again"] = again.compared(found, results[name])
                results[name] = found
        path.write_text(json.dumps(results, indent=1) + "\n",
                        encoding="utf-8")
    for file, written in files_of(results, given).items():
        file.write_text(written, encoding="utf-8")
    print(tables.page(results, SECTIONS))


if __name__ == "__main__":
    main()
