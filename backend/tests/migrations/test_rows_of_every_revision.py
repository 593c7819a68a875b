"""Rows made by every version that there was, brought along: every workout readable, the statistics the same."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from exercise_buddy.core.db import background
from exercise_buddy.core.db import migrate as migrations
from exercise_buddy.core.db.background import BackgroundMigration, Place, run_pending
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.migrate import migrate
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.statistics.schemas import Period
from exercise_buddy.workouts.compaction import CompactDetails
from exercise_buddy.workouts.dependencies import workouts_on
from exercise_buddy.workouts.schemas import Workout
from exercise_buddy.workouts.usage import CountDetails
from tests.support import NOW

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Those whose details are rows."""

ADA, BOB = UUID(int=1), UUID(int=2)
REP = {"start_ms": 0, "end_ms": 1500, "bottom_deg": 80, "top_deg": None, "down_ms": 700, "up_ms": 800}
DETAILS: tuple[dict[str, Any], ...] = (
    {},
    {"repetitions": [REP | {"verdict": "valid"}, REP | {"verdict": "shallow", "start_ms": 1500, "end_ms": 3000}]},
    {"repetitions": [REP | {"verdict": "of-tomorrow"}]},
    {"repetitions": "many", "longest_run": "long", "runs": [1, {"reps": "x"}]},
    {"repetitions": [{"verdict": "hips-off-line"}], "cadence_per_minute": 30, "mine": {"a": [1]}},
)
USER = (
    "INSERT INTO users (id, email, username, password_hash, display_name, time_zone) VALUES ($1, $2, $2, '', '', 'UTC')"
)
WORKOUT = (
    "INSERT INTO workouts (user_id, id, request_sha256, exercise_type, reps_count, duration_seconds, started_at,"
    " local_date, source, details) VALUES ($1, $2, '', 'push-up', 12, 30, $3, $4, 'camera', $5)"
)


@pytest.fixture
async def database(empty_database: str) -> AsyncIterator[Database]:
    database = Database(empty_database, pool_size=2)
    yield database
    await database.close()


async def fill(url: str) -> None:
    connection = await asyncpg.connect(url)
    for user in (ADA, BOB):
        await connection.execute(USER, user, f"u{user.int}")
        for n, details in enumerate(DETAILS):
            moment = datetime(2026, 3, 10 + n, 9, tzinfo=UTC)
            await connection.execute(WORKOUT, user, UUID(int=100 + n), moment, moment.date(), json.dumps(details))
    await connection.execute("INSERT INTO daily_totals SELECT * FROM daily_recount")
    await connection.close()


async def seen(database: Database, user: UUID) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What the application says of a user's workouts, and of the sums of them."""
    pages = workouts_on(database, lambda: NOW).pages(user, lambda rows: list(map(Workout.model_validate, rows)))
    workouts = [workout async for page in pages for workout in page]
    statistics = await statistics_on(database, lambda: NOW).read(user, Period())
    return [Workout.model_validate(one).model_dump(mode="json") for one in workouts], statistics.model_dump(mode="json")


@pytest.mark.parametrize("revision", REVISIONS)
async def test_rows_are_readable_before_during_and_after(
    empty_database: str, database: Database, revision: str
) -> None:
    await migrate(database.engine, revision)
    await fill(empty_database)
    await migrate(database.engine)
    before, statistics_before = await seen(database, ADA)
    assert len(before) == len(DETAILS)
    told: list[tuple[str, int, int]] = []
    migration = CompactDetails(rows_at_once=2)
    assert (
        await run_pending(database, [migration], lambda: NOW, lambda *said: told.append(said), only_small=False) == []
    )
    assert told[-1] == ("compact-details", 2 * len(DETAILS), 2 * len(DETAILS))
    after, statistics_after = await seen(database, ADA)
    assert after == before
    quality_before = statistics_before["by_exercise"][0].pop("quality")
    quality = statistics_after["by_exercise"][0].pop("quality")
    assert statistics_after == statistics_before
    # A verdict that nobody knew was not counted at all; now it counts as hard to see.
    assert quality == quality_before | {"low_confidence": quality_before["low_confidence"] + 1}
    connection = await asyncpg.connect(empty_database)
    assert (
        await connection.fetchval("SELECT count(*) FROM workouts WHERE jsonb_typeof(details->'repetitions') = 'array'")
        == 0
    )
    differences = "SELECT * FROM daily_totals EXCEPT SELECT * FROM daily_recount"
    assert await connection.fetch(differences) == []
    await connection.close()


