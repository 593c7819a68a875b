"""Reads files in the worker process: one at a time, its rows stored compactly until they are requested."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from exercise_buddy.core.worker_process import work
from exercise_buddy.transfer.formats.refusals import ImportReason, Refusal
from exercise_buddy.transfer.formats.rows import Reader
from exercise_buddy.transfer.reading import ReadRow, read_file
from exercise_buddy.transfer.schemas import ImportRow, PreviewedWorkout, RowStatus
from exercise_buddy.workouts.schemas import ImportedWorkout


class FileSummary(msgspec.Struct):
    """The content of a file."""

    format: str
    rows: int
    ids: list[UUID]
    """One per row that is a workout."""


class RowCounts(msgspec.Struct):
    """How many rows would be imported, are duplicates, or are invalid."""

    take: int
    duplicates: int
    refused: int


@dataclass(slots=True)
class CompactRow:
    """A row as JSON, which takes a tenth of the 2 KB of a workout's model."""

    line: int
    refusal: Refusal | None = None
    id: UUID | None = None
    content: bytes = b""
    """PreviewedWorkout in JSON, or ImportedWorkout with the fields that were given."""


class ImportWorker:
    """The worker process's side of an import: holds the file that was read last."""

    def __init__(self) -> None:
        self._rows: list[CompactRow] = []
        self._stored: frozenset[UUID] = frozenset()
        self._first_lines: dict[UUID, int] = {}
        self._taken: list[CompactRow] = []

    def read(self, content: bytes, user_id: str, zone: str, latest: datetime, purpose: str) -> FileSummary:
        """Read a file, for a "preview" or an "import"; raises one of UNREADABLE, and FileTooLong."""
        self._rows, self._taken = [], []
        keep = _for_preview if purpose == "preview" else _for_import
        name, rows = read_file(content, Reader(UUID(user_id), ZoneInfo(zone)), latest)
        self._rows = [_compact(row, keep) for row in rows]
        ids = [row.id for row in self._rows if row.id is not None]
        return FileSummary(name, len(self._rows), ids)

    def classify(self, stored: Sequence[str]) -> RowCounts:
        """Decide what to do with the rows, given the stored ids."""
        self._stored = frozenset(map(UUID, stored))
        self._first_lines = {}
        statuses: Counter[RowStatus] = Counter()
        for row in self._rows:
            statuses[self._status(row)] += 1
            if row.id is not None:
                self._first_lines.setdefault(row.id, row.line)
        return RowCounts(statuses[RowStatus.TAKE], statuses[RowStatus.DUPLICATE], statuses[RowStatus.REFUSED])

    def preview_rows(self, first: int, last: int) -> bytes:
        """Rows as comma-separated JSON, each an ImportRow."""
        return b",".join(map(self._preview_row, self._rows[first:last]))

    def workouts(self, first: int, last: int) -> list[tuple[UUID, bytes]]:
        """Workouts to import with their ids, each id once; empty if there are no more."""
        if not self._taken:
            by_id = {row.id: row for row in reversed(self._rows) if row.id is not None}
            self._taken = list(by_id.values())
        return [(row.id, row.content) for row in self._taken[first:last] if row.id is not None]

    def _status(self, row: CompactRow) -> RowStatus:
        if row.id is None:
            return RowStatus.REFUSED
        known = row.id in self._stored or self._first_lines.get(row.id, row.line) < row.line
        return RowStatus.DUPLICATE if known else RowStatus.TAKE

    def _preview_row(self, row: CompactRow) -> bytes:
        why = row.refusal
        if row.id is not None and row.id in self._stored:
            why = Refusal.of(ImportReason.ALREADY_HERE)
        elif row.id is not None and self._first_lines[row.id] < row.line:
            why = Refusal.of(ImportReason.SAME_AS_LINE, line=str(self._first_lines[row.id]))
        row_of_preview = ImportRow(
            line=row.line,
            status=self._status(row),
            reason=why.english if why else None,
            code=why.code if why else None,
            values=dict(why.values) if why else {},
            workout=None,
        )
        if row.id is None:
            return row_of_preview.model_dump_json().encode()
        without = row_of_preview.model_dump_json(exclude={"workout"}).encode()
        return without[:-1] + b',"workout":{"id":"' + str(row.id).encode() + b'",' + row.content[1:] + b"}"


def _for_preview(workout: ImportedWorkout) -> bytes:
    return PreviewedWorkout.model_validate(workout).model_dump_json(exclude={"id"}).encode()


def _for_import(workout: ImportedWorkout) -> bytes:
    """Only the fields given by the file: missing ones are filled in as in a save."""
    return workout.model_dump_json(include=workout.model_fields_set).encode()


def _compact(row: ReadRow, keep: Callable[[ImportedWorkout], bytes]) -> CompactRow:
    if row.workout is None:
        return CompactRow(row.line, refusal=row.refusal)
    return CompactRow(row.line, id=row.workout.id, content=keep(row.workout))


if __name__ == "__main__":
    work(ImportWorker())
