"""Uploaded files, read by a separate process: one at a time, from first byte to last row."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Concatenate, Literal, ParamSpec, TypeVar
from uuid import UUID

from exercise_buddy.core.settings import Settings
from exercise_buddy.core.worker_process import TooMuchWork, WorkerProcess, WorkRefused
from exercise_buddy.core.workers import Turns, Workers
from exercise_buddy.transfer.exceptions import UNREADABLE, FileTooLong
from exercise_buddy.transfer.import_worker import FileSummary, RowCounts
from exercise_buddy.users.schemas import User
from exercise_buddy.workouts.schemas import ImportedWorkout

MAX_FILES_WAITING = 6
"""Each up to 10 MiB."""
ROWS_AT_ONCE = 500
"""Per chunk of a preview, and per statement of an import."""
Purpose = Literal["preview", "import"]

_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")
_REFUSALS = {refusal.code: refusal for refusal in (*UNREADABLE, FileTooLong)}
TOO_COSTLY = "The file takes too much time or memory to read. Split it, or export a shorter period."


class OpenFile:
    """A file that has been read. Its methods raise ServerBusy if the process that read it is gone."""

    def __init__(self, found: FileSummary) -> None:
        self.format = found.format
        self.ids: Sequence[UUID] = found.ids
        self.row_count = found.rows

    async def classify(self, stored: set[UUID]) -> RowCounts:
        """What to do with the rows, given the stored ids."""
        return await _ask(reader.ask, RowCounts, "classify", list(stored))

    async def preview_rows(self) -> AsyncIterator[bytes]:
        """The classified rows as comma-separated JSON, in chunks."""
        for first in range(0, self.row_count, ROWS_AT_ONCE):
            yield await _ask(reader.ask, bytes, "preview_rows", first, first + ROWS_AT_ONCE)

    async def batches(self) -> AsyncIterator[list[ImportedWorkout]]:
        """Its workouts, each id once."""
        for first in range(0, self.row_count, ROWS_AT_ONCE):
            given = await _ask(reader.ask, list[tuple[UUID, bytes]], "workouts", first, first + ROWS_AT_ONCE)
            if not given:
                return
            yield await _threads.run(_workouts, given)


@asynccontextmanager
async def open_file(content: bytes, owner: User, latest: datetime, purpose: Purpose) -> AsyncIterator[OpenFile]:
    """Open the file exclusively; workouts after `latest` are refused.

    Raises one of UNREADABLE, FileTooLong and ServerBusy.
    """
    async with _turns.taken():
        zone = owner.time_zone
        yield OpenFile(await _ask(reader.begin, FileSummary, "read", content, str(owner.id), zone, latest, purpose))


async def _ask(
    how: Callable[Concatenate[type[_Answer], _Arguments], _Answer],
    answer: type[_Answer],
    *arguments: _Arguments.args,
    **options: _Arguments.kwargs,
) -> _Answer:
    try:
        return await _threads.run(how, answer, *arguments, **options)
    except WorkRefused as refused:
        raise _REFUSALS[refused.code](refused.detail) from refused
    except TooMuchWork as error:
        raise FileTooLong(TOO_COSTLY) from error


def _workouts(given: list[tuple[UUID, bytes]]) -> list[ImportedWorkout]:
    workouts = []
    for known, content in given:
        workout = ImportedWorkout.model_validate_json(content)
        workout.id = known
        workouts.append(workout)
    return workouts


_threads = Workers("imports", max_waiting=MAX_FILES_WAITING)
_turns = Turns(MAX_FILES_WAITING)
reader = WorkerProcess("exercise_buddy.transfer.import_worker", kept_from_it=Settings.model_fields)
