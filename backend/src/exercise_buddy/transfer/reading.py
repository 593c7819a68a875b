"""Reads a file of any supported format into rows: workouts, or the reasons why rows are refused."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from typing import Any

import msgspec
from pydantic import ValidationError

from exercise_buddy.transfer.exceptions import FileBrokenOff, FileTooLong, FileUnreadable
from exercise_buddy.transfer.formats import own, trackers
from exercise_buddy.transfer.formats.dates import infer_day_first
from exercise_buddy.transfer.formats.refusals import ImportReason, Refusal, RowRefused
from exercise_buddy.transfer.formats.rows import Fields, Reader, TableKind
from exercise_buddy.transfer.formats.text import decoded
from exercise_buddy.workouts.schemas import ImportedWorkout

MAX_ROWS = 50_000
KINDS = (own.TABLE, trackers.STRONG, trackers.HEVY, trackers.FITNOTES)
Read = Callable[[Any, Reader], Fields]
DELIMITERS = (",", ";", "\t")
LINE_END = re.compile(r"\r\n?|\n")
BEFORE_COLUMNS = re.compile(r"(?:[ \t]*+(?:\r\n?+|\n))*+(?:\"?sep=.\"?(?:\r\n?|\n))?", re.IGNORECASE)
"""Empty lines, and the one by which Excel knows the delimiter."""
MAX_COLUMNS = 200
"""Each row is made a dictionary of all of them; exports of trackers have about a dozen."""

# A cell of details with its quotes doubled.
csv.field_size_limit(1024 * 1024)


@dataclass
class ReadRow:
    """A row of a file: the workout, or the reason why it is none."""

    line: int
    workout: ImportedWorkout | None = None
    refusal: Refusal | None = None


def read_file(content: bytes, reader: Reader, latest: datetime) -> tuple[str, Iterator[ReadRow]]:
    """The name of the format, and every row, read as it is asked for; workouts after `latest` are refused.

    Raises one of UNREADABLE and FileTooLong, also in the middle.
    """
    text = decoded(content)
    if text.lstrip()[:1] in {"{", "["}:
        return own.TABLE.name, (_row(line, own.read_fields, fields, reader, latest) for line, fields in _json(text))
    kind, lines = _table(text)
    reader.day_first = infer_day_first(text)
    return kind.name, (_row(line, kind.read, cells, reader, latest) for line, cells in lines)


def _row(line: int, read: Read, given: object, reader: Reader, latest: datetime) -> ReadRow:
    try:
        return ReadRow(line, _checked(read, given, reader, latest))
    except RowRefused as error:
        return ReadRow(line, refusal=error.refusal)
    except ValidationError as error:
        return ReadRow(line, refusal=Refusal.of_field(error))


def _checked(read: Read, given: object, reader: Reader, latest: datetime) -> ImportedWorkout:
    """The workout of a row, validated as strictly as a save; raises RowRefused and ValidationError."""
    if not isinstance(given, dict):
        raise RowRefused(ImportReason.NO_WORKOUT)
    workout = ImportedWorkout.model_validate(read(given, reader))
    if workout.started_at > latest:
        raise RowRefused(ImportReason.IN_THE_FUTURE)
    workout.local_date = _day_of(workout, reader)
    return workout


def _day_of(workout: ImportedWorkout, reader: Reader) -> date:
    """The file's local date if any time zone has it at that moment; the day in the profile's zone if it has none."""
    if workout.local_date is None:
        return workout.started_at.astimezone(reader.zone).date()
    if abs(workout.local_date - workout.started_at.astimezone(UTC).date()) > timedelta(days=1):
        raise RowRefused(ImportReason.DAY_OF_NO_ZONE)
    return workout.local_date


def _json(text: str) -> Iterator[tuple[int, Any]]:
    """The workouts, parsed one at a time: all at once they would take ten times the file's memory."""
    try:
        document: Any = text
        if text.lstrip().startswith("{"):
            document = msgspec.json.decode(text, type=dict[str, msgspec.Raw]).get("workouts", b"null")
        workouts = msgspec.json.decode(document, type=list[msgspec.Raw])
    except msgspec.ValidationError as error:
        raise FileUnreadable("The file is JSON, but has no list of workouts.") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise _unlike_json() from error
    return _limited(enumerate(map(_decoded, workouts), 1))


def _decoded(workout: msgspec.Raw) -> Any:
    try:
        return msgspec.json.decode(workout)
    except (msgspec.DecodeError, RecursionError) as error:
        raise _unlike_json() from error


def _unlike_json() -> FileBrokenOff:
    return FileBrokenOff("The file begins like JSON, but is damaged or cut off.")


def _table(text: str) -> tuple[TableKind, Iterator[tuple[int, dict[str, str]]]]:
    """The kind of table, and its rows with the number of the line each begins on."""
    before = BEFORE_COLUMNS.match(text)
    begin = before.end() if before else 0
    lines_before = len(LINE_END.findall(text[:begin]))
    text = text[begin:]
    head = LINE_END.split(text, maxsplit=1)[0]
    for delimiter in DELIMITERS:
        names = _names(head, delimiter)
        for kind in KINDS:
            if kind.columns <= names:
                return kind, _limited(_lines(text, delimiter, lines_before))
    raise FileUnreadable(
        "The first line names no columns that are known. Files of Exercise Buddy, Strong, Hevy and "
        "FitNotes can be imported."
    )


def _names(head: str, delimiter: str) -> set[str]:
    """The columns, if the line is one of columns."""
    try:
        columns = next(csv.reader([head], delimiter=delimiter), [])
    except csv.Error as error:
        raise FileUnreadable("The first line has no column names.") from error
    if len(columns) > MAX_COLUMNS:
        raise FileUnreadable(f"The table has more than {MAX_COLUMNS} columns. Leave out those that are not needed.")
    return {name.strip() for name in columns}


def _lines(text: str, delimiter: str, lines_before: int) -> Iterator[tuple[int, dict[str, str]]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip() for name in next(lines)]
        begins = lines_before + lines.line_num + 1
        for cells in lines:
            if cells:
                yield begins, dict(zip_longest(names, cells[: len(names)], fillvalue=""))
            begins = lines_before + lines.line_num + 1
    except csv.Error as error:
        raise FileBrokenOff(
            f"The table breaks off at line {lines_before + lines.line_num}: a quote is missing."
        ) from error


def _limited(rows: Iterator[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    for count, row in enumerate(rows):
        if count >= MAX_ROWS:
            raise FileTooLong(f"The file has more than {MAX_ROWS} rows. Split it, or export a shorter period.")
        yield row
