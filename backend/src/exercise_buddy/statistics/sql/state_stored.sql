-- Included by snapshot.sql: the same days have workouts.
state AS MATERIALIZED (
    SELECT * FROM stored
)
