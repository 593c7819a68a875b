"""One PostgreSQL for the test run, one migrated template, one copy of it for each worker, emptied after each test."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import asyncpg
import httpx
import hypothesis
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck
from pydantic import SecretStr
from sqlalchemy import Executable

from exercise_buddy.auth.postbox.mailer import Mailer
from exercise_buddy.core.db import database as databases
from exercise_buddy.core.db import driver
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.migrate import migrate
from exercise_buddy.core.http.limits.rate_limit import RateLimiter
from exercise_buddy.core.http.telemetry.observability import configure_logging
from exercise_buddy.core.settings import Settings
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.main import create_app
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.accounts import account
from tests.clusters import make_cluster, put_cluster
from tests.servers.mailbox import Mailbox, running_mailbox
from tests.servers.redis_server import running_redis
from tests.support import CHEAP_BCRYPT, NOW, PASSWORD, Api, FakeClock, Sql, changed, put

TEMPLATE = "template_of_tests"

# How long an example takes says nothing on a busy machine.
hypothesis.settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.settings.load_profile("project")


@pytest.fixture(scope="session")
def pristine_cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cluster(tmp_path_factory.mktemp("pristine"))


@pytest.fixture
def ready_data_dir(pristine_cluster: Path, tmp_path: Path) -> Path:
    """A data directory in `tmp_path` with a cluster."""
    return put_cluster(pristine_cluster, tmp_path / "data")


@pytest.fixture(scope="session")
def postgres(pristine_cluster: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(put_cluster(pristine_cluster, tmp_path_factory.mktemp("postgres"))) as server:
        asyncio.run(_make_template(server))
        yield server


async def _make_template(server: EmbeddedPostgres) -> None:
    await _execute(server, f"CREATE DATABASE {TEMPLATE}")
    database = Database(server.url(TEMPLATE), pool_size=1)
    await migrate(database.engine)
    await database.close()


async def _execute(server: EmbeddedPostgres, statement: str) -> None:
    connection = await asyncpg.connect(server.url())
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _drop(server: EmbeddedPostgres, name: str) -> None:
    """A worker of autovacuum that is in there only a superuser may end: it leaves by itself."""
    async with asyncio.timeout(30):
        while True:
            try:
                return await _execute(server, f"DROP DATABASE {name} WITH (FORCE)")
            except asyncpg.InsufficientPrivilegeError:
                await asyncio.sleep(0.1)


@asynccontextmanager
async def copied(server: EmbeddedPostgres, template: str = TEMPLATE) -> AsyncIterator[str]:
    """The URL of a database of one's own, dropped at the end."""
    name = f"test_{secrets.token_hex(4)}"
    await _execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    # Tests need no protection against power cuts.
    await _execute(server, f"ALTER DATABASE {name} SET synchronous_commit = off")
    yield server.url(name)
    await _drop(server, name)


@pytest.fixture
async def empty_database(postgres: EmbeddedPostgres) -> AsyncIterator[str]:
    """The URL of a database without any tables."""
    async with copied(postgres, "template1") as url:
        yield url


@pytest.fixture(scope="session")
async def database_url(postgres: EmbeddedPostgres) -> AsyncIterator[str]:
    async with copied(postgres) as url:
        yield url


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        database_url=SecretStr(database_url),
        jwt_secret=SecretStr(secrets.token_hex(32)),
        data_dir=tmp_path_factory.mktemp("data"),
        web_dir=tmp_path_factory.mktemp("no-web-app"),
        allowed_hosts=["buddy.example.com", "api.example.com", "training.example"],
    )


@pytest.fixture(scope="session")
def quiet_logs() -> None:
    """Errors only, without structlog's own tracebacks, which take seconds."""
    configure_logging(json=True, level="ERROR")


@pytest.fixture(scope="session")
async def shared_app(settings: Settings, quiet_logs: None) -> AsyncIterator[FastAPI]:
    app = create_app(settings, clock=FakeClock(NOW))
    put(app, password_hasher=PasswordHasher(CHEAP_BCRYPT))
    # Streams end by themselves: most tests read an answer to its end.
    put(app, live_stream_seconds=0.05)
    put(app, refusal_pause_seconds=0)
    put(app, reset_mail_pause_seconds=lambda: 0)
    yield app
    await app.state.resources.database.close()


@pytest.fixture(scope="session")
async def looks(database_url: str) -> AsyncIterator[asyncpg.Pool]:
    """The connection that tests look at the tables through, reset after each: opening one costs as much as a save."""
    async with asyncpg.create_pool(database_url, min_size=1, max_size=1, max_inactive_connection_lifetime=0) as pool:
        yield pool


@pytest.fixture
async def sql(looks: asyncpg.Pool) -> AsyncIterator[Sql]:
    """A look at the tables that goes past the application; empties them at the end."""
    async with looks.acquire() as connection:
        # What the pool lends is a proxy of it, no subclass.
        yield Sql(cast(asyncpg.Connection, connection))
        # All else hangs on the users, or is nobody's; for so few rows much faster than TRUNCATE.
        await connection.execute(
            "DELETE FROM users; DELETE FROM outgoing_mails; DELETE FROM push_keys; DELETE FROM screen_pairings"
        )


@pytest.fixture
def clock(shared_app: FastAPI) -> FakeClock:
    clock: FakeClock = shared_app.state.resources.clock
    clock.now = NOW
    return clock


@pytest.fixture
def app(shared_app: FastAPI, sql: Sql, clock: FakeClock) -> FastAPI:
    """The application on an empty database, at a fixed time, with fresh rate limits."""
    put(shared_app, rate_limiter=RateLimiter())
    return shared_app


@pytest.fixture
async def mailbox(app: FastAPI) -> AsyncIterator[Mailbox]:
    """Has the application send mail, to a server of our own."""
    async with running_mailbox() as mailbox:
        mailer = Mailer(mailbox.server(), retry_delays_seconds=(0.01,))
        with changed(app, mailer=mailer):
            yield mailbox
        await mailer.close()


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client that is not signed in."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
async def api(http: httpx.AsyncClient) -> Api:
    """The API as an anonymous caller."""
    return Api(http)


@pytest.fixture(scope="session")
async def password_hash() -> str:
    """Of `PASSWORD`."""
    return await PasswordHasher(CHEAP_BCRYPT).hash(PASSWORD)


@pytest.fixture
async def ada(app: FastAPI, http: httpx.AsyncClient, password_hash: str) -> Api:
    """The API as a user who is signed in: 70 kg, in Berlin."""
    return await account(app, http, password_hash, "ada", weight_kg=70, time_zone="Europe/Berlin")


@pytest.fixture
async def bob(app: FastAPI, http: httpx.AsyncClient, password_hash: str) -> Api:
    """The API as another user."""
    return await account(app, http, password_hash, "bob")


@pytest.fixture
def web_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    folder.mkdir()
    return folder


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """A Redis of one's own."""
    with running_redis(tmp_path) as url:
        yield url


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The SQL of all that is asked of databases by the driver."""
    found: list[str] = []

    async def noted(
        connection: asyncpg.Connection, times: Any, statement: Executable, given: Any
    ) -> Sequence[driver.Record]:
        found.append(driver.compiled(statement).sql)
        return await driver.fetch(connection, times, statement, given)

    monkeypatch.setattr(databases, "fetch", noted)
    return found
