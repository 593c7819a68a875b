"""The page on security names tests as proofs: they have to be there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(r"`(?:backend/tests/)?((?:\w+/)*test_\w+\.py)`", PAGE)))


def test_every_test_that_is_named_is_there() -> None:
    assert len(NAMED) > 20
    there = {
        str(path.relative_to(ROOT / "backend" / "tests")) for path in (ROOT / "backend" / "tests").rglob("test_*.py")
    }
    names = there | {Path(path).name for path in there}
    assert [name for name in NAMED if name not in names] == []


def test_no_requirement_has_two_rows() -> None:
    rows = re.findall(r"^\| (\d+\.\d+\.\d+[^|]*) \|", PAGE, re.MULTILINE)
    single = [number for row in rows for number in re.findall(r"\d+\.\d+\.\d+(?!-)", row)]
    assert len(rows) > 60
    assert sorted(set(single)) == sorted(single)
