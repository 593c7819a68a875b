-- What the tables hold.
WITH days AS (
    SELECT local_date, exercise_type, workouts, reps, duration_seconds, calories
    FROM daily_totals WHERE user_id = :user_id
),
all_time AS (
    SELECT * FROM exercise_totals WHERE user_id = :user_id
),
