#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of the benchmark's own parts, with peers that are made up: one that does
other work, dies, is silent or leaves something behind is named, and nothing of
it stays; nor of a real one of the folder MMF_BENCH_BIN that is killed."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import re
import subprocess
import sys
import time
import unittest
from pathlib import Path
from unittest import mock
from xml.etree import ElementTree

import again
import aims
import counts
import maps
import measure
import picture
import run

HERE = Path(__file__).resolve().parent
CELL = measure.Cell("row: one", "column", "peer", "task any 1")

# What a peer does with a request, given as "line".
RIGHT = "print('00ff' if line.endswith(' 0') else 20000000)"
LEAVES = """open(f"/dev/shm/mmf-bench.{os.getpid()}", "w").close(); """


class Section:
    """One that wants two bytes."""

    @staticmethod
    def wanted(_request: str) -> bytes:
        return b"\x00\xff"


def peer_that(does: str) -> list[str]:
    return [sys.executable, "-c", "import os, sys, time\n"
            "for line in sys.stdin:\n"
            "    line = line.rstrip()\n"
            f"    {does}\n"
            "    sys.stdout.flush()\n"]


def work(does: str) -> dict:
    """What ci/bench does with a peer."""
    with mock.patch.object(measure, "command_of",
                           return_value=peer_that(does)), \
            measure.started(["peer"], HERE, None) as peers:
        measure.check(peers, [CELL], Section)
        return measure.measure(peers, [CELL], 3, 1)


class Peers(unittest.TestCase):
    def fails(self, does: str, *words: str) -> None:
        with self.assertRaises(SystemExit) as raised:
            work(does)
        for word in words:
            self.assertIn(word, str(raised.exception))

    def test_one_that_works(self):
        self.assertEqual(work(RIGHT)[CELL]["median_ns"], 20000000)

    def test_other_work_is_shown_beside_what_is_wanted(self):
        self.fails("print('00fe')", "task any 1 0", "00fe", "00ff",
                   sys.executable)

    def test_nothing_is_no_work(self):
        self.fails("print()", "other work")

    def test_one_that_dies_while_it_is_checked(self):
        self.fails("sys.exit(3)", "task any 1 0", "status 3")

    def test_one_that_dies_while_it_is_measured(self):
        self.fails(f"{RIGHT} if line.endswith(' 0') else os.abort()",
                   "task any 1 1", "status -6")

    def test_one_that_does_not_know_its_task(self):
        self.fails("print('unknown')", "task any 1 0", "does not know")

    def test_an_answer_that_is_no_time(self):
        self.fails("print('00ff' if line.endswith(' 0') else 'soon')",
                   "'soon'", "no time")

    def test_one_that_takes_no_time_however_often(self):
        self.fails("print('00ff' if line.endswith(' 0') else 0)", "took 0")

    def test_one_that_is_silent(self):
        with mock.patch.object(measure, "PATIENCE", 0.1):
            self.fails("time.sleep(1000)", "says nothing")

    def test_one_that_ends_badly(self):
        with self.assertRaisesRegex(SystemExit, "status 4"), \
                measure.started([], HERE, None) as peers:
            peers["peer"] = measure.Peer(
                [sys.executable, "-c",
                 "import sys; sys.stdin.read(); sys.exit(4)"])

    def test_a_name_that_is_left(self):
        with self.assertRaisesRegex(SystemExit, "left: /dev/shm") as raised:
            work(LEAVES + RIGHT)
        Path(str(raised.exception).split()[-1]).unlink()

    def test_a_name_of_one_that_failed_is_removed(self):
        with self.assertRaises(SystemExit), \
                mock.patch.object(measure, "command_of",
                                  return_value=peer_that(LEAVES +
                                                         "print('aa')")), \
                measure.started(["peer"], HERE, None) as peers:
            process = peers["peer"].popen.pid
            measure.check(peers, [CELL], Section)
        self.assertFalse(Path(f"/dev/shm/mmf-bench.{process}").exists())

    def test_each_task_is_warm_where_compilers_wait(self):
        """From the hundredth request on it takes a hundredth of the time."""
        slowly = ("if not hasattr(sys, 'n'): sys.n = 0\n"
                  "    sys.n += line != 'task any 1 0'\n"
                  "    print('00ff' if line.endswith(' 0') else\n"
                  "          10 ** 9 if sys.n < 100 else 10 ** 7)")
        cell = CELL._replace(program="dotnet", most=1)
        with mock.patch.object(measure, "command_of",
                               return_value=peer_that(slowly)), \
                mock.patch.object(measure.time, "monotonic",
                                  itertools.count(0, 0.002).__next__), \
                measure.started(["dotnet"], HERE, None) as peers:
            found = measure.measure(peers, [cell], 3, 1)
        self.assertEqual(found[cell]["median_ns"], 10 ** 7)

    def test_one_that_is_missing_is_named(self):
        said = io.StringIO()
        with contextlib.redirect_stdout(said), \
                measure.started(["maps_boost", "dotnet", "wine/maps_mmf"],
                                Path("/nowhere"), None) as peers:
            self.assertEqual(peers, {})
        self.assertRegex(said.getvalue(), r"maps_boost.*ci/setup bench\n"
                         r".*dotnet.*\.NET SDK\n.*wine/maps_mmf.*Wine")


