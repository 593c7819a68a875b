"""Work beside the requests."""

import asyncio

import pytest
from structlog.testing import capture_logs

from exercise_buddy.core.running import kept_running


async def test_work_that_fails_is_told_of_and_begins_anew() -> None:
    errors = [ZeroDivisionError("nobody thought of it"), KeyError("nor of this")]

    async def work() -> None:
        if errors:
            raise errors.pop(0)

    with capture_logs() as said:
        await kept_running(work, "mails", pause_seconds=0)
    assert [(entry["event"], entry["work"]) for entry in said] == [("background_work_failed", "mails")] * 2
    assert errors == []


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
