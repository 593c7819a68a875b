#!/usr/bin/env python3
"""Run every check and test, one after the other, and close with the test runners' own summaries.

A failure does not hide the next one: all stages run, the exit code is 1 if any failed.
"""

import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Stage:
    """One command; `summary` picks the lines of its output that are worth repeating at the end."""

    name: str
    command: list[str]
    folder: str = "."
    summary: str = r"(?!)"
    passed: bool = False
    seconds: float = 0.0
    kept: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Run the command, passing its output through as it comes."""
        print(f"\n=== {self.name} ===", flush=True)
        started = time.monotonic()
        process = subprocess.Popen(
            self.command, cwd=ROOT / self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if process.stdout is None:
            raise RuntimeError("no pipe to read from")
        for line in process.stdout:
            print(line, end="", flush=True)
            plain = COLOUR.sub("", line).rstrip()
            if re.search(self.summary, plain):
                self.kept.append(plain)
        self.passed = process.wait() == 0
        self.seconds = time.monotonic() - started


PYTEST = [".venv/bin/python", "-m", "pytest"]
STAGES = [
    Stage("lint", ["make", "--no-print-directory", "lint"]),
    Stage("types", ["make", "--no-print-directory", "types"]),
    Stage(
        "tests of the tools",
        [*PYTEST, "-c", "pyproject.toml", "--no-cov", "../tools"],
        "backend",
        r"^=+ .*(passed|failed|error)",
    ),
    Stage("tests of the backend", [*PYTEST, "-n", "2"], "backend", r"^=+ .*(passed|failed|error)|^TOTAL"),
    Stage("tests of engine and screens", ["pnpm", "exec", "vitest", "run"], "frontend", r"^ +(Test Files|Tests) "),
    Stage(
        "tests in the browser",
        ["pnpm", "exec", "playwright", "test"],
        "frontend",
        r"^ +\d+ (passed|failed|flaky|skipped|did not run|interrupted)",
    ),
]


def main() -> int:
    """Run the stages and print how each went."""
    for stage in STAGES:
        stage.run()
    print("\n=== summary ===")
    for stage in STAGES:
        print(f"{'passed' if stage.passed else 'FAILED'}  {stage.name}, {stage.seconds:.0f} s")
        for line in stage.kept:
            print(f"{line}")
    return 0 if all(stage.passed for stage in STAGES) else 1


if __name__ == "__main__":
    sys.exit(main())
