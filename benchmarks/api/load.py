"""The kinds of requests to measure, and a load generator."""

import asyncio
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from random import Random, SystemRandom
from typing import Any

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.seeding import demo_workouts, uuid7

CONNECTIONS = 8
HALF = 0.5
TWENTY_OR_SO = range(18, 23)
JUMPS = range(290, 400)
"""So many that their details are large enough to be summed per account."""
CHANCE = SystemRandom()


@dataclass(frozen=True)
class Caller:
    """An account, and the headers that identify it to the product and to the others."""

    user_id: uuid.UUID
    token: str

    @property
    def headers(self) -> str:
        """Lines of a request's head."""
        return f"authorization: Bearer {self.token}\r\nuser: {self.user_id}\r\n"


@dataclass(frozen=True)
class Row:
    """One kind of request, and the share of the limit's speed it should reach."""

    name: str
    method: str
    path: str
    goal: float
    saves: ExerciseType = ExerciseType.PUSH_UP


ROWS = (
    Row("GET /workouts?limit=20", "GET", "/api/v1/workouts?limit=20", HALF),
    Row("GET /statistics", "GET", "/api/v1/statistics", HALF),
    Row("POST /workouts", "POST", "/api/v1/workouts", HALF),
    Row("/healthz", "GET", "/healthz", 0.4),
)
SAVE_OF_JUMPS = Row("POST /workouts, 300 jumps", "POST", "/api/v1/workouts", HALF, ExerciseType.JUMP_ROPE)


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> bytes:
    """The response's body; raises RuntimeError unless it succeeded."""
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = head.partition(b"content-length: ")[2].split(b"\r\n")[0]
    body = await reader.readexactly(int(length or 0))
    if not head.startswith(b"http/1.1 20"):
        raise RuntimeError((head + body).decode())
    return body


async def load(port: int, requests: Iterator[bytes]) -> int:
    """Send the requests over a few connections, one at a time on each; returns the size of the last body."""
    length = 0

    async def one_connection() -> None:
        nonlocal length
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in requests:
            length = len(await answer(reader, writer, request))
        writer.close()

    await asyncio.gather(*(one_connection() for _ in range(CONNECTIONS)))
    return length


def request_of(caller: Caller, method: str, path: str, body: bytes = b"") -> bytes:
    """The bytes of a request."""
    kind = f"content-type: application/json\r\ncontent-length: {len(body)}\r\n" if body else ""
    return f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{caller.headers}{kind}\r\n".encode() + body


def requests_of(row: Row, callers: Sequence[Caller], count: int) -> Iterator[bytes]:
    """That many requests, by the callers in turn."""
    bodies = cycle(set_bodies(row.saves))
    for caller in islice(cycle(callers), count):
        body = next(bodies)() if row.method == "POST" else b""
        yield request_of(caller, row.method, row.path, body)


def set_bodies(exercise_type: ExerciseType = ExerciseType.PUSH_UP) -> list[Callable[[], bytes]]:
    """Sets of about twenty push-ups or 300 jumps with all their details, each with a new id."""
    reps = JUMPS if exercise_type is ExerciseType.JUMP_ROPE else TWENTY_OR_SO
    sets = demo_workouts(datetime.now(UTC), Random(2))  # noqa: S311 - nothing secret
    alike = [one for one in sets if one.exercise_type is exercise_type and one.reps_count in reps][:20]
    given = {"mode": "json", "include": {"exercise_type", "reps_count", "counted_reps", "duration_seconds", "details"}}
    fields = [one.model_dump(**given) for one in alike]  # type: ignore[arg-type]  # a dictionary of options

    def sent(of_set: dict[str, Any]) -> bytes:
        now = datetime.now(UTC)
        new = {"id": str(uuid7(now, CHANCE)), "started_at": now.isoformat(), "source": "bench"}
        return json.dumps(of_set | new, separators=(",", ":")).encode()

    return [lambda of_set=each: sent(of_set) for each in fields]  # type: ignore[misc]  # a default binds the set
