# SPDX-License-Identifier: MIT
"""What is published, and what it must look like to everybody else.

Texts are Python strings that may hold lone surrogates, as .NET's may.  This
file knows the article's layout and its client's output from the article alone
and takes nothing from the library, so that it can serve as the oracle.  It
starts no process.
"""

from __future__ import annotations

import struct
import sys

ARTICLE_NAME = "EMoreauSharedDemo"
ARTICLE_CAPACITY = 8096
TEXT_OFFSET = 10
FITS = (ARTICLE_CAPACITY - TEXT_OFFSET) // 2
MISSING = b"Memory-mapped file does not exist. Run Process A first.\n"

# The article's bytes are in the machine's order, whatever that is.
UTF16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"


def utf16(text: str) -> bytes:
    """The bytes that the map holds from offset 10."""
    return text.encode(UTF16, "surrogatepass")


def units(text: str) -> int:
    """Number of UTF-16 code units, which is what .NET calls the length."""
    return len(utf16(text)) // 2


def wtf8(text: str) -> bytes:
    """UTF-8 in which a lone surrogate is its three bytes ED A0..BF xx."""
    # Through UTF-16, so that two surrogates which make a pair become the
    # four bytes of the pair even where the string holds them apart.
    joined = utf16(text).decode(UTF16, "surrogatepass")
    return joined.encode("utf-8", "surrogatepass")


def hexadecimal(text: str) -> bytes:
    """Four digits per unit, as --hex of the .NET programs has it."""
    data = text.encode("utf-16-be", "surrogatepass")
    return data.hex().encode("ascii")


def shown(text: str, encode=wtf8, count: int | None = None) -> bytes:
    """The article's client's output; count where it differs from the text."""
    count = units(text) if count is None else count
    lines = [b"%d characters to read." % count, b"-" * 30]
    if count > 0:
        lines.append(encode(text))
    return b"\n".join(lines) + b"\n"


def stored(published: list[str]) -> bytes:
    """All bytes of a new map after these texts were published in turn."""
    memory = bytearray(ARTICLE_CAPACITY)
    for text in published:
        data = utf16(text)
        struct.pack_into("=i", memory, 0, len(data) // 2)
        memory[TEXT_OFFSET:TEXT_OFFSET + len(data)] = data
    return bytes(memory)


def filled(length: int) -> str:
    """A text of so many units in which no place looks like its neighbour."""
    return "".join(chr(0x4E00 + i % 5003) for i in range(length))


def keystrokes(count: int = 200) -> list[str]:
    """The contents of a text box after each of so many keys."""
    keys = "The quick é共有😀 fox "
    states = []
    text = ""
    for i in range(count):
        # Every ninth key is a backspace, so that the text shrinks too.
        text = text[:-1] if i % 9 == 8 else text + keys[i % len(keys)]
        states.append(text)
    return states


# A label and the texts that are published in turn, each of them verified.
SEQUENCES = [
    ("empty text", [""]),
    ("ASCII", ["Hello, Process B!"]),
    ("e acute", ["é"]),
    ("CJK", ["共有メモリ 공유 메모리"]),
    ("emoji", ["😀"]),
    ("lone high surrogate", ["a\ud83db"]),
    ("lone low surrogate", ["a\ude00b"]),
    ("surrogates in the wrong order", ["\ude00\ud83d"]),
    ("lone surrogate at the end", ["a\ud83d"]),
    ("byte order mark first", ["\ufeffA"]),
    ("noncharacters", ["\ufffe\uffff"]),
    ("blanks at both ends", ["  a\t "]),
    ("exactly 4043 units", [filled(FITS)]),
    ("4043 units with an emoji last", [filled(FITS - 2) + "😀"]),
    ("shorter after longer", ["a long text, é共😀", "short"]),
    ("empty after longer", ["a long text", ""]),
    ("200 keystrokes", keystrokes()),
]

# Only where a text does not have to travel as a line of standard input.
UNTYPABLE_SEQUENCES = [
    ("line ends", ["one\ntwo\r\nthree\n"]),
    ("NUL inside", ["a\0b"]),
]
