# SPDX-License-Identifier: MIT
"""Cases of what only Windows has: rights of a process, devices among the names
of files, and what the doctor says of the machine."""

from __future__ import annotations

import json
import os
import subprocess

from cases import case, expect, expect_in, keep
from tool import Skip, Tool


def findings(out: bytes) -> dict:
    """Topic -> (finding, advice)."""
    return {row["topic"]: (row["finding"], row["advice"])
            for row in json.loads(out)}


@case
def the_doctor_knows_who_may_make_global_names(tool: Tool):
    topic = "Global\\ names"
    with_it = tool.run("doctor", "--json")
    without = tool.run("doctor", "--json", by=(tool.ungranted,))
    expect("the errors", (b"", b""), (with_it.err, without.err))
    finding, advice = findings(without.out)[topic]
    expect("the finding", "note", finding)
    expect_in("the advice", "SeCreateGlobalPrivilege", advice)
    expect("the status", 0, without.code)
    # Wine gives the right to everybody; Windows, to administrators.
    if tool.by_wine:
        expect("with it", ("ok", None), findings(with_it.out)[topic])


@case
def what_is_saved_to_a_device_leaves_no_file(tool: Tool):
    name, files = keep(tool, "4096"), tool.folder / "files"
    files.mkdir()
    for device in ("NUL", "nul", r"\\.\NUL"):
        saved = subprocess.run(tool.command("save", name, device), cwd=files,
                               capture_output=True, timeout=tool.timeout,
                               check=False)
        expect(f"saved to {device}", (0, b""),
               (saved.returncode, saved.stderr))
    expect("what is there", [], os.listdir(files))


# A machine that has next to nothing left, for programs that Wine runs.
LITTLE = """set -e
mount -t tmpfs tmpfs /mnt
printf '%s: %s kB\\n' MemTotal 1024000 MemFree 20480 MemAvailable 20480 \
    SwapTotal 0 SwapFree 0 >/mnt/it
mount --bind /mnt/it /proc/meminfo
exec "$@"
"""


@case
def the_doctor_sees_that_memory_is_short(tool: Tool):
    if not tool.by_wine:
        raise Skip("only Wine can be told of another machine")
    done = tool.in_a_world(LITTLE, *tool.command("doctor", "--json"))
    expect("the errors", b"", done.stderr)
    finding, advice = findings(done.stdout)["memory"]
    expect("the finding", "fault", finding)
    expect_in("the advice", "page file", advice)
    expect("the status", 1, done.returncode)
