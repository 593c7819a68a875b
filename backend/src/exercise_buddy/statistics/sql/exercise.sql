-- One exercise of one user, counted from its days in the rollup.
WITH days AS (
    SELECT * FROM daily_totals WHERE user_id = :user_id AND exercise_type = :exercise_type
),
{calendar},
sums AS (
    SELECT name, json_build_object(
        'workouts', coalesce(sum(workouts), 0), 'days', count(local_date), 'reps', coalesce(sum(reps), 0),
        'duration_seconds', coalesce(sum(duration_seconds), 0), 'calories', coalesce(sum(calories), 0)
    ) AS totals
    FROM periods LEFT JOIN days ON local_date BETWEEN first AND last
    GROUP BY name
),
records AS (
    SELECT json_agg(json_build_object('record', record, 'value', value, 'local_date', local_date) ORDER BY position) AS records
    FROM (
        SELECT DISTINCT ON (record) record, value, local_date, position
        FROM days
        CROSS JOIN LATERAL (VALUES
            (1, 'most_reps_in_a_set', most_reps_in_a_set),
            (2, 'most_reps_in_a_day', reps),
            (3, 'longest_set_seconds', longest_set_seconds),
            (4, 'longest_run', longest_run),
            (5, 'best_cadence_per_minute', best_cadence_per_minute)
        ) AS each (position, record, value)
        WHERE value > 0
        ORDER BY record, value DESC, local_date
    ) AS first_of_the_best
),
quality AS (
    SELECT CASE WHEN count(valid_reps) > 0 THEN json_build_object({quality}) END AS quality
    FROM days, calendar WHERE local_date BETWEEN range_first AND range_last
),
daily AS (
    SELECT json_agg(json_build_object(
        'workouts', workouts, 'duration_seconds', duration_seconds, 'calories', calories, 'local_date', local_date,
        'reps', reps, 'most_reps_in_a_set', most_reps_in_a_set, 'longest_set_seconds', longest_set_seconds,
        'longest_run', longest_run, 'best_cadence_per_minute', best_cadence_per_minute,
        'quality', CASE WHEN valid_reps IS NOT NULL THEN json_build_object({quality of all time}) END
    ) ORDER BY local_date) AS daily
    FROM days, calendar WHERE local_date BETWEEN series_first AND range_last
)
SELECT (
    (SELECT jsonb_object_agg(name, totals) FROM sums) || jsonb_build_object(
        'exercise_type', CAST(:exercise_type AS text),
        'records', coalesce(records, '[]'),
        'quality', quality,
        'daily', coalesce(daily, '[]')
    )
)::text AS summary
FROM calendar, records, quality, daily