class Killed(unittest.TestCase):
    def test_nothing_of_one_that_is_killed_stays(self):
        folder = Path(os.environ.get("MMF_BENCH_BIN", "/nowhere"))
        there = [program for program in maps.PROGRAMS
                 if (folder / program).exists()]
        if not there:
            self.skipTest("MMF_BENCH_BIN has no peers")
        for program in there:
            peer = measure.Peer([str(folder / program)])
            peer.popen.stdin.write(f"open sparse 8192 {10 ** 9}\n")
            peer.popen.stdin.flush()
            while not measure.leftovers(peer):
                self.assertIsNone(peer.popen.poll(), program)
                time.sleep(0.01)
            peer.kill()
            self.assertNotEqual(measure.leftovers(peer), [], program)
            measure.sweep(peer)
            self.assertEqual(measure.leftovers(peer), [], program)


class Sections(unittest.TestCase):
    def test_an_unknown_one_ends_it_with_the_names_of_all(self):
        for command, said in (
                ([sys.executable, "-B", HERE / "run.py", "--bin", "/nowhere"],
                 "the benchmark has no section mapz; it has "
                 f"{', '.join(run.SECTIONS)}\n"),
                ([HERE.parent / "ci/bench"], "usage: ci/bench [--quick] "
                 f"[{'|'.join(run.SECTIONS)}]...\n")):
            done = subprocess.run([*command, "mapz"], capture_output=True,
                                  text=True, check=False)
            self.assertEqual((done.returncode, done.stdout, done.stderr),
                             (2, "", said))

    def test_ratios_are_of_columns_that_are_there(self):
        for section in run.SECTIONS.values():
            for _, columns, ratios in section.TABLES.values():
                for _, above, below in ratios:
                    self.assertLessEqual({above, below}, set(columns))

    def test_cells_are_in_a_table_and_of_a_program(self):
        for section in run.SECTIONS.values():
            for cell in section.cells():
                key = cell.row.split(":")[0]
                self.assertIn(cell.column, section.TABLES[key][1])
                self.assertIn(cell.program, section.PROGRAMS)

    def test_the_manual_names_each_column_and_its_program(self):
        manual = (HERE / "README.md").read_text(encoding="utf-8")
        sources = set(re.findall(r"`([\w/]+\.(?:c|cpp|py|cs))`", manual))
        for source in sources:
            self.assertTrue(any((folder / source).exists()
                                for folder in (HERE, HERE.parent)), source)
        for program in {cell.program.rpartition("/")[2]
                        for section in run.SECTIONS.values()
                        for cell in section.cells()} - {"dotnet",
                                                        "dotnet-peer"}:
            self.assertTrue(
                any(source.startswith((f"{program}.", "wake_message."))
                    for source in sources), program)


class Counts(unittest.TestCase):
    def verdict(self, kind: str, was: str, now: str) -> tuple[int, str]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            status = counts.compare(kind, {"us": counts.parse(kind, now)},
                                    {"us": counts.parse(kind, was)})
        return status, said.getvalue().splitlines()[0]

    def test_five_percent_more_instructions_are_too_many(self):
        self.assertEqual(self.verdict("instructions", "1000", "1050"),
                         (0, "ok   us: 1050"))
        self.assertEqual(self.verdict("instructions", "1000", "1051"),
                         (1, "FAIL us: 1051; 1.051 times as many"))

    def test_one_system_call_more_is_too_many(self):
        self.assertEqual(self.verdict("calls", "close=2 mmap=1", "close=2")[0],
                         0)
        self.assertEqual(
            self.verdict("calls", "close=2", "close=2 mmap=1"),
            (1, "FAIL us: close=2 mmap=1; mmap 0 -> 1"))

    def test_what_is_not_in_the_file_or_only_there_fails(self):
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(counts.compare("instructions", {"new": 1}, {}), 1)
            self.assertEqual(counts.compare("instructions", {}, {"old": 1}), 1)

    def test_the_files_have_what_is_counted(self):
        ours = {f"{program} {request}"
                for program, requests in counts.OPERATIONS.items()
                for request in requests}
        beside = {f"{program} {request}"
                  for program, requests in counts.BESIDE.items()
                  for request in requests}
        self.assertEqual(set(counts.kept("instructions")[1]), ours)
        self.assertEqual(set(counts.kept("calls")[1]), ours | beside)


