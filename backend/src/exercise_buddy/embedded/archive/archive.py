"""The layout of an archive, and which of its files a restore needs.

    SYSTEM/base/20261126T014500Z-000000010000000000000003     pg_basebackup's tar, compressed
    SYSTEM/wal/000000010000000000000003                       a segment of the log, compressed
    SYSTEM/wal/000000010000000000000004.partial               the segment being written
    SYSTEM/wal/00000002.history                               where a timeline begins

SYSTEM is the cluster's system identifier. A restore begins a new timeline, whose first base backup is taken at once;
so any moment is on the timeline of the newest base backup before it.
"""

import gzip
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from exercise_buddy.embedded.archive.errors import ArchiveDamaged, NothingToRestore
from exercise_buddy.embedded.archive.sealing import Seal
from exercise_buddy.embedded.archive.storage import Storage
from exercise_buddy.embedded.files import make_private_directory

SEGMENT_BYTES = 16 << 20
SEGMENTS_A_LOG = 0x1_0000_0000 // SEGMENT_BYTES
PARTIAL = ".partial"
STAMP = "%Y%m%dT%H%M%SZ"
BASE_NAME = re.compile(r"(?P<system>\d+)/base/(?P<stamp>\d{8}T\d{6}Z)-(?P<segment>[0-9A-F]{24})")
SEGMENT_NAME = re.compile(r"[0-9A-F]{24}")
HISTORY_NAME = re.compile(r"[0-9A-F]{8}\.history")


@dataclass(frozen=True)
class Segment:
    """One file of the write-ahead log; `number` counts them from 0 across timelines."""

    timeline: int
    number: int

    @classmethod
    def of(cls, name: str) -> Self:
        """Parse a name made by PostgreSQL's XLogFileName (xlog_internal.h)."""
        return cls(int(name[:8], 16), int(name[8:16], 16) * SEGMENTS_A_LOG + int(name[16:], 16))

    @property
    def name(self) -> str:
        """The name PostgreSQL gives it."""
        log, part = divmod(self.number, SEGMENTS_A_LOG)
        return f"{self.timeline:08X}{log:08X}{part:08X}"


@dataclass(frozen=True)
class Base:
    """A base backup: complete at `made_at` (aware); a restore needs the log from `start` on."""

    system: str
    made_at: datetime
    start: Segment

    @classmethod
    def of(cls, name: str) -> Self | None:
        """Parse the name of a base backup; None if it is something else's."""
        found = BASE_NAME.fullmatch(name)
        if found is None:
            return None
        made_at = datetime.strptime(found["stamp"], STAMP).replace(tzinfo=UTC)
        return cls(found["system"], made_at, Segment.of(found["segment"]))

    @property
    def name(self) -> str:
        """Its name in the archive."""
        return f"{self.system}/base/{self.made_at.astimezone(UTC).strftime(STAMP)}-{self.start.name}"


@dataclass(frozen=True)
class Log:
    """The write-ahead log after a base backup, as names in the archive; the segments have no gap."""

    segments: Sequence[str]
    histories: Sequence[str]


