"""Borders of days, weeks and months: daylight saving, leap days, the date line, a change of the profile's zone."""

from datetime import timedelta

import pytest

from tests.support import Api, FakeClock
from tests.support import moment as at

PERIODS = ("today", "yesterday", "week", "last_week", "month", "last_month")


async def in_zone(api: Api, clock: FakeClock, zone: str, now: str) -> Api:
    """A user of that zone, at that time."""
    clock.now = at(now)
    return await api.sign_up("eve", time_zone=zone)


async def periods(api: Api) -> dict[str, int]:
    statistics = await api.statistics_of("push-up")
    return {name: statistics[name]["reps"] for name in PERIODS}


async def test_previous_periods_are_whole(api: Api, clock: FakeClock) -> None:
    """A Thursday; every day of two months has as many repetitions as a bit of its own."""
    eve = await in_zone(api, clock, "UTC", "2024-03-07T12:00:00Z")
    for day, reps in {
        "2024-01-31": 1,
        "2024-02-01": 10,
        "2024-02-29": 100,
        "2024-03-01": 1000,
        "2024-03-03": 2000,  # Sunday
        "2024-03-04": 10_000,  # Monday
        "2024-03-06": 20_000,
        "2024-03-07": 40_000,
    }.items():
        await eve.save(started_at=f"{day}T10:00:00Z", reps_count=reps)
    assert await periods(eve) == {
        "today": 40_000,
        "yesterday": 20_000,
        "week": 70_000,
        "last_week": 3_100,  # Monday, 26 February, to Sunday, 3 March
        "month": 73_000,
        "last_month": 110,
    }


@pytest.mark.parametrize(
    ("now", "last_month"),
    [
        ("2026-03-31T12:00:00Z", ("2026-02-01", "2026-02-28")),
        ("2024-03-31T12:00:00Z", ("2024-02-01", "2024-02-29")),
        ("2026-01-01T00:00:00Z", ("2025-12-01", "2025-12-31")),
        ("2026-05-31T12:00:00Z", ("2026-04-01", "2026-04-30")),
    ],
)
async def test_the_month_before_is_the_calendars(
    api: Api, clock: FakeClock, now: str, last_month: tuple[str, str]
) -> None:
    eve = await in_zone(api, clock, "UTC", now)
    first, last = last_month
    before = (at(f"{first}T10:00:00Z") - timedelta(days=1)).isoformat()
    for started_at, reps in ((before, 1), (f"{first}T10:00:00Z", 10), (f"{last}T10:00:00Z", 100)):
        await eve.save(started_at=started_at, reps_count=reps)
    assert (await periods(eve))["last_month"] == 110


