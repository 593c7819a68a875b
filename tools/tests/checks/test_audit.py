"""The audit of dependencies: how it interprets the programs' output, given by stand-ins."""

import sys
from pathlib import Path

import audit
import pytest
from audit import FOUND, NOT_ASKED, PASSED, Audit

SILENT = "import time; time.sleep(600)"


def program(code: str) -> Audit:
    return Audit("test packages", (sys.executable, "-c", code), ".", "lock", ("could not connect",))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    monkeypatch.setattr(audit, "CACHE", tmp_path / "tools" / "audit.json")
    # A busy machine takes seconds to start a program that answers.
    monkeypatch.setattr(audit, "TIMEOUT_SECONDS", 60)
    (tmp_path / "lock").write_text("a==1")
    return tmp_path


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("print('fine')", PASSED),
        ("import sys; print('CVE-2026-1'); sys.exit(1)", FOUND),
        ("import sys; print('could not connect', file=sys.stderr); sys.exit(2)", NOT_ASKED),
        ("import sys; sys.exit('a crash of its own')", FOUND),
        (SILENT, NOT_ASKED),
    ],
)
def test_outcomes(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
    outcome: str,
) -> None:
    if code == SILENT:
        monkeypatch.setattr(audit, "TIMEOUT_SECONDS", 0.1)
    monkeypatch.setattr(audit, "AUDITS", (program(code),))
    assert audit.main([]) == 0
    printed = capsys.readouterr().out
    assert f"test packages: {outcome}" in printed
    assert ("CVE-2026-1" in printed) is ("CVE" in code)
    assert audit.main(["--enforce"]) == (0 if outcome == PASSED else 1)


def test_what_passed_today_is_not_asked_again(folder: Path) -> None:
    counting = program("open('asked', 'a').write('x')")
    for today in ("2026-11-22", "2026-11-22", "2026-11-23"):
        assert audit.run([counting], today) == [PASSED]
    assert (folder / "asked").read_text() == "xx"
    (folder / "lock").write_text("a==2")
    audit.run([counting], "2026-11-23")
    assert (folder / "asked").read_text() == "xxx"


def test_what_could_not_be_asked_is_asked_again(folder: Path) -> None:
    failing = program("open('asked', 'a').write('x'); import sys; sys.exit('could not connect')")
    for _ in range(2):
        assert audit.run([failing], "2026-11-22") == [NOT_ASKED]
    assert (folder / "asked").read_text() == "xx"
