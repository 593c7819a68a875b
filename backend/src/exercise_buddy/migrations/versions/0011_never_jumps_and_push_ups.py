"""Nothing is a sum of repetitions of several exercises any more.

Snapshots of the version before, which hold such sums, count as those of a day that is over: a read works the answer out
anew, and the next save writes it. A goal of repetitions of whatever exercise becomes one of the exercise that its owner
does most, unless there is that goal already.

Revision: 0011
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

END_EVERY_DAY = "UPDATE statistics_snapshots SET valid_until = valid_from"
GIVE_AN_EXERCISE = """
UPDATE goals SET exercise_type = coalesce(
    (
        SELECT exercise_type FROM daily_totals WHERE daily_totals.user_id = goals.user_id
        GROUP BY exercise_type ORDER BY sum(workouts) DESC, exercise_type LIMIT 1
    ),
    'push-up'
)
WHERE measure = 'reps' AND exercise_type IS NULL AND NOT EXISTS (
    SELECT FROM goals AS other
    WHERE other.user_id = goals.user_id AND other.measure = 'reps' AND other.period = goals.period
      AND other.exercise_type = coalesce(
        (
            SELECT exercise_type FROM daily_totals WHERE daily_totals.user_id = goals.user_id
            GROUP BY exercise_type ORDER BY sum(workouts) DESC, exercise_type LIMIT 1
        ),
        'push-up'
    )
)
"""
REMOVE_THE_OTHERS = "DELETE FROM goals WHERE measure = 'reps' AND exercise_type IS NULL"


def upgrade() -> None:
    """Only rows change."""
    op.execute(END_EVERY_DAY)
    op.execute(GIVE_AN_EXERCISE)
    op.execute(REMOVE_THE_OTHERS)


def downgrade() -> None:
    """The version before reads other snapshots; goals stay as they are."""
    op.execute(END_EVERY_DAY)