@pytest.mark.parametrize(
    ("zone", "midnights"),
    [
        # The day that summer time begins has 23 hours, the day that it ends 25: first and last second of each.
        ("Europe/Berlin", ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")),
        ("Europe/Berlin", ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")),
        ("America/New_York", ("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")),
        ("America/New_York", ("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")),
        # Half an hour of summer time, and clocks that are put forward at midnight.
        ("Australia/Lord_Howe", ("2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z")),
        ("Africa/Cairo", ("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z")),
        ("Pacific/Kiritimati", ("2026-03-17T10:00:00Z", "2026-03-18T10:00:00Z")),
        # Samoa went over the date line: after the 29th came the 31st.
        ("Pacific/Apia", ("2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z")),
    ],
)
async def test_a_day_lasts_from_midnight_to_midnight(
    api: Api, clock: FakeClock, zone: str, midnights: tuple[str, str]
) -> None:
    begin, end = map(at, midnights)
    eve = await in_zone(api, clock, zone, midnights[1])
    second = timedelta(seconds=1)
    for moment, reps in ((begin - second, 1), (begin, 10), (end - second, 100), (end, 1000)):
        await eve.save(started_at=moment.isoformat(), reps_count=reps)
    clock.now = end - second
    eve = await eve.sign_in("eve")
    assert (await periods(eve))["today"] == 110
    clock.now = end
    eve = await eve.sign_in("eve")
    assert (await periods(eve))["today"] == 1000
    assert (await periods(eve))["yesterday"] == 110


async def test_samoas_missing_day_is_one_missed_day(api: Api, clock: FakeClock) -> None:
    eve = await in_zone(api, clock, "Pacific/Apia", "2012-01-01T12:00:00Z")
    for moment in ("2011-12-29T12:00:00Z", "2011-12-30T09:59:59Z", "2011-12-30T10:00:00Z", "2011-12-31T12:00:00Z"):
        await eve.save(started_at=moment)
    statistics = await eve.statistics()
    assert [day["local_date"] for day in statistics["daily"]] == ["2011-12-29", "2011-12-31", "2012-01-01"]
    assert statistics["streak"] == {"current": 3, "longest": 3, "frozen_days": 1}


async def test_a_flight_over_the_date_line_and_back(api: Api, clock: FakeClock) -> None:
    """From Honolulu to Auckland the 15th is skipped; on the way back the 18th comes twice."""
    eve = await in_zone(api, clock, "Pacific/Honolulu", "2026-03-19T12:00:00Z")
    for moment, zone in (
        ("2026-03-14T20:00:00Z", "Pacific/Honolulu"),  # the 14th
        ("2026-03-15T20:00:00Z", "Pacific/Auckland"),  # the 16th
        ("2026-03-16T20:00:00Z", "Pacific/Auckland"),  # the 17th
        ("2026-03-17T20:00:00Z", "Pacific/Auckland"),  # the 18th
        ("2026-03-18T20:00:00Z", "Pacific/Honolulu"),  # the 18th again
    ):
        await eve.save(started_at=moment, time_zone=zone)
    statistics = await eve.statistics()
    assert {day["local_date"]: day["workouts"] for day in statistics["daily"]} == {
        "2026-03-14": 1,
        "2026-03-16": 1,
        "2026-03-17": 1,
        "2026-03-18": 2,
    }
    assert statistics["streak"] == {"current": 4, "longest": 4, "frozen_days": 1}


async def test_a_leap_day_is_a_day(api: Api, clock: FakeClock) -> None:
    eve = await in_zone(api, clock, "UTC", "2024-03-01T12:00:00Z")
    for day in ("2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"):
        await eve.save(started_at=f"{day}T10:00:00Z", reps_count=int(day[-2:]))
    days = await periods(eve)
    assert (days["yesterday"], days["last_month"]) == (29, 84)
    statistics = await eve.statistics()
    assert statistics["streak"] == {"current": 4, "longest": 4, "frozen_days": 0}


async def test_another_zone_in_the_profile_moves_the_borders_and_no_workout(api: Api, clock: FakeClock) -> None:
    eve = await in_zone(api, clock, "Pacific/Pago_Pago", "2026-03-18T10:30:00Z")  # still the 17th there
    await eve.save(started_at="2026-03-18T10:00:00Z", reps_count=5)
    assert (await periods(eve))["today"] == 5
    await eve.patch("/users/me", {"time_zone": "Pacific/Kiritimati"})  # already the 19th there
    statistics = await eve.statistics()
    assert [day["local_date"] for day in statistics["daily"]] == ["2026-03-17"]
    days = await periods(eve)
    assert (days["today"], days["yesterday"]) == (0, 0)
    assert statistics["streak"] == {"current": 1, "longest": 1, "frozen_days": 1}


async def test_the_series_of_ten_years(api: Api, clock: FakeClock) -> None:
    eve = await in_zone(api, clock, "UTC", "2026-03-18T12:00:00Z")
    for year in range(2016, 2026):
        await eve.save(started_at=f"{year}-12-31T10:00:00Z", reps_count=year)
    daily = (await eve.statistics_of("push-up", **{"from": "2016-01-01", "to": "2025-12-31"}))["daily"]
    assert [(day["local_date"], day["reps"]) for day in daily] == [(f"{y}-12-31", y) for y in range(2016, 2026)]


async def test_bests_and_quality_come_from_what_the_camera_noted(ada: Api) -> None:
    verdicts = ["valid", "hips-off-line", "shallow", "no-lock-out", "low-confidence", "valid"]
    await ada.save(details={"repetitions": [{"verdict": verdict} for verdict in verdicts]}, reps_count=6)
    await ada.save(details={"repetitions": [{"verdict": "valid"}]}, reps_count=30, duration_seconds=60)
    await ada.save(reps_count=9, duration_seconds=1)  # too few for a record of cadence
    await ada.save(reps_count=90, duration_seconds=10, source="manual")  # not timed by the camera
    rope = await ada.save(exercise_type="jump-rope", reps_count=120, duration_seconds=60, details={"longest_run": 80})
    statistics = await ada.statistics()
    by_exercise = {row["exercise_type"]: row["quality"] for row in statistics["by_exercise"]}
    assert by_exercise == {
        "push-up": {"valid": 3, "shallow": 1, "no_lock_out": 1, "hips_off_line": 1, "low_confidence": 1},
        "jump-rope": None,
    }
    bests = {best["exercise_type"]: best for best in statistics["bests"]}
    assert (bests["push-up"]["longest_run"], bests["push-up"]["best_cadence_per_minute"]) == (None, 30)
    assert (bests["jump-rope"]["longest_run"], bests["jump-rope"]["best_cadence_per_minute"]) == (80, 120)
    await ada.patch(f"/workouts/{rope['id']}", {"reps_count": 50})
    assert (await ada.statistics())["bests"][0]["longest_run"] == 50
    await ada.patch(f"/workouts/{rope['id']}", {"exercise_type": "push-up"})
    assert [best["longest_run"] for best in (await ada.statistics())["bests"]] == [None]
