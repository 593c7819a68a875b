"""What lies where in an archive, and which of it a restore takes.

    SYSTEM/base/20261126T014500Z-000000010000000000000003     pg_basebackup's tar, compressed
    SYSTEM/wal/000000010000000000000003                       a segment of the log, compressed
    SYSTEM/wal/000000010000000000000004.partial               the one that is being written
    SYSTEM/wal/00000002.history                               where a timeline begins

SYSTEM is the cluster's system identifier. A restore begins a new timeline, whose first base backup is taken at once.
A moment is therefore sought on the timeline of the newest base backup before it.
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
from exercise_buddy.embedded.archive.places import Place
from exercise_buddy.embedded.archive.sealing import Seal
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
        """By its name, as PostgreSQL's XLogFileName (xlog_internal.h) makes it."""
        return cls(int(name[:8], 16), int(name[8:16], 16) * SEGMENTS_A_LOG + int(name[16:], 16))

    @property
    def name(self) -> str:
        """As PostgreSQL has it."""
        log, part = divmod(self.number, SEGMENTS_A_LOG)
        return f"{self.timeline:08X}{log:08X}{part:08X}"


@dataclass(frozen=True)
class Base:
    """A base backup: complete at `made_at` (aware), and in need of the log from `start` on."""

    system: str
    made_at: datetime
    start: Segment

    @classmethod
    def of(cls, name: str) -> Self | None:
        """By its name; None where that is another thing's."""
        found = BASE_NAME.fullmatch(name)
        if found is None:
            return None
        made_at = datetime.strptime(found["stamp"], STAMP).replace(tzinfo=UTC)
        return cls(found["system"], made_at, Segment.of(found["segment"]))

    @property
    def name(self) -> str:
        """Where it lies in the archive."""
        return f"{self.system}/base/{self.made_at.astimezone(UTC).strftime(STAMP)}-{self.start.name}"


@dataclass(frozen=True)
class Log:
    """What of the write-ahead log follows a base backup: names in the archive, the segments without a gap."""

    segments: Sequence[str]
    histories: Sequence[str]


class Archive:
    """Files of a place, sealed. `scratch` is a folder with room for the largest of them, twice."""

    def __init__(self, place: Place, seal: Seal, scratch: Path) -> None:
        self._place = place
        self._seal = seal
        self._scratch = scratch

    def put(self, name: str, file: Path) -> None:
        """Keep a file's content."""
        with self._temporary() as folder:
            sealed = folder / "sealed"
            with file.open("rb") as source, sealed.open("wb") as target:
                self._seal.close(name, source, target)
            self._place.put(name, sealed)

    def put_compressed(self, name: str, content: bytes) -> None:
        """Keep bytes, compressed."""
        with self._temporary() as folder:
            file = folder / "compressed"
            file.write_bytes(gzip.compress(content, compresslevel=1))
            self.put(name, file)

    def fetch(self, name: str, target: Path) -> None:
        """Write what was kept to `target`; raises ArchiveDamaged, and then there is no `target`."""
        with self._temporary() as folder:
            sealed, opened = folder / "sealed", folder / "opened"
            self._place.fetch(name, sealed)
            with sealed.open("rb") as source, opened.open("wb") as file:
                self._seal.open(name, source, file)
            shutil.move(opened, target)

    def fetch_compressed(self, name: str, target: Path) -> None:
        """The same of what was kept compressed."""
        with self._temporary() as folder:
            compressed = folder / "compressed"
            self.fetch(name, compressed)
            with gzip.open(compressed) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file)

    def has(self, base: Base) -> bool:
        """Whether that base backup is there."""
        return self._place.has(base.name)

    def bases(self) -> list[Base]:
        """Every base backup, the oldest first: by the log of their cluster, for a clock may have been wrong."""
        found = [base for name in self._place.names() if (base := Base.of(name)) is not None]
        begun: dict[str, datetime] = {}
        for base in found:
            begun[base.system] = min(begun.get(base.system, base.made_at), base.made_at)
        return sorted(found, key=lambda base: (begun[base.system], astuple(base.start), base.made_at))

    def base_before(self, at: datetime | None) -> Base:
        """The newest base backup, complete at that moment if one is given; raises NothingToRestore."""
        bases = self.bases()
        if not bases:
            raise NothingToRestore("The archive holds no base backup. Is it the right place?")
        fitting = [base for base in bases if at is None or base.made_at <= at]
        if not fitting:
            raise NothingToRestore(f"The archive goes back to {bases[0].made_at.isoformat()}, and no further.")
        return fitting[-1]

    def log_after(self, base: Base) -> Log:
        """What of the log follows `base` on its timeline; raises ArchiveDamaged where a segment is missing."""
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
        """Forget all base backups but the newest, and the log that only they needed."""
        bases = self.bases()
        for base in bases[:-kept]:
            self._place.remove(base.name)
        for system in {base.system for base in bases}:
            starts = [base.start.number for base in bases[-kept:] if base.system == system]
            for name in self._log_names(system):
                segment = _segment_of(name)
                if segment and (not starts or segment.number < min(starts)):
                    self._place.remove(name)

    def remove_partial(self, name: str) -> None:
        """Forget what a complete segment replaces."""
        self._place.remove(f"{name}{PARTIAL}")

    def _log_names(self, system: str) -> list[str]:
        return [name for name in self._place.names() if name.startswith(f"{system}/wal/")]

    @contextmanager
    def _temporary(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="archive-", dir=self._scratch) as folder:
            yield Path(folder)


def scratch_of(data_dir: Path) -> Path:
    """The folder for what lasts no longer than a command, on the cluster's disk; its owner's alone."""
    folder = data_dir / "scratch"
    make_private_directory(folder)
    return folder


def log_name(system: str, file: str) -> str:
    """Where a file of the log lies."""
    return f"{system}/wal/{file}"


def _segment_of(name: str) -> Segment | None:
    """Of a segment that is being written, too, whose name sorts behind the complete one's."""
    file = Path(name).name.removesuffix(PARTIAL)
    return Segment.of(file) if SEGMENT_NAME.fullmatch(file) else None
