"""Migrations of many rows: in batches, beside the running application, resumed where they were interrupted.

A batch is one transaction that also records the progress, so that nothing is done twice or left out. A batch that fails
because somebody is saving, or because the server is away, is retried: a migration may take hours.
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
from exercise_buddy.core.queues import WaitingQuery

LOCK_TIMEOUT = "5s"
"""How long a batch waits for a user's lock; then it gives up and is retried."""
FEW_ROWS = 5_000
"""A few seconds' work, for which a start may wait."""
WAITS_SECONDS = (1, 2, 5, 10, 20, 30, 60)
"""Between the tries of a batch: a restarting server is back by then."""

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
# No row says when it began to wait.
_WAITING = text("SELECT count(*) AS number, NULL AS since FROM background_migrations WHERE finished_at IS NULL")


@dataclass(frozen=True)
class Place:
    """The last row that a batch processed, in a table keyed by user."""

    user_id: UUID
    row_id: UUID

    @classmethod
    def after_all_of(cls, user_id: UUID) -> "Place":
        """After all rows of the user."""
        return cls(user_id, UUID(int=2**128 - 1))


BEFORE_ALL = Place(UUID(int=0), UUID(int=0))
"""Smaller than any user's id."""


@dataclass(frozen=True)
class Batch:
    """The result of one transaction."""

    last: Place
    rows: int


class BackgroundMigration(Protocol):
    """A change of rows; the code reads both shapes until it is complete."""

    name: str
    table: str
    """The table that it goes through."""

    async def batch(self, executor: Executor, after: Place) -> Batch | None:
        """Process the next rows; None if there are none left."""
        ...


Report = Callable[[str, int, int], None]
"""Called with the migration's name, the number of rows done, and the approximate total."""


def waiting_migrations(database: Database) -> WaitingQuery:
    """The query for how many migrations are not complete, for the metrics."""
    return lambda _now: find_waiting(database, _WAITING, {})


async def run_pending(
    database: Database, migrations: Sequence[BackgroundMigration], clock: Clock, report: Report, *, only_small: bool
) -> list[str]:
    """Run incomplete migrations, with `only_small` only quick ones; returns the names of those that are left."""
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
    """The estimate of the table's last ANALYZE."""
    row = await executor.fetch_first(_GUESS, {"table": table})
    return row.rows if row is not None else 0


async def _step_at_last(database: Database, migration: BackgroundMigration, clock: Clock) -> int | None:
    """Like `_step`, with retries."""
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
    """Run one batch; returns the number of rows done in total, None if nothing was left to do."""
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
