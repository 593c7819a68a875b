"""Details by columns: the counts of verdicts are written by the application, no longer read out of JSON by the table.

Only the catalogue changes, no row is rewritten: what is counted stays. The rows themselves are brought along in the
background (workouts/compaction.py), and read in either shape until then.

Revision: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

VERDICTS = ("valid", "shallow", "no-lock-out", "low-confidence", "hips-off-line")


def column_of(verdict: str) -> str:
    """Where repetitions judged so are counted."""
    return f"{verdict.replace('-', '_')}_reps"


def upgrade() -> None:
    """Apply."""
    for verdict in VERDICTS:
        op.execute(f"ALTER TABLE workouts ALTER COLUMN {column_of(verdict)} DROP EXPRESSION")
    op.create_table(
        "background_migrations",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("last_user_id", sa.Uuid(), nullable=True),
        sa.Column("last_row_id", sa.Uuid(), nullable=True),
        sa.Column("rows_done", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_background_migrations")),
    )
    op.execute("INSERT INTO background_migrations (name) VALUES ('compact-details')")


def downgrade() -> None:
    """Undo. Sets saved since keep their details by columns, of which older versions show nothing."""
    op.drop_table("background_migrations")
    op.execute("DROP VIEW daily_recount")
    for verdict in VERDICTS:
        name = column_of(verdict)
        op.drop_column("workouts", name)
        op.add_column("workouts", sa.Column(name, sa.Integer(), sa.Computed(reps_of(verdict), persisted=True)))
    op.execute(DAILY_RECOUNT)
    op.execute("DELETE FROM daily_totals")
    op.execute("INSERT INTO daily_totals SELECT * FROM daily_recount")


def reps_of(verdict: str) -> str:
    """How many repetitions the camera judged so; null where it judged none."""
    return f"""
CASE WHEN jsonb_path_exists(details, '$.repetitions[*].verdict'::jsonpath)
THEN jsonb_array_length(jsonb_path_query_array(details, '$.repetitions[*]?(@.verdict == "{verdict}")'::jsonpath))
END"""


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
    sum(low_confidence_reps) AS low_confidence_reps,
    sum(hips_off_line_reps) AS hips_off_line_reps
FROM workouts
WHERE deleted_at IS NULL
GROUP BY user_id, local_date, exercise_type
"""
