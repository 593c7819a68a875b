"""Editing and deleting workouts."""

import asyncio

import pytest

from tests.support import Api, Sql, assert_problem


async def test_an_edit_changes_workout_energy_and_statistics(ada: Api, sql: Sql) -> None:
    workout = await ada.save(reps_count=12, duration_seconds=60)
    answer = await ada.patch(f"/workouts/{workout['id']}", {"reps_count": 30, "duration_seconds": 90})
    assert answer.status_code == 200
    changed = answer.json()["workout"]
    assert (workout["met"], changed["met"]) == (3.8, 3.8)
    assert changed["calories_burned"] == pytest.approx(3.8 * 3.5 * 70 / 200 * 1.5, abs=0.005)
    assert changed == workout | {
        "reps_count": 30,
        "duration_seconds": 90,
        "calories_burned": changed["calories_burned"],
        "updated_at": changed["updated_at"],
        "edited_at": "2026-03-18T12:00:00Z",
    }
    assert changed["updated_at"] > workout["updated_at"]
    assert answer.json()["statistics"] == await ada.statistics()
    assert await sql.rollup_errors() == []


async def test_another_exercise_moves_the_day_in_the_rollup(ada: Api, sql: Sql) -> None:
    workout = await ada.save()
    answer = await ada.patch(f"/workouts/{workout['id']}", {"exercise_type": "jump-rope"})
    assert [row["exercise_type"] for row in answer.json()["statistics"]["by_exercise"]] == ["jump-rope"]
    assert answer.json()["workout"]["met_code"] == "15552"
    assert await sql.rollup_errors() == []


async def test_a_note_alone_leaves_the_energy_that_the_client_gave(ada: Api) -> None:
    workout = await ada.save(calories_burned=55, met=9.9)
    path = f"/workouts/{workout['id']}"
    noted = (await ada.patch(path, {"note": "hard"})).json()["workout"]
    assert (noted["note"], noted["calories_burned"], noted["met"]) == ("hard", 55, 9.9)
    cleared = (await ada.patch(path, {"note": None})).json()["workout"]
    assert cleared["note"] is None


async def test_an_old_workout_keeps_the_weight_of_its_day(ada: Api) -> None:
    workout = await ada.save(duration_seconds=600, reps_count=10)
    await ada.patch("/users/me", {"weight_kg": 90})
    changed = (await ada.patch(f"/workouts/{workout['id']}", {"duration_seconds": 1200})).json()["workout"]
    assert changed["weight_kg"] == 70
    assert changed["calories_burned"] == pytest.approx(2 * workout["calories_burned"], abs=0.02)


async def test_an_edit_without_weight_leaves_energy_unknown(bob: Api) -> None:
    workout = await bob.save()
    changed = (await bob.patch(f"/workouts/{workout['id']}", {"reps_count": 3})).json()["workout"]
    assert changed["calories_burned"] is None


async def test_deleting_takes_it_out_of_the_statistics(ada: Api, sql: Sql) -> None:
    best = await ada.save(reps_count=40)
    await ada.save(reps_count=10)
    assert (await ada.delete(f"/workouts/{best['id']}")).status_code == 204
    statistics = await ada.statistics()
    assert statistics["by_exercise"][0]["reps"] == 10
    assert statistics["bests"][0]["most_reps_in_a_set"] == 10
    assert await sql.rollup_errors() == []


async def test_deleting_the_only_workout_of_a_day_leaves_no_row(ada: Api, sql: Sql) -> None:
    workout = await ada.save()
    await ada.delete(f"/workouts/{workout['id']}")
    assert await sql.value("SELECT count(*) FROM daily_totals") == 0


async def test_edits_deletes_and_saves_at_once_leave_the_rollup_right(ada: Api, sql: Sql) -> None:
    saved = [await ada.save(reps_count=reps) for reps in range(1, 13)]
    paths = [f"/workouts/{workout['id']}" for workout in saved]
    answers = await asyncio.gather(
        *(ada.patch(path, {"reps_count": 50}) for path in paths[:4]),
        *(ada.patch(path, {"exercise_type": "squat"}) for path in paths[4:8]),
        *(ada.delete(path) for path in paths[8:]),
        *(ada.save(reps_count=7) for _ in range(4)),
        *(ada.patch(paths[0], {"reps_count": reps}) for reps in (60, 70)),
    )
    assert len(answers) == 18
    assert await sql.rollup_errors() == []
    assert await sql.value("SELECT sum(workouts) FROM daily_totals") == 12


@pytest.mark.parametrize(
    ("started_at", "time_zone", "local_date"),
    [
        ("2026-03-17T23:30:00Z", None, "2026-03-18"),  # half past midnight in Berlin
        ("2026-03-17T22:30:00Z", None, "2026-03-17"),
        ("2026-03-01T10:00:00Z", "Pacific/Kiritimati", "2026-03-02"),
    ],
)
async def test_a_new_start_moves_a_workout_to_its_day(
    ada: Api, sql: Sql, started_at: str, time_zone: str | None, local_date: str
) -> None:
    workout = await ada.save()
    zone = {} if time_zone is None else {"time_zone": time_zone}
    answer = await ada.patch(f"/workouts/{workout['id']}", {"started_at": started_at, **zone})
    moved = answer.json()["workout"]
    assert (moved["started_at"], moved["local_date"]) == (started_at, local_date)
    assert moved["calories_burned"] == workout["calories_burned"]
    statistics = answer.json()["statistics"]
    assert [day["local_date"] for day in statistics["daily"]] == [local_date]
    assert statistics["today"]["workouts"] == (local_date == "2026-03-18")
    assert statistics == await ada.statistics()
    assert await sql.rollup_errors() == []


@pytest.mark.parametrize(
    ("changes", "location"),
    [
        ({"reps_count": -1}, "body.reps_count"),
        ({"reps_count": None}, "body.reps_count"),
        ({"reps_count": "12"}, "body.reps_count"),
        ({"reps_count": True}, "body.reps_count"),
        ({"duration_seconds": 0}, "body.duration_seconds"),
        ({"exercise_type": "yoga"}, "body.exercise_type"),
        ({"note": "\x00"}, "body.note"),
        ({"note": "x" * 2001}, "body.note"),
        ({"started_at": "2026-03-19T12:00:01Z"}, "body.started_at"),
        ({"started_at": None}, "body.started_at"),
        ({"time_zone": "Mars/Olympus"}, "body.time_zone"),
        ([], "body"),
        ("text", "body"),
    ],
)
async def test_a_malformed_edit_changes_nothing(ada: Api, changes: object, location: str) -> None:
    workout = await ada.save()
    path = f"/workouts/{workout['id']}"
    problem = assert_problem(await ada.patch(path, changes), 422, "validation_failed")
    assert problem["errors"][0]["location"] == location
    assert (await ada.get(path)).json() == workout


async def test_an_empty_edit_changes_nothing_but_is_fine(ada: Api) -> None:
    workout = await ada.save()
    answer = await ada.patch(f"/workouts/{workout['id']}", {})
    assert answer.status_code == 200
    assert answer.json()["workout"]["reps_count"] == workout["reps_count"]
