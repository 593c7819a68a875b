"""A time zone in a statement that PostgreSQL does not know."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from asyncpg import PostgresError
from sqlalchemy.exc import DBAPIError

from exercise_buddy.core.db.errors import sqlstate_of
from exercise_buddy.core.errors import AppError

INVALID_PARAMETER_VALUE = "22023"
"""PostgreSQL, appendix A; what AT TIME ZONE says of a zone it does not know."""


class UnknownTimeZone(AppError):
    """Python knows the zone, the database does not: its copy of the zones is older."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "unknown_time_zone"
    detail = "This time zone is not known."


@contextmanager
def unknown_zones_refused() -> Iterator[None]:
    """Turn PostgreSQL's refusal of a zone in a statement into an UnknownTimeZone."""
    try:
        yield
    except (DBAPIError, PostgresError) as error:
        if sqlstate_of(error) == INVALID_PARAMETER_VALUE:
            raise UnknownTimeZone from error
        raise
