"""Migrations of rows that may be many: in batches, beside the running application, taken up again where they broke off.

A batch is one transaction that also notes how far it came, so that nothing is done twice and nothing left out. One that
fails since somebody is saving, or since the server is away, is tried again: it may be hours to the last.
"""

from asyncio import sleep as pause
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol
from uuid import UUID

import structlog
from sqlalchemy import Executable, text

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Database, Executor
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE, is_database_absent, is_database_busy
from exercise_buddy.core.db.waiting import find_waiting
from exercise_buddy.core.queues import Look

LOCK_TIMEOUT = "5s"
"""For so long does a batch wait for a user who is saving; then it gives up, and is tried again."""
FEW_ROWS = 5_000
"""Some seconds' work: a start waits for them."""
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
_GUESS = text("""
SELECT CAST(reltuples AS bigint) AS rows FROM pg_class WHERE oid = CAST(CAST(:table AS text) AS regclass)
""")
# None says when it began to wait.
_WAITING = text("SELECT count(*) AS number, NULL AS since FROM background_migrations WHERE finished_at IS NULL")


@dataclass(frozen=True)
class Place:
    """The last row of a table that is keyed by user that a batch took in."""

    user_id: UUID
    row_id: UUID

    @classmethod
    def after_all_of(cls, user_id: UUID) -> "Place":
        """Behind whatever rows that user may have."""
        return cls(user_id, UUID(int=2**128 - 1))


BEFORE_ALL = Place(UUID(int=0), UUID(int=0))
"""No user has that id."""


@dataclass(frozen=True)
class Batch:
    """What one transaction did."""

    last: Place
    rows: int


class BackgroundMigration(Protocol):
    """A change of rows that are read in both shapes until it is done."""

    name: str
    table: str
    """Whose rows it goes through."""

    async def batch(self, executor: Executor, after: Place) -> Batch | None:
        """Bring the next rows along; None where there are none left."""
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
        if only_small and not await _is_small(database, migration.table):
            left.append(migration.name)
            continue
        about = await _about_rows(database, migration.table)
        while (done := await _step_at_last(database, migration, clock)) is not None:
            report(migration.name, done, max(done, about))
    return left


async def _is_small(executor: Executor, table: str) -> bool:
    row = await executor.fetch_first(_first_rows_of(table), {"most": FEW_ROWS + 1})
    return row is not None and row.rows <= FEW_ROWS


@cache
def _first_rows_of(table: str) -> Executable:
    return text(f"SELECT count(*) AS rows FROM (SELECT FROM {table} LIMIT :most) AS few")  # noqa: S608 - a table of our own


async def _about_rows(executor: Executor, table: str) -> int:
    """As it was when the table was last analysed."""
    row = await executor.fetch_first(_GUESS, {"table": table})
    return row.rows if row is not None else 0


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
        after = Place(row.last_user_id, row.last_row_id) if row.last_user_id else BEFORE_ALL
        batch = await migration.batch(session, after)
        if batch is None:
            await session.fetch_first(_FINISH, {"name": migration.name, "now": now})
            await session.commit()
            return None
        values = {"last_user_id": batch.last.user_id, "last_row_id": batch.last.row_id, "rows": batch.rows}
        noted = await session.fetch_first(_NOTE, {"name": migration.name, **values})
        await session.commit()
    return noted.rows_done if noted else None
