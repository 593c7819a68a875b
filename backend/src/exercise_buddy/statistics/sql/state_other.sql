-- Included by snapshot.sql: any days may differ.
state AS MATERIALIZED (
    SELECT last_day, day_count, begun_day, begun_on, resumed_day, resumed_on, longest
    FROM streaks WHERE user_id = :user_id
)
