"""Changes of one account take turns, so that what waits for a lock keeps nobody else waiting."""

import asyncio

import asyncpg
import pytest
from fastapi import FastAPI

from exercise_buddy.core.db import database as databases
from tests.support import Api, Sql, all_wait, assert_problem, new_workout

MORE_THAN_THE_POOL = 12


async def test_saves_that_wait_for_an_import_leave_others_their_connections(
    ada: Api, bob: Api, sql: Sql, database_url: str
) -> None:
    edited = f"/workouts/{(await ada.save())['id']}"
    importing = await asyncpg.connect(database_url)
    async with importing.transaction():
        await importing.execute("SELECT FROM users WHERE username = 'ada' FOR UPDATE")
        waiting = [asyncio.create_task(ada.post("/workouts", new_workout())) for _ in range(MORE_THAN_THE_POOL)]
        waiting.append(asyncio.create_task(ada.patch(edited, {"note": "felt light"})))
        await all_wait(importing, 1)
        assert (await bob.get("/statistics")).status_code == 200
        assert (await bob.post("/workouts", new_workout())).status_code == 201
        assert (await ada.get("/workouts")).status_code == 200
    await importing.close()
    *saved, changed = await asyncio.gather(*waiting)
    assert {answer.status_code for answer in saved} == {201}
    assert changed.status_code == 200
    assert await sql.rollup_errors() == []


async def test_whoever_waits_too_long_for_a_turn_is_asked_to_come_back(
    ada: Api, bob: Api, app: FastAPI, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    importing = await asyncpg.connect(database_url)
    async with importing.transaction():
        await importing.execute("SELECT FROM users WHERE username = 'ada' FOR UPDATE")
        first = asyncio.create_task(ada.post("/workouts", new_workout()))
        await all_wait(importing, 1)
        monkeypatch.setattr(databases, "CHECKOUT_TIMEOUT_SECONDS", 0.1)
        refused = await ada.post("/workouts", new_workout())
        monkeypatch.undo()
        assert_problem(refused, 503, "database_unavailable")
        # The database is well: nobody is refused for it.
        assert not app.state.resources.database.is_silent
        assert (await bob.get("/statistics")).status_code == 200
    await importing.close()
    assert (await first).status_code == 201
