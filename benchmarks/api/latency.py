"""Measure how long people wait: fifty clients, each with a second of thought between requests, on a million workouts.

python benchmarks/api/latency.py [--size small|large|full] [--data-dir D] [--seconds 120] [--clients 50]

Prints the 95th percentile of each kind of request, as its client sees it, and of each statement, as the driver sees it
(`timed.py`). These are times by the clock: run it on a machine that does nothing else. One of the clients has trained
for eleven years. The database is made in D, if given, and used again by the next run. Writes
results/latency-SIZE.json.
"""

import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from crowded import Postgres, Servers, crowded, forget_saves, keep, parser
from exercise_buddy.crowd import CROWD, VETERAN, Size
from load import Caller, answer, request_of, set_bodies
from served import REPOSITORY

sys.path.append(str(REPOSITORY / "benchmarks" / "counting"))

from tables import aligned

API = "/api/v1"
LONGEST_ANSWER_MS = 200.0
LONGEST_STATEMENT_MS = 50.0
"""The design's limit for the 95th percentile."""
FEWEST = 20
"""With fewer times, no percentile is given."""
WARM_UP_SECONDS = 20.0
"""Clients start one after another in this time. Not counted, because connections still plan their statements."""
THOUGHT_SECONDS = (0.5, 1.5)

Times = dict[str, list[float]]
"""Milliseconds by kind of request or statement."""


@dataclass(frozen=True)
class Waited:
    """The figures of one kind of request or statement."""

    count: int
    median_ms: float
    p95_ms: float
    longest_ms: float

    @classmethod
    def of(cls, times: Sequence[float]) -> "Waited":
        """Calculate the figures of some times."""
        p95 = statistics.quantiles(times, n=20)[-1]
        return cls(len(times), *(round(each, 2) for each in (statistics.median(times), p95, max(times))))


class Client:
    """A user of the app: sends one request after another on a connection of their own."""

    def __init__(self, caller: Caller, sets: Sequence[Callable[[], bytes]], times: Times, counted_from: float) -> None:
        self._caller = caller
        self._sets = sets
        self._times = times
        self._counted_from = counted_from

    async def use(self, port: int, until: float) -> None:
        """Send requests until a time."""
        await asyncio.sleep(random.uniform(0, WARM_UP_SECONDS))  # noqa: S311 - nothing secret
        async with _connection(port) as (reader, writer):
            for name, method, path, body in self._requests():
                await asyncio.sleep(random.uniform(*THOUGHT_SECONDS))  # noqa: S311 - nothing secret
                if time.monotonic() >= until:
                    return
                started = time.perf_counter()
                given = await answer(reader, writer, request_of(self._caller, method, path, body))
                milliseconds = (time.perf_counter() - started) * 1000
                if time.monotonic() >= self._counted_from:
                    self._times[name].append(milliseconds)
                self._note(name, given)

    def _requests(self) -> Iterator[tuple[str, str, str, bytes]]:
        """An endless sequence of requests: name, method, path, body."""
        for body in cycle(self._sets):
            yield "POST /workouts", "POST", f"{API}/workouts", body()
            own = f"{API}/workouts/{self._saved}"
            yield "GET /workouts?limit=20", "GET", f"{API}/workouts?limit=20", b""
            yield "GET /workouts, next page", "GET", f"{API}/workouts?limit=20&cursor={self._next}", b""
            yield "GET /workouts with details", "GET", f"{API}/workouts?limit=20&details=true", b""
            yield "GET /workouts of an exercise", "GET", f"{API}/workouts?limit=20&exercise_type=plank", b""
            yield "GET /workouts/{id}", "GET", own, b""
            yield "GET /statistics", "GET", f"{API}/statistics", b""
            yield "GET /statistics of all days", "GET", f"{API}/statistics?from=2000-01-01", b""
            yield "GET /statistics/exercise", "GET", f"{API}/statistics/exercise?exercise_type=push-up", b""
            yield "GET /goals", "GET", f"{API}/goals", b""
            yield "GET /users/me", "GET", f"{API}/users/me", b""
            yield "PATCH /workouts/{id}", "PATCH", own, b'{"reps_count":21}'
            yield "DELETE /workouts/{id}", "DELETE", own, b""
            yield "POST /workouts/{id}/restore", "POST", f"{own}/restore", b""

    def _note(self, name: str, given: bytes) -> None:
        """Remember what later requests refer to."""
        if name == "POST /workouts":
            self._saved = json.loads(given)["workout"]["id"]
        elif name == "GET /workouts?limit=20":
            self._next = json.loads(given)["next_cursor"]


@asynccontextmanager
async def _connection(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    yield reader, writer
    writer.close()


async def measure(postgres: Postgres, stack: ExitStack, clients: int, seconds: float) -> tuple[Times, Times]:
    """Measure how long requests and statements take."""
    noted = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "statements"
    servers = Servers(postgres, stack)
    timed = [sys.executable, str(Path(__file__).with_name("timed.py")), str(noted)]
    port, _ = servers.serve([*timed, "serve", "--web-dir", str(REPOSITORY / "frontend/dist")], "/readyz")
    callers = [*await servers.callers(VETERAN), *await servers.callers(CROWD, clients - 1)]
    sets = set_bodies()
    requests: Times = defaultdict(list)
    now = time.monotonic()
    counted_from, until = now + WARM_UP_SECONDS, now + WARM_UP_SECONDS + seconds
    await asyncio.gather(*(Client(caller, sets, requests, counted_from).use(port, until) for caller in callers))
    return requests, _statements(noted, counted_from)


def _statements(noted: Path, counted_from: float) -> Times:
    """The statement times that `timed.py` wrote since a moment."""
    found: Times = defaultdict(list)
    for line in noted.read_text().splitlines():
        moment, milliseconds, name = line.split("\t", 2)
        if float(moment) >= counted_from:
            found[name].append(float(milliseconds))
    return found


def waited(times: Times) -> dict[str, Waited]:
    """The figures, slowest first."""
    found = {name: Waited.of(each) for name, each in times.items() if len(each) >= FEWEST}
    return dict(sorted(found.items(), key=lambda item: -item[1].p95_ms))


def table(title: str, found: Mapping[str, Waited], goal: float) -> list[tuple[str, ...]]:
    """A table with one kind per line."""
    head = (title, "count", "median ms", f"p95 ms, goal < {goal:.0f}", "longest ms")
    rows = [
        (name, f"{one.count:,}", f"{one.median_ms:.1f}", f"{one.p95_ms:.1f}", f"{one.longest_ms:.1f}")
        for name, one in found.items()
    ]
    return [head, *rows]


def main() -> None:
    """Measure, print and store the figures."""
    wanted = parser(__doc__, Size.FULL)
    wanted.add_argument("--seconds", type=float, default=120)
    wanted.add_argument("--clients", type=int, default=50)
    options = wanted.parse_args()
    with crowded(options.size, options.data_dir) as postgres:
        with ExitStack() as stack:
            times = asyncio.run(measure(postgres, stack, options.clients, options.seconds))
        asyncio.run(forget_saves(postgres))
    requests, statements = (waited(each) for each in times)
    print("\n".join(aligned(table("request", requests, LONGEST_ANSWER_MS))), "\n")
    print("\n".join(aligned(table("statement", statements, LONGEST_STATEMENT_MS))))
    figures = {"clients": options.clients, "seconds": options.seconds, "requests": requests, "statements": statements}
    keep(f"latency-{options.size}", figures)


if __name__ == "__main__":
    main()
