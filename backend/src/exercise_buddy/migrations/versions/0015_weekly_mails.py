"""Who wants the weekly mail.

Revision: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "weekly_mails",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("done_for", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_weekly_mails_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name="pk_weekly_mails"),
    )
    op.create_index("ix_weekly_mails_done_for", "weekly_mails", ["done_for"])


def downgrade() -> None:
    """Undo. Whoever wants the mail has to turn it on again then."""
    op.drop_table("weekly_mails")
