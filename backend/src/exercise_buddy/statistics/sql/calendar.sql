-- Included by summary.sql and exercise.sql: which days `today`, the asked-for range and each period are.
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
periods AS (
    SELECT name, first, last
    FROM calendar, LATERAL (VALUES
        ('totals', range_first, range_last),
        {periods}
    ) AS period (name, first, last)
)
