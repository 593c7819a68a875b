"""Two addresses of one database, as of two PgBouncers, of which one freezes: the other one serves."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text

from exercise_buddy.core.db import addresses
from exercise_buddy.core.db.addresses import spread_over
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.servers.line import Line, lines_to
from tests.support import CHEAP_BCRYPT, NOW, Api, FakeClock, Sql, assert_problem, new_workout, put

LONG = 30
"""Seconds after which a test takes an answer for lost."""


@dataclass
class Two:
    """The application, and the two lines to its database."""

    app: FastAPI
    lines: list[Line]
    monkeypatch: pytest.MonkeyPatch

    @property
    def database(self) -> Database:
        database: Database = self.app.state.resources.database
        return database

    async def check(self) -> None:
        """As the application does all the time; only a line that hangs is not waited for long."""
        found = self.database.addresses
        assert found is not None
        for address, line in zip(found._all, self.lines, strict=True):  # noqa: SLF001 - each for itself
            self.monkeypatch.setattr(addresses, "LOOK_TIMEOUT_SECONDS", 0.2 if line.hangs else LONG)
            await address.check(found._options)  # noqa: SLF001


@pytest.fixture
async def two(settings: Settings, sql: Sql, database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Two]:
    async with lines_to(database_url, 2) as (lines, ports, login):
        url = f"postgresql://{login.user}@/{login.database}?host=127.0.0.1,127.0.0.1&port={ports[0]},{ports[1]}"
        spread = SecretStr(f"{url}&load_balance_hosts=random")
        app = create_app(
            settings.model_copy(update={"database_url": spread, "database_pool_size": 8}), clock=FakeClock(NOW)
        )
        put(app, password_hasher=PasswordHasher(CHEAP_BCRYPT))
        yield Two(app, lines, monkeypatch)
        await app.state.resources.readiness.close()
        await app.state.resources.database.close()


@pytest.fixture
async def api(two: Two) -> AsyncIterator[Api]:
    transport = httpx.ASGITransport(two.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield Api(client)


async def test_saves_continue_through_the_responsive_address_without_duplicates(two: Two, api: Api) -> None:
    user = await api.sign_up("ada")
    # So many at once that there are connections by both.
    first = [new_workout() for _ in range(6)]
    assert {answer.status_code for answer in await asyncio.gather(*(user.post("/workouts", w) for w in first))} == {201}
    two.lines[0].hang()
    waiting = [new_workout() for _ in range(6)]
    tries = asyncio.gather(*(user.post("/workouts", workout) for workout in waiting))
    await asyncio.sleep(0.1)
    await two.check()
    for answer in await asyncio.wait_for(tries, LONG):
        if answer.status_code != 201:
            assert_problem(answer, 503, "database_unavailable")
            assert answer.headers["Retry-After"]
    for workout in waiting:
        assert (await asyncio.wait_for(user.post("/workouts", workout), LONG)).status_code in (200, 201)
    stored = (await user.get("/workouts")).json()["items"]
    assert sorted(item["id"] for item in stored) == sorted(workout["id"] for workout in first + waiting)


async def test_a_read_that_hangs_is_answered_by_the_other_address(two: Two) -> None:
    asleep = [asyncio.create_task(two.database.fetch_first(text("SELECT pg_sleep(0.3)"), {})) for _ in range(2)]
    await asyncio.gather(*asleep)
    asleep = [asyncio.create_task(two.database.fetch_first(text("SELECT pg_sleep(0.3)"), {})) for _ in range(2)]
    await asyncio.sleep(0.1)
    two.lines[0].hang()
    await two.check()
    assert all(row is not None for row in await asyncio.wait_for(asyncio.gather(*asleep), LONG))


async def test_a_transaction_in_progress_fails_at_once(two: Two) -> None:
    async def write(number: int) -> None:
        async with two.database.transaction() as transaction:
            await transaction.fetch_all(text("SELECT :number"), {"number": str(number)})
            await begun.wait()
            await asyncio.wait_for(go_on.wait(), LONG)
            await transaction.fetch_all(text("SELECT 1"), {})

    begun, go_on = asyncio.Barrier(3), asyncio.Event()
    both = [asyncio.create_task(write(number)) for number in range(2)]
    await asyncio.wait_for(begun.wait(), LONG)
    two.lines[0].hang()
    await two.check()
    go_on.set()
    ended = await asyncio.wait_for(asyncio.gather(*both, return_exceptions=True), LONG)
    assert ended.count(None) == 1
    assert [type(each) for each in ended if each is not None] == [asyncpg.InterfaceError]


async def test_one_that_comes_back_is_used_again(two: Two) -> None:
    two.lines[0].hang()
    await two.check()
    await two.database.ping()
    tried = two.lines[0].tries
    two.lines[0].go_on()
    await two.check()
    two.lines[1].hang()
    await two.check()
    await asyncio.wait_for(two.database.ping(), LONG)
    assert two.lines[0].tries > tried


async def test_one_that_refuses_is_passed_over(two: Two) -> None:
    two.lines[0].refuses = True
    await asyncio.wait_for(asyncio.gather(*(two.database.ping() for _ in range(6))), LONG)


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("u@/d?host=/run/a,/run/a&port=1,2&load_balance_hosts=random", [("/run/a", 1), ("/run/a", 2)]),
        ("u@/d?host=/run/a,/run/b&port=1&load_balance_hosts=random", [("/run/a", 1), ("/run/b", 1)]),
        ("u:p@a:1,b/d?load_balance_hosts=random&sslmode=require", [("a", 1), ("b", 5432)]),
        ("u:p@a,b/d", []),
        ("u:p@a,b/d?load_balance_hosts=disable", []),
    ],
)
def test_addresses_are_equal_where_the_url_says_so(url: str, hosts: list[tuple[str, int]]) -> None:
    assert spread_over(f"postgresql://{url}") == hosts
