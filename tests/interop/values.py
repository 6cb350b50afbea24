# SPDX-License-Identifier: MIT
"""Values of every type, and the bytes that they are in a view.

Like texts.py this knows .NET's layouts from their documentation alone, so that
it can serve as the oracle.
"""

from __future__ import annotations

import struct
from typing import Iterator, NamedTuple

VIEW = 8096
ELEMENTS = 5

# -123456789012345678901234567.8 as in memory: flags, high, low.
DIGITS = 1234567890123456789012345678
DECIMAL = struct.pack("=IIQ", 0x80010000, DIGITS >> 64, DIGITS % 2**64)


def accessed(decimal: bytes) -> bytes:
    """What Write(position, decimal) stores of it: low, middle, high, flags."""
    flags, high, low = struct.unpack("=IIQ", decimal)
    return struct.pack("=IIII", low & 0xffffffff, low >> 32, high, flags)


# Name in the table of calls, a value as it lies in memory, and whether it has
# calls of its own besides the generic ones.
TYPES: list[tuple[str, bytes, bool]] = [
    ("bool", b"\1", True),
    ("u8", b"\xfe", True),
    ("i8", b"\xfd", True),
    ("char", struct.pack("=H", 0x5171), True),
    ("u16", struct.pack("=H", 0xfedc), True),
    ("i16", struct.pack("=h", -12345), True),
    ("u32", struct.pack("=I", 0xfedcba98), True),
    ("i32", struct.pack("=i", -1234567890), True),
    ("u64", struct.pack("=Q", 0xfedcba9876543210), True),
    ("i64", struct.pack("=q", -1234567890123456789), True),
    ("f32", struct.pack("=f", -1.25e-20), True),
    ("f64", struct.pack("=d", 1.7e300), True),
    ("decimal", DECIMAL, True),
    ("three", b"\1\2\3", False),
    ("six", struct.pack("=3h", 1, -2, 3), False),
    # int, bool, int, char, bool: 16 bytes, with some between the members.
    ("mixed", struct.pack("=iB3xiHBx", -5, 1, 7, 0x5171, 1), False),
]


def stride(size: int) -> int:
    """How far the elements of an array lie apart, as .NET has frozen it."""
    return size if size <= 2 else (size + 3) // 4 * 4


class Exchange(NamedTuple):
    """A call that writes, what it stores there, and the call that reads it."""

    write: str
    position: int
    stored: bytes
    read: str
    answer: str


def accessor(name: str, value: bytes, at: int) -> Exchange:
    kept = accessed(value) if name == "decimal" else value
    return Exchange(f"write v {name} {at} {value.hex()}", at, kept,
                    f"read v {name} {at}", f"ok {value.hex()}")


def generic(name: str, value: bytes, at: int) -> Exchange:
    return Exchange(f"write_struct v {name} {at} {value.hex()}", at, value,
                    f"read_struct v {name} {at}", f"ok {value.hex()}")


def array(name: str, size: int, at: int) -> Exchange:
    """Elements of bytes that count up, and none in between."""
    first = at % 100
    packed = bytes((first + i) % 256 for i in range(size * ELEMENTS))
    gap = bytes(stride(size) - size)
    kept = b"".join(packed[i * size:(i + 1) * size] + gap
                    for i in range(ELEMENTS))
    return Exchange(f"write_array v {name} {at} {ELEMENTS} {first}", at, kept,
                    f"read_array v {name} {at} {ELEMENTS}",
                    f"ok {ELEMENTS} {packed.hex()}")


def exchanges() -> Iterator[Exchange]:
    """Every type at an aligned and at an odd position, none over another."""
    at = 64
    for name, value, has_accessor in TYPES:
        for odd in (0, 1):
            if has_accessor:
                yield accessor(name, value, at + odd)
            yield generic(name, value, at + 32 + odd)
            yield array(name, len(value), at + 64 + odd)
            at += 160


def stored() -> bytes:
    """The whole view once all of them are written."""
    memory = bytearray(VIEW)
    for one in exchanges():
        memory[one.position:one.position + len(one.stored)] = one.stored
    return bytes(memory)
