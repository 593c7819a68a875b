"""Work beside the requests."""

import asyncio
from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs
from structlog.typing import EventDict

from exercise_buddy.core import running
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.running import kept_running
from exercise_buddy.workouts.service import purge_now_and_then
from tests.support import NOW


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EventDict]]:
    """What is logged. A logger keeps the settings under which it spoke first, in whichever test: here a new one."""
    monkeypatch.setattr(running, "log", structlog.get_logger())
    with capture_logs() as said:
        yield said


async def test_work_that_fails_is_told_of_and_begins_anew(said: list[EventDict]) -> None:
    errors = [ZeroDivisionError("nobody thought of it"), KeyError("nor of this")]

    async def work() -> None:
        if errors:
            raise errors.pop(0)

    await kept_running(work, "mails", pause_seconds=0)
    assert [(entry["event"], entry["work"]) for entry in said] == [("background_work_failed", "mails")] * 2
    assert errors == []


async def test_a_database_that_is_away_is_waited_for_without_a_traceback(said: list[EventDict]) -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/nothing", pool_size=1)
    tries = 0

    async def work() -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            await purge_now_and_then(database, lambda: NOW)

    await kept_running(work, "purging", pause_seconds=0)
    await database.close()
    assert [(entry["log_level"], entry["work"], "exc_info" in entry) for entry in said] == [
        ("warning", "purging", False)
    ] * 2


async def test_it_ends_when_the_process_ends(said: list[EventDict]) -> None:
    async def work() -> None:
        await asyncio.Event().wait()

    task = asyncio.create_task(kept_running(work, "mails"))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert said == []
