# SPDX-License-Identifier: MIT
"""The section "access": one number, and an array of the article's size."""

from __future__ import annotations

import struct

import text
from measure import Cell

TITLE = "Access"
COUNT = 2000
COLUMNS = ("libmmf", "memcpy", ".NET")
PROGRAMS = ("access_mmf", "access_memcpy", "text_mmf", "text_memcpy", "dotnet")
RATIOS = [("libmmf / memcpy", "libmmf", "memcpy"),
          (".NET / libmmf", ".NET", "libmmf")]

TABLES = {
    "int": ("One number of four bytes", COLUMNS, RATIOS),
    "array": ("A count, and an array of 4043 UTF-16 units", COLUMNS, RATIOS),
}


def wanted(request: str) -> bytes:
    """What must come of it: numbers are 0, 3, 6 and so on."""
    task, _, size = request.split()
    if not task.endswith("-int"):
        return text.wanted(request)
    numbers = [3 * i for i in range(int(size))]
    if task == "read-int":
        return struct.pack("=q", sum(numbers))
    return struct.pack(f"={len(numbers)}i", *numbers)


def cells() -> list[Cell]:
    found = []
    for task in ("read", "write"):
        found += [Cell(f"int: {task}", column, program,
                       f"{task}-int any {COUNT}", COUNT)
                  for column, program in zip(COLUMNS, ("access_mmf",
                                                       "access_memcpy",
                                                       "dotnet"))]
    for shown, ours, task in (("read", "read-array", "read"),
                              ("write", "publish-array", "publish")):
        found += [Cell(f"array: {shown}", column, program, f"{name} ascii 4043")
                  for column, program, name in (
                      ("libmmf", "text_mmf", ours),
                      ("memcpy", "text_memcpy", task),
                      (".NET", "dotnet", task))]
    return found
