"""A PostgreSQL that hangs: it takes what it is sent and says nothing, as when it is stopped or its network is cut."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text

from exercise_buddy.core.db import database as databases
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE
from exercise_buddy.core.http import health
from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.servers.line import Line, lines_to
from tests.support import CHEAP_BCRYPT, NOW, Api, FakeClock, Sql, assert_problem, new_workout, put

LONG = 30
"""Seconds after which a test takes an answer for lost. None of the waits under test comes near."""

Hanging = Callable[[], AbstractContextManager[None]]


@pytest.fixture
async def line(database_url: str) -> AsyncIterator[tuple[Line, str]]:
    """A line that can hang, and the URL that goes through it."""
    async with lines_to(database_url, 1) as ([line], [port], login):
        yield line, f"postgresql://{login.user}@127.0.0.1:{port}/{login.database}"


@pytest.fixture
def hanging(line: tuple[Line, str], monkeypatch: pytest.MonkeyPatch) -> Hanging:
    @contextmanager
    def hang() -> Iterator[None]:
        """For as long as the line hangs the waits are short: before and after, a busy machine may take its time."""
        with monkeypatch.context() as shortened:
            shortened.setattr(databases, "CHECKOUT_TIMEOUT_SECONDS", 0.3)
            shortened.setattr(databases, "READ_TIMEOUT_SECONDS", 0.5)
            shortened.setattr(databases, "TRANSACTION_TIMEOUT_SECONDS", 0.5)
            shortened.setattr(health, "READY_WITHIN_SECONDS", 0.1)
            line[0].hang()
            yield
        line[0].go_on()

    return hang


@pytest.fixture
async def far_app(settings: Settings, sql: Sql, line: tuple[Line, str]) -> AsyncIterator[FastAPI]:
    """The application, whose database is at the end of the line."""
    app = create_app(
        settings.model_copy(update={"database_url": SecretStr(line[1]), "database_pool_size": 3}), clock=FakeClock(NOW)
    )
    put(app, password_hasher=PasswordHasher(CHEAP_BCRYPT))
    yield app
    await app.state.resources.readiness.close()
    await app.state.resources.database.close()


@pytest.fixture
async def far_api(far_app: FastAPI) -> AsyncIterator[Api]:
    transport = httpx.ASGITransport(far_app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield Api(client)


async def test_whoever_asks_a_hung_database_is_told_so_and_is_served_when_it_goes_on(
    far_api: Api, hanging: Hanging
) -> None:
    user = await far_api.sign_up("ada")
    saved = new_workout()
    assert (await user.post("/workouts", saved)).status_code == 201
    waiting = new_workout()
    with hanging():
        requests = [user.post("/workouts", waiting) for _ in range(6)] + [user.get("/workouts") for _ in range(6)]
        answers = await asyncio.wait_for(asyncio.gather(*requests), LONG)
    for answer in answers:
        assert_problem(answer, 503, "database_unavailable")
        assert answer.headers["Retry-After"]
    await asyncio.sleep(databases.REST_SECONDS)
    assert (await asyncio.wait_for(user.post("/workouts", waiting), LONG)).status_code in (200, 201)
    stored = (await user.get("/workouts")).json()["items"]
    assert sorted(item["id"] for item in stored) == sorted([saved["id"], waiting["id"]])


async def test_a_statement_that_hangs_in_the_middle_ends(
    far_app: FastAPI, far_api: Api, sql: Sql, line: tuple[Line, str], hanging: Hanging
) -> None:
    user = await far_api.sign_up("ada")
    database: Database = far_app.state.resources.database
    with hanging():
        line[0].go_on()
        asleep = asyncio.create_task(database.fetch_first(text("SELECT pg_sleep(3600)"), {}))
        under_way = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(3600)' AND state = 'active'"
        while not (asleep.done() or await sql.value(under_way)):  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0.01)
        line[0].hang()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asleep, LONG)
    await asyncio.sleep(databases.REST_SECONDS)
    assert (await asyncio.wait_for(user.get("/users/me"), LONG)).status_code == 200


async def test_after_a_silence_the_others_are_spared_the_wait(
    line: tuple[Line, str], hanging: Hanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "REST_SECONDS", 3600)
    database = Database(line[1], pool_size=3)
    with hanging():
        with pytest.raises(TimeoutError):
            await database.ping()
        await _are_refused_at_once(database, line[0])
        await database.close()


async def test_after_a_refusal_the_others_are_spared_the_login(
    line: tuple[Line, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "REFUSED_REST_SECONDS", 3600)
    database = Database(line[1], pool_size=3)
    line[0].refuses = True
    with pytest.raises(ERRORS_OF_THE_DATABASE):
        await database.ping()
    await _are_refused_at_once(database, line[0])
    await database.close()


async def test_readiness_is_answered_whatever_hangs_with_one_look_under_way(
    far_api: Api, line: tuple[Line, str], hanging: Hanging
) -> None:
    await _until_ready(far_api)
    with hanging():
        tried = line[0].tries
        answers = await asyncio.wait_for(asyncio.gather(*(far_api.http.get("/readyz") for _ in range(20))), LONG)
    assert {answer.status_code for answer in answers} == {503}
    assert answers[0].json() == {"status": "the database does not answer"}
    assert line[0].tries - tried <= 1
    await _until_ready(far_api)


async def _are_refused_at_once(database: Database, line: Line) -> None:
    """Reads and sessions, twenty of each, without a further try to connect."""
    tried = line.tries
    for _ in range(20):
        with pytest.raises(ConnectionError):
            await database.ping()
        with pytest.raises(ConnectionError):
            async with database.session() as session:
                await session.fetch_first(text("SELECT 1"), {})
    assert line.tries == tried


async def _until_ready(api: Api) -> None:
    for _ in range(600):
        if (await api.http.get("/readyz")).status_code == 200:
            return
        await asyncio.sleep(0.05)
    raise TimeoutError("never ready")
