"""The server killed in the middle of a save, before the insert and before the commit, and of an import.

No hook in the product: a lock held from outside stops the save where it is to be killed.
"""

import asyncio
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from secrets import token_urlsafe

import asyncpg
import httpx
import pytest
from pydantic import SecretStr

from exercise_buddy.core.settings import Settings
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.main import create_app
from tests.conftest import copied
from tests.servers.live import served
from tests.support import PASSWORD, V1, Sql, all_wait, new_user, new_workout
from tests.test_cli import serving
from tests.transfer.files import OWN_HEAD

SECRET = token_urlsafe(48)
"""For both servers."""
BEFORE_THE_INSERT = "SELECT FROM users FOR UPDATE"
BEFORE_THE_COMMIT = "LOCK TABLE daily_totals IN EXCLUSIVE MODE"


def sign_up(client: httpx.Client) -> dict[str, str]:
    """The header of a new user's requests."""
    assert client.post(V1 + "/auth/register", json=new_user()).status_code == 201
    login = client.post(V1 + "/auth/login", json={"identifier": "ada", "password": PASSWORD})
    return {"Authorization": f"Bearer {login.json()['access_token']}"}


@contextmanager
def the_next(url: str) -> Iterator[httpx.Client]:
    """A client of the server that follows the killed one: here, in this process, which takes less than starting one."""
    app = create_app(Settings(database_url=SecretStr(url), jwt_secret=SecretStr(SECRET)))
    with served(app) as address, httpx.Client(base_url=address) as client:
        yield client


async def kill_while_it_waits(
    process: subprocess.Popen[str], sending: Callable[[], httpx.Response], connection: asyncpg.Connection, lock: str
) -> None:
    """Kill the server once its request waits for the lock, before anything is answered."""

    def be_cut_off() -> None:
        with pytest.raises(httpx.TransportError):
            sending()

    async with connection.transaction():
        await connection.execute(lock)
        cut_off = asyncio.create_task(asyncio.to_thread(be_cut_off))
        await all_wait(connection, 1)
        process.kill()
        await cut_off


@pytest.mark.parametrize("lock", [BEFORE_THE_INSERT, BEFORE_THE_COMMIT])
async def test_a_save_that_was_cut_off_is_stored_once_by_its_retry(
    postgres: EmbeddedPostgres, tmp_path: Path, lock: str
) -> None:
    workout = new_workout(started_at="2026-03-18T11:00:00Z")
    async with copied(postgres) as url:
        connection = await asyncpg.connect(url)
        with serving(tmp_path, DATABASE_URL=url, JWT_SECRET=SECRET) as (client, process):
            headers = await asyncio.to_thread(sign_up, client)
            sending = partial(client.post, V1 + "/workouts", headers=headers, json=workout)
            await kill_while_it_waits(process, sending, connection, lock)
        with the_next(url) as client:
            assert await connection.fetchval("SELECT count(*) FROM workouts") == 0
            answers = [
                await asyncio.to_thread(client.post, V1 + "/workouts", json=workout, headers=headers) for _ in range(2)
            ]
            assert [answer.status_code for answer in answers] == [201, 200]
            assert answers[1].json()["statistics"]["totals"]["workouts"] == 1
        assert await connection.fetchval("SELECT count(*) FROM workouts") == 1
        assert await Sql(connection).rollup_errors() == []
        await connection.close()


async def test_an_import_that_was_cut_off_is_taken_in_whole_by_the_next(
    postgres: EmbeddedPostgres, tmp_path: Path
) -> None:
    rows = "".join(f"2026-03-{day:02}T11:00:00Z,push-up,12,30\n" for day in range(1, 31))
    file = (OWN_HEAD + rows).encode()
    async with copied(postgres) as url:
        connection = await asyncpg.connect(url)
        with serving(tmp_path, DATABASE_URL=url, JWT_SECRET=SECRET) as (client, process):
            headers = await asyncio.to_thread(sign_up, client)
            sending = partial(client.post, V1 + "/workouts/import", headers=headers, content=file)
            await kill_while_it_waits(process, sending, connection, BEFORE_THE_COMMIT)
        with the_next(url) as client:
            assert await connection.fetchval("SELECT count(*) FROM workouts") == 0
            for _ in range(2):
                again = await asyncio.to_thread(
                    client.post, V1 + "/workouts/import", content=file, headers=headers, timeout=60
                )
                assert again.status_code == 200, again.text
        assert await connection.fetchval("SELECT count(*) FROM workouts") == 30
        assert await Sql(connection).rollup_errors() == []
        await connection.close()
