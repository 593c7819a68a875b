#!/usr/bin/env python3
"""Run every check and test, and close with the test runners' own summaries.

usage: tools/run_checks.py [--only PATH]

A failure does not hide the next one: all stages run, the exit code is 1 if any failed.
"""

import argparse
import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# Of each failure, and of the end of a stage that failed without a summary: whoever reads only the end sees why.
REASON_LINES = 15
TOLD_EVERY_SECONDS = 60
MOST_TOLD = 120


@dataclass
class Stage:
    """One command, and what of its output is worth repeating at the end.

    These are the lines that `summary` matches, and the lines after each that `failure` matches, the title of a failed
    test. A stage that gives way runs on what the others leave of the processors.
    """

    name: str
    command: list[str]
    folder: str = "."
    summary: str = r"(?!)"
    failure: str = r"(?!)"
    gives_way: bool = False
    is_running: bool = False
    passed: bool = False
    seconds: float = 0.0
    kept: list[str] = field(default_factory=list)
    last: deque[str] = field(default_factory=lambda: deque(maxlen=REASON_LINES))
    wanted: int = 0
    process: "subprocess.Popen[str] | None" = None

    def run(self, out: TextIO | None = None) -> None:
        """Run the command, passing its output through, to `out` if given, as it comes."""
        print(f"\n=== {self.name} ===", file=out, flush=True)
        started = time.monotonic()
        self.is_running = True
        with subprocess.Popen(
            [*(LAST if self.gives_way else ()), *self.command],
            cwd=ROOT / self.folder,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=self.gives_way,
        ) as process:
            if process.stdout is None:
                raise RuntimeError("no pipe to read from")
            if self.gives_way:
                self.process = process
                give_way(process.pid)
            for line in process.stdout:
                print(line, end="", file=out, flush=True)
                if plain := COLOUR.sub("", line).rstrip():
                    self.take(plain)
        self.is_running = False
        self.passed = process.returncode == 0
        self.seconds = time.monotonic() - started

    def interrupt(self) -> None:
        """End a stage that gives way: what the keyboard sends does not reach its session."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)

    def take(self, line: str) -> None:
        """Keep a line of the output if it is worth it."""
        self.last.append(line)
        if re.search(self.failure, line):
            self.wanted = REASON_LINES
        elif re.search(self.summary, line):
            self.wanted = 0
            self.kept.append(line)
            return
        if self.wanted > 0:
            self.wanted -= 1
            self.kept.append(line)

    def told(self) -> list[str]:
        """How it went: a line of its own, then what was kept, or where that says nothing the end of the output."""
        first = f"{'passed' if self.passed else 'FAILED'}  {self.name}, {self.seconds:.0f} s"
        return [first, *(self.kept if self.passed or self.kept else self.last)]


def give_way(pid: int) -> None:
    """Have this process's session go last: Linux shares the processors among sessions before it looks at `nice`."""
    share = Path(f"/proc/{pid}/autogroup")
    if share.exists():
        share.write_text("19")


LAST = ("nice", "-n", "19")
# With the reason of each test that is skipped, which stands in the summary, too.
PYTEST = [".venv/bin/python", "-m", "pytest", "-rs", "-p", "tests.quick_start"]
TOOLS = [*PYTEST, "-c", "pyproject.toml"]
# The gate stands here: whoever runs one file of tests has not covered everything. Python 3.11 cannot measure cheaply.
COVERAGE = ["--cov=exercise_buddy", "--cov-report=term:skip-covered"] if sys.version_info >= (3, 12) else ["--no-cov"]
# A file's tests stay together: what they share, such as a server with somebody in it, is made once. In their own order:
# by number of tests, the dearest, test_fuzz.py with its two, would come last, and one worker wait for the other.
ON_TWO = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
PLAYWRIGHT = ["pnpm", "exec", "playwright", "test"]
BY_PYTEST = r"^=+ .*(passed|failed|error)|^TOTAL|^(FAILED|ERROR|SKIPPED) "
BY_VITEST = r"^ +(Test Files|Tests) "
FAILED_BY_VITEST = r"^ FAIL "
# The list of what failed or was flaky stands indented under its number.
IN_THE_BROWSER = r"^ +\d+ (passed|failed|flaky|skipped|did not run|interrupted)|^ {4}\[\w+\] \u203a "
FAILED_IN_THE_BROWSER = r"^  \d+\) "
# A `make` run by a stage or a test takes no options from the one around it.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}}
ENVIRONMENT["COVERAGE_CORE"] = "sysmon"


