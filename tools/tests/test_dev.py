"""Running two programs together."""

import os
import sys
from pathlib import Path

import dev

# Renamed once it is whole: the other one ends as soon as it sees the file.
LASTING = "import os, time; open('new', 'w').write(str(os.getpid())); os.rename('new', 'pid'); time.sleep(60)"
ENDING = "import pathlib, sys, time\nwhile not pathlib.Path('pid').exists(): time.sleep(0.01)\nsys.exit(7)"


def test_the_first_that_ends_ends_the_other(tmp_path: Path) -> None:
    commands = [([sys.executable, "-c", code], tmp_path) for code in (LASTING, ENDING)]
    assert dev.run_together(commands) == 7
    pid = int((tmp_path / "pid").read_text())
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return
    raise AssertionError("the other is still there")