async def test_an_interrupted_background_migration_continues_where_it_stopped(
    empty_database: str, database: Database
) -> None:
    await migrate(database.engine, "0007")
    await fill(empty_database)
    await migrate(database.engine)

    def cut(_name: str, rows: int, _about: int) -> None:
        if rows >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await run_pending(database, [CompactDetails(rows_at_once=2)], lambda: NOW, cut, only_small=False)
    told: list[int] = []
    await run_pending(
        database, [CompactDetails(rows_at_once=2)], lambda: NOW, lambda _, rows, __: told.append(rows), only_small=False
    )
    assert told == [5, 7, 9, 10]
    assert (
        await run_pending(database, [CompactDetails()], lambda: NOW, lambda *_: told.append(0), only_small=False) == []
    )
    assert 0 not in told


@pytest.mark.parametrize("ends_by", ["lock_timeout", "pg_terminate_backend"])
async def test_a_batch_that_failed_is_tried_again(
    empty_database: str, database: Database, monkeypatch: pytest.MonkeyPatch, ends_by: str
) -> None:
    monkeypatch.setattr(background, "LOCK_TIMEOUT", "100ms" if ends_by == "lock_timeout" else "1h")
    await migrate(database.engine, "0007")
    await fill(empty_database)
    await migrate(database.engine)
    saving = await asyncpg.connect(empty_database)
    await saving.execute("BEGIN")
    await saving.fetch("SELECT FROM users WHERE id = $1 FOR UPDATE", BOB)
    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(seconds)
        await saving.execute("ROLLBACK")

    async def end_who_waits() -> None:
        asked = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        while await saving.fetchval(asked) == 0:  # noqa: ASYNC110 - only the server knows who waits
            await asyncio.sleep(0.01)

    monkeypatch.setattr(background, "pause", note)
    told: list[int] = []
    async with asyncio.TaskGroup() as tasks:
        if ends_by != "lock_timeout":
            tasks.create_task(end_who_waits())
        tasks.create_task(
            run_pending(
                database, [CompactDetails()], lambda: NOW, lambda _, rows, __: told.append(rows), only_small=False
            )
        )
    assert (waits, told) == ([1], [5, 10])
    await saving.close()


@pytest.mark.parametrize(("migration", "statements"), [(CompactDetails(rows_at_once=2), 2), (CountDetails(), 1)])
async def test_a_batch_begins_at_its_place(
    empty_database: str, database: Database, asked: list[str], migration: BackgroundMigration, statements: int
) -> None:
    """Else each reads all that the batches before it have done: sixteen times the work for four times the rows."""
    await migrate(database.engine)
    await fill(empty_database)
    asked.clear()
    assert await migration.batch(database, Place(ADA, UUID(int=100))) is not None
    connection = await asyncpg.connect(empty_database)
    await connection.execute(
        "SET enable_seqscan = off; SET enable_bitmapscan = off; SET plan_cache_mode = force_generic_plan"
    )
    plans = {each: await plan_of(connection, each) for each in asked if "FROM workouts" in each and "LIMIT" in each}
    assert len(plans) == statements
    assert all("Index Cond" in plan and "Filter" not in plan for plan in plans.values()), plans
    await connection.close()


async def plan_of(connection: asyncpg.Connection, statement: str) -> str:
    await connection.execute(f"PREPARE asked AS {statement}")
    count = len(set(re.findall(r"\$[0-9]+", statement)))
    rows = await connection.fetch(f"EXPLAIN EXECUTE asked({', '.join(['NULL'] * count)})")
    await connection.execute("DEALLOCATE asked")
    return "\n".join(row["QUERY PLAN"] for row in rows)


async def test_a_table_that_is_large_is_left_for_the_command(
    empty_database: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "FEW_ROWS", 3)
    await migrate(database.engine, "0007")
    await fill(empty_database)
    await migrate(database.engine)
    left = await run_pending(database, [CompactDetails()], lambda: NOW, lambda *_: None, only_small=True)
    assert left == ["compact-details"]


async def test_a_table_in_use_makes_a_migration_wait_but_not_everybody_behind_it(
    empty_database: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "LOCK_TIMEOUT", "100ms")
    monkeypatch.setattr(migrations, "WAITS_SECONDS", (0.01,) * 200)
    await migrate(database.engine, "0007")
    reader = await asyncpg.connect(empty_database)
    waits: list[float] = []

    async def note(seconds: float) -> None:
        """The reader lets go only once the migration has given up and waits."""
        waits.append(seconds)
        await reading.rollback()

    monkeypatch.setattr(migrations, "pause", note)
    reading = reader.transaction()
    await reading.start()
    await reader.fetch("SELECT * FROM workouts")
    await migrate(database.engine)
    assert waits == [0.01]
    await reader.close()
