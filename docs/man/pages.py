#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""pages.py FOLDER [--tool PROGRAM]: writes the man pages into FOLDER.

The headers of include/mmf are the one source of section 3, libmmf(3) being
mmf.h, and what the tool says of itself (--help) is that of mmf(1), which is left
out without --tool.  Each function has a page that leads to its header's.  With
--list it only tells the names of the pages.  This file knows the form of the
headers' comments and nothing of what they say.
"""

from __future__ import annotations

import argparse
import datetime
import os
import re
import subprocess
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHANGELOG = ROOT / "CHANGELOG.md"
STATUS = re.compile(r"^(MMF_E\w+(?:, MMF_E\w+)*) {1,}(?=\S)")


def page_name(header: Path) -> str:
    return "libmmf" if header.stem == "mmf" else f"mmf_{header.stem}"


def head_of(header: Path) -> list[str]:
    """The comment that a header begins with, behind its licence."""
    text = header.read_text(encoding="utf-8")
    return uncomment(re.search(r"^/\*\n.*?\*/", text, re.M | re.S)[0])


def headers() -> list[Path]:
    """Those that are for users."""
    return [header for header in sorted((ROOT / "include/mmf").glob("*.h"))
            if "Not for users." not in " ".join(head_of(header))]


def date() -> str:
    """Of the newest release, or of the last change while there is none.

    Never that of the build, which would make other pages each day; a build that
    can be repeated names a day of its own.
    """
    released = re.search(r"^## \S+ \((\d{4}-\d\d-\d\d)\)",
                         CHANGELOG.read_text(encoding="utf-8"), re.M)
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None and released:
        day = datetime.datetime.fromisoformat(released[1])
    else:
        day = datetime.datetime.fromtimestamp(
            int(seconds or CHANGELOG.stat().st_mtime), datetime.timezone.utc)
    return f"{day:%B} {day.day}, {day.year}"


def version() -> str:
    text = (ROOT / "include/mmf/version.h").read_text(encoding="utf-8")
    return ".".join(re.search(rf"^#define MMF_VERSION_{part} (\d+)", text, re.M)[1]
                    for part in ("MAJOR", "MINOR", "PATCH"))


def escape(text: str) -> str:
    """Text that roff takes literally, wherever it stands in a line."""
    text = text.replace("\\", "\\e")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def marked(text: str) -> str:
    """Escaped text in which what can be looked up is bold."""
    text = escape(text.replace("`", ""))
    return re.sub(r"\b(\w+)\(\)", r"\\fB\1\\fP()", text)


def macro_argument(text: str) -> str:
    return '"' + escape(text).replace('"', '\\(dq') + '"'


class Page:
    """Collects mdoc, with a paragraph between two texts and nowhere else."""

    def __init__(self, name: str, section: int) -> None:
        # groff 1.22 puts BSD before the title of the volume if nobody says what
        # the pages belong to; mandoc takes that from the section alone.
        self.lines = [f".Dd {date()}",
                      ".ds doc-volume-operating-system libmmf",
                      f".Dt {name.upper()} {section}", f".Os libmmf {version()}"]
        self.in_text = False

    def macro(self, line: str, *, ends_text: bool = True) -> None:
        self.lines.append(line)
        self.in_text = self.in_text and not ends_text

    def heading(self, text: str, kind: str = "Ss") -> None:
        self.macro(f".{kind} {marked(text)}")

    def text(self, text: str) -> None:
        """One paragraph; each sentence begins a line, as mdoc wants it."""
        if self.in_text:
            self.lines.append(".Pp")
        words = " ".join(text.split())
        for sentence in re.split(r"(?<=[.!?]) (?=[A-Z\"])|(?<=[.!?]\)) (?=[A-Z\"])", words):
            self.lines += [marked(line) for line in
                           textwrap.wrap(sentence, 68, break_long_words=False,
                                         break_on_hyphens=False)]
        self.in_text = True

    def code(self, text: str) -> None:
        text = textwrap.dedent(text).strip("\n")
        self.macro(".Bd -literal")
        self.lines += escape(text).split("\n")
        self.macro(".Ed")

    def rows(self, rows: list[tuple[str, str]], width: str, tag: str = "") -> None:
        """A list of terms; the text of one may have several paragraphs."""
        self.macro(f".Bl -tag -width {width}")
        for term, text in rows:
            self.macro(f".It {tag}{marked(term)}")
            self.text(text)
        self.macro(".El")
        self.in_text = True

    def write(self, path: Path) -> None:
        path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")


# -- comments ------------------------------------------------------------------


def paragraphs(lines: list[str]) -> list[list[str]]:
    text = "\n".join(lines).strip("\n")
    return [part.split("\n") for part in re.split(r"\n\s*\n", text) if part]


def is_heading(part: list[str]) -> bool:
    return len(part) == 1 and len(part[0]) < 50 and part[0][-1] not in ".:;,|"


def put_bullets(page: Page, part: list[str]) -> None:
    page.macro(".Bl -bullet")
    for item in re.split(r"^- ", "\n".join(part), flags=re.M)[1:]:
        page.macro(".It")
        page.text(item)
    page.macro(".El")
    page.in_text = True


def is_literal(line: str) -> bool:
    return line.startswith(("    ", "|"))


def put_prose(page: Page, lines: list[str]) -> None:
    """Text, headings, code that is indented, tables and lists."""
    for part in paragraphs(lines):
        while part:
            literal = is_literal(part[0])
            count = next((i for i, line in enumerate(part)
                          if is_literal(line) != literal), len(part))
            block, part = part[:count], part[count:]
            if literal:
                page.code("\n".join(block))
            elif block[0].startswith("- "):
                put_bullets(page, block)
            elif is_heading(block):
                page.heading(block[0])
            else:
                page.text("\n".join(block))


def fields(lines: list[str]) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The description, and each @ with the lines that belong to it."""
    description: list[str] = []
    found: list[tuple[str, list[str]]] = []
    into = description
    for line in lines:
        at = re.match(r"@(param \w+|return)\s*(.*)", line)
        if at:
            into = [at[2]]
            found.append((at[1], into))
        elif line and not line.startswith(" ") and into is not description:
            if not re.match(r"(Thread safety|Since):", line):
                raise SystemExit(f"pages.py: whose line is this: {line!r}")
            into = description
            into += ["", line]
        elif line.startswith("Since:"):
            into += ["", line]
        else:
            into.append(line)
    return description, found


