"""What the statistics say of days, weeks, months, streaks and bests."""

import pytest

from tests.support import Api, FakeClock, assert_problem, new_workout
from tests.support import moment as at

NOTHING = {"workouts": 0, "days": 0, "duration_seconds": 0, "calories": 0}


async def on(api: Api, *days: str, **fields: object) -> None:
    for day in days:
        await api.save(started_at=f"{day}T10:00:00Z", **fields)


async def test_without_workouts_everything_is_nothing(ada: Api) -> None:
    assert await ada.statistics() == {
        "totals": NOTHING,
        "today": NOTHING,
        "yesterday": NOTHING,
        "week": NOTHING,
        "last_week": NOTHING,
        "month": NOTHING,
        "last_month": NOTHING,
        "streak": {"current": 0, "longest": 0, "frozen_days": 0},
        "bests": [],
        "by_exercise": [],
        "today_by_exercise": [],
        "daily": [],
    }


async def test_week_begins_on_monday_and_month_on_the_first(ada: Api) -> None:
    """Now is Wednesday, 18 March 2026."""
    await on(ada, "2026-02-28", reps_count=1)
    await on(ada, "2026-03-01", reps_count=10)  # a Sunday
    await on(ada, "2026-03-15", reps_count=100)  # the Sunday before
    await on(ada, "2026-03-16", reps_count=1000)  # Monday
    await on(ada, "2026-03-18", "2026-03-18", reps_count=10000)
    await on(ada, "2026-03-18", exercise_type="jump-rope", reps_count=100_000)
    push_ups = await ada.statistics_of("push-up")
    reps = {name: push_ups[name]["reps"] for name in ("totals", "month", "week", "today")}
    assert reps == {"totals": 21111, "month": 21110, "week": 21000, "today": 20000}
    assert (push_ups["week"]["workouts"], push_ups["week"]["days"]) == (3, 2)
    together = await ada.statistics()
    assert (together["week"]["workouts"], together["week"]["days"]) == (4, 2)


async def test_sums_bests_and_days(ada: Api) -> None:
    await on(ada, "2026-03-17", reps_count=30, duration_seconds=60.25, calories_burned=10.5)
    await on(ada, "2026-03-17", reps_count=20, duration_seconds=90.5, calories_burned=1.25)
    await on(ada, "2026-03-18", reps_count=45, duration_seconds=10, calories_burned=2)
    await on(ada, "2026-03-18", exercise_type="plank", reps_count=0, duration_seconds=120, calories_burned=3)
    statistics = await ada.statistics()
    assert statistics["totals"] == {"workouts": 4, "days": 2, "duration_seconds": 280.75, "calories": 16.75}
    assert statistics["bests"] == [
        {
            "exercise_type": "plank",
            "most_reps_in_a_set": 0,
            "most_reps_in_a_day": 0,
            "longest_set_seconds": 120,
            "longest_run": None,
            "best_cadence_per_minute": None,
        },
        {
            "exercise_type": "push-up",
            "most_reps_in_a_set": 45,
            "most_reps_in_a_day": 50,
            "longest_set_seconds": 90.5,
            "longest_run": None,
            "best_cadence_per_minute": 270,
        },
    ]
    assert statistics["by_exercise"] == [
        {"exercise_type": "push-up", "workouts": 3, "reps": 95, "duration_seconds": 160.75, "calories": 13.75}
        | {"quality": None},
        {"exercise_type": "plank", "workouts": 1, "reps": 0, "duration_seconds": 120, "calories": 3}
        | {"quality": None},
    ]
    assert statistics["daily"] == [
        {"local_date": "2026-03-17", "workouts": 2, "duration_seconds": 150.75, "calories": 11.75},
        {"local_date": "2026-03-18", "workouts": 2, "duration_seconds": 130, "calories": 5},
    ]


