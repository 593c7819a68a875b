"""Exports, and imports with a preview of them."""

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.workers import Turns, Workers
from exercise_buddy.statistics.schemas import Period
from exercise_buddy.statistics.service import StatisticsService
from exercise_buddy.transfer.formats import own
from exercise_buddy.transfer.formats.activity import Activity
from exercise_buddy.transfer.formats.fit import fit
from exercise_buddy.transfer.formats.refusals import ImportReason, Refusal
from exercise_buddy.transfer.formats.rows import Reader
from exercise_buddy.transfer.formats.tcx import tcx
from exercise_buddy.transfer.reading import ReadRow, read_file
from exercise_buddy.transfer.schemas import (
    ActivityFormat,
    ImportPreview,
    ImportResult,
    ImportRow,
    PreviewedWorkout,
    RowStatus,
    TableFormat,
)
from exercise_buddy.users.schemas import User
from exercise_buddy.users.service import UserService
from exercise_buddy.workouts.columns import WorkoutRow
from exercise_buddy.workouts.schemas import Workout
from exercise_buddy.workouts.service import MAX_CLOCK_ERROR, WorkoutService

WRITERS = {ActivityFormat.FIT: fit, ActivityFormat.TCX: tcx}

MAX_FILES_WAITING = 6
"""Each of up to 10 MiB. One at a time is rows in memory, where 50,000 of them take 150 MB."""

MAX_EXPORTS = 100
"""Under way at once: each has at most one page of rows before the thread that draws them."""


class TransferService:
    """One user's workouts, out of files and into them."""

    def __init__(
        self, workouts: WorkoutService, statistics: StatisticsService, users: UserService, clock: Clock
    ) -> None:
        self._workouts = workouts
        self._statistics = statistics
        self._users = users
        self._clock = clock

    def export(self, user_id: UUID, period: Period, table: TableFormat) -> AsyncIterator[str]:
        """The file, piece by piece; raises InvalidInput for a period that ends before it begins."""
        period.refuse_reversed()
        return self._csv(user_id, period) if table is TableFormat.CSV else self._json(user_id, period)

    async def account_file(self, user_id: UUID, facts: Mapping[str, Any]) -> AsyncIterator[str]:
        """The facts of an account, as JSON has them, and every workout with all that is stored of it."""
        yield json.dumps(facts, ensure_ascii=False).removesuffix("}") + ', "workouts": ['
        async for piece in self._between_commas(user_id, Period(), Workout.model_dump_json):
            yield piece
        yield "]}\n"

    async def _csv(self, user_id: UUID, period: Period) -> AsyncIterator[str]:
        yield own.csv_head()
        async for rows in self._workouts.pages(user_id, period):
            yield "".join(await _exporting.run(_drawn, rows, _csv_line))

    async def _json(self, user_id: UUID, period: Period) -> AsyncIterator[str]:
        yield own.JSON_HEAD
        async for piece in self._between_commas(user_id, period, _json_line):
            yield piece
        yield own.JSON_TAIL

    async def _between_commas(
        self, user_id: UUID, period: Period, draw: Callable[[Workout], str]
    ) -> AsyncIterator[str]:
        separator = ""
        async for rows in self._workouts.pages(user_id, period):
            yield separator + ",\n".join(await _exporting.run(_drawn, rows, draw))
            separator = ",\n"

    async def activity(self, user_id: UUID, workout_id: UUID, format_: ActivityFormat) -> tuple[str, bytes]:
        """One workout as a file for other apps, and its name; raises WorkoutNotFound and UserGone."""
        workout = await self._workouts.get(user_id, workout_id)
        zone = ZoneInfo((await self._users.profile(user_id)).time_zone)
        content = await _writing.run(WRITERS[format_], Activity(workout, zone))
        return f"{workout.local_date}-{workout.exercise_type}.{format_}", content

    async def preview(self, user_id: UUID, content: bytes) -> bytes:
        """What importing the file would do, row by row: an ImportPreview in JSON.

        Raises FileUnreadable, FileTooLong, ServerBusy and UserGone.
        """
        profile = await self._users.profile(user_id)
        async with _files.taken():
            name, rows = await self._read(profile, content)
            stored = await self._workouts.stored(user_id, [row.workout.id for row in rows if row.workout])
            return await _reading.run(_preview, name, rows, stored)

    async def import_file(self, user_id: UUID, content: bytes) -> ImportResult:
        """Import the file; again, it imports nothing.

        Raises FileUnreadable, FileTooLong, ServerBusy, AccountFull and UserGone.
        """
        profile = await self._users.profile(user_id)
        async with _files.taken():
            _, rows = await self._read(profile, content)
            by_id = {row.workout.id: row.workout for row in reversed(rows) if row.workout}
            readable = sum(row.workout is not None for row in rows)
            imported = await self._workouts.save_imported(user_id, list(by_id.values()), profile.weight_kg)
        return ImportResult(
            imported=imported,
            duplicates=readable - imported,
            refused=len(rows) - readable,
            statistics=await self._statistics.read(user_id, Period()),
        )

    async def _read(self, profile: User, content: bytes) -> tuple[str, list[ReadRow]]:
        reader = Reader(profile.id, ZoneInfo(profile.time_zone))
        name, rows = await _reading.run(read_file, content, reader, self._clock() + MAX_CLOCK_ERROR)
        if reader.older_ids:
            await self._recognise(profile.id, name, reader, rows)
        return name, rows

    async def _recognise(self, user_id: UUID, source: str, reader: Reader, rows: Sequence[ReadRow]) -> None:
        """Give rows that are stored under an older id that id."""
        begun_by_id = await self._workouts.begun_by_id(user_id, source)
        begun = sorted(set(begun_by_id.values()))
        for row in rows:
            older = reader.older_ids.get(row.workout.id) if row.workout else None
            if row.workout and older and row.workout.id not in begun_by_id:
                candidates = (older.with_offset(offset) for offset in older.offsets(begun))
                row.workout.id = next((one for one in candidates if one in begun_by_id), row.workout.id)


