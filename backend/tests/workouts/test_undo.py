"""Deleting that can be undone, and edits of several devices."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from httpx import Response

from exercise_buddy.core.db.database import Database
from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app
from exercise_buddy.workouts.service import purge_deleted
from tests.servers.live import served
from tests.support import NOW, Api, FakeClock, Sql, all_wait, assert_problem, new_workout, uuid7


async def test_a_deleted_workout_is_nowhere_to_be_seen(ada: Api, sql: Sql) -> None:
    workout = await ada.save()
    path = f"/workouts/{workout['id']}"
    assert (await ada.delete(path)).status_code == 204
    assert_problem(await ada.get(path), 404, "workout_not_found")
    assert_problem(await ada.patch(path, {"reps_count": 1}), 404, "workout_not_found")
    assert (await ada.get("/workouts")).json()["items"] == []
    assert (await ada.get("/users/me/export")).json()["workouts"] == []
    assert (await ada.statistics())["totals"]["workouts"] == 0
    assert await sql.value("SELECT count(*) FROM workouts") == 1


async def test_deleting_again_is_harmless(ada: Api, bob: Api, sql: Sql) -> None:
    path = f"/workouts/{(await ada.save())['id']}"
    answers = await asyncio.gather(*(ada.delete(path) for _ in range(4)))
    assert [answer.status_code for answer in answers] == [204] * 4
    assert_problem(await bob.delete(path), 404, "workout_not_found")
    assert_problem(await ada.delete(f"/workouts/{uuid7()}"), 404, "workout_not_found")
    assert await sql.rollup_errors() == []


async def test_restoring_brings_everything_back(ada: Api, sql: Sql) -> None:
    workout = await ada.save(note="hard", details={"trips": 2})
    before = await ada.statistics()
    await ada.delete(f"/workouts/{workout['id']}")
    answer = await ada.post(f"/workouts/{workout['id']}/restore")
    assert answer.status_code == 200
    assert answer.json() == {"workout": workout, "statistics": before}
    assert (await ada.get(f"/workouts/{workout['id']}")).json() == workout
    assert await sql.rollup_errors() == []


async def test_restoring_what_is_not_deleted_changes_nothing(ada: Api, bob: Api) -> None:
    workout = await ada.save()
    path = f"/workouts/{workout['id']}/restore"
    assert (await ada.post(path)).json()["workout"] == workout
    assert_problem(await bob.post(path), 404, "workout_not_found")
    assert_problem(await ada.post(f"/workouts/{uuid7()}/restore"), 404, "workout_not_found")


async def test_a_late_retry_does_not_bring_a_deleted_workout_back(ada: Api, bob: Api) -> None:
    given = new_workout()
    await ada.post("/workouts", given)
    await ada.delete(f"/workouts/{given['id']}")
    assert_problem(await ada.post("/workouts", given), 410, "workout_deleted")
    assert_problem(await ada.post("/workouts", given | {"reps_count": 99}), 410, "workout_deleted")
    assert (await bob.post("/workouts", given)).status_code == 201
    assert (await ada.statistics())["totals"]["workouts"] == 0


async def in_turn(database_url: str, *requests: Coroutine[Any, Any, Response]) -> list[Response]:
    """The answers to requests each of which has begun before the one in front of it is done."""
    under_way: list[asyncio.Task[Response]] = []
    connection = await asyncpg.connect(database_url)
    async with connection.transaction():
        await connection.execute("SELECT FROM users FOR UPDATE")
        for request in requests:
            under_way.append(asyncio.create_task(request))
            await all_wait(connection, len(under_way))
    await connection.close()
    return await asyncio.gather(*under_way)


@pytest.fixture
async def ada_elsewhere(ada: Api, settings: Settings, clock: FakeClock) -> AsyncIterator[Api]:
    """The same person at another process of the server: in one of them his changes take turns."""
    app = create_app(settings, clock=clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as client:
        yield replace(ada, http=client)
    await app.state.resources.database.close()


async def test_a_delete_sees_the_save_that_was_under_way(
    ada: Api, ada_elsewhere: Api, sql: Sql, database_url: str
) -> None:
    given = new_workout()
    path = f"/workouts/{given['id']}"
    saved, deleted = await in_turn(database_url, ada.post("/workouts", given), ada_elsewhere.delete(path))
    assert (saved.status_code, deleted.status_code) == (201, 204)
    assert_problem(await ada.get(path), 404, "workout_not_found")
    assert await sql.rollup_errors() == []


async def test_a_restore_sees_the_delete_that_was_under_way(
    ada: Api, ada_elsewhere: Api, sql: Sql, database_url: str
) -> None:
    path = f"/workouts/{(await ada.save())['id']}"
    deleted, restored = await in_turn(database_url, ada.delete(path), ada_elsewhere.post(f"{path}/restore"))
    assert (deleted.status_code, restored.status_code) == (204, 200)
    assert (await ada.get(path)).status_code == 200
    assert await sql.rollup_errors() == []


async def test_a_delete_sees_the_restore_that_was_under_way(
    ada: Api, ada_elsewhere: Api, sql: Sql, database_url: str
) -> None:
    path = f"/workouts/{(await ada.save())['id']}"
    await ada.delete(path)
    restored, deleted = await in_turn(database_url, ada.post(f"{path}/restore"), ada_elsewhere.delete(path))
    assert (restored.status_code, deleted.status_code) == (200, 204)
    assert_problem(await ada.get(path), 404, "workout_not_found")
    assert await sql.rollup_errors() == []


async def test_after_thirty_days_it_is_gone_for_good(ada: Api, sql: Sql, database_url: str) -> None:
    deleted, kept = await ada.save(), await ada.save()
    await ada.delete(f"/workouts/{deleted['id']}")
    database = Database(database_url, pool_size=1)
    assert await purge_deleted(database, NOW + timedelta(days=30)) == 0
    assert await purge_deleted(database, NOW + timedelta(days=30, seconds=1)) == 1
    await database.close()
    assert [row["id"] for row in await sql.rows("SELECT id::text FROM workouts")] == [kept["id"]]
    assert_problem(await ada.post(f"/workouts/{deleted['id']}/restore"), 404, "workout_not_found")


async def test_of_two_edits_the_later_one_is_kept_in_whatever_order_they_come(ada: Api) -> None:
    path = f"/workouts/{(await ada.save())['id']}"
    later = {"reps_count": 20, "edited_at": "2026-03-18T11:40:00Z"}
    earlier = {"reps_count": 10, "edited_at": "2026-03-18T12:30:00+01:00"}
    assert (await ada.patch(path, later)).json()["workout"]["edited_at"] == later["edited_at"]
    assert_problem(await ada.patch(path, earlier), 409, "newer_edit_kept")
    assert (await ada.get(path)).json()["reps_count"] == 20
    again = await ada.patch(path, later)
    assert (again.status_code, again.json()["workout"]["reps_count"]) == (200, 20)
    newest = await ada.patch(path, {"note": "easy", "edited_at": "2026-03-18T11:40:00.001Z"})
    assert (newest.json()["workout"]["reps_count"], newest.json()["workout"]["note"]) == (20, "easy")


async def test_an_offline_edit_before_the_workout_was_sent_is_not_a_conflict(ada: Api) -> None:
    """The first edit competes with none, whenever the server came to know of the workout."""
    path = f"/workouts/{(await ada.save())['id']}"
    assert (await ada.patch(path, {"reps_count": 9, "edited_at": "2026-03-18T11:05:00Z"})).status_code == 200


async def test_a_fast_clock_does_not_win_over_edits_to_come(ada: Api, clock: FakeClock) -> None:
    path = f"/workouts/{(await ada.save())['id']}"
    fast = await ada.patch(path, {"reps_count": 1, "edited_at": "2026-03-19T12:00:00Z"})
    assert fast.json()["workout"]["edited_at"] == "2026-03-18T12:00:00Z"
    clock.now += timedelta(minutes=1)
    assert (await ada.patch(path, {"reps_count": 2, "edited_at": "2026-03-18T12:01:00Z"})).status_code == 200
    assert (await ada.patch(path, {"reps_count": 3})).json()["workout"]["edited_at"] == "2026-03-18T12:01:00Z"


@pytest.mark.parametrize("edited_at", ["2026-03-18T11:40:00", "yesterday", 1_760_000_000, None])
async def test_an_edit_at_no_time_is_refused(ada: Api, edited_at: object) -> None:
    path = f"/workouts/{(await ada.save())['id']}"
    problem = assert_problem(await ada.patch(path, {"edited_at": edited_at}), 422, "validation_failed")
    assert problem["errors"][0]["location"] == "body.edited_at"


async def test_a_running_server_purges_by_itself(settings: Settings, ada: Api, sql: Sql) -> None:
    deleted = await ada.save()
    await ada.delete(f"/workouts/{deleted['id']}")
    with served(create_app(settings, clock=lambda: NOW + timedelta(days=31))):
        async with asyncio.timeout(60):
            while await sql.value("SELECT count(*) FROM workouts"):  # noqa: ASYNC110 - another process does it
                await asyncio.sleep(0.02)
