"""Running two programs together."""

import os
import sys
from pathlib import Path

import dev

LASTING = "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(60)"
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
