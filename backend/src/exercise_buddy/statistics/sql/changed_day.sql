-- Recounts one day of the rollup and brings the sums of all time along; the caller holds the user's lock.
WITH recount AS MATERIALIZED (
    SELECT * FROM daily_recount WHERE user_id = :user_id AND local_date = :local_date
),
old AS MATERIALIZED (
    SELECT * FROM daily_totals WHERE user_id = :user_id AND local_date = :local_date
),
gone AS (
    DELETE FROM daily_totals
    WHERE user_id = :user_id AND local_date = :local_date
      AND exercise_type <> ALL (ARRAY(SELECT exercise_type FROM recount))
),
kept AS (
    INSERT INTO daily_totals (user_id, local_date, exercise_type, {values})
    SELECT user_id, local_date, exercise_type, {values} FROM recount
    ON CONFLICT (user_id, local_date, exercise_type) DO UPDATE SET {values = excluded}
),
totals AS MATERIALIZED (
    SELECT coalesce(new.exercise_type, old.exercise_type) AS exercise_type, {totals of all time}
    FROM recount AS new
    FULL JOIN old ON old.exercise_type = new.exercise_type
    LEFT JOIN exercise_totals AS total
        ON total.user_id = :user_id AND total.exercise_type = coalesce(new.exercise_type, old.exercise_type)
    CROSS JOIN LATERAL (
        -- Looked at only where the day held a record and lost it.
        SELECT {bests of other days}
        FROM daily_totals AS other
        WHERE other.user_id = :user_id AND other.local_date <> :local_date
          AND other.exercise_type = coalesce(new.exercise_type, old.exercise_type) AND ({a best is lost})
    ) AS others
),
gone_totals AS (
    DELETE FROM exercise_totals
    WHERE user_id = :user_id AND exercise_type = ANY (ARRAY(SELECT exercise_type FROM totals WHERE workouts <= 0))
),
kept_totals AS (
    INSERT INTO exercise_totals (user_id, exercise_type, {total values})
    SELECT :user_id, exercise_type, {total values} FROM totals WHERE workouts > 0
    ON CONFLICT (user_id, exercise_type) DO UPDATE SET {total values = excluded}
),
-- What the tables hold once this statement has run, which itself sees them as they were before it.
days AS (
    SELECT local_date, exercise_type, workouts, reps, duration_seconds, calories
    FROM daily_totals WHERE user_id = :user_id AND local_date <> :local_date
    UNION ALL
    SELECT local_date, exercise_type, workouts, reps, duration_seconds, calories FROM recount
),
all_time AS (
    SELECT exercise_type, {total values}
    FROM exercise_totals
    WHERE user_id = :user_id AND exercise_type <> ALL (ARRAY(SELECT exercise_type FROM totals))
    UNION ALL
    SELECT exercise_type, {total values} FROM totals WHERE workouts > 0
),
