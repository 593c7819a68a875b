"""Statements for lists of workouts: a page, and as much of it as fits into a response."""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Integer, Select, Text, bindparam, cast, func, literal, select, tuple_

from exercise_buddy.core.db.statement_times import named
from exercise_buddy.workouts.models import Workout

MAX_PAGE_BYTES = 1024 * 1024
"""Limit of details per response; at least one workout is always included."""


@cache
def list_statement(columns: tuple[Any, ...], *filters: str) -> Select[Any]:
    """The statement for a combination of filters, built once each: PostgreSQL then plans for exactly these filters."""
    conditions = {
        "cursor_id": tuple_(Workout.started_at, Workout.id)
        < tuple_(
            bindparam("cursor_moment", type_=Workout.started_at.type), bindparam("cursor_id", type_=Workout.id.type)
        ),
        "exercise_type": Workout.exercise_type == bindparam("exercise_type"),
        "first": Workout.local_date >= bindparam("first"),
        "last": Workout.local_date <= bindparam("last"),
    }
    page = (
        select(*columns)
        .where(
            Workout.user_id == bindparam("user_id"),
            Workout.deleted_at.is_(None),
            *(conditions[name] for name in filters),
        )
        .order_by(Workout.started_at.desc(), Workout.id.desc())
        .limit(bindparam("limit", type_=Integer()))
    )
    return named(page, "workouts.list")


@cache
def within_bytes(page: Select[Any]) -> Select[Any]:
    """As much of the page as fits into a response; each row carries the row count of the whole page.

    Rows are measured one by one, up to the last that fits: measuring all of them would unpack a hundred times what is
    sent.
    """
    rows = page.subquery()
    newest_first = (rows.c.started_at.desc(), rows.c.id.desc())
    place = func.row_number().over(order_by=newest_first).label("place")
    numbered = select(rows, place, func.count().over().label("of_page")).cte("numbered")
    measured = select(literal(1, BigInteger).label("place"), literal(0, BigInteger).label("bytes_before")).cte(
        "measured", recursive=True
    )
    measured = measured.union_all(
        select(numbered.c.place + 1, measured.c.bytes_before + func.octet_length(cast(numbered.c.details, Text))).where(
            numbered.c.place == measured.c.place, measured.c.bytes_before < MAX_PAGE_BYTES
        )
    )
    fitting = (
        select(numbered)
        .join(measured, numbered.c.place == measured.c.place)
        .where(measured.c.bytes_before < MAX_PAGE_BYTES)
        .order_by(numbered.c.place)
    )
    return named(fitting, "workouts.list_with_details")
