#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A peer of the library that was written from docs/layout.md alone: it reads
and writes texts by the sequenced protocol.

    layout.py                    checks the vectors of docs/layout.md
    layout.py read FILE          prints what is known of the text, and the text
    layout.py write FILE TEXT    publishes a text

Python has no compare-and-swap, so it writes only where nobody else does.
"""
import pathlib
import re
import struct
import sys

COUNT_AT, WORD_AT, CHECK_AT, UNITS_AT = 0, 4, 8, 10
DOCUMENT = pathlib.Path(__file__).parents[2] / "docs" / "layout.md"


def crc32c(data):
    register = 0xFFFFFFFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ (0x82F63B78 if register & 1 else 0)
    return register ^ 0xFFFFFFFF


def units_of(text):
    return text.encode("utf-16-le", "surrogatepass")


def next_generation(word):
    generation = word >> 1 & 0x7FFF
    return 1 if generation == 0x7FFF else generation + 1


def write(view, text):
    units = units_of(text)
    if UNITS_AT + len(units) > len(view):
        raise ValueError("the text does not fit")
    count = struct.pack("<i", len(units) // 2)
    summed = crc32c(count + units)
    generation = next_generation(struct.unpack_from("<I", view, WORD_AT)[0])
    struct.pack_into("<I", view, WORD_AT, generation << 1 | 1)
    view[COUNT_AT:COUNT_AT + 4] = count
    view[UNITS_AT:UNITS_AT + len(units)] = units
    struct.pack_into("<H", view, CHECK_AT, summed & 0xFFFF)
    struct.pack_into("<I", view, WORD_AT,
                     summed & 0xFFFF0000 | generation << 1)


def read(view):
    """What is known of the text, and the text."""
    for _ in range(1000):
        word, = struct.unpack_from("<I", view, WORD_AT)
        count, = struct.unpack_from("<i", view, COUNT_AT)
        if count < 0:
            return "corrupt", ""
        units = bytes(view[UNITS_AT:UNITS_AT + 2 * count])
        check, = struct.unpack_from("<H", view, CHECK_AT)
        if word & 1 == 0 and struct.unpack_from("<I", view, WORD_AT)[0] == word:
            break
    text = units.decode("utf-16-le", "surrogatepass")
    if word == 0:
        return "not in use", text
    if word & 1:
        return "writer busy or dead", text
    summed = crc32c(struct.pack("<i", count) + units)
    if summed == word & 0xFFFF0000 | check:
        return "verified", text
    return "foreign write", text


def vectors():
    """(units, H, generation, bytes) of each row of the document."""
    row = re.compile(r"^\|.*\| (\d+) \| `([0-9A-F]{8})` \| (\d+) \| "
                     r"`([0-9A-F ]+)`( …)? \|$", re.M)
    for match in row.finditer(DOCUMENT.read_text(encoding="utf-8")):
        yield (int(match[1]), int(match[2], 16), int(match[3]),
               bytes.fromhex(match[4]), bool(match[5]))


def check_vector(units, summed, generation, stored, cut):
    if cut:
        digits = "".join(str(i % 10) for i in range(units))
        stored += units_of(digits)
    view = bytearray(8096)
    view[:len(stored)] = stored
    known, text = read(view)
    assert known == "verified", (known, stored[:20])
    assert len(units_of(text)) == 2 * units
    word, = struct.unpack_from("<I", stored, WORD_AT)
    check, = struct.unpack_from("<H", stored, CHECK_AT)
    assert word & 0xFFFF0000 | check == summed
    assert word >> 1 & 0x7FFF == generation
    again = bytearray(8096)
    struct.pack_into("<I", again, WORD_AT, (generation - 1) << 1)
    write(again, text)
    assert again[:len(stored)] == stored
    view[UNITS_AT - 10] ^= 1
    assert read(view)[0] == "foreign write"


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "read":
        known, text = read(pathlib.Path(sys.argv[2]).read_bytes())
        print(known + ": " + text)
        return 0
    if len(sys.argv) == 4 and sys.argv[1] == "write":
        with open(sys.argv[2], "r+b") as file:
            view = bytearray(file.read())
            write(view, sys.argv[3])
            file.seek(0)
            file.write(view)
        return 0
    assert crc32c(b"123456789") == 0xE3069283
    seen = list(vectors())
    for vector in seen:
        check_vector(*vector)
    print(f"{len(seen)} vectors")
    return 0 if len(seen) >= 7 else 1


if __name__ == "__main__":
    sys.exit(main())
