"""Exports, and imports with a preview of them."""

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import IO, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.workers import Workers
from exercise_buddy.statistics.schemas import Period
from exercise_buddy.statistics.service import StatisticsService
from exercise_buddy.transfer.files import OpenFile, Purpose, open_file
from exercise_buddy.transfer.formats import own
from exercise_buddy.transfer.formats.activity import Activity
from exercise_buddy.transfer.formats.fit import fit
from exercise_buddy.transfer.formats.tcx import tcx
from exercise_buddy.transfer.schemas import (
    ActivityFormat,
    ImportPreview,
    ImportResult,
    TableFormat,
)
from exercise_buddy.users.service import UserService
from exercise_buddy.workouts.columns import WorkoutRow
from exercise_buddy.workouts.schemas import Workout
from exercise_buddy.workouts.service import MAX_CLOCK_ERROR, WorkoutService

WRITERS = {ActivityFormat.FIT: fit, ActivityFormat.TCX: tcx}


class TransferService:
    """Exports and imports one user's workouts."""

    def __init__(
        self, workouts: WorkoutService, statistics: StatisticsService, users: UserService, clock: Clock
    ) -> None:
        self._workouts = workouts
        self._statistics = statistics
        self._users = users
        self._clock = clock

    def export(self, user_id: UUID, period: Period, table: TableFormat) -> AsyncIterator[str]:
        """The file in chunks; raises InvalidInput for a period that ends before it begins."""
        period.refuse_reversed()
        return self._csv(user_id, period) if table is TableFormat.CSV else self._json(user_id, period)

    async def account_file(self, user_id: UUID, account: Mapping[str, Any]) -> AsyncIterator[str]:
        """The account's data as JSON, with every workout and its details."""
        yield json.dumps(account, ensure_ascii=False).removesuffix("}") + ', "workouts": ['
        async for piece in self._between_commas(user_id, Period(), Workout.model_dump_json):
            yield piece
        yield "]}\n"

    async def _csv(self, user_id: UUID, period: Period) -> AsyncIterator[str]:
        yield own.csv_head()
        async for lines in self._workouts.pages(user_id, lambda rows: "".join(_rendered(rows, _csv_line)), period):
            yield lines

    async def _json(self, user_id: UUID, period: Period) -> AsyncIterator[str]:
        yield own.JSON_HEAD
        async for piece in self._between_commas(user_id, period, _json_line):
            yield piece
        yield own.JSON_TAIL

    async def _between_commas(
        self, user_id: UUID, period: Period, render: Callable[[Workout], str]
    ) -> AsyncIterator[str]:
        separator = ""
        async for lines in self._workouts.pages(user_id, lambda rows: ",\n".join(_rendered(rows, render)), period):
            yield separator + lines
            separator = ",\n"

    async def activity(self, user_id: UUID, workout_id: UUID, format_: ActivityFormat) -> tuple[str, bytes]:
        """One workout as a file for other apps, and its name; raises WorkoutNotFound and UserGone."""
        workout = await self._workouts.get(user_id, workout_id)
        zone = ZoneInfo((await self._users.profile(user_id)).time_zone)
        content = await _writing.run(WRITERS[format_], Activity(workout, zone))
        return f"{workout.local_date}-{workout.exercise_type}.{format_}", content

    async def preview(self, user_id: UUID, content: bytes, output: IO[bytes]) -> None:
        """Write what importing the file would do, row by row: an ImportPreview in JSON.

        It is eight times as long as the file, so it must not be held in memory for a slow reader. Raises one of
        UNREADABLE, FileTooLong, ServerBusy and UserGone.
        """
        async with self._opened(user_id, content, "preview") as (file, _):
            counts = await file.classify(await self._workouts.stored(user_id, file.ids))
            preview = ImportPreview(
                format=file.format,
                rows=[],
                take=counts.take,
                duplicates=counts.duplicates,
                refused=counts.refused,
            )
            before, after = preview.model_dump_json().encode().split(b'"rows":[]')
            output.write(before + b'"rows":[')
            separator = b""
            async for rows in file.preview_rows():
                output.write(separator + rows)
                separator = b","
            output.write(b"]" + after)

    async def import_file(self, user_id: UUID, content: bytes) -> ImportResult:
        """Import the file; repeating it imports nothing.

        Raises one of UNREADABLE, FileTooLong, ServerBusy, AccountFull and UserGone.
        """
        async with self._opened(user_id, content, "import") as (file, weight_kg):
            imported = await self._workouts.save_imported(user_id, file.batches(), weight_kg)
        return ImportResult(
            imported=imported,
            duplicates=len(file.ids) - imported,
            refused=file.row_count - len(file.ids),
            statistics=await self._statistics.read(user_id, Period()),
        )

    @asynccontextmanager
    async def _opened(
        self, user_id: UUID, content: bytes, purpose: Purpose
    ) -> AsyncIterator[tuple[OpenFile, float | None]]:
        """The open file, and the profile's weight."""
        profile = await self._users.profile(user_id)
        async with open_file(content, profile, self._clock() + MAX_CLOCK_ERROR, purpose) as file:
            yield file, profile.weight_kg


_writing = Workers("activities", max_waiting=20)


def _rendered(rows: Sequence[WorkoutRow], render: Callable[[Workout], str]) -> list[str]:
    return [render(Workout.model_validate(row)) for row in rows]


def _csv_line(workout: Workout) -> str:
    return own.csv_line(workout.model_dump(mode="json"))


def _json_line(workout: Workout) -> str:
    return own.json_line(workout.model_dump(mode="json"))
