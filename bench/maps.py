# SPDX-License-Identifier: MIT
"""The section "maps": making, opening and giving up named shared memory."""

from __future__ import annotations

import os
import resource
import struct

from measure import Cell

TITLE = "Maps"
SMALL, MARK = 8192, 0x6D6D66  # of maps.h: one of many, and what is written
KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30
SIZES = (("8 KiB", 8 * KIB), ("1 MiB", MIB), ("256 MiB", 256 * MIB))
OPENED = (("8 KiB", 8 * KIB), ("1 MiB", MIB), ("256 MiB", 256 * MIB),
          ("1 GiB", GIB), ("16 GiB", 16 * GIB))
COUNTS = (10, 100, 1000, 10000)

# Column, program, and what it calls its kind of object.
RESERVED = (("libmmf", "maps_mmf", "reserved"),
            ("persist", "maps_mmf", "persist"),
            ("bare", "maps_bare", "reserved"))
OTHERS = (("Boost", "maps_boost", "sparse"), ("Qt", "maps_qt", "sparse"),
          ("APR", "maps_apr", "sparse"), ("Python", "maps_python", "sparse"),
          (".NET", "dotnet", "sparse"))
SPARSE = (("libmmf", "maps_mmf", "sparse"),
          ("persist", "maps_mmf", "sparse-persist"),
          ("bare", "maps_bare", "sparse"), *OTHERS)
OPEN = (("libmmf", "maps_mmf", "sparse"),
        ("persist", "maps_mmf", "sparse-persist"),
        ("foreign", "maps_mmf", "foreign"),
        ("bare", "maps_bare", "sparse"), *OTHERS)
LARGEST = {"maps_qt": 2 * GIB - 1}  # its sizes are ints
MANY = (("libmmf", "maps_mmf", "reserved"), ("bare", "maps_bare", "reserved"),
        ("Python", "maps_python", "sparse"), (".NET", "dotnet", "sparse"))
# Descriptors for one map, where it takes more than one.
FILES = {"maps_python": 2}

PROGRAMS = ("maps_mmf", "maps_bare", "maps_boost", "maps_qt", "maps_apr",
            "maps_python", "dotnet")


def against(columns, ours=("libmmf", "persist"), floor="bare"):
    """Ours against the floor, and the others against ours."""
    there = [column[0] for column in columns]
    return ([(f"{name} / {floor}", name, floor) for name in ours
             if name in there] +
            [(f"{name} / libmmf", name, "libmmf") for name in there
             if name not in (*ours, floor, "foreign")])


def names(columns):
    return [column[0] for column in columns]


TABLES = {
    "cycle": ("Make, touch, close, remove; storage taken at once",
              names(RESERVED), against(RESERVED)),
    "sparse": ("Make, touch, close, remove; storage taken at the touch",
               names(SPARSE), against(SPARSE)),
    "size": ("Open, read one number, close", names(OPEN),
             [*against(OPEN), ("foreign / bare", "foreign", "bare")]),
    "many": ("Make, then close, many maps of 8 KiB; for one map", names(MANY),
             against(MANY)),
}


def wanted(request: str) -> bytes:
    """What must come of it: maps made, their bytes, maps given up; a second
    handle's mark and size, and that the name is free."""
    task, _, number = request.split()
    size = int(number)
    if task == "open":
        return struct.pack("=2q", MARK, size)
    if task == "cycle":
        return struct.pack("=6q", 1, size, 1, MARK, size, 0)
    return struct.pack("=6q", size, size * SMALL, size, MARK, SMALL, 0)


def possible() -> tuple[int, int]:
    """Bytes and descriptors that a peer may take here."""
    folder = os.statvfs("/dev/shm")
    return (folder.f_bavail * folder.f_frsize // 2,
            resource.getrlimit(resource.RLIMIT_NOFILE)[1] - 100)


def cells() -> list[Cell]:
    """What does not fit into this machine is left out, and the row is not
    there."""
    room, files = possible()
    found = []
    for table, columns in (("cycle", RESERVED), ("sparse", SPARSE)):
        for shown, size in SIZES:
            found += [Cell(f"{table}: {shown}", column, program,
                           f"cycle {kind} {size}")
                      for column, program, kind in columns
                      if table == "sparse" or size < room]
    for shown, size in OPENED:
        found += [Cell(f"size: {shown}", column, program,
                       f"open {kind} {size}")
                  for column, program, kind in OPEN
                  if size <= LARGEST.get(program, size)]
    for count in COUNTS:
        found += [Cell(f"many: {count:,} maps", column, program,
                       f"many {kind} {count}", count)
                  for column, program, kind in MANY
                  if count * FILES.get(program, 1) < files and
                  count * 8 * KIB < room]
    return found
