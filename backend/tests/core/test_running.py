"""Work beside the requests."""

import asyncio

import pytest
from structlog.testing import capture_logs

from exercise_buddy.core.db.database import Database
from exercise_buddy.core.running import kept_running
from exercise_buddy.workouts.service import purge_now_and_then
from tests.support import NOW


async def test_work_that_fails_is_told_of_and_begins_anew() -> None:
    errors = [ZeroDivisionError("nobody thought of it"), KeyError("nor of this")]

    async def work() -> None:
        if errors:
            raise errors.pop(0)

    with capture_logs() as said:
        await kept_running(work, "mails", pause_seconds=0)
    assert [(entry["event"], entry["work"]) for entry in said] == [("background_work_failed", "mails")] * 2
    assert errors == []


async def test_a_database_that_is_away_is_waited_for_without_a_traceback() -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/nothing", pool_size=1)
    tries = 0

    async def work() -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            await purge_now_and_then(database, lambda: NOW)

    with capture_logs() as said:
        await kept_running(work, "purging", pause_seconds=0)
    await database.close()
    assert [(entry["log_level"], entry["work"], "exc_info" in entry) for entry in said] == [
        ("warning", "purging", False)
    ] * 2


async def test_it_ends_when_the_process_ends() -> None:
    async def work() -> None:
        await asyncio.Event().wait()

    with capture_logs() as said:
        task = asyncio.create_task(kept_running(work, "mails"))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert said == []
