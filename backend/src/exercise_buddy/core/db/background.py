"""Migrations of rows that may be many: in batches, beside the running application, taken up again where they broke off.

A batch is one transaction that also notes how far it came, so that nothing is done twice and nothing left out. One that
fails since somebody is saving, or since the server is away, is tried again: it may be hours to the last.
"""

from asyncio import sleep as pause
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

import structlog
from sqlalchemy import text

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Database, Executor
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE, is_database_absent, is_database_busy
from exercise_buddy.core.db.waiting import find_waiting
from exercise_buddy.core.queues import Look

LOCK_TIMEOUT = "5s"
"""For so long does a batch wait for a user who is saving; then it gives up, and is tried again."""
WAITS_SECONDS = (1, 2, 5, 10, 20, 30, 60)
"""Between the tries of one batch: a server that starts anew is back by then."""

log = structlog.get_logger(__name__)

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

    async def about_rows(self, executor: Executor) -> int:
        """How many rows there are, as the server guesses."""
        ...

    async def is_small(self, executor: Executor) -> bool:
        """Whether there are so few rows that a start may wait for them."""
        ...


Report = Callable[[str, int, int], None]
"""To be told the name of the migration, how many rows it has done so far, and of about how many."""


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
        about = await migration.about_rows(database)
        while (done := await _step_at_last(database, migration, clock)) is not None:
            report(migration.name, done, max(done, about))
    return left


async def _step_at_last(database: Database, migration: BackgroundMigration, clock: Clock) -> int | None:
    """As `_step`, which is tried again where that may help."""
    for wait_seconds in WAITS_SECONDS:
        try:
            return await _step(database, migration, clock())
        except ERRORS_OF_THE_DATABASE as error:
            if not (is_database_absent(error) or is_database_busy(error)):
                raise
            log.warning("migration_waits", name=migration.name, reason=type(error).__name__, seconds=wait_seconds)
        await pause(wait_seconds)
    return await _step(database, migration, clock())


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
