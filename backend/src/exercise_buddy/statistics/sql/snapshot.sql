-- The statistics of a user's current day, from what is bounded however long he has trained: the days of two months, the
-- sums of all time, one row that says where his streak stands. Follows stored_days.sql or changed_day.sql. Which of
-- state_*.sql is filled in depends on what became of the days with workouts since that row was written.
stored AS (
    SELECT last_day, day_count, begun_day, begun_on, resumed_day, resumed_on, longest
    FROM statistics_snapshots WHERE user_id = :user_id
),
{state},
calendar AS MATERIALIZED (
    SELECT
        today, time_zone,
        date_trunc('week', today)::date AS week_start,
        date_trunc('month', today)::date AS month_start,
        (date_trunc('month', today) - interval '1 month')::date AS last_month_start
    FROM (
        SELECT time_zone, (CAST(:now AS timestamptz) AT TIME ZONE time_zone)::date AS today
        FROM users WHERE id = :user_id
    ) AS owner
),
recent AS MATERIALIZED (
    SELECT local_date, exercise_type, workouts, reps, duration_seconds, calories
    FROM days
    WHERE local_date >= (SELECT least(last_month_start, week_start - 7, today - 29) FROM calendar)
),
per_day AS MATERIALIZED (
    SELECT
        local_date, sum(workouts) AS workouts, sum(duration_seconds) AS duration_seconds, sum(calories) AS calories
    FROM recent
    GROUP BY local_date
),
sums AS (
    SELECT json_object_agg(name, totals) AS sums
    FROM (
        SELECT name, json_build_object(
            'workouts', coalesce(sum(workouts), 0), 'days', count(local_date),
            'duration_seconds', coalesce(sum(duration_seconds), 0), 'calories', coalesce(sum(calories), 0)
        ) AS totals
        FROM calendar
        CROSS JOIN LATERAL (VALUES
            {periods}
        ) AS period (name, first, last)
        LEFT JOIN per_day ON local_date BETWEEN first AND last
        GROUP BY name
    ) AS periods
),
ever AS (
    SELECT
        json_build_object(
            'workouts', coalesce(sum(workouts), 0), 'days', coalesce((SELECT day_count FROM state), 0),
            'duration_seconds', coalesce(sum(duration_seconds), 0), 'calories', coalesce(sum(calories), 0)
        ) AS totals,
        coalesce(json_agg(json_build_object(
            'exercise_type', exercise_type, 'most_reps_in_a_set', most_reps_in_a_set,
            'most_reps_in_a_day', most_reps_in_a_day, 'longest_set_seconds', longest_set_seconds,
            'longest_run', longest_run, 'best_cadence_per_minute', best_cadence_per_minute
        ) ORDER BY exercise_type), '[]') AS bests,
        coalesce(json_agg(json_build_object(
            'exercise_type', exercise_type, 'workouts', workouts, 'reps', reps,
            'duration_seconds', duration_seconds, 'calories', calories,
            'quality', CASE WHEN judged_days > 0 THEN json_build_object({quality of all time}) END
        ) ORDER BY workouts DESC, exercise_type), '[]') AS by_exercise
    FROM all_time
),
today_by_exercise AS (
    SELECT coalesce(json_agg(json_build_object(
        'exercise_type', exercise_type, 'workouts', workouts, 'reps', reps,
        'duration_seconds', duration_seconds, 'calories', calories
    ) ORDER BY workouts DESC, exercise_type), '[]') AS today_by_exercise
    FROM recent, calendar WHERE local_date = today
),
daily AS (
    SELECT coalesce(json_agg(per_day ORDER BY local_date), '[]') AS daily
    FROM per_day, calendar WHERE local_date >= today - 29
),
{streak},
answer AS (
    SELECT
        today, time_zone,
        -- Two objects made one as text: jsonb would read and sort again what json has just written.
        left(sums::text, -1) || ',' || substr(json_build_object(
            'totals', totals, 'streak', streak, 'bests', bests, 'by_exercise', by_exercise,
            'today_by_exercise', today_by_exercise, 'daily', daily
        )::text, 2) AS summary
    FROM calendar, sums, ever, today_by_exercise, daily, streak
)
