# SPDX-License-Identifier: MIT
"""The section "wake": until another process has what was sent."""

from __future__ import annotations

import os
import struct

from measure import Cell

TITLE = "Wake"
READERS = (1, 2, 4, 8, 16)
PROGRAMS = ("wake_flag", "wake_mmf", "wake_bare", "wake_pipe", "wake_socket",
            "wake_queue")
MANY = (("libmmf", "wake_mmf"), ("by hand", "wake_bare"))
ONE = (*MANY, ("pipe", "wake_pipe"), ("socket", "wake_socket"),
       ("queue", "wake_queue"))

TABLES = {
    "apart": ("One reader that looks all the time, on another processor",
             ["libmmf flag", "libmmf text", "by hand"],
             [("flag / by hand", "libmmf flag", "by hand"),
              ("text / by hand", "libmmf text", "by hand")]),
    "sleep": ("Readers that sleep; the last one has it",
              [column for column, _ in ONE],
              [("libmmf / by hand", "libmmf", "by hand"),
               *((f"{column} / libmmf", column, "libmmf")
                 for column, _ in ONE[2:])]),
    "together": ("One reader that sleeps, on the sender's processor",
                 [column for column, _ in ONE],
                 [("libmmf / by hand", "libmmf", "by hand"),
                  *((f"{column} / libmmf", column, "libmmf")
                    for column, _ in ONE[2:])]),
    "writer": ("One publication, while readers wait",
               [column for column, _ in MANY],
               [("libmmf / by hand", "libmmf", "by hand")]),
}


def wanted(request: str) -> bytes:
    """What must come of it: each reader got the numbers one, two and three."""
    return struct.pack("=Q", 1 + 2 + 3) * int(request.split()[2])


def readers(count: int) -> str:
    return f"{count} reader{'s' if count > 1 else ''}"


def cells() -> list[Cell]:
    """So many times each: processes that do not run just then make a few of
    them very long."""
    found = [Cell("apart: 1 reader", column, program, "spin apart 1", most=200)
             for column, program in (("libmmf flag", "wake_flag"),
                                     ("libmmf text", "wake_mmf"),
                                     ("by hand", "wake_bare"))
             if len(os.sched_getaffinity(0)) > 1]
    for count in READERS:
        found += [Cell(f"sleep: {readers(count)}", column, program,
                       f"sleep any {count}", most=20)
                  for column, program in (ONE if count == 1 else MANY)]
    found += [Cell("together: 1 reader", column, program, "sleep together 1",
                   most=200) for column, program in ONE]
    for count in READERS:
        found += [Cell(f"writer: {readers(count)}", column, program,
                       f"writer any {count}", most=200)
                  for column, program in MANY]
    return found
