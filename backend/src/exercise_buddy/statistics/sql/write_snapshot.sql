-- Follows snapshot.sql, or is included by refresh.sql. A clock that is set back over midnight may show the hour before it
-- twice: the day then ends where it first did.
INSERT INTO statistics_snapshots (
    user_id, summary, valid_from, valid_until, last_day, day_count, begun_day, begun_on, resumed_day, resumed_on, longest
)
SELECT
    :user_id, summary, today::timestamp AT TIME ZONE time_zone,
    least(
        (today + 1)::timestamp AT TIME ZONE time_zone,
        CASE WHEN (((today + 1)::timestamp AT TIME ZONE time_zone - interval '1 hour') AT TIME ZONE time_zone)::date > today
        THEN (today + 1)::timestamp AT TIME ZONE time_zone - interval '1 hour' END
    ),
    last_day, day_count, begun_day, begun_on, resumed_day, resumed_on, longest
FROM answer, state
ON CONFLICT (user_id) DO UPDATE SET
    summary = excluded.summary, valid_from = excluded.valid_from, valid_until = excluded.valid_until,
    last_day = excluded.last_day, day_count = excluded.day_count, begun_day = excluded.begun_day,
    begun_on = excluded.begun_on, resumed_day = excluded.resumed_day, resumed_on = excluded.resumed_on,
    longest = excluded.longest
RETURNING summary
