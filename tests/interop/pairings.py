#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the C programs of examples/ with real .NET programs, all pairings.

Takes programs that are built, runs every case of cases.py on one system and
reports.  It builds nothing, and whether a missing .NET or Wine is an error is
the caller's decision: --without-dotnet leaves out what needs .NET and counts
it as skipped.
"""

from __future__ import annotations

import argparse
import collections
import os
import sys
import time
import traceback
from pathlib import Path

from cases import Case, cases_of
from peers import Bench, Failure, Skip


def brief(value, at: int = 0) -> str:
    """A value in one line, long ones from shortly before a place on."""
    if not isinstance(value, bytes):
        text = value if isinstance(value, str) else repr(value)
        return text if len(text) <= 600 else text[:600] + " ..."
    if len(value) <= 160:
        return repr(value)
    start = max(0, at - 40)
    part = value[start:start + 120]
    return f"{len(value)} long, from {start}: {part!r}"


def first_difference(expected, seen) -> int:
    if isinstance(expected, bytes) and isinstance(seen, bytes):
        for i, (left, right) in enumerate(zip(expected, seen)):
            if left != right:
                return i
        return min(len(expected), len(seen))
    return 0


def describe(failure: Failure) -> str:
    at = first_difference(failure.expected, failure.seen)
    return (f"    {failure.what}\n"
            f"    expected: {brief(failure.expected, at)}\n"
            f"    seen:     {brief(failure.seen, at)}")


def run_case(bench: Bench, case: Case) -> None:
    if case.needs_dotnet and bench.dotnet_dir is None:
        raise Skip("needs .NET, left out by --without-dotnet")
    try:
        case.run(bench)
    finally:
        bench.forget_names()


def report(bench: Bench, case: Case) -> str:
    """Runs a case and says what came of it: passed, failed or skipped."""
    title = f"{bench.system}: {case.name}"
    began = time.monotonic()
    try:
        run_case(bench, case)
    except Skip as reason:
        print(f"skip {title}: {reason}", flush=True)
        return "skipped"
    except Failure as failure:
        print(f"FAIL {title}\n{describe(failure)}", flush=True)
        return "failed"
    except Exception:
        # Whatever else goes wrong must not keep the other cases from running.
        print(f"FAIL {title}\n{traceback.format_exc()}", flush=True)
        return "failed"
    print(f"ok {title} ({time.monotonic() - began:.2f} s)", flush=True)
    return "passed"


def run_all(bench: Bench, cases: list[Case]) -> int:
    count = collections.Counter(report(bench, case) for case in cases)
    passed, failed = count["passed"], count["failed"]
    print(f"{passed} passed, {failed} failed, {count['skipped']} skipped")
    # Nothing at all having run is no success either.
    return 0 if failed == 0 and passed > 0 else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--system", choices=("linux", "wine"), required=True)
    parser.add_argument("--bin", type=Path, required=True,
                        help="folder of the C programs server and client")
    parser.add_argument("--dotnet", type=Path,
                        help="folder of ArticleServer and ArticleClient")
    parser.add_argument("--without-dotnet", action="store_true",
                        help="only what needs no .NET")
    parser.add_argument("--timeout", type=float, default=30,
                        help="seconds that a program may take to answer")
    parser.add_argument("--only", default="",
                        help="only cases whose name contains this")
    given = parser.parse_args()
    if not given.without_dotnet and given.dotnet is None:
        parser.error("--dotnet or --without-dotnet is needed")
    return given


def continue_below_ci_wine() -> None:
    """Starts this program again where Wine has been prepared; without that it
    would run in the user's own Wine prefix, and slowly."""
    wine = str(Path(__file__).resolve().parents[2] / "ci" / "wine")
    os.execv(wine, [wine, sys.executable, *sys.argv])


def main() -> int:
    given = arguments()
    if given.system == "wine" and os.environ.get("MMF_WINE") != "1":
        continue_below_ci_wine()
    dotnet = None if given.without_dotnet else given.dotnet.resolve()
    bench = Bench(given.system, given.bin.resolve(), dotnet,
                  given.timeout)
    chosen = [case for case in cases_of(given.system)
              if given.only in case.name]
    return run_all(bench, chosen)


if __name__ == "__main__":
    sys.exit(main())
