"""Saving a workout: what is stored, what is worked out, and that saving again is harmless."""

import asyncio

import pytest

from tests.support import Api, Sql, assert_problem, new_workout


async def test_saves_what_was_given_and_says_what_the_statistics_are(ada: Api) -> None:
    given = new_workout(
        reps_count=20,
        counted_reps=21,
        calories_burned=9.87,
        met=6.0,
        met_code="02057",
        weight_kg=81.5,
        note="before breakfast",
        source="manual",
        details={"reps": [{"at_ms": 1200, "depth": 0.9}], "trips": 0},
        time_zone="Asia/Tokyo",
    )
    answer = await ada.post("/workouts", given)
    assert answer.status_code == 201
    saved = answer.json()["workout"]
    del given["time_zone"]
    assert saved == given | {
        "local_date": "2026-03-18",
        "created_at": saved["created_at"],
        "updated_at": saved["updated_at"],
        "edited_at": saved["created_at"],
        "training": None,
    }
    assert answer.json()["statistics"] == await ada.statistics()
    assert answer.json()["statistics"]["totals"] == {
        "workouts": 1,
        "days": 1,
        "duration_seconds": 30.5,
        "calories": 9.87,
    }
    assert (await ada.get(f"/workouts/{given['id']}")).json() == saved


async def test_fills_in_energy_by_exercise_rate_and_the_profiles_weight(ada: Api) -> None:
    saved = await ada.save(exercise_type="jump-rope", reps_count=240, duration_seconds=120)
    assert (saved["met"], saved["met_code"], saved["weight_kg"]) == (11.8, "15551", 70)
    assert saved["calories_burned"] == pytest.approx(11.8 * 3.5 * 70 / 200 * 2, abs=0.005)


async def test_without_a_weight_energy_is_unknown(bob: Api) -> None:
    saved = await bob.save()
    assert saved["calories_burned"] is None
    assert saved["weight_kg"] is None
    assert saved["met"] == 7.5
    assert (await bob.statistics())["totals"]["calories"] == 0


async def test_the_same_request_again_gives_the_stored_row(ada: Api, sql: Sql) -> None:
    given = new_workout(details={"b": 1, "a": [1, 2]})
    first = await ada.post("/workouts", given)
    again = await ada.post("/workouts", {**given, "details": {"a": [1, 2], "b": 1}, "note": None})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert await sql.value("SELECT count(*) FROM workouts") == 1


async def test_the_same_request_after_an_edit_gives_the_edited_row(ada: Api) -> None:
    given = new_workout()
    await ada.post("/workouts", given)
    await ada.patch(f"/workouts/{given['id']}", {"reps_count": 13})
    again = await ada.post("/workouts", given)
    assert again.status_code == 200
    assert again.json()["workout"]["reps_count"] == 13
    assert again.json()["statistics"]["by_exercise"][0]["reps"] == 13


async def test_the_same_id_with_another_body_is_a_conflict(ada: Api, sql: Sql) -> None:
    given = new_workout()
    await ada.post("/workouts", given)
    assert_problem(await ada.post("/workouts", given | {"reps_count": 99}), 409, "workout_id_conflict")
    assert await sql.value("SELECT sum(reps_count) FROM workouts") == 12


async def test_two_users_may_use_the_same_id(ada: Api, bob: Api) -> None:
    given = new_workout()
    assert (await ada.post("/workouts", given)).status_code == 201
    assert (await bob.post("/workouts", given | {"reps_count": 5})).status_code == 201
    assert (await ada.get(f"/workouts/{given['id']}")).json()["reps_count"] == 12


async def test_ten_times_the_same_request_at_once_stores_it_once(ada: Api, sql: Sql) -> None:
    given = new_workout()
    answers = await asyncio.gather(*(ada.post("/workouts", given) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [201]
    assert len({answer.json()["workout"]["created_at"] for answer in answers}) == 1
    assert all(answer.json()["statistics"]["totals"]["workouts"] == 1 for answer in answers)
    assert await sql.value("SELECT count(*) FROM workouts") == 1
    assert await sql.rollup_errors() == []


async def test_of_two_different_requests_with_one_id_at_once_one_is_refused(ada: Api, sql: Sql) -> None:
    given = new_workout()
    answers = await asyncio.gather(
        *(ada.post("/workouts", given | {"reps_count": reps}) for reps in (10, 20)),
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert await sql.value("SELECT count(*) FROM workouts") == 1
    assert await sql.rollup_errors() == []


async def test_many_workouts_of_one_day_at_once_are_all_summed(ada: Api, sql: Sql) -> None:
    await asyncio.gather(*(ada.save(reps_count=reps) for reps in range(1, 21)))
    statistics = await ada.statistics()
    assert statistics["by_exercise"][0]["reps"] == sum(range(1, 21))
    assert statistics["bests"][0]["most_reps_in_a_set"] == 20
    assert await sql.rollup_errors() == []


async def test_a_deleted_account_cannot_save(ada: Api, sql: Sql) -> None:
    await ada.statistics()
    await sql.execute("DELETE FROM users")
    assert_problem(await ada.post("/workouts", new_workout()), 401, "user_gone")


@pytest.mark.parametrize(
    ("started_at", "time_zone", "local_date"),
    [
        ("2026-03-18T23:30:00Z", None, "2026-03-19"),  # Berlin, UTC+1
        ("2026-03-18T22:59:59Z", None, "2026-03-18"),
        ("2025-10-25T22:30:00Z", None, "2025-10-26"),  # the day summer time ends, still UTC+2
        ("2025-10-26T23:30:00Z", None, "2025-10-27"),  # UTC+1 again
        ("2026-03-18T11:30:00Z", "Pacific/Kiritimati", "2026-03-19"),  # UTC+14, east of the date line
        ("2026-03-18T10:30:00Z", "Pacific/Pago_Pago", "2026-03-17"),  # UTC-11, west of it
        ("2026-03-18T20:00:00+05:00", "UTC", "2026-03-18"),
        ("2024-02-29T12:00:00Z", "Asia/Kathmandu", "2024-02-29"),
        ("2011-12-30T09:00:00Z", "Pacific/Apia", "2011-12-29"),  # Samoa had no 30th that year:
        ("2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31"),  # the date line moved over it
    ],
)
async def test_the_day_is_that_of_the_place(ada: Api, started_at: str, time_zone: str | None, local_date: str) -> None:
    saved = await ada.save(started_at=started_at, time_zone=time_zone)
    assert saved["local_date"] == local_date


async def test_a_wrong_clock_is_borne_for_a_day(ada: Api) -> None:
    assert (await ada.post("/workouts", new_workout(started_at="2026-03-19T11:59:00Z"))).status_code == 201
    problem = assert_problem(
        await ada.post("/workouts", new_workout(started_at="2026-03-19T12:01:00Z")), 422, "validation_failed"
    )
    assert problem["errors"][0]["location"] == "body.started_at"
