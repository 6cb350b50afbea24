#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Counts what does not drift as times do, and compares it with what is kept:

    counts.py instructions   instructions of an operation, by callgrind, with
                             instructions.txt; 5 % more is a failure
    counts.py calls          system calls of an operation, by strace, with
                             calls.txt; one more is a failure

With --write the file is written anew.  Instructions are those of one compiler,
one C library, one Valgrind and one kind of processor, system calls those of one
architecture; the file names them.  Elsewhere the numbers are shown and not
compared, which counts as skipped (77).
"""

from __future__ import annotations

import argparse
import collections
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SKIPPED = 77
TIMES = 20
GROWTH = 1.05

# Programs, and what they are asked; the library's own.
OPERATIONS = {
    "access_mmf": ("read-int any 1000", "write-int any 1000"),
    "maps_mmf": ("cycle reserved 8192", "cycle sparse 8192",
                 "cycle persist 8192", "open sparse 8192",
                 "open sparse-persist 8192", "open foreign 8192"),
    "text_mmf": ("publish-strict ascii 10", "publish-strict ascii 4043",
                 "publish-sequenced ascii 10", "publish-sequenced ascii 4043",
                 "publish-array ascii 4043", "read-strict ascii 10",
                 "read-strict ascii 4043", "read-sequenced ascii 10",
                 "read-sequenced ascii 4043", "read-array ascii 4043",
                 "decode ascii 4043", "decode cjk 4043", "encode ascii 4043",
                 "encode cjk 4043"),
}


# What these are compared with: calls that one would make by hand.
BESIDE = {"maps_bare": ("cycle reserved 8192", "cycle sparse 8192",
                        "open sparse 8192")}


class Skip(Exception):
    """Nothing can be counted here, or not compared."""


def need(tool: str) -> None:
    if shutil.which(tool) is None:
        raise Skip(f"there is no {tool} here: ci/setup test installs it")


def feed(command: list[str], lines: list[str]) -> None:
    done = subprocess.run(command, input="\n".join(lines) + "\n", text=True,
                          capture_output=True, timeout=300, check=False)
    if done.returncode != 0 or "unknown" in done.stdout:
        raise SystemExit(f"{command}: {done.stdout}{done.stderr}"[:2000])


def instructions(program: Path, requests) -> dict[str, float]:
    """Per time.  The first answer to a request warms up: it is not counted."""
    need("valgrind")
    with tempfile.TemporaryDirectory() as folder:
        feed(["valgrind", "--tool=callgrind", "--toggle-collect=peer_loop",
              "--dump-after=peer_loop", f"--callgrind-out-file={folder}/out",
              str(program)],
             [f"{request} {times}" for request in requests
              for times in (2, TIMES)])
        return {request: total_of(Path(folder, f"out.{2 * i + 2}")) / TIMES
                for i, request in enumerate(requests)}


def total_of(path: Path) -> int:
    return int(re.search(r"^(?:totals|summary): (\d+)$",
                         path.read_text(encoding="utf-8"), re.M)[1])


def calls(program: Path, requests) -> dict[str, collections.Counter]:
    """Per time: what so many times more take."""
    need("strace")
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"],
                      stderr=subprocess.DEVNULL, check=False).returncode != 0:
        raise Skip("nobody may trace here")
    found = {}
    for request in requests:
        few, many = (calls_of(program, f"{request} {times}")
                     for times in (2, 2 + TIMES))
        found[request] = collections.Counter(
            {name: (count - few[name]) / TIMES for name, count in many.items()
             if count != few[name]})
    return found


def calls_of(program: Path, line: str) -> collections.Counter:
    with tempfile.NamedTemporaryFile("r") as record:
        feed(["strace", "-qq", "-o", record.name, str(program)], [line])
        return collections.Counter(
            re.findall(r"^(\w+)\(", record.read(), re.M))


def machine() -> str:
    """On another one, C libraries make other calls for the same function."""
    return f"{platform.machine()}, {platform.libc_ver()[0]}"


def toolchain(program: Path) -> str:
    said = subprocess.run([program], input="version\n", text=True,
                          capture_output=True, check=True).stdout
    valgrind = subprocess.run(["valgrind", "--version"], text=True,
                              capture_output=True, check=True).stdout.strip()
    flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    vectors = " avx2" if " avx2 " in flags else ""
    return (f"compiler {said.split('by')[-1].strip()}, "
            f"{' '.join(platform.libc_ver())}, {valgrind}, "
            f"{platform.machine()}{vectors}")


def show(kind: str, value) -> str:
    if kind == "instructions":
        return f"{value:.0f}"
    return " ".join(f"{name}={count:g}" for name, count in sorted(value.items())
                    ) or "none"


def parse(kind: str, text: str):
    if kind == "instructions":
        return float(text)
    return collections.Counter({name: float(count) for name, count in
                                re.findall(r"(\w+)=([\d.]+)", text)})


HEADS = {
    "instructions": """\
