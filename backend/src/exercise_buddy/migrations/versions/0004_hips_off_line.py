"""One more verdict on repetitions: hips off the line.

Revision: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

HIPS_OFF_LINE = """
CASE WHEN jsonb_path_exists(details, '$.repetitions[*].verdict'::jsonpath)
THEN jsonb_array_length(jsonb_path_query_array(details, '$.repetitions[*]?(@.verdict == "hips-off-line")'::jsonpath))
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
    sum(low_confidence_reps) AS low_confidence_reps{more}
FROM workouts
WHERE deleted_at IS NULL
GROUP BY user_id, local_date, exercise_type
"""


def upgrade() -> None:
    """Apply."""
    op.add_column("workouts", sa.Column("hips_off_line_reps", sa.Integer(), sa.Computed(HIPS_OFF_LINE, persisted=True)))
    op.execute("DROP VIEW daily_recount")
    op.add_column("daily_totals", sa.Column("hips_off_line_reps", sa.BigInteger(), nullable=True))
    op.execute(DAILY_RECOUNT.format(more=",\n    sum(hips_off_line_reps) AS hips_off_line_reps"))
    op.execute("DELETE FROM daily_totals")
    op.execute("INSERT INTO daily_totals SELECT * FROM daily_recount")


def downgrade() -> None:
    """Undo."""
    op.execute("DROP VIEW daily_recount")
    op.drop_column("daily_totals", "hips_off_line_reps")
    op.drop_column("workouts", "hips_off_line_reps")
    op.execute(DAILY_RECOUNT.format(more=""))
