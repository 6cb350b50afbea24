#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs what a Markdown file shows: every fenced block that has a language.

    ```sh          runs from the top of the checkout, as a reader would do it
    ```c           is compiled; of two in one file that have a main(), the first,
                   which reads standard input, runs as the server, the next as
                   its client; one alone runs to its end
    ```c NAME      of this and any language: becomes a file of that name, in a
                   folder that the page has for itself
    ```console     a session in that folder, with what each command prints
                   (session.py); the home of a page that has one is there, too
    ```cmake       becomes a project that uses the package which the sh blocks
                   installed
    ```csharp      is compiled, where there is .NET, and not run: named maps are
                   for Windows alone there
    ```console Y   the same, where there is what Y needs, of NEEDS
    ```X elsewhere is for another system than this, and counted as skipped

Any other language, or more words behind it, is a failure, so that none goes
unseen; a block without a language is text.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from session import Shell

ROOT = Path(__file__).resolve().parents[2]
PREFIX = Path("/tmp/mmf")  # what the README installs into
NAME = "EMoreauSharedDemo"  # what the programs of the README share
COMPILER = ["gcc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-O2",
            f"-I{ROOT}/include"]
TEXT = "Hello, é 日本 😀"
# What has to succeed where a session can be played that says so.
NEEDS = {"namespaces": ["unshare", "--map-root-user", "--mount", "mount", "-t",
                        "tmpfs", "tmpfs", "/dev/shm"],
         "dotnet": ["dotnet", "--version"],
         "root": ["setpriv", "--reuid=daemon", "--regid=daemon",
                  "--groups=users", "true"]}


class LeftOut(Exception):
    """What this machine has not the means for."""


class Block(NamedTuple):
    kind: str
    name: str  # of the file that it becomes, or ""
    text: str


def blocks_of(path: Path) -> list[Block]:
    """All blocks but text; where a fence is not as above, nobody can tell."""
    found = []
    pages = re.split(r"^ *```(.*)\n", path.read_text(encoding="utf-8") + "\n",
                     flags=re.M)
    # Prose, opening fence, block, closing fence, prose, and so on.
    for opening, text, closing in zip(pages[1::4], pages[2::4],
                                      [*pages[3::4], "none"]):
        form = re.fullmatch(r"(?:(\w+)(?: (\w+|[\w/-]*\.\w+))?)?", opening)
        words = {"elsewhere", None, *NEEDS}
        if form is None or closing or \
                (form[2] not in words and "." not in form[2]):
            raise AssertionError(f"a block begins with {opening!r} "
                                 f"and ends with {closing!r}")
        if form[1]:
            found.append(Block(form[1], form[2] or "", text))
    return found


def run(what: str, command: list[str], **options) -> None:
    result = subprocess.run(command, capture_output=True, text=True,
                            timeout=600, stdin=subprocess.DEVNULL, **options)
    if result.returncode != 0:
        raise AssertionError(f"{what}: status {result.returncode}\n"
                             f"{result.stdout}{result.stderr}")


def works(command: list[str]) -> bool:
    return shutil.which(command[0]) is not None and subprocess.run(
        command, capture_output=True, check=False).returncode == 0


def has_main(source: str) -> bool:
    return re.search(r"^int main\(", source, re.M) is not None


def compile_c(source: str, to: Path) -> None:
    """To a program; what has no main() only to see that it compiles."""
    to.with_suffix(".c").write_text(source)
    if not has_main(source):
        run("compile", [*COMPILER, "-c", str(to.with_suffix(".c")),
                        "-o", str(to)])
        return
    run("compile", [*COMPILER, str(to.with_suffix(".c")),
                    f"{ROOT}/build/release/lib/libmmf.a", "-o", str(to)])


@contextlib.contextmanager
def turns(what: str):
    """Runs of these tests side by side take turns with what they share."""
    lock = Path(tempfile.gettempdir()) / f"mmf-interop-{what}.lock"
    with open(lock, "w", encoding="ascii") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def prefix_to_ourselves():
    """What somebody else has put there is neither used nor removed."""
    with turns("prefix"):
        if PREFIX.exists():
            raise AssertionError(f"{PREFIX}, into which the blocks install, "
                                 "exists already; it is not ours to remove")
        try:
            yield
        finally:
            shutil.rmtree(PREFIX, ignore_errors=True)


def check_name_is_free() -> None:
    path = Path("/dev/shm") / NAME
    if path.exists():
        raise AssertionError(f'the name "{NAME}" is in use already: {path}; '
                             "end the program that has it, or remove the file")


def talk(server: Path, client: Path) -> None:
    """Types a line into the server and expects it from the client."""
    with subprocess.Popen([server], stdin=subprocess.PIPE, text=True) as peer:
        peer.stdin.write(TEXT + "\n")
        peer.stdin.flush()
        want = f"{len(TEXT.encode('utf-16-le')) // 2} characters to read.\n"
        want += TEXT + "\n"
        seen = ""
        for _ in range(2000):
            seen = subprocess.run([client], capture_output=True, text=True,
                                  check=False).stdout
            if seen == want:
                break
        peer.stdin.close()
        if peer.wait(timeout=20) != 0 or seen != want:
            raise AssertionError(f"expected {want!r}, seen {seen!r}")