class Archive:
    """Encrypted files in a storage. `scratch` is a folder with room for the largest of them, twice."""

    def __init__(self, storage: Storage, seal: Seal, scratch: Path) -> None:
        self._storage = storage
        self._seal = seal
        self._scratch = scratch

    def put(self, name: str, file: Path) -> None:
        """Store a file."""
        with self._temporary() as folder:
            sealed = folder / "sealed"
            with file.open("rb") as source, sealed.open("wb") as target:
                self._seal.seal(name, source, target)
            self._storage.put(name, sealed)

    def put_compressed(self, name: str, content: bytes) -> None:
        """Compress and store bytes."""
        with self._temporary() as folder:
            file = folder / "compressed"
            file.write_bytes(gzip.compress(content, compresslevel=1))
            self.put(name, file)

    def fetch(self, name: str, target: Path) -> None:
        """Write a stored file to `target`; raises ArchiveDamaged and leaves no `target` if it is not intact."""
        with self._temporary() as folder:
            sealed, opened = folder / "sealed", folder / "opened"
            self._storage.fetch(name, sealed)
            with sealed.open("rb") as source, opened.open("wb") as file:
                self._seal.open(name, source, file)
            shutil.move(opened, target)

    def fetch_compressed(self, name: str, target: Path) -> None:
        """Like `fetch`, for a file stored by `put_compressed`."""
        with self._temporary() as folder:
            compressed = folder / "compressed"
            self.fetch(name, compressed)
            with gzip.open(compressed) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file)

    def has(self, base: Base) -> bool:
        """Whether the base backup is in the archive."""
        return self._storage.has(base.name)

    def bases(self) -> list[Base]:
        """All base backups, oldest first: ordered by their position in the log, since clocks may have been wrong."""
        found = [base for name in self._storage.names() if (base := Base.of(name)) is not None]
        begun: dict[str, datetime] = {}
        for base in found:
            begun[base.system] = min(begun.get(base.system, base.made_at), base.made_at)
        return sorted(found, key=lambda base: (begun[base.system], astuple(base.start), base.made_at))

    def base_before(self, at: datetime | None) -> Base:
        """The newest base backup that was complete `at` that moment, or of all; raises NothingToRestore."""
        bases = self.bases()
        if not bases:
            raise NothingToRestore("The archive has no base backup. Does BACKUP_TO name the right one?")
        fitting = [base for base in bases if at is None or base.made_at <= at]
        if not fitting:
            raise NothingToRestore(f"The archive only goes back to {bases[0].made_at.isoformat()}.")
        return fitting[-1]

    def log_after(self, base: Base) -> Log:
        """The log after `base` on its timeline; raises ArchiveDamaged if a segment is missing."""
        names = self._log_names(base.system)
        histories = [name for name in names if HISTORY_NAME.fullmatch(Path(name).name)]
        segments = {
            segment.number: name
            for name in reversed(names)
            if (segment := _segment_of(name)) and segment.timeline == base.start.timeline
            if segment.number >= base.start.number
        }
        missing = [
            Segment(base.start.timeline, number).name
            for number in range(base.start.number, max(segments, default=base.start.number) + 1)
            if number not in segments
        ]
        if missing and segments:
            raise ArchiveDamaged(f"The archive lacks {len(missing)} segments of the log, the first {missing[0]}.")
        return Log([segments[number] for number in sorted(segments)], histories)

    def prune(self, kept: int) -> None:
        """Remove all but the newest base backups, and the log that only the removed ones needed."""
        bases = self.bases()
        for base in bases[:-kept]:
            self._storage.remove(base.name)
        for system in {base.system for base in bases}:
            starts = [base.start.number for base in bases[-kept:] if base.system == system]
            for name in self._log_names(system):
                segment = _segment_of(name)
                if segment and (not starts or segment.number < min(starts)):
                    self._storage.remove(name)

    def remove_partial(self, name: str) -> None:
        """Remove the partial segment that a complete one replaces."""
        self._storage.remove(f"{name}{PARTIAL}")

    def _log_names(self, system: str) -> list[str]:
        return [name for name in self._storage.names() if name.startswith(f"{system}/wal/")]

    @contextmanager
    def _temporary(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="archive-", dir=self._scratch) as folder:
            yield Path(folder)


def scratch_folder(data_dir: Path) -> Path:
    """A private folder for temporary files, on the cluster's disk; created if necessary."""
    folder = data_dir / "scratch"
    make_private_directory(folder)
    return folder


def log_name(system: str, file: str) -> str:
    """The name in the archive of a file of the log."""
    return f"{system}/wal/{file}"


def _segment_of(name: str) -> Segment | None:
    """The segment of a complete or a partial file; a partial one's name sorts after the complete one's."""
    file = Path(name).name.removesuffix(PARTIAL)
    return Segment.of(file) if SEGMENT_NAME.fullmatch(file) else None
