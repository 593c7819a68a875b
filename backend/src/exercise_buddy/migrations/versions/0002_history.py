"""History: edits that know their time, deletes that can be undone, qualities of repetitions, goals.

Revision: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

VERDICTS = {
    "valid_reps": "valid",
    "shallow_reps": "shallow",
    "no_lock_out_reps": "no-lock-out",
    "low_confidence_reps": "low-confidence",
}

DAILY_RECOUNT_OF_0001 = """
CREATE VIEW daily_recount AS
SELECT
    user_id,
    local_date,
    exercise_type,
    count(*) AS workouts,
    sum(reps_count) AS reps,
    sum(duration_seconds) AS duration_seconds,
    coalesce(sum(calories_burned), 0) AS calories,
    max(reps_count) AS most_reps_in_a_set,
    max(duration_seconds) AS longest_set_seconds
FROM workouts
GROUP BY user_id, local_date, exercise_type
"""

# What the rollup daily_totals has to equal, column by column. The cadence is that of sets that the camera timed, of at
# least ten repetitions: two quick ones make no record.
DAILY_RECOUNT = """
CREATE VIEW daily_recount AS
SELECT
    user_id,
    local_date,
    exercise_type,
    count(*) AS workouts,
    sum(reps_count) AS reps,
    sum(duration_seconds) AS duration_seconds,
    coalesce(sum(calories_burned), 0) AS calories,
    max(reps_count) AS most_reps_in_a_set,
    max(duration_seconds) AS longest_set_seconds,
    max(longest_run) AS longest_run,
    max(round(reps_count * 60 / duration_seconds, 1)) FILTER (WHERE source = 'camera' AND reps_count >= 10)
        AS best_cadence_per_minute,
    sum(valid_reps) AS valid_reps,
    sum(shallow_reps) AS shallow_reps,
    sum(no_lock_out_reps) AS no_lock_out_reps,
    sum(low_confidence_reps) AS low_confidence_reps
FROM workouts
WHERE deleted_at IS NULL
GROUP BY user_id, local_date, exercise_type
"""


def reps_of(verdict: str) -> str:
    """How many repetitions the camera judged so; null where it judged none."""
    return f"""
CASE WHEN jsonb_path_exists(details, '$.repetitions[*].verdict'::jsonpath)
THEN jsonb_array_length(jsonb_path_query_array(details, '$.repetitions[*]?(@.verdict == "{verdict}")'::jsonpath))
END"""


# Never more than the repetitions that the user let stand.
RUN = "'$.longest_run?(@ >= 1 && @ <= 100000)'::jsonpath"
LONGEST_RUN = f"""
CASE WHEN exercise_type = 'jump-rope' AND jsonb_path_exists(details, {RUN})
THEN NULLIF(LEAST(jsonb_path_query_first(details, {RUN})::integer, reps_count), 0)
END"""


def upgrade() -> None:
    """Apply."""
    op.add_column("workouts", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("workouts", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    for column, verdict in VERDICTS.items():
        op.add_column("workouts", sa.Column(column, sa.Integer(), sa.Computed(reps_of(verdict), persisted=True)))
    op.add_column("workouts", sa.Column("longest_run", sa.Integer(), sa.Computed(LONGEST_RUN, persisted=True)))
    op.create_index(
        "ix_workouts_deleted_at", "workouts", ["deleted_at"], postgresql_where=sa.text("deleted_at IS NOT NULL")
    )

    op.execute("DROP VIEW daily_recount")
    op.add_column("daily_totals", sa.Column("longest_run", sa.Integer(), nullable=True))
    op.add_column("daily_totals", sa.Column("best_cadence_per_minute", sa.Numeric(), nullable=True))
    for column in VERDICTS:
        op.add_column("daily_totals", sa.Column(column, sa.BigInteger(), nullable=True))
    op.execute(DAILY_RECOUNT)
    op.execute("DELETE FROM daily_totals")
    op.execute("INSERT INTO daily_totals SELECT * FROM daily_recount")

    op.create_table(
        "goals",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("exercise_type", sa.String(), nullable=True),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_goals_user_id_users"), ondelete="CASCADE"),
        sa.CheckConstraint("target > 0", name=op.f("ck_goals_target_positive")),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_goals")),
    )
    op.create_index(
        "uq_goals_user_id_exercise_type_measure_period",
        "goals",
        ["user_id", "exercise_type", "measure", "period"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )


def downgrade() -> None:
    """Undo; workouts that were deleted are gone then."""
    op.drop_index("uq_goals_user_id_exercise_type_measure_period", table_name="goals")
    op.drop_table("goals")
    op.execute("DROP VIEW daily_recount")
    op.drop_index("ix_workouts_deleted_at", table_name="workouts")
    op.execute("DELETE FROM workouts WHERE deleted_at IS NOT NULL")
    for column in reversed(("longest_run", "best_cadence_per_minute", *VERDICTS)):
        op.drop_column("daily_totals", column)
    for column in reversed(("edited_at", "deleted_at", *VERDICTS, "longest_run")):
        op.drop_column("workouts", column)
    op.execute(DAILY_RECOUNT_OF_0001)
