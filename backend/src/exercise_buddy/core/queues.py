"""Background work that waits, for Prometheus: how many items of each kind, and the age of the oldest.

The database is queried periodically, not by a scrape, so that a hanging database does not delay a scrape.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily, Metric

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.waiting import Waiting

LOOK_EVERY_SECONDS = 30.0


WaitingQuery = Callable[[datetime], Awaitable[Waiting]]
"""Queries what waits at the given time."""


class Queues:
    """A Prometheus collector. It reports nothing unless `watch` is running."""

    def __init__(self, queries: Mapping[str, WaitingQuery], clock: Clock) -> None:
        self._queries = queries
        self._clock = clock
        self._found: dict[str, tuple[int, float]] = {}

    async def watch(self) -> None:
        """Query now and periodically, until cancelled."""
        while True:
            await self.check()
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def check(self) -> None:
        """Query again; if that fails, nothing is reported."""
        now = self._clock()
        try:
            found = {name: await query(now) for name, query in self._queries.items()}
        except BaseException:
            self._found = {}
            raise
        self._found = {
            name: (waiting.number, (now - waiting.since).total_seconds() if waiting.since else 0.0)
            for name, waiting in found.items()
        }

    def collect(self) -> Iterator[Metric]:
        """What Prometheus reads."""
        numbers = GaugeMetricFamily("queue_waiting", "How many of them wait.", labels=["queue"])
        ages = GaugeMetricFamily("queue_oldest_seconds", "For how long the oldest waits.", labels=["queue"])
        for name, (number, seconds) in self._found.items():
            numbers.add_metric([name], number)
            ages.add_metric([name], seconds)
        yield numbers
        yield ages
