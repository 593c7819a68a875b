-- Included by snapshot.sql: any days may differ.
state AS MATERIALIZED (
    SELECT last_day, day_count, begun_day, begun_on, resumed_day, resumed_on, longest
    FROM (VALUES (CAST(:user_id AS uuid))) AS owner (id) LEFT JOIN streaks ON streaks.user_id = owner.id
)
