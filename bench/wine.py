# SPDX-License-Identifier: MIT
"""The section "wine": maps as Windows has them, on Wine's kernel."""

from __future__ import annotations

from maps import KIB, MIB, against, names, wanted
from measure import Cell

TITLE = "Maps on Wine"
COLUMNS = (("libmmf", "wine/maps_mmf"), ("bare", "wine/maps_windows"),
           (".NET", "wine/dotnet-peer"))
PROGRAMS = tuple(program for _, program in COLUMNS)
SIZES = (("8 KiB", 8 * KIB), ("1 MiB", MIB))

TABLES = {
    "cycle": ("Make, touch, close", names(COLUMNS), against(COLUMNS)),
    "open": ("Open, read one number, close", names(COLUMNS), against(COLUMNS)),
    "many": ("Make, then close, many maps of 8 KiB; for one map",
             names(COLUMNS), against(COLUMNS)),
}


def cells() -> list[Cell]:
    found = []
    for task in ("cycle", "open"):
        for shown, size in SIZES:
            found += [Cell(f"{task}: {shown}", column, program,
                           f"{task} reserved {size}")
                      for column, program in COLUMNS]
    for count in (10, 100):
        found += [Cell(f"many: {count:,} maps", column, program,
                       f"many reserved {count}", count)
                  for column, program in COLUMNS]
    return found
