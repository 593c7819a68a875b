"""Rows of a table that wait to be processed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Executable

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Parameters


@dataclass(frozen=True)
class Waiting:
    """How many there are, and since when the oldest waits: null if there is none or it is unknown."""

    number: int
    since: datetime | None


async def find_waiting(executor: Executor, statement: Executable, parameters: Parameters) -> Waiting:
    """From a statement that returns one row with `number` and `since`."""
    row = await executor.fetch_first(statement, parameters)
    assert row is not None  # noqa: S101 - count(*)
    return Waiting(row.number, row.since)
