#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""links.py FILE...: the links of Markdown files that lead nowhere: to a file that
is not there, or to a heading that its page does not have.  Links to other sites
are not followed.  Of other files, the pages that they name, such as
docs/layout.md, and that are not there."""

import re
import sys
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]


def prose(path: Path) -> str:
    """A page without its code, in which brackets are no links."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"),
                  flags=re.M | re.S)
    return re.sub(r"`[^`\n]*`", lambda code: re.sub(r"[][]", "", code[0]), text)


def anchors(path: Path) -> set[str]:
    """Of all headings, as GitHub makes them: the second "x" is "x-1"."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ +(.*)$", prose(path), re.M):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")
        count = 0
        while (name := f"{slug}-{count}" if count else slug) in found:
            count += 1
        found.add(name)
    return found


def references(text: str) -> dict[str, str]:
    """Where each "[name]: link" of a page leads to."""
    return {label(name): link for name, link in
            re.findall(r"^ {0,3}\[([^]]+)\]:\s*<?([^\s>]+)", text, re.M)}


def label(name: str) -> str:
    return " ".join(name.casefold().split())


def undefined(text: str) -> list[str]:
    """What "[text][name]" and "[name][]" refer to, and is defined nowhere."""
    known = references(text)
    return [name or shown for shown, name in
            re.findall(r"\[([^][]+)\]\[([^][]*)\]", text)
            if label(name or shown) not in known]


def broken(page: Path) -> list[str]:
    text = prose(page)
    wrong = [f"{page}: [{name}]: there is no such reference"
             for name in undefined(text)]
    inline = re.findall(r"\]\(<?([^)\s>]+)>?(?:\s[^)]*)?\)", text)
    for link in [*inline, *references(text).values()]:
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists():
            wrong.append(f"{page}: {link}: there is no such file")
        elif anchor and (target.suffix != ".md" or
                         anchor not in anchors(target)):
            wrong.append(f"{page}: {link}: there is no such heading")
    return wrong


def unknown(file: Path) -> list[str]:
    names = re.findall(r"(?<![\w/.-])((?:[\w.-]+/)+[\w-]+\.md)\b",
                       file.read_text(encoding="utf-8"))
    return [f"{file}: {name}: there is no such page" for name in names
            if not any((folder / name).exists()
                       for folder in (ROOT, file.parent))]


if __name__ == "__main__":
    for given in map(Path, sys.argv[1:]):
        check = broken if given.suffix == ".md" else unknown
        print("".join(f"{line}\n" for line in check(given)), end="")
