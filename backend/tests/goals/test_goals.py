"""Goals and how far they are reached."""

import pytest

from tests.support import Api, FakeClock, Sql, assert_problem, uuid7
from tests.support import moment as at

DAILY = {"exercise_type": "push-up", "measure": "reps", "period": "day", "target": 50}
WEEKLY = {"exercise_type": None, "measure": "minutes", "period": "week", "target": 90}


async def added(api: Api, **fields: object) -> dict[str, object]:
    answer = await api.post("/goals", DAILY | fields)
    assert answer.status_code == 201, answer.text
    goal: dict[str, object] = answer.json()
    return goal


async def progress(api: Api) -> list[float]:
    answer = await api.get("/goals")
    assert answer.status_code == 200, answer.text
    return [goal["progress"] for goal in answer.json()["items"]]


async def test_a_goal_is_kept_with_what_is_done_already(ada: Api) -> None:
    await ada.save(reps_count=12)
    goal = await added(ada)
    assert goal == {**DAILY, "id": goal["id"], "progress": 12, "created_at": goal["created_at"]}
    assert (await ada.get("/goals")).json() == {"items": [goal]}


async def test_progress_is_that_of_the_exercise_the_measure_and_the_time(ada: Api) -> None:
    """Now is Wednesday, 18 March 2026."""
    for kind in ({}, {"period": "week"}, WEEKLY, {"measure": "minutes", "exercise_type": "plank"}):
        await added(ada, **kind)
    await ada.save(started_at="2026-03-15T10:00:00Z", reps_count=1000, duration_seconds=6000)  # Sunday
    await ada.save(started_at="2026-03-16T10:00:00Z", reps_count=10, duration_seconds=60)
    await ada.save(started_at="2026-03-18T10:00:00Z", reps_count=20, duration_seconds=75)
    await ada.save(started_at="2026-03-18T10:10:00Z", exercise_type="plank", reps_count=0, duration_seconds=100)
    assert await progress(ada) == [20, 30, 3.92, 1.67]


async def test_a_day_ends_at_midnight_of_the_users_zone(ada: Api, clock: FakeClock) -> None:
    await added(ada)
    await ada.save(reps_count=12)
    clock.now = at("2026-03-18T22:59:59Z")
    ada = await ada.sign_in("ada")
    assert await progress(ada) == [12]
    clock.now = at("2026-03-18T23:00:00Z")
    assert await progress(ada) == [0]


async def test_deleting_a_workout_takes_it_out_of_the_progress(ada: Api) -> None:
    await added(ada)
    workout = await ada.save(reps_count=12)
    await ada.delete(f"/workouts/{workout['id']}")
    assert await progress(ada) == [0]
    await ada.post(f"/workouts/{workout['id']}/restore")
    assert await progress(ada) == [12]


async def test_there_is_one_goal_of_a_kind(ada: Api, bob: Api) -> None:
    await added(ada)
    await added(ada, **WEEKLY)
    assert_problem(await ada.post("/goals", DAILY | {"target": 60}), 409, "goal_exists")
    assert_problem(await ada.post("/goals", WEEKLY), 409, "goal_exists")
    await added(bob)
    assert len(await progress(ada)) == 2


async def test_a_target_can_be_changed_and_a_goal_deleted(ada: Api) -> None:
    goal = await added(ada)
    path = f"/goals/{goal['id']}"
    assert (await ada.patch(path, {"target": 70})).json() == goal | {"target": 70}
    assert (await ada.delete(path)).status_code == 204
    assert await progress(ada) == []
    assert_problem(await ada.patch(path, {"target": 70}), 404, "goal_not_found")
    assert_problem(await ada.delete(path), 404, "goal_not_found")


async def test_nobody_touches_anothers_goals(ada: Api, bob: Api) -> None:
    goal = await added(ada)
    path = f"/goals/{goal['id']}"
    assert await progress(bob) == []
    assert_problem(await bob.patch(path, {"target": 1}), 404, "goal_not_found")
    assert_problem(await bob.delete(path), 404, "goal_not_found")
    assert_problem(await bob.delete(f"/goals/{uuid7()}"), 404, "goal_not_found")
    assert (await ada.get("/goals")).json()["items"] == [goal]


async def test_a_deleted_account_has_no_goals(ada: Api, sql: Sql) -> None:
    await added(ada)
    await sql.execute("DELETE FROM users")
    assert await sql.value("SELECT count(*) FROM goals") == 0
    assert_problem(await ada.post("/goals", DAILY), 401, "user_gone")


async def test_goals_are_part_of_the_export_of_the_account(ada: Api) -> None:
    goal = await added(ada)
    assert (await ada.get("/users/me/export")).json()["goals"] == [goal]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("exercise_type", "yoga"),
        ("measure", "calories"),
        ("measure", None),
        ("period", "month"),
        ("target", 0),
        ("target", 100_001),
        ("target", 1.5),
        ("target", "50"),
        ("target", True),
        ("surprise", 1),
    ],
)
async def test_a_malformed_goal_is_refused(ada: Api, field: str, value: object) -> None:
    problem = assert_problem(await ada.post("/goals", DAILY | {field: value}), 422, "validation_failed")
    assert problem["errors"][0]["location"] == f"body.{field}"
    assert await progress(ada) == []


async def test_repetitions_of_whatever_exercise_are_no_goal(ada: Api, sql: Sql) -> None:
    mixed = DAILY | {"exercise_type": None}
    problem = assert_problem(await ada.post("/goals", mixed), 422, "validation_failed")
    assert problem["errors"][0]["location"] == "body.exercise_type"
    # As an older version that runs beside this one may store it.
    await sql.execute(
        "INSERT INTO goals (user_id, exercise_type, measure, period, target)"
        " SELECT id, NULL, 'reps', 'day', 50 FROM users"
    )
    assert await progress(ada) == []
