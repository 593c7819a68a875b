-- The statistics of any days, and of all time, counted from the rollup by day.
WITH days AS (
    SELECT * FROM daily_totals WHERE user_id = :user_id
),
{calendar},
per_day AS (
    SELECT
        local_date, sum(workouts) AS workouts, sum(duration_seconds) AS duration_seconds, sum(calories) AS calories
    FROM days
    GROUP BY local_date
),
sums AS (
    SELECT name, json_build_object(
        'workouts', coalesce(sum(workouts), 0), 'days', count(local_date),
        'duration_seconds', coalesce(sum(duration_seconds), 0), 'calories', coalesce(sum(calories), 0)
    ) AS totals
    FROM periods LEFT JOIN per_day ON local_date BETWEEN first AND last
    GROUP BY name
),
state AS (
    SELECT * FROM streaks WHERE user_id = :user_id
),
{streak},
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
            CASE WHEN count(valid_reps) > 0 THEN json_build_object({quality}) END AS quality
        FROM days, calendar
        WHERE local_date BETWEEN range_first AND range_last
        GROUP BY exercise_type
    ) AS total
),
today_by_exercise AS (
    SELECT json_agg(json_build_object(
        'exercise_type', exercise_type, 'workouts', workouts, 'reps', reps,
        'duration_seconds', duration_seconds, 'calories', calories
    ) ORDER BY workouts DESC, exercise_type) AS today_by_exercise
    FROM days, calendar WHERE local_date = today
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
        'today_by_exercise', coalesce(today_by_exercise, '[]'),
        'daily', coalesce(daily, '[]')
    )
)::text AS summary
FROM calendar, streak, bests, by_exercise, today_by_exercise, daily
