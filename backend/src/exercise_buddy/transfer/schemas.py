"""Requests and responses of the transfer feature."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Input, Output
from exercise_buddy.statistics.schemas import Period, Statistics
from exercise_buddy.transfer.formats.refusals import ImportReason


class TableFormat(StrEnum):
    """A format for any number of workouts."""

    CSV = "csv"
    JSON = "json"


class ActivityFormat(StrEnum):
    """A format for one activity, as written by sports watches."""

    FIT = "fit"
    TCX = "tcx"


class ExportQuery(Period):
    """Which workouts to export, and how."""

    format: Annotated[TableFormat, Field(description="Both can be imported again.")] = TableFormat.CSV


class ActivityQuery(Input):
    """The format of a single workout's file."""

    format: Annotated[ActivityFormat, Field(description="Both are read by Strava, Garmin Connect and the like.")]


class RowStatus(StrEnum):
    """What the import does with a row."""

    TAKE = "take"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class PreviewedWorkout(Output):
    """A workout as it would be stored."""

    id: UUID
    exercise_type: ExerciseType
    reps_count: int
    duration_seconds: float
    started_at: datetime
    local_date: date | None
    note: str | None
    source: str


class ImportRow(Output):
    """One row of a file."""

    line: int
    """The line where it begins, from 1; in JSON, the number of the workout."""
    status: RowStatus
    reason: str | None
    """Why it is refused, or what it duplicates, in English."""
    code: ImportReason | None
    """The same as a code, for translation."""
    values: dict[str, str]
    """The code's values: `name` of an exercise, `field`, `text`, `limit`, `line`."""
    workout: PreviewedWorkout | None
    """Null if it is refused."""


class ImportPreview(Output):
    """What importing the file would do."""

    format: str
    """The app that wrote it: exercise-buddy, strong, hevy or fitnotes."""
    rows: list[ImportRow]
    take: int
    duplicates: int
    refused: int


class ImportResult(Output):
    """What importing the file did."""

    imported: int
    duplicates: int
    refused: int
    statistics: Statistics
