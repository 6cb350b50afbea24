#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the calls of calls.txt with real .NET and with libmmf, and compares.

Every call is a row: it is good where both succeed and say the same, or where
both fail and the status is one that stands for .NET's exception.  What differs
on purpose stands in differences.py, with its reason; a row that is listed there
and does not differ in that way is a fault, too.  A group passes when all of its
rows are good.  It builds nothing.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Iterator, NamedTuple

from differences import CLASSES, DIFFERENCES, Difference
from pairings import continue_below_ci_wine
from peers import Bench

TABLE = Path(__file__).resolve().parent / "calls.txt"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "conformance.md"
MAPS = {
    "anonymous": ["new {0} - {1} {2} 0 0"],
    "named": ["new {0} $map {1} {2} 0 0"],
    "file": ["put @map {1}", "file {0} @map 3 - {1} {2}"],
}


class Row(NamedTuple):
    """A call, where it stands, and how it is made."""

    group: str
    call: str
    line: str

    @property
    def verb(self) -> str:
        return self.line.split()[0]

    def __str__(self) -> str:
        return f"{self.group}: {self.call}"


class Group:
    """What stands below one title."""

    def __init__(self, title: str, conditions: list[str]):
        self.title = title
        self.named = "named" in conditions and "over" not in conditions
        self.kinds = (conditions[conditions.index("over") + 1:]
                      if "over" in conditions else [""])
        self.each: list[tuple[list[str], list[str]]] = []
        self.lines: list[str] = []

    def add(self, line: str) -> None:
        each = re.fullmatch(r"each (\S+) = (.+)", line)
        if each:
            self.each.append((each[1].split(","), each[2].split()))
        else:
            self.lines.append(line)

    def instances(self, system: str) -> Iterator[list[Row]]:
        for kind in self.kinds:
            if system == "linux" and (self.named or kind == "named"):
                continue  # .NET has no names there
            for values in itertools.product(*(v for _, v in self.each)):
                yield list(self._rows(kind, values))

    def _rows(self, kind: str, values: tuple[str, ...]) -> Iterator[Row]:
        chosen = ", ".join(
            filter(None, (kind, *(value.split(",")[0] for value in values))))
        title = self.title + (f" ({chosen})" if chosen else "")
        for line in self.lines:
            for (variables, _), value in zip(self.each, values):
                for variable, part in zip(variables, value.split(",")):
                    line = line.replace(variable, part)
            for call in alternatives(line):
                for made in made_of(kind, call):
                    yield Row(title, call, made)


def alternatives(line: str) -> Iterator[str]:
    """{a|b} {c|d} as four lines."""
    parts = re.split(r"\{([^}]*)\}", line)
    choices = [part.split("|") if at % 2 else [part]
               for at, part in enumerate(parts)]
    for chosen in itertools.product(*choices):
        yield "".join(chosen)


def made_of(kind: str, call: str) -> list[str]:
    verb, *words = call.split()
    if verb != "map":
        return [call]
    return [line.format(*words) for line in MAPS[kind]]


def groups(text: str) -> list[Group]:
    found: list[Group] = []
    for line in text.splitlines():
        title = re.fullmatch(r"\[(.+)\](.*)", line)
        if title:
            found.append(Group(title[1], title[2].split()))
        elif line and not line.startswith("#"):
            found[-1].add(line)
    return found


class Caller:
    """One side: a program that makes the calls."""

    def __init__(self, bench: Bench, side: str, command: list[str]):
        self.bench, self.side, self.command = bench, side, command

    def _line(self, line: str, instance: int, folder: str) -> str:
        """With names and paths that no other group and side has."""
        ours = f"{self.side}-{instance}-"
        for sign, before in (("$", f"MmfCalls-{os.getpid()}-"), ("@", folder)):
            line = re.sub(rf"\{sign}(\w+)",
                          lambda found, to=before: to + ours + found[1], line)
        return line

    def answers(self, instances: list[list[Row]]) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            folder += "/"
            if self.bench.wine_runs_it:
                folder = "Z:" + folder.replace("/", "\\")
            lines = []
            for number, rows in enumerate(instances):
                lines += ["forget"]
                lines += [self._line(row.line, number, folder) for row in rows]
            done = self.bench.run(self.command, "\n".join(lines).encode())
        said = done.out.decode().splitlines()
        if done.code != 0 or len(said) != len(lines):
            raise SystemExit(
                f"{self.command}: status {done.code}, {len(said)} answers to "
                f"{len(lines)} calls, the last one: {lines[len(said) - 1]}\n"
                f"{done.err.decode()}")
        return [answer for answer, line in zip(said, lines)
                if line != "forget"]


