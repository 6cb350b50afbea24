# SPDX-License-Identifier: MIT
"""Which status stands for which exception, and where libmmf differs.

docs/conformance.md tells users the same.  calls.py holds both lists to what
really happens.
"""

from __future__ import annotations

import re
from typing import NamedTuple

NAMING = "new|create_or_open|open"
MAKING = f"{NAMING}|file|handle"
VIEWING = "view|stream"
ONE = "read|write|read_struct|write_struct"
STREAMS = "stream_.*"
ARRAYS = "read_array|write_array|dump"

# The verbs, an answer of .NET's (class, blamed parameter, HResult), and what may
# stand for it here.
CLASSES: list[tuple[str, str, set[str]]] = [
    (".*", r"ArgumentNullException .*", {"MMF_EINVAL"}),
    (".*", r"ArgumentOutOfRangeException (capacity|size|offset|position|count) "
     ".*", {"MMF_ERANGE"}),
    (".*", r"ArgumentOutOfRangeException (access|options|inheritability|"
     "desiredAccessRights|mode) .*", {"MMF_EINVAL"}),
    (".*", r"ArgumentException (access|mode) .*", {"MMF_EINVAL"}),
    (".*", r"ObjectDisposedException .*", {"MMF_EINVAL"}),
    (".*", r"UnauthorizedAccessException .*", {"MMF_EACCES"}),
    (MAKING, r"ArgumentException (-|mapName) .*", {"MMF_ENAME"}),
    (MAKING, r"FileNotFoundException .*", {"MMF_ENOENT"}),
    (MAKING, r"IOException - 800700b7", {"MMF_EEXIST"}),
    (MAKING, r"IOException - 80070057", {"MMF_ETOOBIG"}),
    (NAMING, r"DirectoryNotFoundException .*|IOException - 800700(7b|a1)",
     {"MMF_ENAME"}),
    ("file|handle", r"ArgumentException - .*", {"MMF_EINVAL"}),
    ("file", r"ArgumentException path .*", {"MMF_ENAME"}),
    ("file", r"DirectoryNotFoundException .*", {"MMF_ENOENT"}),
    ("file", r"UnauthorizedAccessException .*", {"MMF_ETYPE"}),
    ("file", r"IOException - 80070020", {"MMF_EBUSY"}),
    ("file", r"IOException - (00000011|80070050)", {"MMF_EEXIST"}),
    # Growing what is open to be read.
    ("file|handle", r"IOException - (00000016|80070008)", {"MMF_EINVAL", "MMF_EACCES"}),
    ("file|handle", r"IOException - 80131620", {"MMF_ETOOBIG"}),
    (VIEWING, r"UnauthorizedAccessException .*", {"MMF_ERANGE"}),
    # "Not enough memory to map view", whatever the map has.
    (VIEWING, r"IOException - 80131620", {"MMF_ERANGE", "MMF_ETOOBIG"}),
    (VIEWING, r"IOException - 80070057", {"MMF_ERANGE"}),
    (ONE, r"ArgumentException position .*", {"MMF_ERANGE"}),
    ("read", r"ArgumentException - .*", {"MMF_ECORRUPT"}),
    (ARRAYS, r"ArgumentException - .*", {"MMF_ERANGE"}),
    (STREAMS, r"ArgumentOutOfRangeException value .*", {"MMF_ERANGE"}),
    # A view that does not allow it, or an end that does not move.
    (STREAMS, r"NotSupportedException .*", {"MMF_EACCES", "MMF_ENOTSUP"}),
    ("stream_seek", r"ArgumentException - .*", {"MMF_EINVAL"}),
    ("stream_seek", r"IOException - 80131620", {"MMF_EIO"}),
    ("stream_write|stream_write_byte", r"IOException - 80131620",
     {"MMF_ETOOBIG"}),
    ("parse", r"FormatException .*", {"MMF_ETEXT"}),
    ("parse", r"OverflowException .*", {"MMF_ETOOBIG"}),
    (f"{ONE}|{ARRAYS}", r"NotSupportedException .*", {"MMF_EACCES"}),
]


