"""Who is signed in stays signed in when sessions become rows."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from alembic import command
from pydantic import SecretStr
from sqlalchemy import Connection

from exercise_buddy.auth.sessions.service import RETRY_WINDOW
from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.migrate import alembic_config
from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app
from tests.support import V1, FakeClock, assert_problem, cookies_set_by

REVISION_BEFORE = "0004"
BROWSER = "browser/1"


@dataclass(frozen=True)
class Before:
    """A database as the version before left it, with one user."""

    connection: asyncpg.Connection
    user_id: UUID

    async def token(self, secret: str, family: UUID, *, age: timedelta, used: bool = False, ended: bool = False) -> str:
        """The cookie of a refresh token, given so long ago."""
        given_at = utc_now() - age
        await self.connection.execute(
            "INSERT INTO refresh_tokens (user_id, family_id, token_sha256, user_agent, signed_in_at, created_at,"
            " expires_at, used_at, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            self.user_id,
            family,
            hashlib.sha256(secret.encode()).digest(),
            BROWSER,
            given_at,
            given_at,
            given_at + timedelta(days=7),
            given_at if used else None,
            given_at if ended else None,
        )
        return f"{self.user_id.hex}.{secret}"


async def migrated_to(url: str, revision: str) -> None:
    def upgrade(connection: Connection) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    database = Database(url, pool_size=1)
    async with database.engine.connect() as connection:
        await connection.run_sync(upgrade)
        await connection.commit()
    await database.close()


@pytest.fixture
async def before(empty_database: str) -> AsyncIterator[Before]:
    await migrated_to(empty_database, REVISION_BEFORE)
    connection = await asyncpg.connect(empty_database)
    user_id = await connection.fetchval(
        "INSERT INTO users (email, username, password_hash, display_name, time_zone)"
        " VALUES ('ada@example.com', 'ada', 'x', 'Ada', 'UTC') RETURNING id"
    )
    yield Before(connection, user_id)
    await connection.close()


@asynccontextmanager
async def running(url: str, clock: FakeClock) -> AsyncIterator[httpx.AsyncClient]:
    """This version on the database, migrated."""
    await migrated_to(url, "head")
    app = create_app(Settings(database_url=SecretStr(url), jwt_secret=SecretStr("s" * 40)), clock=clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as http:
        yield http
    await app.state.resources.database.close()


async def refresh(http: httpx.AsyncClient, cookie: str) -> httpx.Response:
    http.cookies.clear()
    headers = {"Cookie": f"refresh_token={cookie}", "User-Agent": BROWSER}
    return await http.post(V1 + "/auth/refresh", headers=headers)


async def test_sessions_continue_with_the_latest_cookie(before: Before, empty_database: str) -> None:
    family, hour = uuid4(), timedelta(hours=1)
    gone = [
        await before.token("used", family, age=2 * hour, used=True),
        await before.token("lost", family, age=hour),
        await before.token("ended", uuid4(), age=hour, ended=True),
        await before.token("expired", uuid4(), age=timedelta(days=8)),
    ]
    kept = await before.token("kept", family, age=hour / 2)
    clock = FakeClock(utc_now())
    async with running(empty_database, clock) as http:
        for cookie in gone:
            assert_problem(await refresh(http, cookie), 401, "refresh_token_invalid")
        answer = await refresh(http, kept)
        assert answer.status_code == 200, answer.text
        bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        sessions = (await http.get(V1 + "/users/me/sessions", headers=bearer)).json()["items"]
        assert [UUID(session["id"]) for session in sessions] == [family]


async def test_and_from_then_on_like_any_other(before: Before, empty_database: str) -> None:
    kept = await before.token("kept", uuid4(), age=timedelta(hours=1))
    clock = FakeClock(utc_now())
    async with running(empty_database, clock) as http:
        first, again = [cookies_set_by(await refresh(http, kept))["refresh_token"].value for _ in range(2)]
        assert first == again
        assert (await refresh(http, first)).status_code == 200
        clock.now += RETRY_WINDOW + timedelta(seconds=1)
        assert_problem(await refresh(http, kept), 401, "refresh_token_reused")


async def test_a_new_database_has_no_account(empty_database: str) -> None:
    await migrated_to(empty_database, "head")
    connection = await asyncpg.connect(empty_database)
    assert await connection.fetchval("SELECT count(*) FROM users") == 0
    await connection.close()