def is_same(verb: str, dotnet: str, ours: str) -> bool:
    """The same success with the same bytes, or the same class of failure."""
    if dotnet.startswith(("ok", "nothing")) or not ours.startswith("MMF_"):
        return dotnet == ours
    return any(ours in statuses for verbs, pattern, statuses in CLASSES
               if re.fullmatch(verbs, verb) and re.fullmatch(pattern, dotnet))


def fault_of(system: str, row: Row, dotnet: str, ours: str) -> str:
    """What is wrong with a row, or nothing."""
    listed = [one for one in DIFFERENCES if one.is_about(system, str(row))]
    if len(listed) > 1:
        return "is on the list more than once: " + \
            "; ".join(one.reason for one in listed)
    if not listed:
        return "" if is_same(row.verb, dotnet, ours) else "differs"
    if is_same(row.verb, dotnet, ours):
        return f"does not differ, but is listed: {listed[0].reason}"
    if not listed[0].is_it(dotnet, ours):
        return f"differs in another way than is listed: {listed[0].reason}"
    return ""


def unused(system: str, rows: list[Row]) -> list[Difference]:
    return [one for one in DIFFERENCES if system in one.systems
            and not any(one.is_about(system, str(row)) for row in rows)]


def untold() -> set[str]:
    """Reasons that users cannot read."""
    page = " ".join(PAGE.read_text().split())
    return {one.reason for one in DIFFERENCES if one.reason not in page}


class Verdict:
    """What came of the comparison so far."""

    def __init__(self, system: str):
        self.system = system
        self.rows = self.differing = self.passed = self.failed = 0

    def add(self, row: Row, dotnet: str, ours: str) -> bool:
        fault = fault_of(self.system, row, dotnet, ours)
        self.rows += 1
        if fault:
            print(f"FAIL {row}\n    {fault}\n    .NET: {dotnet}\n"
                  f"    ours: {ours}")
        elif not is_same(row.verb, dotnet, ours):
            self.differing += 1
        return not fault

    def count(self, passed: bool) -> None:
        self.passed += passed
        self.failed += not passed


def compare(system: str, instances: list[list[Row]], dotnet: list[str],
            ours: list[str]) -> int:
    verdict = Verdict(system)
    answers = iter(zip(dotnet, ours))
    for rows in instances:
        # Not all(): every row that differs is told.
        verdict.count(sum(not verdict.add(row, *next(answers))
                          for row in rows) == 0)
    for one in unused(system, list(itertools.chain(*instances))):
        verdict.count(False)
        print(f"FAIL no call is like the listed {one.rows}")
    for reason in untold():
        verdict.count(False)
        print(f"FAIL {PAGE.name} does not tell: {reason}")
    print(f"{verdict.rows} calls, {verdict.differing} of them differ on purpose")
    print(f"{verdict.passed} passed, {verdict.failed} failed, 0 skipped")
    return 0 if verdict.failed == 0 and verdict.rows else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--system", choices=("linux", "wine"), required=True)
    parser.add_argument("--bin", type=Path, required=True,
                        help="folder of the C programs")
    parser.add_argument("--dotnet", type=Path, required=True,
                        help="folder of Calls")
    parser.add_argument("--timeout", type=float, default=300,
                        help="seconds that a program may take")
    parser.add_argument("--only", default="",
                        help="only groups whose title contains this")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    if given.system == "wine" and os.environ.get("MMF_WINE") != "1":
        continue_below_ci_wine()
    bench = Bench(given.system, given.bin.resolve(), given.dotnet.resolve(),
                  given.timeout)
    instances = [rows for group in groups(TABLE.read_text())
                 if given.only in group.title
                 for rows in group.instances(given.system)]
    dotnet = Caller(bench, "dotnet", bench.dotnet_command("Calls"))
    ours = Caller(bench, "c", bench.test_command("calls"))
    return compare(given.system, instances, dotnet.answers(instances),
                   ours.answers(instances))


if __name__ == "__main__":
    sys.exit(main())
