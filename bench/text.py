# SPDX-License-Identifier: MIT
"""The section "text": publishing and reading, and the two encodings."""

from __future__ import annotations

from measure import Cell

TITLE = "Texts"
SIZES = (10, 100, 1000, 4043)

# Column, program, task; in the order of the table.
PUBLISH = (("strict", "mmf", "publish-strict"),
           ("sequenced", "mmf", "publish-sequenced"),
           ("array", "mmf", "publish-array"),
           ("memcpy", "memcpy", "publish"),
           ("by hand", "by_hand", "publish"),
           ("parts", "mmf", "publish-parts"),
           (".NET", "dotnet", "publish"))
READ = (("strict", "mmf", "read-strict"),
        ("sequenced", "mmf", "read-sequenced"),
        ("array", "mmf", "read-array"),
        ("memcpy", "memcpy", "read"),
        ("by hand", "by_hand", "read"),
        ("parts", "mmf", "read-parts"),
        (".NET", "dotnet", "read"))
CONVERTERS = (("libmmf", "mmf"), (".NET", "dotnet"), ("ICU", "icu"),
              ("iconv", "iconv"), ("GLib", "glib"))

PROGRAMS = ("mmf", "memcpy", "by_hand", "icu", "iconv", "glib", "dotnet")

# Heading, columns, and the ratios to print: name, column above, column below.
TABLES = {
    "publish": ("Publish", [column[0] for column in PUBLISH],
                [("array / memcpy", "array", "memcpy"),
                 ("sequenced / memcpy", "sequenced", "memcpy"),
                 ("sequenced / by hand", "sequenced", "by hand"),
                 (".NET / array", ".NET", "array"),
                 (".NET / strict", ".NET", "strict"),
                 (".NET / sequenced", ".NET", "sequenced")]),
    "read": ("Read", [column[0] for column in READ],
             [("array / memcpy", "array", "memcpy"),
              ("sequenced / memcpy", "sequenced", "memcpy"),
              ("sequenced / by hand", "sequenced", "by hand"),
              ("sequenced / parts", "sequenced", "parts"),
              (".NET / array", ".NET", "array"),
              (".NET / sequenced", ".NET", "sequenced")]),
    "convert": ("Convert 4043 units", [column[0] for column in CONVERTERS],
                [(".NET / libmmf", ".NET", "libmmf"),
                 ("ICU / libmmf", "ICU", "libmmf"),
                 ("iconv / libmmf", "iconv", "libmmf"),
                 ("GLib / libmmf", "GLib", "libmmf")]),
}


def cells() -> list[Cell]:
    """Rows are TABLE: WHAT, so that a row says where it stands."""
    found = []
    for table, columns in (("publish", PUBLISH), ("read", READ)):
        for kind in ("ascii", "cjk"):
            for size in SIZES:
                row = f"{table}: {kind}, {size} units"
                found += [Cell(row, column, program, f"{task} {kind} {size}")
                          for column, program, task in columns]
    for kind in ("ascii", "latin", "cjk", "emoji"):
        for task, name in (("decode", "UTF-8 to UTF-16"),
                           ("encode", "UTF-16 to UTF-8")):
            found += [Cell(f"convert: {kind}, {name}", column, program,
                           f"{task} {kind} 4043")
                      for column, program in CONVERTERS]
    return found
