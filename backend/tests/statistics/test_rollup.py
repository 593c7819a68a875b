"""The law of the rollup: after any sequence of saves, edits, deletes, restores and imports it equals a recount, and
every figure of the statistics equals plain SQL over the workouts.
"""

import asyncio
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercise_buddy.core.db.database import Database
from exercise_buddy.core.http.limits.rate_limit import RateLimiter
from exercise_buddy.statistics.repository import StatisticsRepository
from exercise_buddy.statistics.schemas import Record
from exercise_buddy.statistics.service import rebuild_rollup
from tests.statistics.recount import VERDICTS, recounted, recounted_days, recounted_of
from tests.statistics.test_streaks import expected as expected_streak
from tests.support import NOW, Api, Sql, new_workout, put

EXERCISES = ("push-up", "jump-rope", "plank")
LATER = (timedelta(hours=12), timedelta(days=1), timedelta(days=2), timedelta(days=14))

details = st.fixed_dictionaries(
    {},
    optional={
        "repetitions": st.lists(
            st.sampled_from(sorted(VERDICTS)).map(lambda verdict: {"verdict": verdict}), max_size=5
        ),
        # Around the size from which the bytes of details are summed.
        "curve": st.sampled_from((3000, 4080, 4081, 4082, 4083, 4084, 4085, 4096, 9000)).map(lambda size: "x" * size),
        "longest_run": st.integers(0, 300) | st.floats(1, 99) | st.sampled_from((None, "many", {"a": 1}, True, 1e9)),
    },
)
moments = st.datetimes(datetime(2026, 2, 10), datetime(2026, 3, 18, 12)).map(  # noqa: DTZ001 - made aware
    lambda moment: moment.replace(tzinfo=UTC).isoformat()
)
zones = st.sampled_from(("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Havana"))
saves = st.fixed_dictionaries(
    {
        "exercise_type": st.sampled_from(EXERCISES),
        "reps_count": st.integers(0, 300),
        "duration_seconds": st.decimals("0.001", "600", places=3).map(float),
        "started_at": moments,
        "time_zone": st.sampled_from(("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago")),
    },
    optional={
        "calories_burned": st.decimals(0, 500, places=2).map(float),
        "details": details,
        "source": st.sampled_from(("camera", "manual")),
    },
)
edits = st.fixed_dictionaries(
    {},
    optional={
        "exercise_type": st.sampled_from(EXERCISES),
        "reps_count": st.integers(0, 300),
        "duration_seconds": st.decimals("0.001", "600", places=3).map(float),
        "started_at": moments,
        "time_zone": zones,
    },
)
steps = st.one_of(
    st.tuples(st.just("travel"), zones),
    st.tuples(st.just("save"), saves),
    st.tuples(st.just("edit"), st.tuples(st.integers(0), edits)),
    st.tuples(st.just("delete"), st.integers(0)),
    st.tuples(st.just("restore"), st.integers(0)),
    st.tuples(st.just("import"), st.lists(saves, max_size=3)),
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
        elif kind == "travel":
            assert (await api.patch("/users/me", {"time_zone": argument})).status_code == 200
        elif kind == "import":
            await self.take_in(api, argument)
        elif kind == "delete" and self.stored:
            workout_id = picked(self.stored, argument)
            assert (await api.delete(f"/workouts/{workout_id}")).status_code == 204
            self.deleted[workout_id] = self.stored.pop(workout_id)
        elif kind == "restore" and self.deleted:
            workout_id = picked(self.deleted, argument)
            restored = (await api.post(f"/workouts/{workout_id}/restore")).json()["workout"]
            assert restored == self.deleted.pop(workout_id)
            self.stored[workout_id] = restored

    async def take_in(self, api: Api, sets: list[dict[str, Any]]) -> None:
        """Import new workouts, one that is there, and one that was deleted."""
        new = [new_workout(**fields) for fields in sets]
        old = [*list(self.stored.values())[:1], *list(self.deleted.values())[:1]]
        workouts = [{k: v for k, v in one.items() if k != "time_zone"} for one in new + old]
        answer = await api.call("POST", "/workouts/import", content=json.dumps({"workouts": workouts}))
        assert answer.status_code == 200, answer.text
        assert answer.json()["refused"] == 0
        for one in workouts:
            self.deleted.pop(one["id"], None)
            self.stored[one["id"]] = (await api.get(f"/workouts/{one['id']}")).json()


async def snapshot_errors(api: Api, app: FastAPI) -> list[str]:
    """What the snapshot says other than a count of the whole rollup does, now, after midnight and in another zone."""
    assert api.user is not None
    user_id = UUID(api.user["id"])
    repository = StatisticsRepository(app.state.resources.database)
    wrong = []
    for later in (timedelta(0), *LATER):
        now = NOW + later
        read = json.loads(str(await repository.read(user_id, now, None, None)))
        counted = json.loads(str(await repository.count(user_id, now, None, None)))
        if read != counted:
            wrong.append(f"{later}: {read} is not {counted}")
    return wrong


async def exercise_errors(
    api: Api, sql: Sql, statistics: dict[str, Any], exercise_type: str, today: date
) -> list[tuple[Any, Any]]:
    """What the statistics of one exercise say other than plain SQL does, and the bests other than the records."""
    said = await api.statistics_of(exercise_type)
    qualities = {day["local_date"]: day.pop("quality") for day in said["daily"]}
    records = {each["record"]: each["value"] for each in said.pop("records")}
    bests = [best for best in statistics["bests"] if best["exercise_type"] == exercise_type]
    bests_with_a_value = {name: value for best in bests for name, value in best.items() if name in Record and value}
    daily = await recounted_days(sql, exercise_type, today)
    compared = [
        (said, await recounted_of(sql, exercise_type, today) | {"daily": daily}),
        (records, bests_with_a_value),
        (all(quality is None or sum(quality.values()) > 0 for quality in qualities.values()), True),
    ]
    return [(one, other) for one, other in compared if one != approximately(other)]


def picked(workouts: dict[str, dict[str, Any]], position: int) -> str:
    return sorted(workouts)[position % len(workouts)]


def approximately(value: Any) -> Any:
    """Floats as near as floats are, at any depth."""
    if isinstance(value, dict):
        return {name: approximately(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [approximately(inner) for inner in value]
    return pytest.approx(value) if isinstance(value, float) else value


@given(sequence=st.lists(steps, min_size=1, max_size=12))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_rollup_equals_a_recount(ada: Api, app: FastAPI, sql: Sql, sequence: list[tuple[str, Any]]) -> None:
    put(app, rate_limiter=RateLimiter(enabled=False))
    await emptied(sql)
    model = Model()
    for kind, argument in sequence:
        await model.apply(ada, kind, argument)
        assert await sql.rollup_errors() == []
        assert await sql.usage_errors() == []
        assert await snapshot_errors(ada, app) == []
    # Home again, where the day is the one that the plain count is made for.
    await model.apply(ada, "travel", "Europe/Berlin")
    today = NOW.date()
    days = {row["local_date"] for row in await sql.rows("SELECT local_date FROM workouts WHERE deleted_at IS NULL")}
    statistics = await ada.statistics()
    assert statistics.pop("streak") == expected_streak(days)
    assert statistics == approximately(await recounted(sql, today))
    assert statistics["totals"]["workouts"] == len(model.stored)
    for exercise_type in EXERCISES:
        assert await exercise_errors(ada, sql, statistics, exercise_type, today) == []


@given(rounds=st.lists(st.lists(steps, min_size=2, max_size=8), min_size=1, max_size=3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_snapshot_equals_a_recount_after_requests_at_once(
    ada: Api, app: FastAPI, sql: Sql, rounds: list[list[tuple[str, Any]]]
) -> None:
    """Each round's saves, edits, deletes, restores and imports run at once, each on a connection of its own."""
    put(app, rate_limiter=RateLimiter(enabled=False))
    await emptied(sql)
    # A day with something to be edited and deleted by the first round already.
    known = [await ada.save(reps_count=reps, started_at="2026-03-18T09:00:00Z") for reps in (40, 40, 10)]
    ids = [workout["id"] for workout in known]
    for round_ in rounds:
        answers = await asyncio.gather(*(request_of(ada, ids, kind, argument) for kind, argument in round_))
        assert {answer.status_code for answer in answers} <= {200, 201, 204, 404}
        ids += [answer.json()["workout"]["id"] for answer in answers if answer.status_code == 201]
        assert await sql.rollup_errors() == []
        assert await sql.usage_errors() == []
        assert await snapshot_errors(ada, app) == []
    await ada.patch("/users/me", {"time_zone": "Europe/Berlin"})
    days = {row["local_date"] for row in await sql.rows("SELECT local_date FROM workouts WHERE deleted_at IS NULL")}
    statistics = await ada.statistics()
    assert statistics.pop("streak") == expected_streak(days)
    assert statistics == approximately(await recounted(sql, NOW.date()))


async def request_of(api: Api, ids: list[str], kind: str, argument: Any) -> httpx.Response:
    """The one request that a step is."""
    if kind == "save":
        return await api.post("/workouts", new_workout(**argument))
    if kind == "travel":
        return await api.patch("/users/me", {"time_zone": argument})
    if kind == "import":
        sets = [{k: v for k, v in new_workout(**one).items() if k != "time_zone"} for one in argument]
        return await api.call("POST", "/workouts/import", content=json.dumps({"workouts": sets}))
    if kind == "edit":
        return await api.patch(f"/workouts/{ids[argument[0] % len(ids)]}", argument[1])
    path = f"/workouts/{ids[argument % len(ids)]}"
    return await (api.delete(path) if kind == "delete" else api.post(f"{path}/restore"))


async def emptied(sql: Sql) -> None:
    """Hypothesis runs all examples on the rows of one test."""
    for table in ("workouts", "daily_totals", "exercise_totals", "statistics_snapshots"):
        await sql.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours


async def test_a_rebuild_mends_a_rollup_that_was_tampered_with(ada: Api, bob: Api, sql: Sql, database_url: str) -> None:
    await ada.save()
    await bob.save(exercise_type="squat")
    await ada.save(started_at="2026-03-17T10:00:00Z")
    right = await ada.statistics()
    await sql.execute("UPDATE daily_totals SET reps = reps + 1 WHERE exercise_type = 'squat'")
    await sql.execute("DELETE FROM daily_totals WHERE local_date = '2026-03-17'")
    database = Database(database_url, pool_size=1)
    assert await rebuild_rollup(database) == 2
    assert await rebuild_rollup(database) == 0
    await database.close()
    assert await sql.rollup_errors() == []
    assert await ada.statistics() == right
