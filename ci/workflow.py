#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""workflow.py FILE...: says what workflows and pages name and this checkout has not.

Every job is taken as often as its matrix asks for it, with ${{ matrix.* }} filled
in, and each command of its steps is read: scripts of the checkout with their
arguments, presets, and options of CMake.  A preset has to be one that its kind of
machine may use.  What else stands there (apt-get, brew, actions) is not ours to
know.  Of a page (*.md) it is each `ci/...` with its arguments.  Prints a line for
each fault, and nothing if there is none.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
PRESETS = json.loads((ROOT / "CMakePresets.json").read_text(encoding="utf-8"))
KINDS = {"--workflow": "workflowPresets", "--build": "buildPresets",
         "ctest": "testPresets", "cpack": "packagePresets"}
SYSTEMS = {"ubuntu": "Linux", "windows": "Windows", "macos": "Darwin"}
# Known to GitHub alone, and to be empty or anything here.
FOREIGN = re.compile(r"\$\{\{ *(github|env|runner|secrets)\.[\w.]+ *\}\}")


def options() -> set[str]:
    """The variables that somebody may set: those that the build declares."""
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard",
                            "*CMakeLists.txt", "*.cmake"], cwd=ROOT, check=True,
                           capture_output=True, text=True).stdout.split()
    found = r"(?:option\(\s*|set\()(\w+)\s[^)]*?"
    return {name for file in files if (ROOT / file).exists()
            for name in re.findall(found, (ROOT / file).read_text("utf-8"))}


def combinations(job: dict) -> list[dict]:
    """What matrix.* is, each time that the job runs."""
    matrix = dict(job.get("strategy", {}).get("matrix", {}))
    included = matrix.pop("include", [])
    excluded = matrix.pop("exclude", [])
    found = [dict(zip(matrix, values))
             for values in itertools.product(*matrix.values())] if matrix else []
    found = [each for each in found
             if not any(each.items() >= out.items() for out in excluded)]
    return found + included or [{}]


def fill_in(text: str, matrix: dict) -> str:
    text = re.sub(r"\$\{\{ *matrix\.([\w-]+) *\}\}",
                  lambda m: str(matrix.get(m[1], m[0])), text)
    return FOREIGN.sub("", text)


def commands(script: str) -> list[list[str]]:
    """Words of each command; a line that ends with \\ goes on."""
    found: list[list[str]] = []
    for line in script.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars="&|;")
        lexer.whitespace_split = True
        command: list[str] = []
        for word in lexer:
            if set(word) <= set("&|;"):
                found.append(command)
                command = []
            elif command or not re.match(r"\w+=", word):
                command.append(word)
        found.append(command)
    return [command for command in found if command]


def preset(kind: str, name: str) -> dict | None:
    return next((each for each in PRESETS[kind]
                 if each["name"] == name and not each.get("hidden")), None)


def host_of(name: str) -> str | None:
    """The system that a configure preset is for, if for one alone."""
    for each in PRESETS["configurePresets"]:
        if each["name"] == name:
            condition = each.get("condition")
            if condition and condition["lhs"] == "${hostSystemName}":
                return condition["rhs"]
            parents = each.get("inherits", [])
            parents = [parents] if isinstance(parents, str) else parents
            return next(filter(None, map(host_of, parents)), None)
    return None


def configured_by(kind: str, found: dict) -> str:
    """The configure preset that stands behind one of any kind."""
    if kind == "workflowPresets":
        return found["steps"][0]["name"]
    return found.get("configurePreset", found["name"])


def faults_of_preset(command: list[str], system: str | None) -> list[str]:
    line = re.sub(r"--preset=", "--preset ", " ".join(command))
    wanted = re.search(r"--preset (\S+)", line)
    if command[0] not in ("cmake", "ctest", "cpack") or not wanted:
        return []
    kind = next((KINDS[word] for word in command if word in KINDS),
                "configurePresets")
    found = preset(kind, wanted[1])
    if found is None:
        return [f"{kind} has no {wanted[1]}"]
    host = host_of(configured_by(kind, found))
    if system and host and host != system:
        return [f"preset {wanted[1]} is for {host}, not for {system}"]
    return []


def faults_of_script(command: list[str]) -> list[str]:
    """A program of the checkout, and whether it knows what it is given."""
    program = ROOT / command[0]
    if "/" not in command[0] or not (ROOT / command[0].split("/")[0]).is_dir():
        return []
    if not os.access(program, os.X_OK) or not program.is_file():
        return [f"there is no script {command[0]}"]
    # Our scripts say what they take: in their first lines or in their usage.
    says = " ".join(re.findall(r"^# ci/.*|usage:.*|^all_\w+=.*",
                               program.read_text(encoding="utf-8"), re.M))
    if f"{command[0]} CMD..." in says:
        return faults_of(command[1:], None) if command[1:] else []
    return [f"{command[0]} knows no {word}" for word in command[1:]
            if not word.startswith("-D")
            and not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", says)]


def faults_of(command: list[str], system: str | None) -> list[str]:
    if any("${{" in word for word in command):
        return ["nobody fills this in"]
    command = [re.sub(r"^\./", "", command[0]), *command[1:]]
    unknown = [word for word in command
               if (name := re.match(r"-D(MMF_\w+)", word))
               and name[1] not in options()]
    return [*faults_of_preset(command, system), *faults_of_script(command),
            *(f"the build has no {word}" for word in unknown)]


def faults_of_workflow(path: Path) -> list[str]:
    found = []
    for name, job in yaml.safe_load(path.read_text("utf-8"))["jobs"].items():
        for matrix in combinations(job):
            system = SYSTEMS.get(fill_in(job["runs-on"], matrix).split("-")[0])
            for step in job["steps"]:
                for command in commands(fill_in(step.get("run", ""), matrix)):
                    found += [f"{path}: {name}: {' '.join(command)}: {fault}"
                              for fault in faults_of(command, system)]
    return found


def faults_of_page(path: Path) -> list[str]:
    text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.M | re.S)
    return [f"{path}: {' '.join(command)}: {fault}"
            for code in re.findall(r"`([^`]*)`", text)
            if code.startswith("ci/")
            for command in commands(" ".join(code.split()))
            for fault in faults_of(command, None)]


def faults_of_presets() -> list[str]:
    """What the presets themselves name."""
    found = [f"CMakePresets.json: {each['name']} names {step['name']}"
             for each in PRESETS["workflowPresets"] for step in each["steps"]
             if preset(f"{step['type']}Presets", step["name"]) is None]
    known = options()
    return found + [f"CMakePresets.json: the build has no {name}"
                    for each in PRESETS["configurePresets"]
                    for name in each.get("cacheVariables", {})
                    if name.startswith("MMF_") and name not in known]


def main() -> None:
    faults = faults_of_presets()
    for path in map(Path, sys.argv[1:]):
        check = faults_of_page if path.suffix == ".md" else faults_of_workflow
        faults += check(path)
    for fault in dict.fromkeys(faults):
        print(fault)


if __name__ == "__main__":
    main()
