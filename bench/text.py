# SPDX-License-Identifier: MIT
"""The section "text": publishing and reading, and the two encodings."""

from __future__ import annotations

import struct
import sys

from measure import Cell

TITLE = "Texts"
SIZES = (10, 100, 1000, 4043)

# Column, program, task; in the order of the table.
PUBLISH = (("strict", "text_mmf", "publish-strict"),
           ("sequenced", "text_mmf", "publish-sequenced"),
           ("array", "text_mmf", "publish-array"),
           ("memcpy", "text_memcpy", "publish"),
           ("by hand", "text_by_hand", "publish"),
           ("parts", "text_mmf", "publish-parts"),
           (".NET", "dotnet", "publish"))
READ = (("strict", "text_mmf", "read-strict"),
        ("sequenced", "text_mmf", "read-sequenced"),
        ("array", "text_mmf", "read-array"),
        ("memcpy", "text_memcpy", "read"),
        ("by hand", "text_by_hand", "read"),
        ("parts", "text_mmf", "read-parts"),
        (".NET", "dotnet", "read"))
CONVERTERS = (("libmmf", "text_mmf"), (".NET", "dotnet"), ("ICU", "text_icu"),
              ("iconv", "text_iconv"), ("GLib", "text_glib"))

PROGRAMS = ("text_mmf", "text_memcpy", "text_by_hand", "text_icu", "text_iconv",
            "text_glib", "dotnet")

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


def character(kind: str, i: int, room: int) -> str:
    """That of text.c at unit i; room is what is left."""
    if kind == "latin" and i % 3 == 0:
        return chr(0xE0 + i % 31)
    if kind == "cjk":
        return chr(0x4E00 + i * 7 % 5003)
    if kind == "emoji" and room > 1:
        return chr(0x1F600 + i // 2 % 64)
    return chr(0x20 + i % 95)


def units_of(kind: str, count: int) -> bytes:
    """As this machine has them."""
    encoding = f"utf-16-{sys.byteorder[0]}e"
    found = bytearray()
    while len(found) < 2 * count:
        i = len(found) // 2
        found += character(kind, i, count - i).encode(encoding)
    return bytes(found)


def wanted(request: str) -> bytes:
    """What must come of it."""
    task, kind, size = request.split()
    units = units_of(kind, int(size))
    if task.startswith("publish"):
        return struct.pack("=i6x", len(units) // 2) + units
    if task == "encode":
        return units.decode(f"utf-16-{sys.byteorder[0]}e").encode()
    return units


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
