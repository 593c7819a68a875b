"""What the built web app must not contain."""

import re
from pathlib import Path

DIST = Path(__file__).resolve().parents[2] / "frontend" / "dist"
# Where MediaPipe 1.x sends its metrics (docs/adr/013).
METRICS = re.compile(rb"pa\.googleapis|clearcut|play\.google\.com/log")
# An English text that scripts/build/english.ts did not compile: its tags and placeholders would be shown literally.
NOT_COMPILED = re.compile(rb"message:[`\"'][^`\"']*[{<]")


def test_the_pose_runtime_reports_to_nobody() -> None:
    files = [path for path in DIST.rglob("*") if path.is_file()]
    assert any(path.suffix == ".wasm" for path in files), "no built site: run `make frontend/dist/index.html`"
    assert [path.name for path in files if METRICS.search(path.read_bytes())] == []


def test_every_english_text_is_compiled() -> None:
    scripts = list((DIST / "assets").glob("*.js"))
    assert scripts
    assert {path.name: found[0] for path in scripts if (found := NOT_COMPILED.search(path.read_bytes()))} == {}
