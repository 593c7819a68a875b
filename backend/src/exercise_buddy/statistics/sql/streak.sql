-- Included by snapshot.sql and summary.sql: where the streak of `state` stands on the day of `calendar` (docs/statistics.md).
streak AS (
    SELECT json_build_object(
        'current', CASE WHEN last_day >= today - 2 THEN day_count - first_day + 1 ELSE 0 END,
        'longest', coalesce(longest, 0),
        'frozen_days', CASE WHEN last_day >= today - 2
            THEN last_day - first_on - (day_count - first_day) + (last_day = today - 2)::int ELSE 0 END
    ) AS streak
    FROM (
        SELECT
            state.*, today,
            -- Yesterday may be the missed day.
            CASE WHEN misses_too_soon THEN resumed_day ELSE begun_day END AS first_day,
            CASE WHEN misses_too_soon THEN resumed_on ELSE begun_on END AS first_on
        FROM calendar LEFT JOIN LATERAL (
            SELECT *, coalesce(last_day = today - 2 AND today - resumed_on < 7, false) AS misses_too_soon FROM state
        ) AS state ON true
    ) AS standing
)
