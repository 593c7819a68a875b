"""Time zones by their names in the IANA database, which Python and PostgreSQL each have a copy of."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from typing import Annotated
from zoneinfo import available_timezones

from asyncpg import PostgresError
from pydantic import AfterValidator, Field
from sqlalchemy.exc import DBAPIError

from exercise_buddy.core.db.errors import sqlstate_of
from exercise_buddy.core.errors import AppError
from exercise_buddy.core.fields import Storable

INVALID_PARAMETER_VALUE = "22023"
"""PostgreSQL, appendix A; what AT TIME ZONE says of a zone it does not know."""

NAMES_OF_NO_PLACE = frozenset({"Factory", "localtime"})


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


@cache
def zone_names() -> frozenset[str]:
    """Every name that is accepted."""
    return frozenset(available_timezones()) - NAMES_OF_NO_PLACE


def _refuse_unknown(value: str) -> str:
    if value not in zone_names():
        raise ValueError("must be a time zone of the IANA database, such as Europe/Berlin")
    return value


TimeZoneName = Annotated[
    str, Field(max_length=64, examples=["Europe/Berlin"]), Storable(), AfterValidator(_refuse_unknown)
]