class Again(unittest.TestCase):
    @staticmethod
    def run_of(*medians: int) -> dict:
        """Each with quartiles that are 10 away."""
        return {"date": "2001-02-03", "machine": "m", "rows": {
            f"row {i}": {"us": {"median_ns": median, "quartiles_ns":
                                [median - 10, median + 10]}}
            for i, median in enumerate(medians)}}

    def said(self, now: dict, before: dict) -> str:
        now["again"] = again.compared(now, before)
        return again.line(now)

    def test_medians_within_both_spreads_are_the_same(self):
        self.assertEqual(self.said(self.run_of(1000, 1019),
                                   self.run_of(1000, 1000)),
                         "2 of 2 medians are those of the run before "
                         "(2001-02-03), within the spreads.")

    def test_others_are_named_with_the_farthest_first(self):
        said = self.said(self.run_of(*range(1100, 1900, 100)),
                         self.run_of(*[1000] * 8, 5))
        self.assertTrue(said.startswith("0 of 8 "))
        self.assertTrue(said.endswith(
            "; not: row 7, us +80 %; row 6, us +70 %; row 5, us +60 %; "
            "row 4, us +50 %; row 3, us +40 %; and 3 more."), said)

    def test_another_machine_is_told(self):
        before = self.run_of(1000)
        before["machine"] = "another"
        self.assertIn("(2001-02-03, another)",
                      self.said(self.run_of(1000), before))

    def test_numbers_that_are_no_times_are_left_out(self):
        one = self.run_of(1000)
        one["rows"]["row 1"] = {"us": {"number": 7}}
        self.assertEqual(again.compared(one, one)["compared"], 1)


class Aims(unittest.TestCase):
    ROW = {"a": {"us": {"median_ns": 3.012}, "them": {"median_ns": 4},
                 "fastest": {"median_ns": 2}}}

    def line(self, most=0.0, least=0.0, below=("a", "them", "fastest")) -> str:
        aim = aims.Aim("ours", "wake", "one", ("a", "us"), below, most, least)
        return aims.line(aim, aims.value(aim, {"one": {"rows": self.ROW}}))

    def test_one_that_is_reached(self):
        self.assertEqual(self.line(most=1.51), "| ours | ≤ 1.51 | 1.51 | yes |")
        self.assertEqual(self.line(least=1.51), "| ours | ≥ 1.51 | 1.51 | yes |")

    def test_one_that_is_missed_says_where_its_floor_stands(self):
        for bound in ({"most": 1.5}, {"least": 1.52}):
            self.assertTrue(self.line(**bound).endswith(
                "| 1.51 | no, [why](README.md#wake) |"))

    def test_what_was_not_measured_is_not_shown(self):
        self.assertEqual(aims.table({"wake": {"rows": self.ROW}}), [])

    def test_each_is_about_something_that_is_measured(self):
        kept = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
        for aim in aims.aims():
            there = {(cell.row, cell.column)
                     for cell in run.SECTIONS[aim.section].cells()}
            there |= {(row, column)
                      for row, found in kept[aim.section]["rows"].items()
                      for column in found}
            for row, *columns in (aim.above, aim.below):
                for column in columns:
                    self.assertIn((row, column), there)


class Picture(unittest.TestCase):
    """Of numbers that are made up: ten times as much for each next peer."""

    def setUp(self):
        results: dict = {}
        for panel in picture.PANELS:
            rows = results.setdefault(panel.section, {"rows": {}})["rows"]
            for i in (10, 1000):
                rows[f"{panel.table}, {i} units"] = {
                    column: {"median_ns": i * 10.0 ** place}
                    for place, (column, _) in enumerate(panel.lines)}
        self.root = ElementTree.fromstring(picture.picture(results))

    def all_of(self, kind: str):
        return self.root.findall(f"{{http://www.w3.org/2000/svg}}{kind}")

    def test_it_has_a_line_and_a_name_for_each_peer(self):
        lines = [name for panel in picture.PANELS for _, name in panel.lines]
        self.assertEqual(len(self.all_of("polyline")), len(lines))
        self.assertLessEqual(set(lines),
                             {text.text for text in self.all_of("text")})

    def test_it_has_its_own_ground(self):
        """So that it can be read on a dark page, too."""
        ground = self.all_of("rect")[0]
        self.assertEqual((ground.get("width"), ground.get("fill")),
                         ("100%", "#fff"))

    def test_it_has_all_in_its_frame(self):
        width, height = (float(self.root.get(side))
                         for side in ("width", "height"))
        for text in self.all_of("text"):
            x, y = float(text.get("x")), float(text.get("y"))
            long = 7 * len(text.text)  # at 13 px
            right = {"end": x, "middle": x + long / 2}.get(
                text.get("text-anchor"), x + long)
            self.assertLessEqual((right, y), (width, height), text.text)
            self.assertLess(y, height, text.text)


if __name__ == "__main__":
    unittest.main()