def in_the_browser(name: str, *options: str) -> Stage:
    """A stage of Playwright's."""
    return Stage(name, [*PLAYWRIGHT, *options], "frontend", IN_THE_BROWSER, FAILED_IN_THE_BROWSER)


# Each of these lanes leaves part of two cores idle. Types and lint take what the browser leaves while the camera is on:
# a drawn figure takes half a core, in a third of a camera's pictures; a person, shown whole, leaves a core idle.
LANES = (
    [
        Stage("tests of the tools", [*TOOLS, "../tools"], "backend", BY_PYTEST),
        Stage("tests of the backend", [*PYTEST, *ON_TWO, *COVERAGE], "backend", BY_PYTEST),
        Stage("types", ["make", "--no-print-directory", "types"], gives_way=True),
        Stage("lint", ["make", "--no-print-directory", "lint"], gives_way=True),
    ],
    [
        Stage("drawing the figure's clips", ["node", "e2e/train/draw-clips.ts"], "frontend"),
        Stage(
            "tests of engine and screens", ["pnpm", "exec", "vitest", "run"], "frontend", BY_VITEST, FAILED_BY_VITEST
        ),
        in_the_browser("tests of screens in the browser", "--project=screens", "--workers=2"),
        in_the_browser("tests with a camera in the browser", "--project=camera", "--workers=2"),
        in_the_browser("tests with real people before the camera", "--project=people"),
    ],
)


def tell_progress(*lanes: Sequence[Stage]) -> None:
    """A line for each stage that runs: the last of its output."""
    for stage in chain(*lanes):
        if stage.is_running and stage.last:
            print(f"  {stage.name}: {stage.last[-1].strip()[:MOST_TOLD]}", flush=True)


def run_lane(lane: Sequence[Stage], telling: threading.Lock, interrupted: threading.Event) -> None:
    """Run stages in their order; each tells its output once it ends."""
    for stage in lane:
        if interrupted.is_set():
            return
        output = io.StringIO()
        stage.run(output)
        with telling:
            print(output.getvalue(), end="", flush=True)


def side_by_side(*lanes: Sequence[Stage]) -> None:
    """Run lanes at a time, and say now and then how far each is."""
    telling = threading.Lock()
    interrupted = threading.Event()
    names = ["; ".join(stage.name for stage in lane) for lane in lanes]
    print(f"\nside by side: {' | '.join(names)}", flush=True)
    threads = [threading.Thread(target=run_lane, args=(lane, telling, interrupted)) for lane in lanes]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            while thread.is_alive():
                thread.join(TOLD_EVERY_SECONDS)
                with telling:
                    tell_progress(*lanes)
    except KeyboardInterrupt:
        interrupted.set()
        for stage in chain(*lanes):
            stage.interrupt()
        raise


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
    # The server of the browser tests starts three times: only once does it make a database.
    with tempfile.TemporaryDirectory(prefix="exercise-buddy-e2e-", ignore_cleanup_errors=True) as data_dir:
        ENVIRONMENT["E2E_DATA_DIR"] = data_dir
        side_by_side(*LANES)
    print("\n=== summary ===")
    stages = list(chain(*LANES))
    for stage in stages:
        print("\n".join(stage.told()))
    return 0 if all(stage.passed for stage in stages) else 1


if __name__ == "__main__":
    sys.exit(main())
