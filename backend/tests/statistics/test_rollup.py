"""The law of the rollup: after any sequence of saves, edits, deletes and restores it equals a recount, and so do the
answers."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercise_buddy.core.database import Database
from exercise_buddy.core.rate_limit import RateLimiter
from exercise_buddy.statistics.service import rebuild_rollup
from tests.support import Api, Sql

EXERCISES = ("push-up", "jump-rope", "plank")

saves = st.fixed_dictionaries(
    {
        "exercise_type": st.sampled_from(EXERCISES),
        "reps_count": st.integers(0, 300),
        "duration_seconds": st.decimals("0.001", "600", places=3).map(float),
        "started_at": st.datetimes(datetime(2026, 3, 14), datetime(2026, 3, 18, 12)).map(  # noqa: DTZ001 - made aware
            lambda moment: moment.replace(tzinfo=UTC).isoformat()
        ),
        "time_zone": st.sampled_from(("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago")),
    },
    optional={"calories_burned": st.decimals(0, 500, places=2).map(float)},
)
edits = st.fixed_dictionaries(
    {},
    optional={
        "exercise_type": st.sampled_from(EXERCISES),
        "reps_count": st.integers(0, 300),
        "duration_seconds": st.decimals("0.001", "600", places=3).map(float),
    },
)
steps = st.one_of(
    st.tuples(st.just("save"), saves),
    st.tuples(st.just("edit"), st.tuples(st.integers(0), edits)),
    st.tuples(st.just("delete"), st.integers(0)),
    st.tuples(st.just("restore"), st.integers(0)),
)


class Model:
    """The workouts that there are, and those that were deleted."""

    def __init__(self) -> None:
        self.stored: dict[str, dict[str, Any]] = {}
        self.deleted: dict[str, dict[str, Any]] = {}

    async def apply(self, api: Api, kind: str, argument: Any) -> None:
        """Do one step through the API, and the same to the model."""
        if kind == "save":
            workout = await api.save(**argument)
            self.stored[workout["id"]] = workout
        elif kind == "edit" and self.stored:
            workout_id = picked(self.stored, argument[0])
            self.stored[workout_id] = (await api.patch(f"/workouts/{workout_id}", argument[1])).json()["workout"]
        elif kind == "delete" and self.stored:
            workout_id = picked(self.stored, argument)
            assert (await api.delete(f"/workouts/{workout_id}")).status_code == 204
            self.deleted[workout_id] = self.stored.pop(workout_id)
        elif kind == "restore" and self.deleted:
            workout_id = picked(self.deleted, argument)
            restored = (await api.post(f"/workouts/{workout_id}/restore")).json()["workout"]
            assert restored == self.deleted.pop(workout_id)
            self.stored[workout_id] = restored


def picked(workouts: dict[str, dict[str, Any]], position: int) -> str:
    return sorted(workouts)[position % len(workouts)]


def recount(stored: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The statistics of these workouts, counted plainly."""
    days = sorted({workout["local_date"] for workout in stored.values()})
    by_day: dict[tuple[str, str], int] = defaultdict(int)
    for workout in stored.values():
        by_day[workout["exercise_type"], workout["local_date"]] += workout["reps_count"]
    return {
        "workouts": len(stored),
        "reps": sum(workout["reps_count"] for workout in stored.values()),
        "seconds": pytest.approx(sum(workout["duration_seconds"] for workout in stored.values())),
        "calories": pytest.approx(sum(workout["calories_burned"] or 0 for workout in stored.values())),
        "best_days": {
            exercise: max(reps for (of, _), reps in by_day.items() if of == exercise) for exercise, _ in by_day
        },
        "days": days,
    }


def summary(statistics: dict[str, Any]) -> dict[str, Any]:
    return {
        "workouts": statistics["totals"]["workouts"],
        "reps": statistics["totals"]["reps"],
        "seconds": statistics["totals"]["duration_seconds"],
        "calories": statistics["totals"]["calories"],
        "best_days": {best["exercise_type"]: best["most_reps_in_a_day"] for best in statistics["bests"]},
        "days": [day["local_date"] for day in statistics["daily"]],
    }


@given(sequence=st.lists(steps, min_size=1, max_size=12))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_rollup_equals_a_recount(ada: Api, app: FastAPI, sql: Sql, sequence: list[tuple[str, Any]]) -> None:
    app.state.rate_limiter = RateLimiter(enabled=False)
    await sql.execute("DELETE FROM workouts")
    await sql.execute("DELETE FROM daily_totals")
    model = Model()
    for kind, argument in sequence:
        await model.apply(ada, kind, argument)
        assert await sql.rollup_errors() == []
    assert summary(await ada.statistics()) == recount(model.stored)


async def test_a_rebuild_mends_a_rollup_that_was_tampered_with(ada: Api, bob: Api, sql: Sql, database_url: str) -> None:
    await ada.save()
    await bob.save(exercise_type="squat")
    await ada.save(started_at="2026-03-17T10:00:00Z")
    right = await ada.statistics()
    await sql.execute("UPDATE daily_totals SET reps = reps + 1 WHERE exercise_type = 'squat'")
    await sql.execute("DELETE FROM daily_totals WHERE local_date = '2026-03-17'")
    assert (await ada.statistics()) != right
    database = Database(database_url, pool_size=1)
    assert await rebuild_rollup(database) == 2
    assert await rebuild_rollup(database) == 0
    await database.close()
    assert await sql.rollup_errors() == []
    assert await ada.statistics() == right
