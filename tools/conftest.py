"""Puts this folder and its rooms on the path, so that tests can import the tools."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / room) for room in ("checks", "hosting", "setup")]
