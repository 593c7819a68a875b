#!/usr/bin/env python3
"""Run the backend and Vite side by side, both reloading, until one ends or Ctrl+C.

usage: backend/.venv/bin/python tools/dev.py [--port 8000] [--data-dir data]
"""

import argparse
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
POLL_SECONDS = 0.2
GRACE_SECONDS = 15


def run_together(commands: Sequence[tuple[Sequence[str], Path]]) -> int:
    """Run each (command, folder) until the first one ends, then end the others; returns the first one's exit code."""
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes += [subprocess.Popen(command, cwd=folder) for command, folder in commands]
        while all(process.poll() is None for process in processes):
            time.sleep(POLL_SECONDS)
        return next(code for process in processes if (code := process.poll()) is not None)
    except KeyboardInterrupt:
        # The terminal has sent the signal to the others, too.
        return 128 + signal.SIGINT
    finally:
        for process in processes:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Terminate a process, and kill it if it does not end."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main() -> int:
    """Run both, on the ports that Vite's configuration expects."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", default="8000", help="the backend's port")
    parser.add_argument("--data-dir", default="data", help="where the embedded database is kept")
    given = parser.parse_args()
    program = str(Path(sys.executable).with_name("exercise-buddy"))
    backend = [program, "serve", "--reload", "--port", given.port, "--data-dir", given.data_dir]
    return run_together([(backend, ROOT), (["pnpm", "exec", "vite"], ROOT / "frontend")])


if __name__ == "__main__":
    sys.exit(main())
