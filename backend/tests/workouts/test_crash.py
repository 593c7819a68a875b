"""The server killed in the middle of a save: before the insert, and after it but before the commit.

No hook in the product: a lock held from outside stops the save where it is to be killed.
"""

import asyncio
import threading
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import asyncpg
import httpx
import pytest

from exercise_buddy.embedded import EmbeddedPostgres
from tests.conftest import copied
from tests.support import PASSWORD, V1, Sql, all_wait, new_user, new_workout
from tests.test_cli import serving

SECRET = token_urlsafe(48)
"""For both servers."""
BEFORE_THE_INSERT = "SELECT FROM users FOR UPDATE"
BEFORE_THE_COMMIT = "LOCK TABLE daily_totals IN EXCLUSIVE MODE"


def sign_up(client: httpx.Client) -> dict[str, str]:
    """The header of a new user's requests."""
    assert client.post(V1 + "/auth/register", json=new_user()).status_code == 201
    login = client.post(V1 + "/auth/login", json={"identifier": "ada", "password": PASSWORD})
    return {"Authorization": f"Bearer {login.json()['access_token']}"}


def post_and_be_cut_off(client: httpx.Client, workout: dict[str, Any], headers: dict[str, str]) -> None:
    with suppress(httpx.TransportError):
        client.post(V1 + "/workouts", json=workout, headers=headers)
        pytest.fail("the save was answered")


@pytest.mark.parametrize("lock", [BEFORE_THE_INSERT, BEFORE_THE_COMMIT])
async def test_a_save_that_was_cut_off_is_stored_once_by_its_retry(
    postgres: EmbeddedPostgres, tmp_path: Path, lock: str
) -> None:
    workout = new_workout(started_at="2026-03-18T11:00:00Z")
    async with copied(postgres) as url:
        connection = await asyncpg.connect(url)
        with serving(tmp_path, DATABASE_URL=url, JWT_SECRET=SECRET) as (client, process):
            headers = await asyncio.to_thread(sign_up, client)
            async with connection.transaction():
                await connection.execute(lock)
                save = threading.Thread(target=post_and_be_cut_off, args=(client, workout, headers))
                save.start()
                await all_wait(connection, 1)
                process.kill()
                await asyncio.to_thread(save.join)
        with serving(tmp_path, DATABASE_URL=url, JWT_SECRET=SECRET) as (client, _):
            assert await connection.fetchval("SELECT count(*) FROM workouts") == 0
            answers = [
                await asyncio.to_thread(client.post, V1 + "/workouts", json=workout, headers=headers) for _ in range(2)
            ]
            assert [answer.status_code for answer in answers] == [201, 200]
            assert answers[1].json()["statistics"]["totals"]["workouts"] == 1
        assert await connection.fetchval("SELECT count(*) FROM workouts") == 1
        assert await Sql(connection).rollup_errors() == []
        await connection.close()
