"""Our own CSV and JSON: what is exported can be imported again, without loss."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from exercise_buddy.transfer.formats.dates import parse_date, parse_datetime
from exercise_buddy.transfer.formats.refusals import ImportReason, RowRefused
from exercise_buddy.transfer.formats.rows import Cells, Fields, Reader, TableKind
from exercise_buddy.transfer.formats.text import shielded, unshielded

COLUMNS = (
    "id",
    "started_at",
    "local_date",
    "exercise_type",
    "reps_count",
    "counted_reps",
    "duration_seconds",
    "calories_burned",
    "met",
    "met_code",
    "weight_kg",
    "note",
    "source",
    "details",
    "training",
)
JSON_CELLS = frozenset({"details", "training"})
TELLS_APART = tuple(name for name in COLUMNS if name != "training")
"""What identifies a workout without an id. Not the training, which older releases did not write."""
BOOKKEEPING = ("created_at", "updated_at", "edited_at")
"""Fields of an account's export that belong to the server that wrote it."""

NUMBERS = frozenset(
    {"reps_count", "counted_reps", "duration_seconds", "calories_burned", "met", "weight_kg"},
)
MET_CODE_DIGITS = 5
"""Spreadsheets turn 02022 into the number 2022."""
NUMBER = re.compile(r"-?\d+(?P<fraction>[.,]\d+)?([eE][-+]?\d+)?")
NEEDS_QUOTES = re.compile(r'[",\r\n]')
MAX_NUMBER_LENGTH = 40
"""Python raises its own error for integers of more than 4,300 digits."""
JSON_HEAD = '{"format": "exercise-buddy", "version": 1, "workouts": [\n'
JSON_TAIL = "\n]}\n"


def csv_head() -> str:
    """The line with the column names."""
    return _csv_line(COLUMNS)


def csv_line(workout: Mapping[str, Any]) -> str:
    """A workout, given by its JSON fields, as a line of CSV (RFC 4180)."""
    return _csv_line([_cell(name, workout[name]) for name in COLUMNS])


def json_line(workout: Mapping[str, Any]) -> str:
    """A workout, given by its JSON fields, as JSON with the fields that can be imported."""
    return _json({name: workout[name] for name in COLUMNS})


def _csv_line(cells: Iterable[str]) -> str:
    """Like csv.writer, which would go through details character by character and block other threads meanwhile."""
    return ",".join(map(_quoted, cells)) + "\r\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if NEEDS_QUOTES.search(cell) else cell


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in JSON_CELLS:
        # Elsewhere the semicolon separates cells; in JSON it is in strings only, where it may be written so.
        return _json(value).replace(";", "\\u003b")
    return shielded(str(value))


def read_cells(cells: Cells, reader: Reader) -> Fields:
    """A row of our CSV. People may leave out the id and more; spreadsheets rewrite dates and numbers."""
    fields: Fields = {name: _value(name, text.strip()) for name, text in cells.items() if name in COLUMNS}
    local_date, started_at = fields.get("local_date"), fields.get("started_at")
    if local_date:
        fields["local_date"] = parse_date(local_date, day_first=reader.day_first).isoformat()
    moment = parse_datetime(started_at, day_first=reader.day_first) if started_at else None
    if moment and moment.tzinfo is None:
        fields["started_at"] = moment.isoformat()
    fields = read_fields(fields, reader)
    if moment and moment.tzinfo is None:
        fields["started_at"] = moment.replace(tzinfo=reader.zone).isoformat()
    return fields


def read_fields(fields: Fields, reader: Reader) -> Fields:
    """A workout of our JSON."""
    known = {name: value for name, value in fields.items() if name not in BOOKKEEPING}
    for name in ("source", "details", "local_date", "id"):
        if known.get(name, "") is None:
            del known[name]
    if "id" not in known:
        known["id"] = reader.id_of("exercise-buddy", *(known.get(name) for name in TELLS_APART))
    return known


def _value(name: str, text: str) -> Any:
    """What the cell says, in the type that JSON has for it; what is no number stays text, and is refused as such."""
    if text == "":
        return None
    if name == "met_code" and text.isdecimal():
        return text.zfill(MET_CODE_DIGITS)
    if name in NUMBERS:
        return _number(text)
    if name in JSON_CELLS:
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RowRefused(ImportReason.NO_JSON, field=name) from error
    return unshielded(text)


def _number(text: str) -> int | float | str:
    match = NUMBER.fullmatch(text)
    if match is None or len(text) > MAX_NUMBER_LENGTH:
        return text
    return float(text.replace(",", ".")) if match["fraction"] or "e" in text.lower() else int(text)


TABLE = TableKind(
    "exercise-buddy", frozenset({"started_at", "exercise_type", "reps_count", "duration_seconds"}), read_cells
)
