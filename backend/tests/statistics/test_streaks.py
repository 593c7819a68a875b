"""The law of the streak, by trying every run of days: at most one of any seven days in a row is missed."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support import NOW, Api, Sql

TODAY = NOW.date()
DAYS = 45


def is_unbroken(first: date, last: date, active: set[date]) -> bool:
    run = [first + timedelta(days=n) in active for n in range((last - first).days + 1)]
    return all(run[n : n + 7].count(False) <= 1 for n in range(len(run)))


def length(first: date, last: date, active: set[date]) -> int:
    return sum(first <= day <= last for day in active)


def expected(active: set[date]) -> dict[str, int]:
    """The streaks by the definition, in no clever way."""
    longest = max(
        (length(a, b, active) for a in active for b in active if a <= b and is_unbroken(a, b, active)), default=0
    )
    # Today is not missed before it is over.
    end = max(active | {TODAY - timedelta(days=1)})
    begun = min((day for day in active if is_unbroken(day, end, active)), default=None)
    if begun is None:
        return {"current": 0, "longest": longest, "frozen_days": 0}
    current = length(begun, end, active)
    return {"current": current, "longest": longest, "frozen_days": (end - begun).days + 1 - current}


def days_ago(*numbers: int) -> set[date]:
    return {TODAY - timedelta(days=number) for number in numbers}


@given(
    active=st.sets(st.integers(-1, DAYS), max_size=DAYS).map(lambda numbers: days_ago(*numbers))
    | st.sets(st.integers(0, DAYS), max_size=9).map(lambda missed: days_ago(*(set(range(-1, DAYS)) - missed)))
)
@example(active=set())
@example(active=days_ago(2, 3, 5))
@example(active=days_ago(2, 3, 4, 5, 6, 7, 9))
@example(active=days_ago(2, 3, 4, 5, 6, 7, 8, 10))
@example(active=days_ago(0, 2, 3, 4, 5, 6, 7, 8, 10))
@example(active=days_ago(0, 1, 4, 6, 7))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_streaks_are_those_of_the_definition(ada: Api, sql: Sql, active: set[date]) -> None:
    user: dict[str, Any] = dict(ada.user or {})
    await sql.execute("DELETE FROM daily_totals")
    await sql.execute(
        "INSERT INTO daily_totals (user_id, local_date, exercise_type, workouts, reps, duration_seconds, calories,"
        " most_reps_in_a_set, longest_set_seconds)"
        " SELECT $1, day, kind, 1, 10, 30, 5, 10, 30"
        " FROM unnest($2::date[]) AS day, unnest('{push-up,plank}'::text[]) AS kind",
        user["id"],
        list(active),
    )
    assert (await ada.statistics())["streak"] == expected(active)
