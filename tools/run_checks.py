#!/usr/bin/env python3
"""Run every check and test, and close with the test runners' own summaries.

usage: tools/run_checks.py [--only PATH]

A failure does not hide the next one: all stages run, the exit code is 1 if any failed.
"""

import argparse
import io
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

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

    def run(self, out: TextIO | None = None) -> None:
        """Run the command, passing its output through, to `out` if given, as it comes."""
        print(f"\n=== {self.name} ===", file=out, flush=True)
        started = time.monotonic()
        with subprocess.Popen(
            self.command,
            cwd=ROOT / self.folder,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            if process.stdout is None:
                raise RuntimeError("no pipe to read from")
            for line in process.stdout:
                print(line, end="", file=out, flush=True)
                plain = COLOUR.sub("", line).rstrip()
                if re.search(self.summary, plain):
                    self.kept.append(plain)
        self.passed = process.returncode == 0
        self.seconds = time.monotonic() - started


PYTEST = [".venv/bin/python", "-m", "pytest"]
TOOLS = [*PYTEST, "-c", "pyproject.toml"]
# The gate stands here: whoever runs one file of tests has not covered everything. Python 3.11 cannot measure cheaply.
COVERAGE = ["--cov=exercise_buddy", "--cov-report=term:skip-covered"] if sys.version_info >= (3, 12) else ["--no-cov"]
PLAYWRIGHT = ["pnpm", "exec", "playwright", "test"]
BY_PYTEST = r"^=+ .*(passed|failed|error)|^TOTAL|^(FAILED|ERROR) "
BY_VITEST = r"^ +(Test Files|Tests) |^ FAIL "
# The list of what failed or was flaky stands indented under its number.
IN_THE_BROWSER = r"^ +\d+ (passed|failed|flaky|skipped|did not run|interrupted)|^ {4}\[\w+\] \u203a "
ENVIRONMENT = {**os.environ, "COVERAGE_CORE": "sysmon"}
LINT = Stage("lint", ["make", "--no-print-directory", "lint"])
TYPES = Stage("types", ["make", "--no-print-directory", "types"])
STAGES = [
    Stage("tests of the tools", [*TOOLS, "../tools"], "backend", BY_PYTEST),
    Stage("tests of the backend", [*PYTEST, "-n", "2", *COVERAGE], "backend", BY_PYTEST),
    Stage("tests of engine and screens", ["pnpm", "exec", "vitest", "run"], "frontend", BY_VITEST),
    Stage(
        "tests of screens in the browser", [*PLAYWRIGHT, "--project=screens", "--workers=2"], "frontend", IN_THE_BROWSER
    ),
    Stage("tests with a camera in the browser", [*PLAYWRIGHT, "--project=camera"], "frontend", IN_THE_BROWSER),
]


def side_by_side(first: Stage, second: Stage) -> None:
    """Run two stages of one core each; the output of the second follows that of the first."""
    held_back = io.StringIO()
    other = threading.Thread(target=second.run, args=(held_back,))
    other.start()
    first.run()
    other.join()
    print(held_back.getvalue(), end="", flush=True)


def only(path: str) -> Stage:
    """The stage that runs a single test, named by its path from the root; exits in words where it is none."""
    folder, _, inside = path.partition("/")
    file = path.partition("::")[0]
    if folder == "backend" and file.endswith(".py"):
        return Stage(path, [*PYTEST, inside], "backend")
    if folder == "tools" and file.endswith(".py"):
        return Stage(path, [*TOOLS, f"../{path}"], "backend")
    if folder == "frontend" and file.endswith((".test.ts", ".test.tsx")):
        return Stage(path, ["pnpm", "exec", "vitest", "run", inside], "frontend")
    if folder == "frontend" and file.endswith(".spec.ts"):
        return Stage(path, [*PLAYWRIGHT, inside], "frontend")
    sys.exit(
        f"{path} is no test. Name one by its path from here: backend/tests/test_cli.py, frontend/e2e/journey.spec.ts"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the stages and print how each went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="PATH", help="a single file of tests")
    if path := parser.parse_args(arguments).only:
        stage = only(path)
        stage.run()
        return 0 if stage.passed else 1
    side_by_side(LINT, TYPES)
    for stage in STAGES:
        stage.run()
    print("\n=== summary ===")
    for stage in (LINT, TYPES, *STAGES):
        print(f"{'passed' if stage.passed else 'FAILED'}  {stage.name}, {stage.seconds:.0f} s")
        for line in stage.kept:
            print(f"{line}")
    return 0 if all(stage.passed for stage in (LINT, TYPES, *STAGES)) else 1


if __name__ == "__main__":
    sys.exit(main())