@pytest.mark.parametrize(
    ("days", "current", "longest", "frozen"),
    [
        (["2026-03-18"], 1, 1, 0),
        (["2026-03-17"], 1, 1, 0),
        (["2026-03-16"], 1, 1, 1),  # yesterday was missed
        (["2026-03-15"], 0, 1, 0),
        (["2026-03-16", "2026-03-17", "2026-03-18"], 3, 3, 0),
        (["2026-03-16", "2026-03-18"], 2, 2, 1),
        (["2026-03-14", "2026-03-16", "2026-03-18"], 2, 2, 1),  # the second missed day in seven
        (["2026-03-14", "2026-03-16"], 1, 2, 1),
        (["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-17"], 1, 3, 0),
        (["2026-03-18", "2026-03-18", "2026-03-18"], 1, 1, 0),
        (["2026-03-18", "2026-03-19"], 2, 2, 0),  # already tomorrow, where it was done
        (["2024-02-28", "2024-02-29", "2024-03-01"], 0, 3, 0),
        (["2025-02-28", "2025-03-01"], 0, 2, 0),
        (["2025-12-31", "2026-01-01"], 0, 2, 0),
        (["2025-10-25", "2025-10-26", "2025-10-27"], 0, 3, 0),  # summer time ends on the 26th
        (["2025-03-29", "2025-03-30", "2025-03-31"], 0, 3, 0),  # and begins on the 30th
    ],
)
async def test_streak(ada: Api, days: list[str], current: int, longest: int, frozen: int) -> None:
    await on(ada, *days)
    assert (await ada.statistics())["streak"] == {"current": current, "longest": longest, "frozen_days": frozen}


async def test_a_missed_day_in_seven_is_frozen(ada: Api) -> None:
    """Trained on all of March but the 3rd and the 10th; had it been the 9th, there were two in seven."""
    days = [f"2026-03-{day:02}" for day in range(1, 19) if day not in {3, 10}]
    await on(ada, *days)
    assert (await ada.statistics())["streak"] == {"current": 16, "longest": 16, "frozen_days": 2}
    await ada.delete(f"/workouts/{(await ada.get('/workouts', to='2026-03-09')).json()['items'][0]['id']}")
    assert (await ada.statistics())["streak"] == {"current": 8, "longest": 8, "frozen_days": 0}


async def test_a_streak_lasts_until_two_days_are_missed_in_the_users_zone(ada: Api, clock: FakeClock) -> None:
    await on(ada, "2026-03-17", "2026-03-18")
    clock.now = at("2026-03-20T22:59:59Z")  # 23:59:59 in Berlin
    ada = await ada.sign_in("ada")
    assert (await ada.statistics())["streak"] == {"current": 2, "longest": 2, "frozen_days": 1}
    clock.now = at("2026-03-20T23:00:00Z")
    assert (await ada.statistics())["streak"] == {"current": 0, "longest": 2, "frozen_days": 0}


async def test_today_changes_at_midnight_of_the_users_zone(ada: Api, clock: FakeClock) -> None:
    await ada.save(started_at="2026-03-18T11:00:00Z")
    clock.now = at("2026-03-18T22:59:59Z")
    ada = await ada.sign_in("ada")
    assert (await ada.statistics())["today"]["workouts"] == 1
    clock.now = at("2026-03-18T23:00:00Z")
    assert (await ada.statistics())["today"] == NOTHING


async def test_the_hour_that_comes_twice_belongs_to_one_day(ada: Api, clock: FakeClock) -> None:
    """In Berlin 02:30 came twice on 25 October 2026."""
    clock.now = at("2026-10-25T12:00:00Z")
    ada = await ada.sign_in("ada")
    await ada.save(started_at="2026-10-25T00:30:00Z")
    await ada.save(started_at="2026-10-25T01:30:00Z")
    statistics = await ada.statistics()
    assert statistics["today"]["workouts"] == 2
    assert statistics["daily"][0]["local_date"] == "2026-10-25"


async def test_moving_to_another_zone_moves_today_and_no_workout(ada: Api, clock: FakeClock) -> None:
    await on(ada, "2026-03-17", "2026-03-18")
    await ada.patch("/users/me", {"time_zone": "Pacific/Kiritimati"})  # where it is the 19th
    statistics = await ada.statistics()
    assert [day["local_date"] for day in statistics["daily"]] == ["2026-03-17", "2026-03-18"]
    assert statistics["today"] == NOTHING
    assert statistics["streak"]["current"] == 2


async def test_a_period_narrows_totals_exercises_and_days_only(ada: Api) -> None:
    await on(ada, "2026-01-10", "2026-03-18")
    await on(ada, "2026-01-20", exercise_type="squat")
    january = await ada.statistics(**{"from": "2026-01-01", "to": "2026-01-31"})
    assert january["totals"]["workouts"] == 2
    assert [row["exercise_type"] for row in january["by_exercise"]] == ["push-up", "squat"]
    assert [day["local_date"] for day in january["daily"]] == ["2026-01-10", "2026-01-20"]
    assert january["today"]["workouts"] == 1
    assert len(january["bests"]) == 2
    since = await ada.statistics(**{"from": "2026-01-20"})
    assert [day["local_date"] for day in since["daily"]] == ["2026-01-20", "2026-03-18"]
    until = await ada.statistics(to="2026-01-10")
    assert [day["local_date"] for day in until["daily"]] == ["2026-01-10"]


