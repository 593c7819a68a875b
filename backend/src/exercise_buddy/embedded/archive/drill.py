"""Proves an archive: restores it beside the running database and compares every row of every table."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import asyncpg

from exercise_buddy.embedded.archive.archive import Archive
from exercise_buddy.embedded.archive.errors import ArchiveDamaged, ArchiveError
from exercise_buddy.embedded.archive.restoring import restored_copy
from exercise_buddy.embedded.backups import TABLES_QUERY

logger = logging.getLogger(__name__)

ATTEMPTS = 10
QUIET_SECONDS = 1.0
"""Before and after the moment, since names of base backups have a resolution of a second."""

# The sum of PostgreSQL's hashes of the rows' texts does not depend on their order.
_SUM = "SELECT count(*) AS rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text AS hashes FROM {table} t"


@dataclass(frozen=True)
class TableSum:
    """A table's content in two numbers."""

    rows: int
    hashes: str


Sums = dict[str, TableSum]
"""By the table's name."""


async def sums(url: str) -> Sums:
    """The sums of all tables of the database, in one connection."""
    connection = await asyncpg.connect(url)
    try:
        found: Sums = {}
        for (table,) in await connection.fetch(TABLES_QUERY):
            # The query returns quoted names.
            (row,) = await connection.fetch(_SUM.format(table=table))
            found[table] = TableSum(row["rows"], row["hashes"])
        return found
    finally:
        await connection.close()


async def quiet_moment(url: str) -> tuple[datetime, Sums]:
    """Wait for a moment, by the database's clock, around which nothing was written; returns it with its sums.

    Raises ArchiveError if there is none in several attempts.
    """
    for _ in range(ATTEMPTS):
        before = await sums(url)
        await asyncio.sleep(QUIET_SECONDS)
        moment = await _clock(url)
        await asyncio.sleep(QUIET_SECONDS)
        if await sums(url) == before:
            return moment, before
    raise ArchiveError("The database is never quiet for two seconds. Try the drill again at another time of day.")


def compare(data_dir: Path, archive: Archive, at: datetime, expected: Sums) -> int:
    """Restore the archive as of a moment and compare its sums; returns the number of rows.

    Raises ArchiveDamaged if a table differs, another ArchiveError, or ServerFailed.
    """
    with restored_copy(data_dir, archive, at) as server:
        restored = asyncio.run(sums(server.url()))
    tables = sorted(expected.keys() | restored.keys())
    if wrong := [table for table in tables if expected.get(table) != restored.get(table)]:
        raise ArchiveDamaged(f"The restored database differs from the running one in: {', '.join(wrong)}.")
    return sum(table.rows for table in restored.values())


async def _clock(url: str) -> datetime:
    connection = await asyncpg.connect(url)
    try:
        moment: datetime = await connection.fetchval("SELECT clock_timestamp()")
        return moment
    finally:
        await connection.close()
