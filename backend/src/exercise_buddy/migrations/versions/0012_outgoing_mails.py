"""Mails are rows until they have left.

Revision: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "outgoing_mails",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outgoing_mails"),
    )
    op.create_index("ix_outgoing_mails_due_at", "outgoing_mails", ["due_at"])


def downgrade() -> None:
    """Undo. Mails that have not left are lost."""
    op.drop_table("outgoing_mails")
