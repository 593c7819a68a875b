-- Recounts one day of the rollup and brings the sums of all time along; the caller holds the user's lock.
-- Answers whether the day had workouts before and has some now, and where the user's snapshot stands.
WITH recount AS MATERIALIZED (
    SELECT * FROM daily_recount WHERE user_id = :user_id AND local_date = :local_date
),
old AS MATERIALIZED (
    SELECT * FROM daily_totals WHERE user_id = :user_id AND local_date = :local_date
),
gone AS (
    DELETE FROM daily_totals AS old
    WHERE old.user_id = :user_id AND old.local_date = :local_date
      AND NOT EXISTS (SELECT FROM recount WHERE recount.exercise_type = old.exercise_type)
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
),
gone_totals AS (
    DELETE FROM exercise_totals
    WHERE user_id = :user_id AND exercise_type IN (SELECT exercise_type FROM totals WHERE workouts <= 0)
),
kept_totals AS (
    INSERT INTO exercise_totals (user_id, exercise_type, {total values})
    SELECT :user_id, exercise_type, {total values} FROM totals WHERE workouts > 0
    ON CONFLICT (user_id, exercise_type) DO UPDATE SET {total values = excluded}
)
SELECT
    EXISTS (SELECT FROM old) AS active_before,
    EXISTS (SELECT FROM recount) AS active_now,
    EXISTS (SELECT FROM statistics_snapshots WHERE user_id = :user_id) AS is_known,
    (SELECT last_day FROM statistics_snapshots WHERE user_id = :user_id) AS last_day
