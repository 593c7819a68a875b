"""The security pages name tests as evidence: these must exist, and every requirement marked as met must name one."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASVS = (ROOT / "docs" / "security-asvs.md").read_text()
THREATS = (ROOT / "docs" / "security.md").read_text()
PAGES = THREATS + ASVS
NAMED = sorted(set(re.findall(r"`(?:backend/tests/)?((?:\w+/)*test_\w+\.py)`", PAGES)))
ELSEWHERE = sorted(set(re.findall(r"`((?:frontend|benchmarks|tools)/[\w./-]+\.(?:py|tsx?))`", PAGES)))
PROOF = re.compile(r"test_\w+\.py`|\.(test|spec)\.tsx?`|/test\.ts`|`benchmarks/|ruff [A-Z]\d|`make lint`")


def paths_of_tests(root: Path, folder: str = ".") -> set[str]:
    return {str(path.relative_to(root)) for path in (root / folder).rglob("test_*.py")}


def test_every_test_that_is_named_is_there() -> None:
    assert len(NAMED) > 20
    there = paths_of_tests(ROOT / "backend" / "tests")
    names = there | {Path(path).name for path in there} | paths_of_tests(ROOT, "tools/tests")
    assert [name for name in NAMED if name not in names] == []
    assert [path for path in ELSEWHERE if not (ROOT / path).is_file()] == []


def test_every_requirement_that_is_met_names_its_proof() -> None:
    met = re.findall(r"^\| [^|]+ \| met \| .*$", ASVS, re.MULTILINE)
    assert len(met) > 40
    assert [row for row in met if not PROOF.search(row)] == []


def test_every_defence_names_its_proof_or_where_it_ends() -> None:
    table = THREATS.partition("## Who might attack")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (?!Threat|---).*$", table, re.MULTILINE)
    assert len(rows) > 25
    shown = re.compile(rf"{PROOF.pattern}|\.pre-commit-config|Not covered")
    assert [row for row in rows if not shown.search(row)] == []


def test_no_requirement_has_two_rows() -> None:
    rows = re.findall(r"^\| (\d+\.\d+\.\d+[^|]*) \|", ASVS, re.MULTILINE)
    single = [number for row in rows for number in re.findall(r"\d+\.\d+\.\d+(?!-)", row)]
    assert len(rows) > 60
    assert sorted(set(single)) == sorted(single)
