"""Work in a process of its own: what it may not know, take or bring down."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from exercise_buddy.core.errors import ServerBusy
from exercise_buddy.core.worker_process import TooMuchWork, WorkerProcess, WorkFailed, WorkRefused
from tests.core.worker import Worker


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerProcess]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]), prepend=os.pathsep)
    worker = WorkerProcess("tests.core.worker", kept_from_it={"jwt_secret"})
    yield worker
    worker.end()


def test_it_is_begun_when_needed_and_refusals_end_nothing(
    process: WorkerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JWT_SECRET", "of the server")
    with pytest.raises(ServerBusy):
        process.ask(list[str], Worker.variables.__name__)
    variables = process.begin(list[str], Worker.variables.__name__)
    assert "PATH" in variables
    assert "JWT_SECRET" not in variables
    pid = process.pid
    with pytest.raises(WorkRefused) as refused:
        process.ask(type(None), Worker.refuse.__name__, "not this one")
    assert (refused.value.code, refused.value.detail) == ("validation_failed", "not this one")
    with pytest.raises(WorkFailed, match=r"^KeyError$"):
        process.ask(type(None), Worker.fail.__name__, "a private note")
    if sys.platform == "linux":
        with pytest.raises(TooMuchWork):
            process.ask(int, Worker.hoard.__name__, 1024)
    assert process.ask(int, Worker.hoard.__name__, 1) == 1024 * 1024
    assert process.pid == pid
    process.end()
    assert process.pid is None
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize(
    ("method", "error"), [(Worker.break_off.__name__, ServerBusy), (Worker.run_out_of_time.__name__, TooMuchWork)]
)
def test_its_death_is_an_error_and_the_next_call_restarts_it(
    process: WorkerProcess, method: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        process.begin(type(None), method)
    with pytest.raises(ServerBusy):
        process.ask(int, Worker.hoard.__name__, 1)
    assert process.begin(int, Worker.hoard.__name__, 1) == 1024 * 1024
