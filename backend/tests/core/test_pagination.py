"""Cursors: what is encoded comes back; what was not is refused."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.pagination import Cursor

moments = st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - made aware


@given(moments, st.uuids())
def test_a_cursor_round_trips_to_the_microsecond(moment: datetime, row_id: object) -> None:
    cursor = Cursor(moment, row_id)  # type: ignore[arg-type]  # Hypothesis gives UUIDs as objects
    assert Cursor.decode(cursor.encode()) == cursor
    assert len(cursor.encode()) == 32


@given(st.text(max_size=64))
def test_any_other_text_is_refused_or_harmless(text: str) -> None:
    try:
        cursor = Cursor.decode(text)
    except InvalidInput:
        return
    assert cursor.moment.tzinfo is UTC


@pytest.mark.parametrize("text", ["", "abc", "f" * 32, "_" * 33, "A" * 31, "é" * 32])
def test_what_is_not_a_cursor_is_invalid_input(text: str) -> None:
    with pytest.raises(InvalidInput):
        Cursor.decode(text)