def check_programs(sources: list[str], work: Path) -> None:
    programs = []
    for number, source in enumerate(sources):
        program = work / f"program{number}"
        compile_c(source, program)
        if has_main(source):
            programs.append(program)
    if len(programs) == 2:
        with turns("article-name"):
            check_name_is_free()
            talk(*programs)
    elif len(programs) == 1:
        run("program", [programs[0]])


def check_cmake(text: str, work: Path, home: Path) -> None:
    project = work / "project"
    project.mkdir()
    (project / "program.c").write_text(
        "#include <mmf/mmf.h>\nint main(void) { return mmf_version() < 100; }\n")
    (project / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.21)\nproject(program C)\n"
        "add_executable(program program.c)\n" + text)
    run("configure", ["cmake", "-S", project, "-B", work / "out",
                      f"-DCMAKE_PREFIX_PATH={PREFIX};{home}/.local"])
    run("build", ["cmake", "--build", work / "out"])
    run("program", [work / "out" / "program"])


def check_csharp(source: str, work: Path) -> None:
    """Without a warning, by the rules of the other .NET programs."""
    if shutil.which("dotnet") is None:
        raise LeftOut("there is no .NET SDK here")
    project = work / "dotnet"
    project.mkdir(exist_ok=True)
    (project / "Program.cs").write_text(source, encoding="utf-8")
    (project / "block.csproj").write_text(
        '<Project Sdk="Microsoft.NET.Sdk" />\n', encoding="utf-8")
    shutil.copy(ROOT / "tests/interop/dotnet/Directory.Build.props", project)
    # Servers of the compiler would outlive this and keep its pipes open.
    run("compile", ["dotnet", "build", "-v:quiet"], cwd=project,
        env={**os.environ, "MmfOut": str(work / "dotnet-out"),
             "DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_NOLOGO": "1",
             "MSBUILDDISABLENODEREUSE": "1", "UseSharedCompilation": "false",
             "DOTNET_CLI_USE_MSBUILD_SERVER": "0"})


class Page:
    """What the blocks of one file have in common."""

    def __init__(self, blocks: list[Block], folder: Path) -> None:
        self.folder = folder
        self.environment = dict(os.environ)
        self.shell = None
        self.home = folder / "home"
        self.home.mkdir()
        # A session of root may run a program of here as somebody else.
        folder.chmod(0o755)
        if any(block.kind == "console" for block in blocks):
            self.environment["HOME"] = str(self.home)
            self.shell = Shell(folder, self.environment)

    def check(self, block: Block) -> None:
        if block.name == "elsewhere":
            raise LeftOut("it is for another system")
        if block.name in NEEDS:
            if not works(NEEDS[block.name]):
                raise LeftOut(f"{block.name} cannot be had here")
            self.shell.play(block.text)
        elif block.name:
            (self.folder / block.name).write_text(block.text, encoding="utf-8")
        elif block.kind == "sh":
            run("shell", ["bash", "-euo", "pipefail", "-c", block.text],
                cwd=ROOT, env=self.environment)
        elif block.kind == "console":
            self.shell.play(block.text)
        elif block.kind == "cmake":
            check_cmake(block.text, self.folder, self.home)
        elif block.kind == "csharp":
            check_csharp(block.text, self.folder)
        else:
            raise AssertionError(f"nobody runs blocks of {block.kind!r}")

    def close(self) -> None:
        if self.shell:
            self.shell.close()


def attempt(title: str, what, *given) -> str:
    """Does it, and tells whether it passed, failed or was left out."""
    try:
        what(*given)
    except LeftOut as reason:
        print(f"left out {title}: {reason}", flush=True)
        return "skipped"
    except (AssertionError, subprocess.TimeoutExpired) as error:
        print(f"FAIL {title}: {error}", flush=True)
        return "failed"
    print(f"ok {title}", flush=True)
    return "passed"


def run_file(name: str) -> list[str]:
    """Runs the blocks of one file; returns what became of each."""
    blocks = blocks_of(Path(name))
    programs = [block.text for block in blocks
                if block.kind == "c" and not block.name]
    others = [block for block in blocks if block.kind != "c" or block.name]
    with tempfile.TemporaryDirectory() as folder:
        page = Page(others, Path(folder))
        results = [attempt(f"{name}: {block.kind} {block.name}".rstrip(),
                           page.check, block) for block in others]
        page.close()
        if programs:
            results.append(attempt(f"{name}: c", check_programs, programs,
                                   Path(folder)))
    return results


def main() -> int:
    results = []
    for name in sys.argv[1:]:
        try:
            with prefix_to_ourselves():
                results += run_file(name)
        except AssertionError as error:
            results.append("failed")
            print(f"FAIL {name}: {error}", flush=True)
    print(", ".join(f"{results.count(end)} {end}"
                    for end in ("passed", "failed", "skipped")))
    return 1 if "failed" in results else 0


if __name__ == "__main__":
    sys.exit(main())
