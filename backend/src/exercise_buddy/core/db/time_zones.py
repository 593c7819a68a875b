"""Time zones that PostgreSQL does not know."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from asyncpg import PostgresError
from sqlalchemy.exc import DBAPIError

from exercise_buddy.core.db.errors import sqlstate_of
from exercise_buddy.core.errors import AppError

INVALID_PARAMETER_VALUE = "22023"
"""PostgreSQL, appendix A: the error of AT TIME ZONE for an unknown zone."""


class UnknownTimeZone(AppError):
    """Python knows the zone, but the database's older copy of the zone data does not."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "unknown_time_zone"
    detail = "This time zone is not known."


@contextmanager
def unknown_zones_refused() -> Iterator[None]:
    """Turn PostgreSQL's error for an unknown zone into UnknownTimeZone."""
    try:
        yield
    except (DBAPIError, PostgresError) as error:
        if sqlstate_of(error) == INVALID_PARAMETER_VALUE:
            raise UnknownTimeZone from error
        raise
