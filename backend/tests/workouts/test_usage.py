"""How many bytes of large details an account stores: what is noted is what a recount finds, whatever changed them.

Saves, edits, deletions, restores and imports, one after the other and at once: statistics/test_rollup.py.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from alembic import command
from fastapi import FastAPI
from sqlalchemy import Connection

from exercise_buddy.core.db.background import run_pending
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.migrate import alembic_config, migrate
from exercise_buddy.serving.database import BACKGROUND_MIGRATIONS
from exercise_buddy.workouts import repository
from exercise_buddy.workouts.repository import WorkoutRepository
from exercise_buddy.workouts.usage import CountDetails
from tests.support import NOW, Api, Sql, new_workout

LARGE = {"curve": "x" * 6000}
LARGE_BYTES = len(json.dumps(LARGE))
NOTED = "SELECT large_bytes FROM details_usage WHERE user_id = $1"


async def test_what_is_deleted_is_counted_until_it_is_gone_for_good(ada: Api, app: FastAPI, sql: Sql) -> None:
    assert ada.user is not None
    [first, second] = [await ada.save(details=LARGE) for _ in range(2)]
    assert (await ada.delete(f"/workouts/{first['id']}")).status_code == 204
    assert await sql.value(NOTED, ada.user["id"]) == 2 * LARGE_BYTES
    workouts = WorkoutRepository(app.state.resources.database)
    # While another is saved, for it waits for nobody.
    purged, _ = await asyncio.gather(workouts.purge(NOW + timedelta(days=31)), ada.save(details=LARGE))
    assert purged == 1
    assert await sql.value(NOTED, ada.user["id"]) == 2 * LARGE_BYTES
    await sql.execute("DELETE FROM users")
    assert await sql.rows("SELECT FROM details_usage") == []
    assert second["details"] == LARGE


async def test_what_is_beyond_the_bound_of_deleted_ones_makes_room(
    ada: Api, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repository, "MAX_DELETED", 1)
    for workout in [await ada.save(details=LARGE) for _ in range(3)]:
        assert (await ada.delete(f"/workouts/{workout['id']}")).status_code == 204
    assert await sql.value(NOTED, (ada.user or {})["id"]) == LARGE_BYTES
    assert await sql.usage_errors() == []


async def test_an_import_over_a_deleted_workout_replaces_its_bytes(ada: Api, sql: Sql) -> None:
    workouts = [new_workout(details=LARGE) for _ in range(3)]
    for workout in workouts:
        assert (await ada.post("/workouts", workout)).status_code == 201
        assert (await ada.delete(f"/workouts/{workout['id']}")).status_code == 204
    larger: dict[str, Any] = {"curve": "x" * 9000}
    for workout, details in zip(workouts, ({}, larger, LARGE), strict=True):
        workout["details"] = details
    answer = await ada.call("POST", "/workouts/import", content=json.dumps({"workouts": workouts}))
    assert answer.json()["imported"] == 3
    assert await sql.value(NOTED, (ada.user or {})["id"]) == LARGE_BYTES + len(json.dumps(larger))
    assert await sql.usage_errors() == []


@pytest.fixture
async def anew(sql: Sql) -> AsyncIterator[None]:
    """As if no background migration had run, before and after."""
    forget = (
        "UPDATE background_migrations SET finished_at = NULL, last_user_id = NULL, last_row_id = NULL, rows_done = 0"
    )
    await sql.execute(forget)
    yield
    await sql.execute(forget)


async def test_earlier_rows_are_counted_while_others_save(
    ada: Api, bob: Api, sql: Sql, database_url: str, anew: None
) -> None:
    """As the migration leaves it: no row, and saves and deletions that go on."""
    for account in (ada, bob):
        await account.save(details=LARGE)
    gone = await bob.save(details=LARGE)
    await ada.save()
    await sql.execute("DELETE FROM details_usage")
    await sql.execute("DELETE FROM workouts WHERE id = $1::uuid", gone["id"])
    await ada.save(details=LARGE)
    assert len(await sql.usage_errors()) == 2
    database = Database(database_url, pool_size=2)
    told: list[tuple[str, int, int]] = []
    counted = run_pending(
        database, BACKGROUND_MIGRATIONS, lambda: NOW, lambda *said: told.append(said), only_small=True
    )
    left, *_ = await asyncio.gather(counted, ada.save(details=LARGE), bob.save(details=LARGE))
    assert left == []
    assert told[-1][0] == "count-details"
    assert 4 <= told[-1][1] <= 6
    assert await sql.usage_errors() == []
    assert await sql.value(NOTED, (bob.user or {})["id"]) == 2 * LARGE_BYTES
    await database.close()


async def test_rows_are_counted_on_the_way_up_and_again_after_a_way_down(empty_database: str) -> None:
    database = Database(empty_database, pool_size=2)
    await migrate(database.engine, "0018")
    connection = await asyncpg.connect(empty_database)
    await connection.execute(
        "INSERT INTO users (email, username, password_hash, display_name, time_zone)"
        " VALUES ('ada@example.com', 'ada', '', '', 'UTC')"
    )
    for details in (LARGE, LARGE, {}):
        await connection.execute(
            "INSERT INTO workouts (user_id, id, request_sha256, exercise_type, reps_count, duration_seconds,"
            " started_at, local_date, source, details)"
            " SELECT id, uuidv7(), '', 'push-up', 1, 1, now(), '2026-01-01', 'camera', $1 FROM users",
            json.dumps(details),
        )
    for _ in range(2):
        await migrate(database.engine)
        assert await connection.fetch("SELECT FROM details_usage") == []
        assert await run_pending(database, [CountDetails()], lambda: NOW, lambda *_: None, only_small=True) == []
        assert await connection.fetchval("SELECT large_bytes FROM details_usage") == 2 * LARGE_BYTES
        async with database.engine.begin() as engine:
            await engine.run_sync(_downgrade)
    await connection.execute("DELETE FROM workouts")
    await connection.close()
    await database.close()


def _downgrade(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.downgrade(config, "0018")
