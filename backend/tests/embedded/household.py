"""A household whose archive tests keep, damage and restore."""

import asyncio
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.embedded.archive.archive import Archive, scratch_folder
from exercise_buddy.embedded.archive.archiver import Archiver
from exercise_buddy.embedded.archive.restoring import restore_at
from exercise_buddy.embedded.archive.sealing import Seal
from exercise_buddy.embedded.archive.state import ArchiveState
from exercise_buddy.embedded.archive.storage import storage_at
from tests.embedded.scenarios import sql

KEY = secrets.token_hex(20)
WORKOUTS = "SELECT string_agg(name, ',' ORDER BY name) FROM workouts"


@dataclass
class Household:
    """A data directory, and an archive at an address."""

    data_dir: Path
    address: str

    @property
    def place(self) -> Path:
        """Where the archive's address is a folder's."""
        return Path(self.address)

    def archive(self, key: str = KEY) -> Archive:
        return Archive(storage_at(self.address, self.data_dir), Seal(key), scratch_folder(self.data_dir))

    def archiver(self, url: str) -> Archiver:
        state = ArchiveState(self.data_dir)
        return Archiver(url, self.data_dir, self.archive(), lambda: datetime.now(UTC), state)

    def archive_now(self, server: EmbeddedPostgres) -> None:
        asyncio.run(self.archiver(server.url()).step())

    def begin(self, server: EmbeddedPostgres) -> None:
        """Takes a base backup, and waits for the first moment that it promises."""
        self.archive_now(server)
        newest = self.archive().bases()[-1]
        time.sleep(max(0.0, (newest.made_at - datetime.now(UTC)).total_seconds()))

    def restored(self, at: datetime | None, now: datetime | None = None) -> str:
        restore_at(self.data_dir, self.archive(), at, now or datetime.now(UTC))
        with EmbeddedPostgres(self.data_dir) as server:
            return sql(server.url(), WORKOUTS)


def finish(server: EmbeddedPostgres, workout: str) -> datetime:
    """Store a workout; a moment after it, by the server's clock."""
    sql(server.url(), f"INSERT INTO workouts VALUES ('{workout}')")  # noqa: S608 - a word of the test
    moment = datetime.fromisoformat(sql(server.url(), "SELECT clock_timestamp()"))
    # The next one comes a millisecond later at the earliest.
    time.sleep(0.001)
    return moment
