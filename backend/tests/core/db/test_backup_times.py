"""What is known of backups while the database is asked again. What it says of them: tests/test_roles.py."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from exercise_buddy.core.db.backup_times import BackupTimes


class Answers:
    """A database that answers when it is told to."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    async def fetch_all(self, *_: object) -> Any:
        self.asked.set()
        return await self.answer


async def test_what_was_known_holds_until_there_is_an_answer_and_not_beyond_a_failure() -> None:
    database = Answers()
    times = BackupTimes(database)  # type: ignore[arg-type]  # all of it that is asked
    database.answer.set_result([SimpleNamespace(work="dump", succeeded_at=7.0, fails=False)])
    await times.check()
    assert samples(times) == [7.0, 0.0]

    database.asked.clear()
    database.answer = asyncio.get_running_loop().create_future()
    looking = asyncio.create_task(times.check())
    await database.asked.wait()
    assert samples(times) == [7.0, 0.0], "a scrape in between would end what an alert waits for"
    database.answer.set_exception(ConnectionError("away"))
    with pytest.raises(ConnectionError):
        await looking
    assert samples(times) == []


def samples(times: BackupTimes) -> list[float]:
    return [sample.value for metric in times.collect() for sample in metric.samples]
