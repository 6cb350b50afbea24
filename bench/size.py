# SPDX-License-Identifier: MIT
"""The section "size": of the library as a shared one, without symbols, and of
an open map."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

TITLE = "Size"
PROGRAMS = ("size_mmf",)
TABLES = {"size": ("Of the shared library, and of an open map",
                   ["libmmf", "aim"], [])}
MAPS = 4000


def cells() -> list:
    """Nothing is timed."""
    return []


def said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True,
                          check=True).stdout


def of_library(library: Path) -> dict[str, int]:
    with tempfile.NamedTemporaryFile() as stripped:
        said("strip", "-o", stripped.name, str(library))
        parts = {name: int(size) for name, size in re.findall(
            r"^(\.[\w.]+) +(\d+)", said("size", "-A", stripped.name), re.M)}
        moved = re.findall(r" (R_\w+)", said("readelf", "-rW", stripped.name))
        return {"code (.text)": parts[".text"],
                "constants (.rodata)": parts[".rodata"],
                "variables (.data, .bss)": parts.get(".data", 0) +
                parts.get(".bss", 0),
                "file": Path(stripped.name).stat().st_size,
                "relocations at start": sum("JUMP" not in kind
                                            for kind in moved),
                "functions bound at their first call":
                sum("JUMP" in kind for kind in moved)}


def found(given, peers) -> dict:
    """What is kept of this section: rows."""
    rows = {}
    if given.library:
        for what, number in of_library(given.library).items():
            rows[f"size: {what}"] = {"libmmf": {"number": number}}
        rows["size: code (.text)"]["aim"] = {"number": 64 << 10}
    if "size_mmf" in peers:
        bytes_taken = int(peers["size_mmf"].ask(f"heap maps 0 {MAPS}"))
        rows["size: memory per open map and view"] = {
            "libmmf": {"number": round(bytes_taken / MAPS)}}
    return rows