async def test_the_series_is_that_of_the_last_thirty_days_unless_asked(ada: Api) -> None:
    await on(ada, "2026-02-16", "2026-02-17", "2026-03-18")
    assert [day["local_date"] for day in (await ada.statistics())["daily"]] == ["2026-02-17", "2026-03-18"]


async def test_nobody_sees_anothers_statistics(ada: Api, bob: Api) -> None:
    await ada.save()
    assert (await bob.statistics())["totals"] == NOTHING


@pytest.mark.parametrize(
    ("query", "location"),
    [
        ({"exercise_type": "push-up"}, "query.exercise_type"),
        ({"from": "today"}, "query.from"),
        ({"to": "2026-13-01"}, "query.to"),
        ({"to": "0"}, "query.to"),
        ({"from": "2026-03-02", "to": "2026-03-01"}, "query.to"),
        ({"from": "\x00"}, "query.from"),
        ({"form": "2026-03-01"}, "query.form"),
    ],
)
async def test_a_malformed_period_is_a_422(ada: Api, query: dict[str, str], location: str) -> None:
    problem = assert_problem(await ada.get("/statistics", **query), 422, "validation_failed")
    assert problem["errors"][0]["location"] == location


@pytest.mark.parametrize(
    ("query", "location"),
    [
        ({}, "query.exercise_type"),
        ({"exercise_type": "juggling"}, "query.exercise_type"),
        ({"exercise_type": "squat", "from": "2026-03-02", "to": "2026-03-01"}, "query.to"),
    ],
)
async def test_a_malformed_question_about_an_exercise_is_a_422(ada: Api, query: dict[str, str], location: str) -> None:
    problem = assert_problem(await ada.get("/statistics/exercise", **query), 422, "validation_failed")
    assert problem["errors"][0]["location"] == location


async def test_records_of_an_exercise_have_the_first_day_on_which_they_were_reached(ada: Api, bob: Api) -> None:
    await on(ada, "2026-03-01", reps_count=30, duration_seconds=60)
    await on(ada, "2026-03-05", reps_count=40, duration_seconds=50)
    await on(ada, "2026-03-07", reps_count=40, duration_seconds=90, source="manual")
    await on(ada, "2026-03-07", reps_count=20, duration_seconds=30)
    await on(ada, "2026-03-18", exercise_type="jump-rope", reps_count=900, details={"longest_run": 300})
    await on(bob, "2026-03-06", reps_count=400)
    push_ups = await ada.statistics_of("push-up", **{"from": "2026-03-05", "to": "2026-03-06"})
    assert [(each["record"], each["value"], each["local_date"]) for each in push_ups["records"]] == [
        ("most_reps_in_a_set", 40, "2026-03-05"),
        ("most_reps_in_a_day", 60, "2026-03-07"),
        ("longest_set_seconds", 90, "2026-03-07"),
        ("best_cadence_per_minute", 48, "2026-03-05"),
    ]
    assert (push_ups["totals"]["reps"], [day["local_date"] for day in push_ups["daily"]]) == (40, ["2026-03-05"])
    assert (await ada.statistics_of("plank"))["records"] == []


async def test_nothing_sums_repetitions_of_several_exercises(ada: Api) -> None:
    """Wherever the statistics have repetitions they name the one exercise they are of."""
    await ada.save()
    await ada.save(exercise_type="jump-rope", reps_count=300)
    saved = (await ada.post("/workouts", new_workout())).json()["statistics"]
    assert saved["by_exercise"][0]["reps"] == 24

    def mixed(node: object) -> bool:
        if isinstance(node, list):
            return any(map(mixed, node))
        if not isinstance(node, dict):
            return False
        counts = any("reps" in name for name in node)
        return (counts and "exercise_type" not in node) or any(map(mixed, node.values()))

    assert not mixed(saved)
    assert not mixed(await ada.statistics(**{"from": "2026-03-01"}))


async def test_the_first_and_the_last_day_there_are(ada: Api) -> None:
    await ada.save()
    assert (await ada.statistics(**{"from": "0001-01-01", "to": "9999-12-31"}))["totals"]["workouts"] == 1


async def test_sums_do_not_overflow(ada: Api) -> None:
    for _ in range(3):
        await ada.save(reps_count=100_000, duration_seconds=86_400, met=50, weight_kg=500)
    statistics = await ada.statistics()
    totals = statistics["totals"]
    assert statistics["by_exercise"][0]["reps"] == 300_000
    assert totals["calories"] == pytest.approx(3 * 50 * 3.5 * 500 / 200 * 1440)
