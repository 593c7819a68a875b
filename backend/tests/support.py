"""What tests talk through: a fixed clock, factories, a client that keeps its token, a look into the tables."""

import asyncio
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from typing import Any

import asyncpg
import httpx
from fastapi import FastAPI

NOW = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
"""A Wednesday."""

CHEAP_BCRYPT = 4
PASSWORD = "correct horse battery"
V1 = "/api/v1"
TABLES_OF_THE_VERSION_BEFORE = frozenset({"refresh_tokens"})
"""Which migrations leave alone as long as that version may run beside this one; the next release drops them."""


@dataclass
class FakeClock:
    """Stands still until it is set."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def uuid7() -> str:
    """RFC 9562, 5.7; the standard library has it from Python 3.14 on."""
    milliseconds = int(time.time() * 1000)
    bits = (milliseconds << 80) | (0x7 << 76) | (uuid.uuid4().int & ((1 << 76) - 1))
    return str(uuid.UUID(int=(bits & ~(0x3 << 62)) | (0x2 << 62)))


def new_user(username: str = "ada", **fields: Any) -> dict[str, Any]:
    """The form of a new account."""
    return {"email": f"{username}@example.com", "username": username, "password": PASSWORD, **fields}


def new_workout(**fields: Any) -> dict[str, Any]:
    """Twelve push-ups in half a minute, an hour ago."""
    return {
        "id": uuid7(),
        "exercise_type": "push-up",
        "reps_count": 12,
        "duration_seconds": 30.5,
        "started_at": "2026-03-18T11:00:00Z",
        **fields,
    }


PLAN = {
    "steps": [
        {
            "exercise": "push-up",
            "target": {"kind": "reps", "reps": 12},
            "rest": {"kind": "seconds", "seconds": 60},
            "warm_up": False,
        }
    ]
    * 3,
    "until_reps": None,
}


def new_training(**fields: Any) -> dict[str, Any]:
    """The first of three sets of push-ups, as its workout has it."""
    return {
        "id": uuid7(),
        "plan_id": "three-of-twelve",
        "name": "Three of twelve",
        "position": 0,
        "target": {"kind": "reps", "reps": 12},
        "rest_seconds": None,
        "warm_up": False,
        "plan": PLAN,
        **fields,
    }


@dataclass(frozen=True)
class Api:
    """The API as one caller; `user` is who that is."""

    http: httpx.AsyncClient
    token: str | None = None
    user: Mapping[str, Any] | None = None

    async def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Any request under /api/v1."""
        headers = {**({"Authorization": f"Bearer {self.token}"} if self.token else {}), **options.pop("headers", {})}
        return await self.http.request(method, V1 + path, headers=headers, **options)

    async def get(self, path: str, **query: Any) -> httpx.Response:
        return await self.call("GET", path, params=query)

    async def post(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return await self.call("POST", path, json=body, **options)

    async def patch(self, path: str, body: Any) -> httpx.Response:
        return await self.call("PATCH", path, json=body)

    async def delete(self, path: str, body: Any = None) -> httpx.Response:
        return await self.call("DELETE", path, json=body)

    async def sign_up(self, username: str, **fields: Any) -> "Api":
        """The API as a new user, without the cookie."""
        user = await self.post("/auth/register", new_user(username, **fields))
        assert user.status_code == 201, user.text
        return replace(await self.sign_in(username), user=user.json())

    async def sign_in(self, username: str, password: str = PASSWORD) -> "Api":
        """The API as this user; the client's cookies hold his refresh token."""
        answer = await self.post("/auth/login", {"identifier": username, "password": password})
        assert answer.status_code == 200, answer.text
        return replace(self, token=answer.json()["access_token"])

    async def save(self, **fields: Any) -> dict[str, Any]:
        """The stored workout of `new_workout(**fields)`."""
        answer = await self.post("/workouts", new_workout(**fields))
        assert answer.status_code == 201, answer.text
        workout: dict[str, Any] = answer.json()["workout"]
        return workout

    async def statistics(self, **query: Any) -> dict[str, Any]:
        """What the statistics say."""
        answer = await self.get("/statistics", **query)
        assert answer.status_code == 200, answer.text
        statistics: dict[str, Any] = answer.json()
        return statistics

    async def statistics_of(self, exercise_type: str, **query: Any) -> dict[str, Any]:
        """What they say of one exercise."""
        answer = await self.get("/statistics/exercise", exercise_type=exercise_type, **query)
        assert answer.status_code == 200, answer.text
        statistics: dict[str, Any] = answer.json()
        return statistics


@dataclass(frozen=True)
class Sql:
    """Reads the tables past the application."""

    connection: asyncpg.Connection

    async def rows(self, query: str, *arguments: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in await self.connection.fetch(query, *arguments)]

    async def value(self, query: str, *arguments: Any) -> Any:
        return await self.connection.fetchval(query, *arguments)

    async def execute(self, statement: str, *arguments: Any) -> None:
        await self.connection.execute(statement, *arguments)

    async def rollup_errors(self) -> list[dict[str, Any]]:
        """Rows in which the rollup and a recount differ."""
        return await self.rows(
            "(SELECT 'too much', * FROM daily_totals EXCEPT SELECT 'too much', * FROM daily_recount)"
            " UNION ALL (SELECT 'missing', * FROM daily_recount EXCEPT SELECT 'missing', * FROM daily_totals)"
        )

    async def usage_errors(self) -> list[dict[str, Any]]:
        """Accounts whose large details are not as many bytes as is noted."""
        return await self.rows(
            "SELECT user_id, usage.large_bytes AS noted, recount.large_bytes AS counted"
            " FROM details_usage AS usage FULL JOIN details_recount AS recount USING (user_id)"
            " WHERE coalesce(usage.large_bytes, 0) <> coalesce(recount.large_bytes, 0)"
        )


def put(app: FastAPI, **values: Any) -> None:
    """Have the application share these in place of its own."""
    app.state.resources = replace(app.state.resources, **values)


@contextmanager
def changed(app: FastAPI, **values: Any) -> Iterator[None]:
    """What the application shares, changed for as long as this lasts."""
    before = app.state.resources
    put(app, **values)
    yield
    app.state.resources = before


def cookies_set_by(answer: httpx.Response) -> SimpleCookie:
    """The cookies that the answer sets, with their attributes."""
    cookies = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        cookies.load(header)
    return cookies


def assert_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem that the answer tells, having checked its form."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["code"] == code, problem
    assert problem["status"] == status
    assert problem["type"].endswith(code)
    assert problem["title"]
    assert problem["detail"]
    return problem


def moment(text: str) -> datetime:
    """A point in time from RFC 3339."""
    return datetime.fromisoformat(text)


async def all_wait(connection: asyncpg.Connection, number: int) -> None:
    """Until so many statements stand before a lock."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    # A program that is to wait there may have to start first.
    async with asyncio.timeout(60):
        while number > await connection.fetchval(waiting):
            await asyncio.sleep(0.01)
            # In a transaction the connections that are there by the first look stay the only ones that it sees.
            await connection.execute("SELECT pg_stat_clear_snapshot()")
