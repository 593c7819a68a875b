"""Trainings: sets that belong together. Each is saved as it ends, in whatever order they come in."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from exercise_buddy.core.db.database import Database
from exercise_buddy.workouts.service import purge_deleted
from tests.support import NOW, PASSWORD, PLAN, Api, Sql, assert_problem, new_training, new_workout, uuid7


def three_sets(**fields: Any) -> list[dict[str, Any]]:
    """Three workouts of one training."""
    training = new_training(**fields)
    return [
        new_workout(
            started_at=f"2026-03-18T11:0{n}:00Z",
            training=training | {"position": n, "rest_seconds": 60.5 if n else None},
        )
        for n in range(3)
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_sets_are_one_training_in_whatever_order_they_come(ada: Api, sql: Sql, order: tuple[int, ...]) -> None:
    given = three_sets()
    for n in order:
        assert (await ada.post("/workouts", given[n])).status_code == 201
    listed = (await ada.get("/workouts")).json()["items"]
    assert [one["training"]["position"] for one in listed] == [2, 1, 0]
    without_plan = [{k: v for k, v in one["training"].items() if k != "plan"} for one in reversed(given)]
    assert [one["training"] for one in listed] == without_plan
    assert (await ada.get(f"/workouts/{given[1]['id']}")).json()["training"] == given[1]["training"]
    assert await sql.value("SELECT count(*) FROM trainings") == 1
    assert (await ada.statistics())["totals"]["workouts"] == 3
    assert await sql.rollup_errors() == []


async def test_a_set_saved_again_is_stored_once_and_one_changed_is_a_conflict(ada: Api, sql: Sql) -> None:
    given = three_sets()[1]
    first, again = await ada.post("/workouts", given), await ada.post("/workouts", given)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    moved = given | {"training": given["training"] | {"position": 2}}
    assert_problem(await ada.post("/workouts", moved), 409, "workout_id_conflict")
    # A set on its own does not become one of a training, nor leaves anything of it behind.
    alone = new_workout()
    await ada.post("/workouts", alone)
    refused = await ada.post("/workouts", alone | {"training": new_training()})
    assert_problem(refused, 409, "workout_id_conflict")
    assert await sql.value("SELECT count(*) FROM workouts WHERE set_target IS NULL") == 1
    assert await sql.value("SELECT count(*) FROM trainings") == 1


async def test_the_same_training_id_of_two_users_is_two_trainings(ada: Api, bob: Api) -> None:
    given = three_sets(name="Ada's")[0]
    await ada.post("/workouts", given)
    theirs = given | {"training": given["training"] | {"name": "Bob's"}}
    await bob.post("/workouts", theirs)
    names = [(await api.get("/workouts")).json()["items"][0]["training"]["name"] for api in (ada, bob)]
    assert names == ["Ada's", "Bob's"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("position", -1),
        ("target", {"kind": "reps", "reps": 0}),
        ("target", {"kind": "until tomorrow"}),
        ("plan", {"steps": [], "until_reps": None}),
        ("plan", PLAN | {"steps": PLAN["steps"] * 21}),  # type: ignore[operator]  # a list, said nowhere
        ("name", ""),
        ("name", "a\x00b"),
    ],
)
async def test_a_training_that_is_none_is_refused(ada: Api, field: str, value: Any) -> None:
    answer = await ada.post("/workouts", new_workout(training=new_training(**{field: value})))
    problem = assert_problem(answer, 422, "validation_failed")
    assert problem["errors"][0]["location"].startswith(f"body.training.{field}")


@pytest.mark.parametrize("table", ["csv", "json"])
async def test_a_training_goes_with_its_sets_into_another_account(ada: Api, bob: Api, table: str) -> None:
    for given in three_sets():
        await ada.post("/workouts", given)
    exported = await ada.get("/workouts/export", format=table)
    answer = await bob.call("POST", "/workouts/import", content=exported.content)
    assert answer.json()["imported"] == 3
    moved = [(await api.get("/workouts", details=True)).json()["items"] for api in (ada, bob)]
    assert [one["training"] for one in moved[0]] == [one["training"] for one in moved[1]]
    assert moved[1][0]["training"]["plan"] == PLAN


async def test_rows_of_one_file_may_hold_sets_of_many_trainings(ada: Api, sql: Sql) -> None:
    workouts = [*three_sets(), *three_sets(plan_id=None, plan=None), new_workout(training=None), new_workout()]
    answer = await ada.post("/workouts/import", {"workouts": workouts})
    assert (answer.json()["imported"], answer.json()["refused"]) == (8, 0)
    assert await sql.value("SELECT count(*) FROM trainings WHERE plan IS NULL") == 1
    assert await sql.value("SELECT count(*) FROM trainings") == 2
    assert await sql.value("SELECT count(*) FROM workouts WHERE set_target IS NULL") == 2


async def test_a_training_goes_with_its_last_set_for_good(ada: Api, bob: Api, sql: Sql, database_url: str) -> None:
    first, second, third = three_sets()
    for given in (first, second):
        await ada.post("/workouts", given)
    other_id = new_training()["id"]
    await bob.post("/workouts", third | {"id": uuid7(), "training": third["training"] | {"id": other_id}})
    await ada.delete(f"/workouts/{first['id']}")
    database = Database(database_url, pool_size=1)
    later = NOW + timedelta(days=31)
    assert await purge_deleted(database, later) == 1
    assert await sql.value("SELECT count(*) FROM trainings") == 2
    await ada.delete(f"/workouts/{second['id']}")
    restored = await ada.post(f"/workouts/{second['id']}/restore")
    assert restored.json()["workout"]["training"] == second["training"]
    await ada.delete(f"/workouts/{second['id']}")
    assert await purge_deleted(database, later) == 1
    assert [str(row["id"]) for row in await sql.rows("SELECT id FROM trainings")] == [other_id]
    await database.close()


async def test_an_accounts_export_has_them_and_its_end_takes_them(ada: Api, sql: Sql) -> None:
    given = three_sets()[0]
    await ada.post("/workouts", given)
    assert (await ada.get("/users/me/export")).json()["workouts"][0]["training"] == given["training"]
    assert (await ada.delete("/users/me", {"password": PASSWORD})).status_code == 204
    assert await sql.value("SELECT count(*) FROM trainings") == 0
