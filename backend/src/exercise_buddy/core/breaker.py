"""A circuit breaker: spares callers the wait for a service that has just failed to answer."""

import time
from collections.abc import Callable


class Breaker:
    """Open for `rest_seconds` after a failure; then one caller probes, while the others are still refused."""

    def __init__(self, rest_seconds: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._usual_rest_seconds = rest_seconds
        self._monotonic = monotonic
        self._rest_seconds = rest_seconds
        self._open_until: float | None = None

    def admits(self) -> bool:
        """Whether the caller may send a request; after a failure one at a time, who then reports the outcome."""
        if self._open_until is None:
            return True
        now = self._monotonic()
        if now < self._open_until:
            return False
        self._open_until = now + self._rest_seconds
        return True

    @property
    def is_open(self) -> bool:
        """Whether the service has not answered since it failed."""
        return self._open_until is not None

    def failed(self, rest_seconds: float | None = None) -> None:
        """The service did not answer; `rest_seconds` overrides the rest for a failure that is shorter than others."""
        self._rest_seconds = self._usual_rest_seconds if rest_seconds is None else rest_seconds
        self._open_until = self._monotonic() + self._rest_seconds

    def answered(self) -> None:
        """The service answered."""
        self._open_until = None
