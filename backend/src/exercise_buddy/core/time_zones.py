"""Time zones by their IANA names. Python and PostgreSQL each have their own copy of the database."""

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from exercise_buddy.core.fields import Storable

NAMES_OF_NO_PLACE = frozenset({"Factory", "localtime"})


@cache
def zone_names() -> frozenset[str]:
    """All accepted names."""
    return frozenset(available_timezones()) - NAMES_OF_NO_PLACE


def _refuse_unknown(value: str) -> str:
    if value not in zone_names():
        raise ValueError("must be a time zone of the IANA database, such as Europe/Berlin")
    return value


TimeZoneName = Annotated[
    str, Field(max_length=64, examples=["Europe/Berlin"]), Storable(), AfterValidator(_refuse_unknown)
]
