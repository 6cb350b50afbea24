# SPDX-License-Identifier: MIT
"""The tool on a terminal of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from tool import Failure, Tool

sys.path.append(str(Path(__file__).resolve().parents[1] / "support"))
from on_terminal import OnTerminal  # noqa: E402  (which is found only now)


class Terminal(OnTerminal):
    def __init__(self, tool: Tool, *args, env: dict | None = None):
        super().__init__(tool.command(*args), tool.timeout, Failure, env)

    def expect(self, text: str) -> None:
        self.await_screen(text.encode())


def on_terminal(tool: Tool, *args, env: dict | None = None) -> bytes:
    with Terminal(tool, *args, env=env) as run:
        run.wait()
        return run.screen
