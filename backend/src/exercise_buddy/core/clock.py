"""The only place that asks the machine for the time, so that tests can set it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the current time, aware, in UTC."""


def utc_now() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)