# Instructions of one operation of the library, as callgrind counts them, without
# those of the kernel.  bench.instructions fails where there are 5 % more; where
# that is meant, bench/counts.py instructions --write --bin build/release/bench
# writes this file anew, in the same commit.  Made with
#     {made}
# and compared only there.
""",
    "calls": """\
# System calls of one operation of the library, and of one by hand, as strace
# counts them.
# bench.calls fails where there is one more of any; where that is meant,
# bench/counts.py calls --write --bin build/release/bench writes this file anew,
# in the same commit.  Made on
#     {made}
# and compared only there.
"""}


def kept(kind: str) -> tuple[str, dict]:
    """What the file was made with, and its numbers."""
    made, values = "", {}
    for line in (HERE / f"{kind}.txt").read_text().splitlines():
        if line.startswith("#     "):
            made = line[1:].strip()
        elif line and line[0] != "#":
            operation, value = line.split(":")
            values[operation] = parse(kind, value)
    return made, values


def grown(kind: str, was, now) -> str:
    """What is more than it was, in words; empty if nothing is."""
    if kind == "instructions":
        return f"{now / was:.3f} times as many" if now > was * GROWTH else ""
    return ", ".join(f"{name} {was[name]:g} -> {now[name]:g}" for name in now
                     if now[name] > was[name])


def compare(kind: str, found: dict, values: dict) -> int:
    failed = 0
    for operation, now in found.items():
        was = values.get(operation)
        more = "it is not in the file" if was is None else grown(kind, was, now)
        failed += more != ""
        print(f"{'FAIL' if more else 'ok  '} {operation}: {show(kind, now)}"
              + (f"; {more}" if more else ""))
    for operation in set(values) - set(found):
        print(f"FAIL {operation}: it is in the file and nobody counts it")
        failed += 1
    print(f"{len(found)} counted, {failed} failed")
    return 1 if failed else 0


def count(given) -> int:
    found = {}
    counter = {"instructions": instructions, "calls": calls}[given.kind]
    beside = BESIDE if given.kind == "calls" else {}
    for program, requests in {**OPERATIONS, **beside}.items():
        counted = counter(given.bin / program, requests)
        found.update({f"{program} {request}": value
                      for request, value in counted.items()})
    here = toolchain(given.bin / "maps_mmf") \
        if given.kind == "instructions" else machine()
    if given.write:
        lines = [f"{operation}: {show(given.kind, value)}\n"
                 for operation, value in found.items()]
        (HERE / f"{given.kind}.txt").write_text(
            HEADS[given.kind].format(made=here) + "".join(lines))
        return 0
    made, values = kept(given.kind)
    if made != here:
        for operation, value in found.items():
            print(f"     {operation}: {show(given.kind, value)}")
        raise Skip(f"the file was made with {made}; this is {here}: these are "
                   "not compared")
    return compare(given.kind, found, values)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kind", choices=("instructions", "calls"))
    parser.add_argument("--bin", type=Path, required=True,
                        help="folder of the programs, optimised")
    parser.add_argument("--write", action="store_true")
    try:
        return count(parser.parse_args())
    except Skip as reason:
        print(f"left out: {reason}")
        could = shutil.which("apt-get") and "there is no" in str(reason)
        return 1 if os.environ.get("CI") == "true" and could else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
