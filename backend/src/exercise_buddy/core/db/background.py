"""Migrations of rows that may be many: in batches, beside the running application, taken up again where they broke off.

A batch is one transaction that also notes how far it came, so that nothing is done twice and nothing left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import text

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Database, Executor
from exercise_buddy.core.db.waiting import find_waiting
from exercise_buddy.core.queues import Look

LOCK_TIMEOUT = "5s"
"""For so long does a batch wait for a user who is saving; then it gives up, and is tried again."""

_BOUND_WAITING = text("SELECT set_config('lock_timeout', :lock_timeout, true)")
_TAKE = text("""
SELECT last_user_id, last_row_id, rows_done FROM background_migrations
WHERE name = :name AND finished_at IS NULL
FOR UPDATE
""")
_NOTE = text("""
UPDATE background_migrations
SET last_user_id = :last_user_id, last_row_id = :last_row_id, rows_done = rows_done + :rows
WHERE name = :name
RETURNING rows_done
""")
_FINISH = text("UPDATE background_migrations SET finished_at = :now WHERE name = :name RETURNING rows_done")
_UNFINISHED = text("SELECT name FROM background_migrations WHERE finished_at IS NULL ORDER BY name")
# None says when it began to wait.
_WAITING = text("SELECT count(*) AS number, NULL AS since FROM background_migrations WHERE finished_at IS NULL")


@dataclass(frozen=True)
class Place:
    """The last row of a table that is keyed by user that a batch took in."""

    user_id: UUID
    row_id: UUID


@dataclass(frozen=True)
class Batch:
    """What one transaction did."""

    last: Place
    rows: int


class BackgroundMigration(Protocol):
    """A change of rows that are read in both shapes until it is done."""

    name: str

    async def batch(self, executor: Executor, after: Place | None) -> Batch | None:
        """Bring the next rows along; None where there are none left."""
        ...

    async def is_small(self, executor: Executor) -> bool:
        """Whether there are so few rows that a start may wait for them."""
        ...


Report = Callable[[str, int], None]
"""To be told the name of the migration and how many rows it has done so far."""


def waiting_migrations(database: Database) -> Look:
    """What asks how many are not through."""
    return lambda _now: find_waiting(database, _WAITING, {})


async def run_pending(
    database: Database, migrations: Sequence[BackgroundMigration], clock: Clock, report: Report, *, only_small: bool
) -> list[str]:
    """Run what is not finished, `only_small` only where that is quick; the names of those that are left."""
    unfinished = {row.name for row in await database.fetch_all(_UNFINISHED, {})}
    left = []
    for migration in migrations:
        if migration.name not in unfinished:
            continue
        if only_small and not await migration.is_small(database):
            left.append(migration.name)
            continue
        while (done := await _step(database, migration, clock())) is not None:
            report(migration.name, done)
    return left


async def _step(database: Database, migration: BackgroundMigration, now: datetime) -> int | None:
    """One batch; how many rows are done with it, None where there was nothing left to do."""
    async with database.session() as session:
        await session.fetch_first(_BOUND_WAITING, {"lock_timeout": LOCK_TIMEOUT})
        row = await session.fetch_first(_TAKE, {"name": migration.name})
        if row is None:
            return None
        after = Place(row.last_user_id, row.last_row_id) if row.last_user_id else None
        batch = await migration.batch(session, after)
        if batch is None:
            await session.fetch_first(_FINISH, {"name": migration.name, "now": now})
            await session.commit()
            return None
        values = {"last_user_id": batch.last.user_id, "last_row_id": batch.last.row_id, "rows": batch.rows}
        noted = await session.fetch_first(_NOTE, {"name": migration.name, **values})
        await session.commit()
    return noted.rows_done if noted else None
