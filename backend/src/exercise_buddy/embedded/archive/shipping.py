"""Copies the write-ahead log of the running server into the archive, a few seconds after it is written.

A replication slot makes the server keep what is not archived yet, so nothing is lost while the storage cannot be
reached or no application runs. The files are read from the cluster's directory, up to what the server has flushed.
"""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from exercise_buddy.embedded.access import BACKUP_ROLE, ROLE
from exercise_buddy.embedded.archive.archive import (
    HISTORY_NAME,
    PARTIAL,
    SEGMENT_BYTES,
    Archive,
    Segment,
    log_name,
)

SLOT = "archive"
CONNECT_TIMEOUT_SECONDS = 10

_PLACE = """
SELECT system_identifier::text AS system, ('x' || left(pg_walfile_name(flushed), 8))::bit(32)::int AS timeline,
  (flushed - '0/0')::bigint AS flushed
FROM pg_control_system(), pg_current_wal_flush_lsn() AS flushed
"""
_SLOT = """
SELECT (restart_lsn - '0/0')::bigint AS start, wal_status = 'lost' AS is_lost
FROM pg_replication_slots WHERE slot_name = $1
"""
_MAKE_SLOT = "SELECT (lsn - '0/0')::bigint FROM pg_create_physical_replication_slot($1, immediately_reserve => true)"
_DROP_SLOT = "SELECT pg_drop_replication_slot($1)"
_ADVANCE = "SELECT pg_replication_slot_advance($1, '0/0'::pg_lsn + $2::bigint)"


@dataclass(frozen=True)
class Position:
    """How far the server has written: the timeline, and bytes since the log began."""

    system: str
    timeline: int
    flushed: int
    has_gap: bool = field(default=False, compare=False)
    """Whether the server has discarded some of what was written since the last step."""

    @property
    def segment(self) -> Segment:
        """The segment written last."""
        return Segment(self.timeline, (self.flushed - 1) // SEGMENT_BYTES)


class Shipper:
    """Copies the log of `cluster`, whose server is at `url`, with each `step`."""

    def __init__(self, url: str, cluster: Path, archive: Archive) -> None:
        self._url = as_backup_role(url)
        self._log = cluster / "pg_wal"
        self._archive = archive
        self._shipped: Position | None = None

    async def step(self) -> Position:
        """Archive what was written since the last step, up to what the server has flushed.

        Raises ArchiveError, OSError or asyncpg's errors; the next step continues where this one failed.
        """
        connection = await asyncpg.connect(self._url, timeout=CONNECT_TIMEOUT_SECONDS)
        try:
            (row,) = await connection.fetch(_PLACE)
            start, has_gap = await _slot_start(connection)
            position = Position(row["system"], row["timeline"], row["flushed"], has_gap)
            if position != self._shipped:
                await asyncio.to_thread(self._ship, position, start)
                done = position.segment.number * SEGMENT_BYTES
                if done > start:
                    await connection.execute(_ADVANCE, SLOT, done)
                self._shipped = position
        finally:
            await connection.close()
        return position

    def _ship(self, position: Position, start: int) -> None:
        for history in self._log.glob("*.history"):
            if HISTORY_NAME.fullmatch(history.name):
                self._archive.put_compressed(log_name(position.system, history.name), history.read_bytes())
        last = position.segment
        for number in range(start // SEGMENT_BYTES, last.number):
            name = Segment(last.timeline, number).name
            self._archive.put_compressed(log_name(position.system, name), (self._log / name).read_bytes())
            self._archive.remove_partial(log_name(position.system, name))
        # After the flushed part there may be half a record; recovery ends before it, as after a crash.
        content = (self._log / last.name).read_bytes()
        self._archive.put_compressed(log_name(position.system, f"{last.name}{PARTIAL}"), content)


def as_backup_role(url: str) -> str:
    """The embedded database's URL for the backup role."""
    return url.replace(f"//{ROLE}", f"//{BACKUP_ROLE}", 1)


async def _slot_start(connection: asyncpg.Connection) -> tuple[int, bool]:
    """From which byte on the server keeps its log for us, and whether it does so only from now on."""
    row = await connection.fetchrow(_SLOT, SLOT)
    if row is not None and not row["is_lost"] and row["start"] is not None:
        return int(row["start"]), False
    if row is not None:
        await connection.execute(_DROP_SLOT, SLOT)
    return int(await connection.fetchval(_MAKE_SLOT, SLOT)), True
