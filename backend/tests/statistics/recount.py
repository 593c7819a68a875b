"""Every figure of the statistics, counted plainly from the table of workouts: no rollup, no generated column."""

from datetime import date, timedelta
from typing import Any

from exercise_buddy.core.verdict import Verdict
from tests.support import Sql

HERE = "FROM workouts WHERE deleted_at IS NULL AND local_date BETWEEN $1 AND $2"
SUMS = (
    "count(*)::int AS workouts,"
    " coalesce(sum(duration_seconds), 0)::float AS duration_seconds,"
    " coalesce(sum(calories_burned), 0)::float AS calories"
)
OF_ONE = f"{SUMS}, coalesce(sum(reps_count), 0)::int AS reps"
DAYS = "count(DISTINCT local_date)::int AS days"
BEST_SETS = """
    max(reps_count) AS most_reps_in_a_set,
    max(duration_seconds)::float AS longest_set_seconds,
    max(CASE WHEN exercise_type = 'jump-rope' AND reps_count > 0 AND jsonb_typeof(details -> 'longest_run') = 'number'
        AND (details ->> 'longest_run')::numeric BETWEEN 1 AND 100000
        THEN least(round((details ->> 'longest_run')::numeric), reps_count) END)::int AS longest_run,
    max(CASE WHEN source = 'camera' AND reps_count >= 10
        THEN round(reps_count / (duration_seconds / 60), 1) END)::float AS best_cadence_per_minute
"""
BESTS = f"""
SELECT
    exercise_type,
    (SELECT max(reps) FROM (
        SELECT sum(reps_count)::int AS reps FROM workouts AS of_day
        WHERE deleted_at IS NULL AND of_day.exercise_type = workouts.exercise_type GROUP BY local_date
    ) AS days) AS most_reps_in_a_day,
    {BEST_SETS}
FROM workouts
WHERE deleted_at IS NULL
GROUP BY exercise_type
ORDER BY exercise_type
"""  # noqa: S608 - columns that stand right above
QUALITY = """
SELECT exercise_type, stretch ->> 0 AS verdict, sum((stretch ->> 1)::int)::int AS count
FROM workouts, jsonb_array_elements(details -> 'repetitions' -> 'verdict') AS stretch
WHERE deleted_at IS NULL AND details -> 'repetitions' ? 'verdict' AND stretch ->> 0 IS NOT NULL
GROUP BY exercise_type, verdict
"""
VERDICTS = {verdict.value: verdict.field for verdict in Verdict}
EVER = (date(1, 1, 1), date(9999, 12, 31))


async def recounted(sql: Sql, today: date) -> dict[str, Any]:
    """The statistics of the one user there is, but for the streak."""
    periods = periods_around(today)
    sums = {name: (await sql.rows(f"SELECT {SUMS}, {DAYS} {HERE}", *days))[0] for name, days in periods.items()}
    qualities = await quality(sql)
    by_exercise = await sql.rows(
        f"SELECT exercise_type, {OF_ONE} {HERE} GROUP BY exercise_type ORDER BY count(*) DESC, exercise_type",
        *EVER,
    )
    done_today = await sql.rows(
        f"SELECT exercise_type, {OF_ONE} {HERE} GROUP BY exercise_type ORDER BY count(*) DESC, exercise_type",
        today,
        today,
    )
    daily = await sql.rows(
        f"SELECT local_date::text, {SUMS} {HERE} GROUP BY local_date ORDER BY local_date",
        today - timedelta(days=29),
        EVER[1],
    )
    return {
        **sums,
        "bests": await sql.rows(BESTS),
        "by_exercise": [row | {"quality": qualities.get(row["exercise_type"])} for row in by_exercise],
        "today_by_exercise": done_today,
        "daily": daily,
    }


async def recounted_of(sql: Sql, exercise_type: str, today: date) -> dict[str, Any]:
    """What the statistics of one exercise are to say, but for its records and its days."""
    here = f"{HERE} AND exercise_type = $3"
    periods = periods_around(today)
    sums = {
        name: (await sql.rows(f"SELECT {OF_ONE}, {DAYS} {here}", *days, exercise_type))[0]
        for name, days in periods.items()
    }
    return {"exercise_type": exercise_type, **sums, "quality": (await quality(sql)).get(exercise_type)}


async def recounted_days(sql: Sql, exercise_type: str, today: date) -> list[dict[str, Any]]:
    """The last thirty days of one exercise, without how well its repetitions were done."""
    return await sql.rows(
        f"SELECT local_date::text, {OF_ONE}, {BEST_SETS} {HERE} AND exercise_type = $3"
        " GROUP BY local_date ORDER BY local_date",
        today - timedelta(days=29),
        EVER[1],
        exercise_type,
    )


def periods_around(today: date) -> dict[str, tuple[date, date]]:
    """First and last day of each."""
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    next_first = (first + timedelta(days=31)).replace(day=1)
    last_of_before = first - timedelta(days=1)
    return {
        "totals": EVER,
        "today": (today, today),
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "week": (monday, monday + timedelta(days=6)),
        "last_week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "month": (first, next_first - timedelta(days=1)),
        "last_month": (last_of_before.replace(day=1), last_of_before),
    }


async def quality(sql: Sql) -> dict[str, dict[str, int]]:
    """By exercise; without those of which no repetition was judged."""
    found: dict[str, dict[str, int]] = {}
    for row in await sql.rows(QUALITY):
        of_exercise = found.setdefault(row["exercise_type"], dict.fromkeys(VERDICTS.values(), 0))
        of_exercise[VERDICTS[row["verdict"]]] = row["count"]
    return found
