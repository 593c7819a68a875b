"""Statistics that cost the same however long somebody has trained: a snapshot of each user's day.

The tables are filled by the first save of each user; until then the statistics are read from the rollup by day.

Revision: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

VERDICTS = ("valid_reps", "shallow_reps", "no_lock_out_reps", "hips_off_line_reps", "low_confidence_reps")

# docs/statistics.md. `day` counts the days with a workout; `missed` is how many lie between it and the one before.
# Two missed days less than seven apart end a streak: it can have begun only after the first of them.
STREAKS = """
CREATE VIEW streaks AS
WITH active AS NOT MATERIALIZED (
    SELECT
        user_id, local_date, row_number() OVER by_date AS day, local_date - lag(local_date) OVER by_date - 1 AS missed
    FROM (SELECT DISTINCT user_id, local_date FROM daily_totals) AS days
    WINDOW by_date AS (PARTITION BY user_id ORDER BY local_date)
),
holes AS NOT MATERIALIZED (
    SELECT
        user_id, local_date, day, missed,
        max(local_date) FILTER (WHERE missed > 0) OVER before AS resumed_on,
        max(day) FILTER (WHERE missed > 0) OVER before AS resumed_day
    FROM active
    WINDOW before AS (PARTITION BY user_id ORDER BY local_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
runs AS NOT MATERIALIZED (
    SELECT
        user_id, local_date, day,
        coalesce(max(CASE
            WHEN missed > 1 THEN day
            WHEN missed = 1 AND local_date - resumed_on < 7 THEN resumed_day
        END) OVER so_far, 1) AS begun_day,
        coalesce(max(CASE
            WHEN missed > 1 THEN local_date
            WHEN missed = 1 AND local_date - resumed_on < 7 THEN resumed_on
        END) OVER so_far, min(local_date) OVER so_far) AS begun_on,
        CASE WHEN missed > 0 THEN day ELSE resumed_day END AS resumed_day,
        CASE WHEN missed > 0 THEN local_date ELSE resumed_on END AS resumed_on
    FROM holes
    WINDOW so_far AS (PARTITION BY user_id ORDER BY local_date)
)
SELECT DISTINCT ON (user_id)
    user_id, local_date AS last_day, day AS day_count, begun_day, begun_on, resumed_day, resumed_on,
    max(day - begun_day + 1) OVER (PARTITION BY user_id ORDER BY local_date) AS longest
FROM runs
ORDER BY user_id, local_date DESC
"""

# Travelling moves a user's midnight.
FORGET_THE_DAY = """
CREATE FUNCTION end_day_of_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE statistics_snapshots SET valid_until = '-infinity' WHERE user_id = NEW.id;
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER users_time_zone_changed AFTER UPDATE OF time_zone ON users
FOR EACH ROW WHEN (OLD.time_zone IS DISTINCT FROM NEW.time_zone) EXECUTE FUNCTION end_day_of_snapshot()
"""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "exercise_totals",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_type", sa.String(), nullable=False),
        sa.Column("workouts", sa.BigInteger(), nullable=False),
        sa.Column("reps", sa.BigInteger(), nullable=False),
        sa.Column("duration_seconds", sa.Numeric(), nullable=False),
        sa.Column("calories", sa.Numeric(), nullable=False),
        sa.Column("most_reps_in_a_set", sa.Integer(), nullable=False),
        sa.Column("most_reps_in_a_day", sa.BigInteger(), nullable=False),
        sa.Column("longest_set_seconds", sa.Numeric(precision=9, scale=3), nullable=False),
        sa.Column("longest_run", sa.Integer(), nullable=True),
        sa.Column("best_cadence_per_minute", sa.Numeric(), nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in VERDICTS),
        sa.Column("judged_days", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_exercise_totals_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "exercise_type", name=op.f("pk_exercise_totals")),
    )
    op.create_table(
        "statistics_snapshots",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("day_count", sa.BigInteger(), nullable=True),
        sa.Column("begun_day", sa.BigInteger(), nullable=True),
        sa.Column("begun_on", sa.Date(), nullable=True),
        sa.Column("resumed_day", sa.BigInteger(), nullable=True),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("longest", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_statistics_snapshots_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_statistics_snapshots")),
    )
    op.execute(STREAKS)
    op.execute(FORGET_THE_DAY)
    op.execute(TRIGGER)


def downgrade() -> None:
    """Undo."""
    op.execute("DROP TRIGGER users_time_zone_changed ON users")
    op.execute("DROP FUNCTION end_day_of_snapshot()")
    op.execute("DROP VIEW streaks")
    op.drop_table("statistics_snapshots")
    op.drop_table("exercise_totals")
