-- Included by snapshot.sql: the same days have workouts, or `local_date` has some now, after all others; else no row.
activity AS MATERIALIZED (
    SELECT EXISTS (SELECT FROM old) AS active_before, EXISTS (SELECT FROM recount) AS active_now
),
next AS (
    SELECT stored.*, coalesce(day_count, 0) + 1 AS day, CAST(:local_date AS date) - last_day - 1 AS missed,
        CAST(:local_date AS date) AS today_active
    FROM stored, activity
    WHERE active_now AND NOT active_before AND coalesce(:local_date > last_day, true)
),
begun AS (
    -- As the view `streaks` has it, one day further.
    SELECT
        next.*,
        coalesce(greatest(begun_day, CASE
            WHEN missed > 1 THEN day
            WHEN missed = 1 AND today_active - resumed_on < 7 THEN resumed_day
        END), 1) AS new_begun_day,
        coalesce(greatest(begun_on, CASE
            WHEN missed > 1 THEN today_active
            WHEN missed = 1 AND today_active - resumed_on < 7 THEN resumed_on
        END), today_active) AS new_begun_on
    FROM next
),
state AS MATERIALIZED (
    SELECT stored.* FROM stored, activity WHERE active_now = active_before
    UNION ALL
    SELECT
        today_active AS last_day, day AS day_count, new_begun_day AS begun_day, new_begun_on AS begun_on,
        CASE WHEN missed > 0 THEN day ELSE resumed_day END AS resumed_day,
        CASE WHEN missed > 0 THEN today_active ELSE resumed_on END AS resumed_on,
        greatest(longest, day - new_begun_day + 1) AS longest
    FROM begun
)
