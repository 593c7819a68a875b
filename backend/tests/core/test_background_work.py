"""Work beside the requests."""

import asyncio
from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs
from structlog.typing import EventDict

from exercise_buddy.core import background_work
from exercise_buddy.core.background_work import keep_running
from exercise_buddy.core.db.database import Database
from exercise_buddy.workouts.service import purge_periodically
from tests.support import NOW


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EventDict]]:
    """What is logged. A logger keeps the settings of its first use, in whichever test: so a new one."""
    monkeypatch.setattr(background_work, "log", structlog.get_logger())
    with capture_logs() as logged:
        yield logged


async def test_failed_work_is_logged_and_restarted(logged: list[EventDict]) -> None:
    errors = [ZeroDivisionError("nobody thought of it"), KeyError("nor of this")]

    async def work() -> None:
        if errors:
            raise errors.pop(0)

    await keep_running(work, "mails", pause_seconds=0)
    assert [(entry["event"], entry["work"]) for entry in logged] == [("background_work_failed", "mails")] * 2
    assert errors == []


async def test_a_database_that_is_away_is_waited_for_without_a_traceback(logged: list[EventDict]) -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/nothing", pool_size=1)
    tries = 0

    async def work() -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            await purge_periodically(database, lambda: NOW)

    await keep_running(work, "purging", pause_seconds=0)
    await database.close()
    assert [(entry["log_level"], entry["work"], "exc_info" in entry) for entry in logged] == [
        ("warning", "purging", False)
    ] * 2


async def test_it_ends_when_the_process_ends(logged: list[EventDict]) -> None:
    async def work() -> None:
        await asyncio.Event().wait()

    task = asyncio.create_task(keep_running(work, "mails"))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert logged == []
