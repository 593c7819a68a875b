"""How long statements take and which fail, by name, as Prometheus is told of it."""

import asyncio

import pytest
from fastapi import FastAPI
from sqlalchemy import Executable, select, text

from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.statement_times import COMMIT, UNNAMED, name_of, named
from tests.support import Api, new_training

_SLEEPS = named(text("SELECT pg_sleep(0.03)"), "a nap")
_SLEEPS_LONG = named(text("SELECT pg_sleep(3600)"), "a sleep")
_FAILS = named(text("SELECT 1 / 0"), "nonsense")


def told(database: Database, family: str, label: str = "") -> dict[str, float]:
    """The values of a family's samples of that name, by statement and one other label."""
    return {
        " ".join(filter(None, (sample.labels["statement"], sample.labels.get(label)))): sample.value
        for metric in database.times.collect()
        for sample in metric.samples
        if sample.name == family
    }


async def test_what_people_do_has_names(app: FastAPI, ada: Api) -> None:
    """Every statement of the hot paths, so that the slow one can be found in the code."""
    workout = await ada.save(training=new_training())
    await ada.get("/workouts")
    await ada.get("/workouts", details=True, exercise_type="push-up")
    await ada.get("/statistics")
    await ada.patch(f"/workouts/{workout['id']}", {"note": "changed"})
    await ada.patch("/users/me", {"weight_kg": 71})
    await ada.delete(f"/workouts/{workout['id']}")
    names = set(told(app.state.resources.database, "database_statement_seconds_count"))
    assert UNNAMED not in names
    assert {
        "workouts.insert",
        "workouts.insert_training",
        "workouts.list",
        "workouts.list_with_details",
        "workouts.update",
        "workouts.delete",
        "statistics.refresh",
        "statistics.read_snapshot",
        "users.insert",
        "users.update",
        COMMIT,
    } <= names


async def test_a_statement_is_counted_in_the_bucket_of_its_time(database_url: str) -> None:
    database = Database(database_url, pool_size=2)
    await database.fetch_all(_SLEEPS, {})
    async with database.transaction() as transaction:
        await transaction.fetch_all(_SLEEPS, {})
    async with database.session() as session:
        await session.fetch_all(_SLEEPS, {})
        await session.commit()
    buckets = told(database, "database_statement_seconds_bucket", "le")
    assert [buckets[f"a nap {bound}"] for bound in ("0.025", "+Inf")] == [0, 3]
    assert told(database, "database_statement_seconds_sum")["a nap"] > 0.09
    assert told(database, "database_statement_seconds_count")[COMMIT] == 2
    await database.close()


async def test_failures_are_counted_by_why(database_url: str) -> None:
    database = Database(database_url, pool_size=2)
    for _ in range(2):
        with pytest.raises(Exception, match="division by zero"):
            await database.fetch_all(_FAILS, {})
    async with database.session() as session:
        with pytest.raises(Exception, match="division by zero"):
            await session.fetch_all(_FAILS, {})
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await database.fetch_all(_SLEEPS_LONG, {})
    failures = told(database, "database_statement_failures_total", "error")
    assert failures == {"nonsense 22012": 3, "a sleep CancelledError": 1}
    await database.close()


def test_a_statement_is_called_after_its_place_or_what_it_was_called() -> None:
    found: Executable = select(1)
    assert name_of(found) == UNNAMED
    assert name_of(named(found, "mine")) == "mine"
    assert name_of(_SLEEPS) == "a nap"
