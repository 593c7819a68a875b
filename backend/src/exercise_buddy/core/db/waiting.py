"""What waits in a table to be done, as a statement finds it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Executable

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Parameters


@dataclass(frozen=True)
class Waiting:
    """How many there are, and since when the oldest waits: null where there is none, or nobody knows."""

    number: int
    since: datetime | None


async def find_waiting(executor: Executor, statement: Executable, parameters: Parameters) -> Waiting:
    """By a statement whose one row tells `number` and `since`."""
    row = await executor.fetch_first(statement, parameters)
    assert row is not None  # noqa: S101 - count(*)
    return Waiting(row.number, row.since)