def put_result(page: Page, lines: list[str]) -> None:
    """What is returned: a text, statuses with their causes, a text."""
    before: list[str] = []
    rows: list[tuple[str, str]] = []
    after: list[str] = []
    for number, line in enumerate(lines):
        text = line.strip()
        status = number and STATUS.match(text)
        if status:
            rows.append((status[1], text[status.end():]))
        elif rows and (after or re.match(r" {7,8}\S", line)):
            after.append(text)
        elif rows:
            rows[-1] = rows[-1][0], f"{rows[-1][1]} {text}"
        else:
            before.append(text)
    page.text("Returns " + " ".join(before))
    if rows:
        page.rows(rows, "MMF_EABANDONED")
    if any(after):
        page.text(" ".join(after))


def put_comment(page: Page, lines: list[str]) -> None:
    description, found = fields(lines)
    tail = next((i for i, line in enumerate(description)
                 if re.match(r"(Thread safety|Since):", line)), len(description))
    put_statuses_of_prose(page, description[:tail])
    arguments = [(kind[6:], " ".join(text)) for kind, text in found
                 if kind != "return"]
    if arguments:
        page.rows(arguments, "capacity", "Fa ")
    for kind, text in found:
        if kind == "return":
            put_result(page, text)
    put_prose(page, description[tail:])


def put_statuses_of_prose(page: Page, lines: list[str]) -> None:
    """Some comments are for many functions, and list statuses without an @."""
    start = next((i for i, line in enumerate(lines)
                  if re.match(r"They return ", line)), len(lines))
    put_prose(page, lines[:start])
    if start < len(lines):
        last = next(i for i in range(len(lines) - 1, start, -1)
                    if lines[i].startswith(" "))
        first = lines[start].replace("They return ", "")
        put_result(page, [first, *lines[start + 1:last + 1]])
        put_prose(page, lines[last + 1:])


# -- headers -------------------------------------------------------------------


def uncomment(text: str) -> list[str]:
    text = re.sub(r"^/\*+ ?|\s*\*/$", "", text.strip())
    return [re.sub(r"^ ?\* ?", "", line) if line.lstrip().startswith("*")
            else re.sub(r"^ {4}", "", line) for line in text.split("\n")]


def end_of_declaration(code: str) -> int:
    """Behind what a comment belongs to: macros, a type, or a function's head."""
    if code.startswith("#define"):
        macros = re.match(r"(#define(.*\\\n)*.*\n)+", code)
        return macros.end()
    blank = re.sub(r"/\*.*?\*/", lambda m: " " * len(m[0]), code, flags=re.S)
    function = re.match(r"static inline[^{;]*", blank)
    if function:
        return function.end()
    depth = 0
    for at, letter in enumerate(blank):
        depth += (letter == "{") - (letter == "}")
        if letter == ";" and depth == 0:
            return at + 1
    raise SystemExit(f"pages.py: a declaration without an end: {code[:60]!r}")


