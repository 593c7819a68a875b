"""Archives a running server: its log every few seconds, and a base backup every day."""

import asyncio
import json
import logging
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg

from exercise_buddy.embedded.archive.archive import SEGMENT_BYTES, Archive, Base, Segment, scratch_folder
from exercise_buddy.embedded.archive.errors import ArchiveError
from exercise_buddy.embedded.archive.shipping import Position, Shipper, as_backup_role
from exercise_buddy.embedded.archive.state import ArchiveState, Work
from exercise_buddy.embedded.clients import Client, ClientFailed
from exercise_buddy.embedded.cluster import CLUSTER
from exercise_buddy.embedded.errors import EmbeddedError

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_STEPS = 5.0
"""If the machine is lost, so is what was written since the last step."""
LAST_STEP_SECONDS = 10.0
BASE_INTERVAL = timedelta(days=1)
LOOK_INTERVAL = timedelta(hours=1)
BASES_KEPT = 8
"""For a restore to any second of a week, plus the base backup before it, from which the first day is reached."""

BASE_FILE = "base.tar.gz"
BASE_OPTIONS = ("--format=tar", "--compress=client-gzip:1", "--wal-method=fetch", "--checkpoint=fast", "--no-sync")
MANIFEST_FILE = "backup_manifest"

Sleep = Callable[[float], Awaitable[None]]
ERRORS_OF_A_STEP = (ArchiveError, EmbeddedError, ClientFailed, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


class Archiver:
    """Archives the server at `url`, whose data is in `data_dir`. `now` returns aware datetimes."""

    def __init__(
        self, url: str, data_dir: Path, archive: Archive, now: Callable[[], datetime], state: ArchiveState
    ) -> None:
        self._url = url
        self._data_dir = data_dir
        self._archive = archive
        self._now = now
        self._state = state
        self._shipper = Shipper(url, data_dir / CLUSTER, archive)
        self._looked_at: datetime | None = None
        self._newest: Base | None = None
        self._checked: Position | None = None
        self._is_failing = False

    async def run(self, sleep: Sleep = asyncio.sleep) -> None:
        """Archive until cancelled, with a last step then. Failures are logged, recorded in the state and retried."""
        _clear_abandoned(scratch_folder(self._data_dir), self._now())
        try:
            while True:
                await self._attempt()
                await sleep(SECONDS_BETWEEN_STEPS)
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(LAST_STEP_SECONDS):
                    await self._attempt()

    async def step(self) -> None:
        """Archive everything the server has flushed, and a base backup if one is due.

        Raises one of ERRORS_OF_A_STEP.
        """
        position = await self._shipper.step()
        self._state.succeeded(Work.LOG, self._now())
        if await self._is_base_due(position):
            await self.take_base()
            await asyncio.to_thread(self._archive.prune, BASES_KEPT)

    async def _attempt(self) -> None:
        try:
            await self.step()
        except ERRORS_OF_A_STEP as error:
            if not self._is_failing:
                logger.error("Writing the archive failed; trying again. %s", error)  # noqa: TRY400 - says it all
            self._is_failing = True
            # On a full disk this fails too; the age of the last success also tells.
            with suppress(OSError):
                self._state.failed(Work.LOG)
        else:
            if self._is_failing:
                logger.warning("The archive is written again.")
            self._is_failing = False

    async def take_base(self) -> Base:
        """Copy the whole cluster into the archive, with the log that the copy needs."""
        with tempfile.TemporaryDirectory(prefix="base-", dir=scratch_folder(self._data_dir)) as folder:
            await Client(as_backup_role(self._url)).run("pg_basebackup", f"--pgdata={folder}", *BASE_OPTIONS)
            # Names have whole seconds: rounded up, so that the copy was complete at the moment named.
            base = _read_manifest(
                Path(folder) / MANIFEST_FILE, self._now().replace(microsecond=0) + timedelta(seconds=1)
            )
            await asyncio.to_thread(self._archive.put, base.name, Path(folder) / BASE_FILE)
        self._state.succeeded(Work.BASE, base.made_at)
        self._newest = base
        return base

    async def _is_base_due(self, position: Position) -> bool:
        """True once a day, and at once for a new cluster or timeline, a gap in the log, or a replaced archive."""
        now = self._now()
        if position.has_gap or await self._is_newest_gone(position):
            return True
        # The lower bound: a clock set back must not postpone the next look.
        if self._looked_at is not None and timedelta(0) <= now - self._looked_at < LOOK_INTERVAL:
            return False
        bases = await asyncio.to_thread(self._archive.bases)
        made = [
            base
            for base in bases
            if (base.system, base.start.timeline) == (position.system, position.timeline) and base.made_at <= now
        ]
        if not made or now - made[-1].made_at >= BASE_INTERVAL:
            return True
        self._looked_at, self._newest = now, made[-1]
        return False

    async def _is_newest_gone(self, position: Position) -> bool:
        """Whether the storage was emptied or replaced, for instance a disk unmounted; its log then has a gap."""
        if self._newest is None or position == self._checked:
            return False
        if await asyncio.to_thread(self._archive.has, self._newest):
            self._checked = position
            return False
        logger.warning("The archive lacks its base backup of %s; taking another.", self._newest.made_at.isoformat())
        return True


def _clear_abandoned(scratch: Path, now: datetime) -> None:
    """Remove what killed processes left in the scratch folder."""
    for path in scratch.iterdir():
        if path.stat().st_mtime < (now - BASE_INTERVAL).timestamp():
            shutil.rmtree(path, ignore_errors=True)


def _read_manifest(manifest: Path, made_at: datetime) -> Base:
    """The base backup that pg_basebackup's manifest describes."""
    content = json.loads(manifest.read_text())
    part = content["WAL-Ranges"][0]
    high, low = (int(half, 16) for half in part["Start-LSN"].split("/"))
    start = Segment(part["Timeline"], ((high << 32) + low) // SEGMENT_BYTES)
    return Base(str(content["System-Identifier"]), made_at, start)
