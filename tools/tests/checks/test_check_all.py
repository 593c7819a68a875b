"""The checks of lint that run in one process."""

import re
from pathlib import Path
from types import ModuleType

import check_all


def check(name: str, outcome: int, ran: list[str]) -> ModuleType:
    module = ModuleType(name)

    def main() -> int:
        ran.append(name)
        return outcome

    module.__dict__["main"] = main
    return module


def test_one_that_fails_is_named_and_hides_none() -> None:
    ran: list[str] = []
    checks = [check("first", 0, ran), check("second", 1, ran), check("third", 0, ran)]
    assert check_all.failed(checks) == ["second"]
    assert ran == ["first", "second", "third"]


def test_lint_runs_every_check_that_there_is() -> None:
    checks = Path(check_all.__file__).parent
    lint = (checks.parents[1] / "Makefile").read_text().partition("\nlint:")[2].partition("\n\n")[0]
    run = set(re.findall(r"tools/checks/(\w+)\.py", lint)) | {each.__name__ for each in check_all.CHECKS}
    assert {path.stem for path in checks.glob("check_*.py")} <= run
