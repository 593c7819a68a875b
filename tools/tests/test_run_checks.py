"""Which runner takes which single test."""

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
