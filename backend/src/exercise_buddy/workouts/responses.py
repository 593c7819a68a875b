"""Responses about workouts as JSON, written straight from database rows (ADR 024).

The models in schemas.py remain the contract; tests/test_hot_responses.py compares every response here with them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from exercise_buddy.core.db.driver import Record

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def workout_fields(row: Record, details: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The fields of a row of COLUMNS, with the details if they are given."""
    fields: dict[str, Any] = row._asdict()
    return fields if details is None else {**fields, "details": details}


def saved(row: Record, details: Mapping[str, Any], statistics: str) -> bytes:
    """A SavedWorkout; `statistics` is already JSON."""
    return _ENCODER.encode({"workout": workout_fields(row, details), "statistics": msgspec.Raw(statistics)})


def page(items: Iterable[Mapping[str, Any]], next_cursor: str | None) -> bytes:
    """A WorkoutPage."""
    return _ENCODER.encode({"items": list(items), "next_cursor": next_cursor})
