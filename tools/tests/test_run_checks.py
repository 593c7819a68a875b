"""Which runner takes which single test."""

import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import run_checks


@pytest.mark.parametrize(
    ("path", "runner", "folder", "last"),
    [
        ("backend/tests/test_cli.py", "pytest", "backend", "tests/test_cli.py"),
        ("backend/tests/test_cli.py::test_x", "pytest", "backend", "tests/test_cli.py::test_x"),
        ("tools/tests/hosting/test_pin.py", "pytest", "backend", "../tools/tests/hosting/test_pin.py"),
        ("frontend/src/app/app.test.tsx", "vitest", "frontend", "src/app/app.test.tsx"),
        ("frontend/e2e/journey.spec.ts", "playwright", "frontend", "e2e/journey.spec.ts"),
    ],
)
def test_one_test_goes_to_its_runner(path: str, runner: str, folder: str, last: str) -> None:
    stage = run_checks.only(path)
    assert runner in stage.command
    assert (stage.folder, stage.command[-1]) == (folder, last)


def test_a_path_that_is_not_a_test_is_refused_with_an_explanation() -> None:
    with pytest.raises(SystemExit, match="no test"):
        run_checks.only("README.md")


MAILS = "[screens] \u203a e2e/app/mail.spec.ts:35:1 \u203a links in mails confirm an address"


def stage(program: str, name: str = "a stage", **patterns: str) -> run_checks.Stage:
    """A stage that runs a Python program."""
    return run_checks.Stage(name, [sys.executable, "-u", "-c", program], **patterns)


def until(condition: str) -> str:
    """Lines of a program that wait for it, for a minute at most."""
    return f"for _ in range(6000):\n    if {condition}: break\n    time.sleep(.01)"


def test_parallel_stages_are_each_reported_as_a_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The first waits for what the second does, so that both have to run at once; the third follows it."""
    mark = str(tmp_path / "mark")
    wait = f"print('one')\nimport os, time\nwhile not os.path.exists({mark!r}): time.sleep(.01)\nprint('done')"
    good = stage(wait, "good", summary="done")
    bad = stage(f"print('two'); open({mark!r}, 'w').close(); raise SystemExit(3)", "bad")
    third = stage("print('three')", "third")
    run_checks.side_by_side([good], [bad, third])
    printed = capsys.readouterr().out
    for told in ("=== good ===\none\ndone\n", "=== bad ===\ntwo\n", "=== third ===\nthree\n"):
        assert told in printed
    assert [each.passed for each in (good, bad, third)] == [True, False, True]
    assert good.kept == ["done"]


def test_stages_side_by_side_tell_how_far_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = tmp_path / "told"
    slow = stage(f"import os, time\nprint('.... [ 45%]')\n{until(f'os.path.exists({str(told)!r})')}", "slow")
    tell_progress = run_checks.tell_progress

    def tell(*lanes: Sequence[run_checks.Stage]) -> None:
        tell_progress(*lanes)
        if slow.last:
            told.touch()

    monkeypatch.setattr(run_checks, "tell_progress", tell)
    monkeypatch.setattr(run_checks, "TOLD_EVERY_SECONDS", 0.05)
    run_checks.side_by_side([slow], [stage("", "quick")])
    printed = capsys.readouterr().out
    assert "\n  slow: .... [ 45%]\n" in printed
    assert "  quick: " not in printed


def test_a_stage_that_gives_way_goes_last(capsys: pytest.CaptureFixture[str]) -> None:
    share = "/proc/self/autogroup"
    looks = f"import os; print(os.nice(0), os.getsid(0), open({share!r}).read() if os.path.exists({share!r}) else '')"
    # The share comes a moment after the start.
    given = f"not os.path.exists({share!r}) or '19' in open({share!r}).read()"
    polite = stage(f"import os, time\n{until(given)}\n{looks}", summary=r"^19 ")
    polite.gives_way = True
    polite.run()
    capsys.readouterr()
    [said] = polite.kept
    _, session, *group = said.split()
    assert int(session) != os.getsid(0)
    assert group == [] or group[-1] == "19"


def test_an_interruption_ends_what_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    polite, never = stage("import time; print('here'); time.sleep(600)"), stage("print('too late')")
    polite.gives_way = True

    def interrupted(*_: object) -> None:
        while not polite.last:
            time.sleep(0.01)
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "join", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_checks.side_by_side([polite, never])
    assert polite.process is not None
    assert polite.process.wait(30) == -signal.SIGTERM
    assert never.seconds == 0.0


def test_the_summary_says_why_a_test_in_the_browser_failed(capsys: pytest.CaptureFixture[str]) -> None:
    output = [
        f"  1) {MAILS}",
        "",
        *(f"    line {number} of the first" for number in range(1, 30)),
        "  2) [camera] \u203a e2e/train/set.spec.ts:8:1 \u203a a running set survives a reload",
        "    Error: the second",
        "  2 failed",
        f"    {MAILS}",
        "  34 passed (5.2m)",
        "    no part of it",
    ]
    failing = stage(f"print({chr(10).join(output)!r}); raise SystemExit(1)")
    failing.summary, failing.failure = run_checks.IN_THE_BROWSER, run_checks.FAILED_IN_THE_BROWSER
    failing.run()
    capsys.readouterr()
    first, *kept = failing.told()
    assert first.startswith("FAILED  a stage, ")
    assert kept == [output[0], *output[2 : 1 + run_checks.REASON_LINES], *output[31:36]]


def test_the_summary_says_why_a_test_of_a_screen_failed() -> None:
    reason = " FAIL  src/app/app.test.tsx > it starts"
    failing = run_checks.Stage("vitest", [], "", run_checks.BY_VITEST, run_checks.FAILED_BY_VITEST)
    for line in ("noise", reason, "AssertionError: expected 1 to be 2", " Test Files  1 failed (1)", "noise"):
        failing.take(line)
    assert failing.told()[1:] == [reason, "AssertionError: expected 1 to be 2", " Test Files  1 failed (1)"]


def test_the_summary_tells_the_end_of_what_failed_without_one(capsys: pytest.CaptureFixture[str]) -> None:
    failing = stage("for number in range(40): print(number)\nraise SystemExit(2)")
    failing.run()
    capsys.readouterr()
    assert failing.told()[1:] == [str(number) for number in range(40 - run_checks.REASON_LINES, 40)]
    passing = stage("print('long')")
    passing.run()
    assert passing.told()[1:] == []
