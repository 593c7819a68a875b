"""Which runner takes which single test."""

import sys

import pytest
import run_checks


@pytest.mark.parametrize(
    ("path", "runner", "folder", "last"),
    [
        ("backend/tests/test_cli.py", "pytest", "backend", "tests/test_cli.py"),
        ("backend/tests/test_cli.py::test_x", "pytest", "backend", "tests/test_cli.py::test_x"),
        ("tools/tests/test_pin.py", "pytest", "backend", "../tools/tests/test_pin.py"),
        ("frontend/src/app/app.test.tsx", "vitest", "frontend", "src/app/app.test.tsx"),
        ("frontend/e2e/journey.spec.ts", "playwright", "frontend", "e2e/journey.spec.ts"),
    ],
)
def test_one_test_goes_to_its_runner(path: str, runner: str, folder: str, last: str) -> None:
    stage = run_checks.only(path)
    assert runner in stage.command
    assert (stage.folder, stage.command[-1]) == (folder, last)


def test_what_is_no_test_is_refused_in_words() -> None:
    with pytest.raises(SystemExit, match="no test"):
        run_checks.only("README.md")


def test_two_stages_side_by_side_are_told_one_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    def stage(name: str, program: str) -> run_checks.Stage:
        return run_checks.Stage(name, [sys.executable, "-c", program], summary="done")

    good = stage("good", "import time; print('one', flush=True); time.sleep(0.5); print('done')")
    bad = stage("bad", "print('two'); raise SystemExit(3)")
    run_checks.side_by_side(good, bad)
    printed = capsys.readouterr().out
    assert printed.split() == ["===", "good", "===", "one", "done", "===", "bad", "===", "two"]
    assert (good.passed, good.kept, bad.passed, bad.kept) == (True, ["done"], False, [])