_reading = Workers("imports", max_waiting=MAX_FILES_WAITING)
_writing = Workers("activities", max_waiting=20)
_exporting = Workers("exports", max_waiting=MAX_EXPORTS)
_files = Turns(MAX_FILES_WAITING)


def _drawn(rows: Sequence[WorkoutRow], draw: Callable[[Workout], str]) -> list[str]:
    return [draw(Workout.model_validate(row)) for row in rows]


def _csv_line(workout: Workout) -> str:
    return own.csv_line(workout.model_dump(mode="json"))


def _json_line(workout: Workout) -> str:
    return own.json_line(workout.model_dump(mode="json"))


def _preview(name: str, rows: Sequence[ReadRow], stored: set[UUID]) -> bytes:
    """The rows are written one by one: all at once they hold the interpreter's lock, and the memory, for long."""
    seen: dict[UUID, int] = {}
    statuses: Counter[RowStatus] = Counter()
    written: list[str] = []
    for row in rows:
        judged = _judged(row, stored, seen)
        statuses[judged.status] += 1
        written.append(judged.model_dump_json())
    preview = ImportPreview(
        format=name,
        rows=[],
        take=statuses[RowStatus.TAKE],
        duplicates=statuses[RowStatus.DUPLICATE],
        refused=statuses[RowStatus.REFUSED],
    )
    before, after = preview.model_dump_json().split('"rows":[]')
    return f'{before}"rows":[{",".join(written)}]{after}'.encode()


def _judged(row: ReadRow, stored: set[UUID], seen: dict[UUID, int]) -> ImportRow:
    """What becomes of the row; `seen` holds the lines of the rows before it."""
    if row.workout is None:
        return _row(row.line, RowStatus.REFUSED, row.refusal, None)
    why = None
    if row.workout.id in stored:
        why = Refusal.of(ImportReason.ALREADY_HERE)
    elif row.workout.id in seen:
        why = Refusal.of(ImportReason.SAME_AS_LINE, line=str(seen[row.workout.id]))
    seen.setdefault(row.workout.id, row.line)
    status = RowStatus.TAKE if why is None else RowStatus.DUPLICATE
    return _row(row.line, status, why, PreviewedWorkout.model_validate(row.workout))


def _row(line: int, status: RowStatus, why: Refusal | None, workout: PreviewedWorkout | None) -> ImportRow:
    return ImportRow(
        line=line,
        status=status,
        reason=why.english if why else None,
        code=why.code if why else None,
        values=dict(why.values) if why else {},
        workout=workout,
    )
