"""Why a row of a file is refused: a code with values for translation, and an English text."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import ValidationError

MAX_TEXT_LENGTH = 200
AN_EXAMPLE = "write it as 2026-03-28 17:29"


class ImportReason(StrEnum):
    """Why a row is refused, or a duplicate. The values of each are in braces in `ENGLISH`."""

    ALREADY_HERE = "already_here"
    SAME_AS_LINE = "same_as_line"
    NO_WORKOUT = "no_workout"
    NO_SET = "no_set"
    NOTHING_DONE = "nothing_done"
    UNKNOWN_EXERCISE = "unknown_exercise"
    LOADED_EXERCISE = "loaded_exercise"
    UNKNOWN_DATE = "unknown_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    NO_TIME_OF_DAY = "no_time_of_day"
    IN_THE_FUTURE = "in_the_future"
    DAY_OF_NO_ZONE = "day_of_no_zone"
    NO_NUMBER = "no_number"
    NO_JSON = "no_json"
    MISSING = "missing"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    INVALID = "invalid"


ENGLISH: Mapping[ImportReason, str] = {
    ImportReason.ALREADY_HERE: "it is already here",
    ImportReason.SAME_AS_LINE: "it is the same as line {line}",
    ImportReason.NO_WORKOUT: "this is no workout",
    ImportReason.NO_SET: "this is a rest or a note, not a set",
    ImportReason.NOTHING_DONE: "neither repetitions nor time",
    ImportReason.UNKNOWN_EXERCISE: "“{name}” is no exercise that is counted here",
    ImportReason.LOADED_EXERCISE: "“{name}” with a weight is not counted here, only without one",
    ImportReason.UNKNOWN_DATE: f"“{{text}}” is not a date that can be read here; {AN_EXAMPLE}",
    ImportReason.AMBIGUOUS_DATE: f"“{{text}}”: is the day or the month first? {AN_EXAMPLE.capitalize()}",
    ImportReason.NO_TIME_OF_DAY: "“{text}” has no time of day",
    ImportReason.IN_THE_FUTURE: "started_at: is in the future",
    ImportReason.DAY_OF_NO_ZONE: "local_date: is not the day of started_at in any time zone",
    ImportReason.NO_NUMBER: "{field}: “{text}” is not a number",
    ImportReason.NO_JSON: "{field}: this is not JSON",
}
"""For codes not in it, the field's validator has its own text."""

_BROKEN_RULES = {
    "missing": ImportReason.MISSING,
    "greater_than": ImportReason.TOO_SMALL,
    "greater_than_equal": ImportReason.TOO_SMALL,
    "less_than": ImportReason.TOO_LARGE,
    "less_than_equal": ImportReason.TOO_LARGE,
    "string_too_long": ImportReason.TOO_LONG,
}
"""By Pydantic's names: https://docs.pydantic.dev/latest/errors/validation_errors/"""
_LIMITS = ("gt", "ge", "lt", "le", "max_length")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is refused. Stored per row, so it does not reference an exception."""

    code: ImportReason
    english: str
    values: Mapping[str, str]

    @classmethod
    def of(cls, code: ImportReason, **values: str) -> Self:
        """One of those that have words in `ENGLISH`."""
        return cls(code, ENGLISH[code].format(**values), values)

    @classmethod
    def of_field(cls, error: ValidationError) -> Self:
        """For a field that a save would refuse."""
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        is_empty = first["input"] is None
        code = ImportReason.MISSING if is_empty else _BROKEN_RULES.get(first["type"], ImportReason.INVALID)
        limits = [str(first["ctx"][name]) for name in _LIMITS if name in first.get("ctx", {})]
        values = {"field": field[:MAX_TEXT_LENGTH]} | ({"limit": limits[0]} if limits else {})
        return cls(code, f"{field}: {first['msg']}"[:MAX_TEXT_LENGTH], values)


class RowRefused(Exception):
    """The row is not a workout."""

    def __init__(self, code: ImportReason, **values: str) -> None:
        self.refusal = Refusal.of(code, **values)
        super().__init__(self.refusal.english)
