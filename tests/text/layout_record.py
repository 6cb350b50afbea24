#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A peer of the library that was written from docs/layout.md alone: it reads
and writes records.

    layout_record.py                        checks the vectors of docs/layout.md
    layout_record.py read FILE LENGTH       prints what is known, and the bytes
    layout_record.py write FILE BYTES       publishes a record, in hexadecimal

Python has no compare-and-swap, so it writes only where nobody else does.
"""
import pathlib
import re
import struct
import sys

MAGIC, VERSION, HEADER = 0x52464D4D, 1, 32
WORD_AT, HASH_AT = 16, 24
DOCUMENT = pathlib.Path(__file__).parents[2] / "docs" / "layout.md"
ALL_64 = 2**64 - 1
P1, P2, P3, P4, P5 = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F,
                      0x165667B19E3779F9, 0x85EBCA77C2B2AE63,
                      0x27D4EB2F165667C5)


def turned(value, bits):
    value &= ALL_64
    return (value << bits | value >> (64 - bits)) & ALL_64


def mixed(lane, value):
    return turned(lane + value * P2, 31) * P1 & ALL_64


def xxh64(data):
    at = 0
    total = P5
    if len(data) >= 32:
        lanes = [P1 + P2, P2, 0, -P1]
        while len(data) - at >= 32:
            values = struct.unpack_from("<4Q", data, at)
            lanes = [mixed(lane, value) for lane, value in zip(lanes, values)]
            at += 32
        total = sum(turned(lane, bits)
                    for lane, bits in zip(lanes, (1, 7, 12, 18)))
        for lane in lanes:
            total = (total ^ mixed(0, lane)) * P1 + P4 & ALL_64
    total = total + len(data) & ALL_64
    while len(data) - at >= 8:
        value, = struct.unpack_from("<Q", data, at)
        total = turned(total ^ mixed(0, value), 27) * P1 + P4 & ALL_64
        at += 8
    if len(data) - at >= 4:
        value, = struct.unpack_from("<I", data, at)
        total = turned(total ^ value * P1 & ALL_64, 23) * P2 + P3 & ALL_64
        at += 4
    for byte in data[at:]:
        total = turned(total ^ byte * P5 & ALL_64, 11) * P1 & ALL_64
    total = (total ^ total >> 33) * P2 & ALL_64
    total = (total ^ total >> 29) * P3 & ALL_64
    return total ^ total >> 32


def next_generation(word):
    generation = word >> 1
    return 1 if generation == 2**31 - 1 else generation + 1


def write(view, record):
    word, = struct.unpack_from("<I", view, WORD_AT)
    done = next_generation(word) << 1
    struct.pack_into("<I", view, WORD_AT, done | 1)
    struct.pack_into("<IIQ", view, 0, MAGIC, VERSION, len(record))
    view[HEADER:HEADER + len(record)] = record
    struct.pack_into("<Q", view, HASH_AT, xxh64(record) ^ done)
    struct.pack_into("<I", view, WORD_AT, done)


def read(view, length):
    """What is known of the record, and the record."""
    word, = struct.unpack_from("<I", view, WORD_AT)
    head = struct.unpack_from("<IIQ", view, 0)
    due = (MAGIC, VERSION, length)
    if head != due and (word != 0 and word & 1 == 0 or
                        any(i not in (0, j) for i, j in zip(head, due))):
        return "no such record", b""
    if word == 0:
        return "nothing yet", b""
    record = bytes(view[HEADER:HEADER + length])
    stored, = struct.unpack_from("<Q", view, HASH_AT)
    if word & 1 or xxh64(record) ^ word != stored:
        return "writer busy or dead", b""
    return "whole", record


def vectors():
    """(L, H, generation, bytes) of each row of the document."""
    row = re.compile(r"^\|.*\| (\d+) \| `([0-9A-F]{16})` \| (\d+) \| "
                     r"`([0-9A-F ]+)` \|$", re.M)
    for match in row.finditer(DOCUMENT.read_text(encoding="utf-8")):
        yield (int(match[1]), int(match[2], 16), int(match[3]),
               bytes.fromhex(match[4]))


def check_vector(length, hashed, generation, stored):
    assert len(stored) == HEADER + length
    known, record = read(stored, length)
    assert known == "whole", (known, stored)
    assert xxh64(record) == hashed
    again = bytearray(len(stored))
    struct.pack_into("<I", again, WORD_AT, (generation - 1) << 1)
    write(again, record)
    assert again == stored, (again.hex(" "), stored.hex(" "))
    assert read(stored, length + 1)[0] == "no such record"
    again[-1] ^= 1
    assert read(again, length)[0] == "writer busy or dead"


def main(arguments):
    if not arguments:
        assert xxh64(b"") == 0xEF46DB3751D8E999
        assert xxh64(b"abc") == 0x44BC2CF5AD770999
        rows = list(vectors())
        assert len(rows) >= 4
        for row in rows:
            check_vector(*row)
        print(f"{len(rows)} vectors hold")
        return
    command, path, last = arguments
    view = bytearray(pathlib.Path(path).read_bytes())
    if command == "write":
        write(view, bytes.fromhex(last))
        pathlib.Path(path).write_bytes(view)
    else:
        known, record = read(view, int(last))
        print(f"{known}: {record.hex()}")


if __name__ == "__main__":
    main(sys.argv[1:])