def declarations(text: str) -> list[tuple[list[str], str]]:
    """Each /** comment with the code behind it."""
    found = []
    at = text.find("/**")
    while at >= 0:
        behind = text.index("*/", at) + 2
        comment = uncomment(text[at:behind])
        behind += len(text[behind:]) - len(text[behind:].lstrip("\n"))
        end = behind + end_of_declaration(text[behind:])
        found.append((comment, text[behind:end].strip()))
        at = text.find("/**", end)
    return found


def function_of(code: str) -> tuple[str, str, list[str]] | None:
    """Result, name and arguments of a function that is declared."""
    code = " ".join(code.split())
    head = re.match(r"(?:MMF_API|static inline) (.*?)(mmf_\w+)\((.*)\);?$", code)
    return head and (head[1].strip(), head[2], head[3].split(", "))


def made_by_macros(comment: list[str]) -> list[str]:
    """A comment may tell of mmf_x_NAME() with a table of the NAMEs."""
    patterns = re.findall(r"\b(mmf_\w+_)NAME\(", "\n".join(comment))
    names = [row[1] for row in (re.match(r"\| `(\w+)` ", line)
                                for line in comment) if row]
    return [pattern + name for name in names for pattern in patterns]


def functions_of(header: Path) -> list[str]:
    """All that a page tells of, as users call them."""
    names: list[str] = []
    for comment, code in declarations(header.read_text(encoding="utf-8")):
        function = function_of(code)
        names += [function[1]] if function else made_by_macros(comment)
    return names


def title_of(comment: list[str], code: str) -> str:
    function = function_of(code)
    if function:
        return function[1]
    name = re.match(r"(?:typedef )?(?:enum|struct) (mmf_\w+)", code) or re.match(
        r"typedef \w+ \(\*(mmf_\w+)\)", code)
    if name:
        return name[1]
    macros = re.findall(r"^#define (\w+)", code, re.M)
    if "\\\n" in code and len(comment) > 10:
        return " ".join(comment).split(":")[0].strip()
    return ", ".join(macros)


def shows_code(comment: list[str], code: str) -> bool:
    """Not that of macros which only make the functions that a comment tells."""
    return function_of(code) is None and not (
        "\\\n" in code and len(comment) > 10)


def put_head(page: Page, header: Path, head: list[str]) -> None:
    text = " ".join(" ".join(paragraphs(head)[0]).split())
    purpose = re.split(r"\.(?= |$)", text.replace("libmmf: ", ""))[0].rstrip(":")
    # The header of the version has a function of its own name.
    names = list(dict.fromkeys([page_name(header), *functions_of(header)]))
    page.heading("NAME", "Sh")
    for name in names:
        page.macro(f".Nm {name}" + ("" if name == names[-1] else " ,"))
    page.macro(f".Nd {escape(purpose[0].lower() + purpose[1:])}")


def put_synopsis(page: Page, header: Path, functions: list) -> None:
    page.heading("SYNOPSIS", "Sh")
    page.macro(f".In mmf/{header.name}")
    for result, name, arguments in functions:
        page.macro(f".Ft {macro_argument(result)}")
        page.macro(f".Fn {name} "
                   + " ".join(macro_argument(each) for each in arguments))


def put_see_also(page: Page, own: str) -> None:
    page.heading("SEE ALSO", "Sh")
    others = [("mmf", 1)] + [(name, 3) for name in
                             sorted(map(page_name, headers()))]
    others = [each for each in others if each[0] != own]
    for name, section in others:
        comma = "" if (name, section) == others[-1] else " ,"
        page.macro(f".Xr {name} {section}{comma}")


def put_numbers(page: Page, text: str) -> None:
    """The list of statuses, which stands in a macro."""
    rows = re.findall(r'X\((E\w+), +(-\d+), +"([^"]+)"\)', text)
    if rows:
        page.heading("STATUSES", "Sh")
        page.rows([(f"MMF_{name}", f"{number}: {words}")
                   for name, number, words in rows], "MMF_EABANDONED")


