"""All SQL of the statistics feature.

The view `daily_recount` says what the rollup `daily_totals` is; a change of workouts recounts its day from it.
Callers hold the user's row lock (workouts.repository takes it), so that no two recounts of a day overlap.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import text

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.verdict import Verdict
from exercise_buddy.statistics.models import DailyTotal

_KEY = ("user_id", "local_date", "exercise_type")
_SUMMED = tuple(column.name for column in DailyTotal.__table__.columns if column.name not in _KEY)

_QUALITY = ", ".join(f"'{verdict.field}', sum({verdict.column})" for verdict in Verdict)

_STORED_DAYS = """
days AS (
    SELECT * FROM daily_totals WHERE user_id = :user_id
)"""

# What a statement changes it does not see: the days are the untouched ones and the recount.
_RECOUNTED_DAYS = f"""
recount AS MATERIALIZED (
    SELECT * FROM daily_recount WHERE user_id = :user_id AND local_date = :local_date
),
gone AS (
    DELETE FROM daily_totals AS old
    WHERE old.user_id = :user_id AND old.local_date = :local_date
      AND NOT EXISTS (SELECT FROM recount WHERE recount.exercise_type = old.exercise_type)
),
kept AS (
    INSERT INTO daily_totals ({", ".join(_KEY + _SUMMED)})
    SELECT {", ".join(_KEY + _SUMMED)} FROM recount
    ON CONFLICT (user_id, local_date, exercise_type) DO UPDATE SET
        {", ".join(f"{name} = excluded.{name}" for name in _SUMMED)}
),
days AS (
    SELECT * FROM daily_totals WHERE user_id = :user_id AND local_date <> :local_date
    UNION ALL
    SELECT * FROM recount
)"""  # noqa: S608 - made of the table's own columns

_SUMMARY = """,
calendar AS (
    SELECT
        today,
        date_trunc('week', today)::date AS week_start,
        date_trunc('month', today)::date AS month_start,
        (date_trunc('month', today) - interval '1 month')::date AS last_month_start,
        coalesce(CAST(:first AS date), '-infinity') AS range_first,
        coalesce(CAST(:last AS date), 'infinity') AS range_last,
        CASE WHEN num_nulls(CAST(:first AS date), CAST(:last AS date)) = 2 THEN today - 29
             ELSE coalesce(CAST(:first AS date), '-infinity') END AS series_first
    FROM (
        SELECT (CAST(:now AS timestamptz) AT TIME ZONE time_zone)::date AS today FROM users WHERE id = :user_id
    ) AS owner
),
per_day AS (
    SELECT
        local_date, sum(workouts) AS workouts, sum(reps) AS reps,
        sum(duration_seconds) AS duration_seconds, sum(calories) AS calories
    FROM days
    GROUP BY local_date
),
periods AS (
    SELECT name, first, last
    FROM calendar, LATERAL (VALUES
        ('totals', range_first, range_last),
        ('today', today, today),
        ('yesterday', today - 1, today - 1),
        ('week', week_start, week_start + 6),
        ('last_week', week_start - 7, week_start - 1),
        ('month', month_start, (month_start + interval '1 month')::date - 1),
        ('last_month', last_month_start, month_start - 1)
    ) AS period (name, first, last)
),
sums AS (
    SELECT name, json_build_object(
        'workouts', coalesce(sum(workouts), 0), 'reps', coalesce(sum(reps), 0),
        'duration_seconds', coalesce(sum(duration_seconds), 0), 'calories', coalesce(sum(calories), 0)
    ) AS totals
    FROM periods LEFT JOIN per_day ON local_date BETWEEN first AND last
    GROUP BY name
),
-- A streak is a run of days, of which at most one of any seven in a row is missed: docs/statistics.md.
-- `day` counts the days with a workout; `missed` is how many lie between this one and the one before.
active_days AS (
    SELECT
        local_date, row_number() OVER by_date AS day, local_date - lag(local_date) OVER by_date - 1 AS missed
    FROM per_day
    WINDOW by_date AS (ORDER BY local_date)
),
holes AS (
    SELECT
        local_date, day, missed,
        max(local_date) FILTER (WHERE missed > 0) OVER before AS resumed_on,
        max(day) FILTER (WHERE missed > 0) OVER before AS resumed_day
    FROM active_days
    WINDOW before AS (ORDER BY local_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
-- The first day that a streak ending here can have begun on. Two missed days less than seven apart end one: it can
-- have begun only after the first of them.
runs AS (
    SELECT
        local_date, day,
        max(CASE
            WHEN missed > 1 THEN day
            WHEN missed = 1 AND local_date - resumed_on < 7 THEN resumed_day
        END) OVER (ORDER BY local_date) AS first_day,
        CASE WHEN missed > 0 THEN local_date ELSE resumed_on END AS last_resumed_on,
        CASE WHEN missed > 0 THEN day ELSE resumed_day END AS last_resumed_day
    FROM holes
),
newest AS (
    SELECT
        local_date, day,
        -- Yesterday may be the missed day.
        CASE WHEN local_date = today - 2 AND today - last_resumed_on < 7 THEN last_resumed_day
             ELSE coalesce(first_day, 1) END AS first_day,
        local_date = today - 2 AS missed_yesterday
    FROM runs, calendar
    WHERE local_date >= today - 2
    ORDER BY local_date DESC
    LIMIT 1
),
streak AS (
    SELECT json_build_object(
        'current', coalesce((SELECT day - first_day + 1 FROM newest), 0),
        'longest', coalesce((SELECT max(day - coalesce(first_day, 1) + 1) FROM runs), 0),
        'frozen_days', coalesce((
            SELECT newest.local_date - begun.local_date - (newest.day - newest.first_day) + missed_yesterday::int
            FROM newest JOIN active_days AS begun ON begun.day = newest.first_day
        ), 0)
    ) AS streak
),
bests AS (
    SELECT json_agg(best ORDER BY exercise_type) AS bests
    FROM (
        SELECT
            exercise_type, max(most_reps_in_a_set) AS most_reps_in_a_set, max(reps) AS most_reps_in_a_day,
            max(longest_set_seconds) AS longest_set_seconds, max(longest_run) AS longest_run,
            max(best_cadence_per_minute) AS best_cadence_per_minute
        FROM days
        GROUP BY exercise_type
    ) AS best
),
by_exercise AS (
    SELECT json_agg(total ORDER BY workouts DESC, exercise_type) AS by_exercise
    FROM (
        SELECT
            exercise_type, sum(workouts) AS workouts, sum(reps) AS reps,
            sum(duration_seconds) AS duration_seconds, sum(calories) AS calories,
            CASE WHEN count(valid_reps) > 0 THEN json_build_object({_QUALITY}) END AS quality
        FROM days, calendar
        WHERE local_date BETWEEN range_first AND range_last
        GROUP BY exercise_type
    ) AS total
),
daily AS (
    SELECT json_agg(per_day ORDER BY local_date) AS daily
    FROM per_day, calendar
    WHERE local_date BETWEEN series_first AND range_last
)
SELECT (
    (SELECT jsonb_object_agg(name, totals) FROM sums) || jsonb_build_object(
        'streak', streak,
        'bests', coalesce(bests, '[]'),
        'by_exercise', coalesce(by_exercise, '[]'),
        'daily', coalesce(daily, '[]')
    )
)::text AS summary
FROM calendar, streak, bests, by_exercise, daily
""".replace("{_QUALITY}", _QUALITY)

_READ = text("WITH" + _STORED_DAYS + _SUMMARY)
_REFRESH = text("WITH" + _RECOUNTED_DAYS + _SUMMARY)

_TAKE_YOUR_TIME = text("SELECT set_config('statement_timeout', '0', true)")
_LOCK_ALL_USERS = text("SELECT id FROM users ORDER BY id FOR NO KEY UPDATE")
_COUNT_DIFFERENCES = text("""
WITH wrong AS (SELECT * FROM daily_totals EXCEPT SELECT * FROM daily_recount),
missing AS (SELECT * FROM daily_recount EXCEPT SELECT * FROM daily_totals)
SELECT count(*) AS differences FROM (
    SELECT user_id, local_date, exercise_type FROM wrong
    UNION
    SELECT user_id, local_date, exercise_type FROM missing
) AS days
""")
_EMPTY_OF_USER = text("DELETE FROM daily_totals WHERE user_id = :user_id RETURNING user_id")
_FILL_OF_USER = text("INSERT INTO daily_totals SELECT * FROM daily_recount WHERE user_id = :user_id RETURNING user_id")
_EMPTY = text("DELETE FROM daily_totals RETURNING user_id")
_FILL = text("INSERT INTO daily_totals SELECT * FROM daily_recount RETURNING user_id")


class StatisticsRepository:
    """Reads the statistics and keeps their rollup."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def read(self, user_id: UUID, now: datetime, first: date | None, last: date | None) -> str | None:
        """The statistics as JSON; None where the user is gone."""
        parameters = {"user_id": user_id, "now": now, "first": first, "last": last}
        row = await self._executor.fetch_first(_READ, parameters)
        return row and row.summary

    async def refresh(self, user_id: UUID, local_date: date, now: datetime) -> str | None:
        """Recount one day of the rollup, and the statistics as they are then."""
        parameters = {"user_id": user_id, "local_date": local_date, "now": now, "first": None, "last": None}
        row = await self._executor.fetch_first(_REFRESH, parameters)
        return row and row.summary

    async def recount(self, user_id: UUID) -> None:
        """Recount every day of one user."""
        await self._executor.fetch_all(_EMPTY_OF_USER, {"user_id": user_id})
        await self._executor.fetch_all(_FILL_OF_USER, {"user_id": user_id})

    async def rebuild(self) -> int:
        """Recount everything of everyone; how many rows were wrong before."""
        await self._executor.fetch_all(_TAKE_YOUR_TIME, {})
        await self._executor.fetch_all(_LOCK_ALL_USERS, {})
        row = await self._executor.fetch_first(_COUNT_DIFFERENCES, {})
        await self._executor.fetch_all(_EMPTY, {})
        await self._executor.fetch_all(_FILL, {})
        return int(row.differences) if row else 0
