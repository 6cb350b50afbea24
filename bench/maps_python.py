#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Python's multiprocessing.shared_memory, as a peer of the section "maps"; it
answers the requests of peer.h."""

from __future__ import annotations

import os
import platform
import resource
import struct
import sys
import time
from multiprocessing import shared_memory

SMALL, MARK = 8192, 0x6D6D66
NAME = f"mmf-bench.{os.getpid()}"
held = None
seen = b"", 0  # of the last map that was opened: first bytes, size
done = [0, 0, 0]  # since work began: made, their bytes, given up


def make(name: str, size: int):
    memory = shared_memory.SharedMemory(name=name, create=True, size=size)
    memory.buf[0:4] = MARK.to_bytes(4, sys.byteorder)
    done[0] += 1
    done[1] += memory.size
    return memory


def give_up(memory) -> None:
    done[2] += 1
    memory.close()
    memory.unlink()


def cycle(size: int) -> None:
    give_up(make(NAME, size))


def open_one(_size: int) -> None:
    global seen
    memory = shared_memory.SharedMemory(name=NAME)
    seen = bytes(memory.buf[0:4]), memory.size
    memory.close()


def many(count: int) -> None:
    made = [make(f"{NAME}.{i}", SMALL) for i in range(count)]
    for memory in made:
        give_up(memory)


def is_there(name: str) -> bool:
    try:
        shared_memory.SharedMemory(name=name).close()
        return True
    except FileNotFoundError:
        return False


def witness(name: str, size: int) -> bytes:
    """What was done; what a second handle shows, and whether the name is free
    afterwards."""
    facts = list(done)
    first = make(name, size)
    second = shared_memory.SharedMemory(name=name)
    mark = int.from_bytes(second.buf[0:4], sys.byteorder)
    second.buf[size - 1] = 7
    assert first.buf[size - 1] == 7
    facts += mark, second.size
    second.close()
    give_up(first)
    return struct.pack("=6q", *facts, is_there(name))


def prepare(task: str, size: int) -> None:
    global held
    done[:] = 0, 0, 0
    if task == "open":
        held = make(NAME, size)
    if task == "many":
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def result(task: str, size: int) -> bytes:
    if task == "open":
        return struct.pack("=2q", int.from_bytes(seen[0], sys.byteorder),
                           seen[1])
    if task == "cycle":
        return witness(NAME, size)
    return witness(f"{NAME}.{size - 1}", SMALL)


TASKS = {"cycle": cycle, "open": open_one, "many": many}


def answer(line: str) -> str:
    global held
    words = line.split()
    if words == ["version"]:
        return f"Python {platform.python_version()}"
    if len(words) != 4 or words[0] not in TASKS:
        return "unknown"
    task, size, times = words[0], int(words[2]), int(words[3])
    run = TASKS[task]
    prepare(task, size)
    began = time.perf_counter_ns()
    for _ in range(max(times, 1)):
        run(size)
    took = time.perf_counter_ns() - began
    said = str(took) if times else result(task, size).hex()
    if held is not None:
        give_up(held)
        held = None
    return said


status = 0
for request in sys.stdin:
    said = answer(request)
    if said == "unknown":
        status = 1
    print(said, flush=True)
sys.exit(status)