class Difference(NamedTuple):
    """Rows that differ on purpose: all that match, and all in this way."""

    reason: str
    rows: str
    dotnet: str
    ours: str
    systems: tuple[str, ...] = ("linux", "wine")

    def is_about(self, system: str, row: str) -> bool:
        return system in self.systems and bool(re.fullmatch(self.rows, row))

    def is_it(self, dotnet: str, ours: str) -> bool:
        return bool(re.fullmatch(self.dotnet, dotnet)
                    and re.fullmatch(self.ours, ours))


DIFFERENCES: list[Difference] = [
    Difference(
        "storage is taken when a map is made, so that what can never be there "
        "is an error at once and not in the first view",
        r"CreateNew: capacity \(9223372036854775807\): .*",
        r"ok.*|IOException .*", r"MMF_ETOOBIG|nothing there", ("linux",)),
    Difference(
        "flags of libmmf's own: MMF_ANY_OWNER, and MMF_PERSIST, which Windows "
        "has not",
        r"CreateNew: options: new m - 4096 0 2 0",
        r"ArgumentOutOfRangeException options .*", r"ok"),
    Difference(
        "flags of libmmf's own: MMF_ANY_OWNER, and MMF_PERSIST, which Windows "
        "has not",
        r"Create.*: (new m -|create_or_open m \$c) 4096 0 (1|67108865) 0",
        r"ArgumentOutOfRangeException options .*", r"MMF_ENOTSUP", ("wine",)),
    Difference(
        "to say that there is no such map tells more than to blame the access",
        r"CreateOrOpen: .*: create_or_open (m \$b 4096|k \$a 1) 2 0 0",
        r"ArgumentException access .*", r"MMF_ENOENT", ("wine",)),
    Difference(
        "a call that fails leaves the file as it was; .NET has emptied it",
        r"CreateFromFile: modes \(2, 0\): length @b", r"ok 0", r"ok 100"),
    Difference(
        "a map of a file has its exact size: what is written behind its end is "
        "lost",
        r"CreateFromFile: modes \([34], 0\): view v n 0 0 0|CreateFromFile: "
        r"by a handle \((1, [13]|3, .)\): view v m 0 0 .",
        r"ok 4096 0 . .", r"ok 100 0 . .", ("wine",)),
    Difference(
        "a map of a file has its exact size: what is written behind its end is "
        "lost",
        r"(views|streams): place \(file, \d\): (view v|stream s) m \d{1,4} 0 "
        r"[0-3]|CreateFromFile: views \((0\): view v m \d{1,4} 0 [0-3]|"
        r"[13]\): view v m \d{1,4} 0 [13])",
        r"ok .*", r"ok .*|MMF_ERANGE", ("wine",)),
    Difference(
        "a map for private changes lets its file grow, as .NET's does on Linux",
        r"CreateFromFile: (access \(3, 200\)|by a handle, growing \(3, 3\)): "
        r"(file m @a 3 - 200 3|handle m d - 200 3 0 1|view v m .*|close .)",
        r"IOException - 80070008|nothing there", r"ok.*|MMF_EACCES",
        ("wine",)),
    Difference(
        "a map for private changes lets its file grow, as .NET's does on Linux",
        r"CreateFromFile: (access \(3, 200\)|by a handle, growing \(3, 3\)): "
        r"length @a",
        r"ok 100", r"ok 200", ("wine",)),
    Difference(
        "who did not ask to read gets no view to read",
        r"CreateOrOpen: a map that exists: view v n 0 10000 0|"
        r"OpenExisting: rights \(2\): view v n 0 4096 0",
        r"ok .*", r"MMF_EACCES", ("wine",)),
    Difference(
        "a view of no bytes maps nothing, and so lies behind the start of no "
        "mapping",
        r"views: beyond .*: view v m 8192 0 0",
        r"ok 0 8192 1 1", r"ok 0 0 1 1", ("wine",)),
    Difference(
        "a closed map is no map, which is looked at first",
        r"views: the first wrong argument .*: view v m (-1 0 0|0 -1 0)",
        r"ArgumentOutOfRangeException .*", r"MMF_EINVAL"),
    Difference(
        "a decimal that nobody could read is not written",
        r"accessor: bool and decimal of any bytes .*: write v decimal .*",
        r"ok", r"MMF_EINVAL"),
    Difference(
        "a decimal's text is taken exactly or not at all, and never rounded",
        r"decimal: from text, digits without room: .*",
        r"ok .*", r"MMF_ETOOBIG"),
]