def header_page(header: Path) -> Page:
    text = header.read_text(encoding="utf-8")
    head = head_of(header)
    found = declarations(text)
    functions = [f for f in (function_of(code) for _, code in found) if f]
    page = Page(page_name(header), 3)
    put_head(page, header, head)
    put_synopsis(page, header, functions)
    page.heading("DESCRIPTION", "Sh")
    put_prose(page, head)
    put_numbers(page, text)
    for title, wanted in [("TYPES AND CONSTANTS", False), ("FUNCTIONS", True)]:
        these = [(comment, code) for comment, code in found
                 if shows_code(comment, code) != wanted]
        if these:
            page.heading(title, "Sh")
        for comment, code in these:
            page.heading(title_of(comment, code))
            put_comment(page, comment)
            if shows_code(comment, code):
                page.code(code)
    put_see_also(page, page_name(header))
    return page


# -- the tool ------------------------------------------------------------------


def help_of(tool: str, *words: str) -> dict[str, list[str]]:
    """What the tool says of itself: under "" what comes before headings."""
    said = subprocess.run([tool, *words, "--help"], capture_output=True,
                          encoding="utf-8", check=True, timeout=60).stdout
    parts: dict[str, list[str]] = {"": []}
    title = ""
    lines = said.split("\n")
    for number, line in enumerate(lines):
        follows = lines[number + 1:number + 2] or [""]
        if number and not lines[number - 1] and line[:1].strip() and \
                follows[0].startswith("  "):
            title = line
            parts[title] = []
        elif not line and title and not follows[0].startswith("  "):
            title = ""
            parts[title].append("")
        else:
            parts[title].append(line)
    return parts


def usage_of(parts: dict[str, list[str]]) -> str:
    return parts[""][0].replace("usage: ", "")


def commands_of(all_help: dict[str, list[str]]) -> list[str]:
    title = next(title for title in all_help if title.startswith("Commands"))
    return [line.split()[0] for line in all_help[title] if line.strip()]


def put_command(page: Page, tool: str, name: str) -> list[str]:
    """One command; returns its examples."""
    parts = help_of(tool, name)
    page.heading(f"mmf {name}")
    page.code(usage_of(parts))
    put_prose(page, parts[""][1:])
    for title, lines in parts.items():
        if title not in ("", "Example"):
            page.text(f"{title}:")
            page.rows(split_rows(lines), "--sequenced")
    return parts["Example"]


def split_rows(lines: list[str]) -> list[tuple[str, str]]:
    """Rows of two columns: a name of up to 18 letters, then its text."""
    found = []
    for line in filter(str.strip, lines):
        name, text = line[2:20].rstrip(), line[21:]
        if len(line) > 20 and line[20] != " ":
            name, text = re.match(r"  (\S+(?: [A-Z]+)*) (.*)", line).groups()
        found.append((name, text))
    return found


def tool_page(tool: str) -> Page:
    parts = help_of(tool)
    statuses = [re.match(r" +(\d+)  (.*)", line).groups()
                for line in parts["Exit status"] if line.strip()]
    page = Page("mmf", 1)
    purpose, *rest = paragraphs(parts[""][1:])
    page.heading("NAME", "Sh")
    page.macro(".Nm mmf")
    page.macro(f".Nd {escape(' '.join(purpose).rstrip('.'))}")
    page.heading("SYNOPSIS", "Sh")
    page.macro(".Nm mmf")
    page.macro(".Ar command")
    page.macro(".Op Ar word ...")
    page.macro(".Op Ar option ...")
    page.heading("DESCRIPTION", "Sh")
    for part in [purpose, *rest]:
        put_prose(page, part)
    page.text("Options of all commands:")
    page.rows(split_rows(parts["Options"]), "--sequenced")
    page.heading("COMMANDS", "Sh")
    examples = [put_command(page, tool, name) for name in commands_of(parts)]
    page.heading("ENVIRONMENT", "Sh")
    page.rows(split_rows(parts["Environment"]), "NO_COLOR")
    page.heading("EXIT STATUS", "Sh")
    page.rows(statuses, "128")
    page.heading("EXAMPLES", "Sh")
    page.code("\n".join(line for lines in examples for line in lines if line))
    put_see_also(page, "mmf")
    return page


def links() -> dict[str, str]:
    """Each function with the page that tells of it, which has another name."""
    return {name: page_name(header) for header in headers()
            for name in functions_of(header) if name != page_name(header)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tool")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    if given.list:
        for name in [*map(page_name, headers()), *links()]:
            print(f"{name}.3")
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    for header in headers():
        header_page(header).write(given.folder / f"{page_name(header)}.3")
    for name, page in links().items():
        (given.folder / f"{name}.3").write_text(f".so man3/{page}.3\n",
                                                encoding="utf-8")
    if given.tool:
        tool_page(given.tool).write(given.folder / "mmf.1")


if __name__ == "__main__":
    main()
