#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the transcripts and the cases of the command line tool.

    run.py --tool build/release/bin/mmf --system linux [NAME...]

A NAME is that of a file in transcripts/ (without .txt), or of a function of
cases.py, cases_posix.py or cases_win32.py; without any, all are run.  The last
line says how many passed, failed and were skipped.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from pathlib import Path

import cases
import transcript
from tool import Failure, Skip, Tool

HERE = Path(__file__).resolve().parent


def jobs(given: argparse.Namespace) -> dict:
    found = {}
    for path in sorted(transcript.FOLDER.glob("*.txt")):
        found[path.stem] = lambda tool, path=path: transcript.run(tool, path)
    # Each adds its own to them.
    if given.system == "linux":
        import cases_posix  # noqa: F401
    else:
        import cases_win32  # noqa: F401
    found.update(cases.ALL)
    if not given.names:
        return found
    return {name: found[name] for name in given.names}


def run_job(given: argparse.Namespace, name: str, job) -> str:
    with tempfile.TemporaryDirectory() as folder:
        tool = Tool(given.tool.resolve(), given.system, given.wine,
                    Path(folder), given.timeout, given.ungranted)
        try:
            job(tool)
        except Skip as reason:
            print(f"skip {name}: {reason}", flush=True)
            return "skipped"
        except Failure as failure:
            print(f"FAIL {name}: {failure}", flush=True)
            return "failed"
        except Exception:
            # Whatever else goes wrong must not keep the others from running.
            print(f"FAIL {name}\n{traceback.format_exc()}", flush=True)
            return "failed"
        finally:
            tool.end_all()
    print(f"ok {name}", flush=True)
    return "passed"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tool", type=Path)
    parser.add_argument("--system", choices=("linux", "windows"),
                        required=True)
    parser.add_argument("--wine", action="store_true",
                        help="start the tool by Wine")
    parser.add_argument("--ungranted", type=Path,
                        help="what ungranted.c became, on Windows")
    parser.add_argument("--list", action="store_true",
                        help="show the names of what would be run, and end")
    parser.add_argument("--timeout", type=float, default=60,
                        help="seconds that the tool may take to answer")
    parser.add_argument("names", nargs="*", metavar="NAME")
    given = parser.parse_args()
    if given.tool is None and not given.list:
        parser.error("--tool or --list is needed")
    return given


def continue_below_ci_wine() -> None:
    """Starts this program again where Wine has been prepared."""
    wine = str(HERE.parents[1] / "ci" / "wine")
    os.execv(wine, [wine, sys.executable, *sys.argv])


def main() -> int:
    given = arguments()
    if given.list:
        print("\n".join(jobs(given)))
        return 0
    if given.wine and os.environ.get("MMF_WINE") != "1":
        continue_below_ci_wine()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for name, job in jobs(given).items():
        counts[run_job(given, name, job)] += 1
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    if counts["failed"]:
        return 1
    # What ctest takes for a skipped test.
    return 0 if counts["passed"] else 77


if __name__ == "__main__":
    sys.exit(main())
