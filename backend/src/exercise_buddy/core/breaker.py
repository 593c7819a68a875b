"""Spares callers the wait for a part that has just failed to answer."""

import time
from collections.abc import Callable


class Breaker:
    """Open for `rest_seconds` after a failure; then one caller tries, while the others are still spared the wait."""

    def __init__(self, rest_seconds: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._rest_seconds = rest_seconds
        self._monotonic = monotonic
        self._open_until: float | None = None

    def is_open(self) -> bool:
        """Whether to go without the part; the caller who hears no after a failure is the one who tries."""
        if self._open_until is None:
            return False
        now = self._monotonic()
        if now < self._open_until:
            return True
        self._open_until = now + self._rest_seconds
        return False

    def failed(self) -> None:
        """The part did not answer."""
        self._open_until = self._monotonic() + self._rest_seconds

    def answered(self) -> None:
        """The part is there."""
        self._open_until = None
