"""Trainings: one or several sets, done by a plan.

Only the catalogue changes, no row is rewritten or read: the new columns are null for every set that there is.

Revision: 0010
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COLUMNS = ("training_id", "set_position", "set_target", "rest_seconds", "warm_up")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "trainings",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("plan", postgresql.JSONB(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_trainings_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_trainings")),
    )
    op.add_column("workouts", sa.Column("training_id", sa.Uuid(), nullable=True))
    op.add_column("workouts", sa.Column("set_position", sa.Integer(), nullable=True))
    op.add_column("workouts", sa.Column("set_target", postgresql.JSONB(), nullable=True))
    op.add_column("workouts", sa.Column("rest_seconds", sa.Numeric(precision=8, scale=3), nullable=True))
    op.add_column("workouts", sa.Column("warm_up", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Undo. The sets stay, each on its own."""
    for name in reversed(COLUMNS):
        op.drop_column("workouts", name)
    op.drop_table("trainings")
