"""Durations and failures of each statement, by its name in the code, for Prometheus.

Prometheus' Histogram takes 3 µs per observation and a save has six; these counters take half a µs. Everything happens
on the event loop, so nothing is locked.
"""

import sys
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import TypeVar

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from sqlalchemy import Executable

from exercise_buddy.core.db.errors import sqlstate_of

BUCKETS_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
"""Includes the budget of a query, 50 ms."""
COMMIT = "commit"
UNNAMED = "unnamed"
_NAME = "exercise_buddy_name"

Made = TypeVar("Made", bound=Executable)


class StatementTimes:
    """A Prometheus collector."""

    def __init__(self) -> None:
        self._times: dict[str, _Times] = {}
        self._failures: Counter[tuple[str, str]] = Counter()

    def of(self, name: str) -> "_Measuring":
        """A context manager that records the duration or failure of a statement."""
        return _Measuring(self, name)

    def took(self, name: str, seconds: float) -> None:
        """Record a successful statement."""
        times = self._times.get(name)
        if times is None:
            times = self._times[name] = _Times()
        times.add(seconds)

    def failed(self, name: str, error: BaseException) -> None:
        """Record a failed statement, by SQLSTATE or else by the type of error."""
        reason = sqlstate_of(error) if isinstance(error, Exception) else ""
        self._failures[name, reason or type(error).__name__] += 1

    def collect(self) -> Iterator[Metric]:
        """What Prometheus reads."""
        seconds = HistogramMetricFamily(
            "database_statement_seconds",
            "Time until the rows were here, without the wait for a connection.",
            labels=["statement"],
        )
        for name, times in self._times.items():
            seconds.add_metric([name], times.buckets(), times.seconds)
        yield seconds
        failures = CounterMetricFamily(
            "database_statement_failures", "Statements that failed, by why.", labels=["statement", "error"]
        )
        for labels, number in self._failures.items():
            failures.add_metric(labels, number)
        yield failures


class _Measuring:
    """One running statement."""

    __slots__ = ("_name", "_started", "_times")

    def __init__(self, times: StatementTimes, name: str) -> None:
        self._times = times
        self._name = name

    def __enter__(self) -> None:
        self._started = time.perf_counter()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None:
            self._times.took(self._name, time.perf_counter() - self._started)
        else:
            self._times.failed(self._name, error)


class _Times:
    """The counters of one statement."""

    __slots__ = ("_numbers", "seconds")

    def __init__(self) -> None:
        self._numbers = [0] * (len(BUCKETS_SECONDS) + 1)
        self.seconds = 0.0

    def add(self, seconds: float) -> None:
        self._numbers[bisect_left(BUCKETS_SECONDS, seconds)] += 1
        self.seconds += seconds

    def buckets(self) -> list[tuple[str, float]]:
        """Cumulative, as Prometheus wants them."""
        return list(zip([*map(str, BUCKETS_SECONDS), "+Inf"], accumulate(self._numbers), strict=True))


def named(statement: Made, name: str) -> Made:
    """Gives a name to a statement that is built per request instead of being a module constant."""
    return statement.execution_options(**{_NAME: name})


def name_of(statement: Executable) -> str:
    """The statement's place, such as `workouts.insert` for _INSERT of workouts/repository.py, or its given name."""
    return _names().get(id(statement)) or str(statement.get_execution_options().get(_NAME, UNNAMED))


@cache
def _names() -> dict[int, str]:
    """The names of all module-level statements, by identity.

    Collected when the first statement runs: by then `main` has imported every feature.
    """
    names: dict[int, str] = {}
    for path, module in sys.modules.copy().items():
        if path.startswith("exercise_buddy."):
            place = path.removeprefix("exercise_buddy.").removesuffix(".repository")
            for name, value in vars(module).items():
                for statement in value.values() if isinstance(value, dict) else (value,):
                    if isinstance(statement, Executable):
                        names.setdefault(id(statement), f"{place}.{name.strip('_').lower()}")
    return names
