"""Screens that only watch: sessions of their own kind, and what they are paired by.

Revision: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. A default that is constant rewrites no row."""
    op.add_column("sessions", sa.Column("view_only", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "screen_pairings",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("secret_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("code_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("user_agent", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_screen_pairings_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_screen_pairings"),
    )
    op.create_index("uq_screen_pairings_code_sha256", "screen_pairings", ["code_sha256"], unique=True)
    op.create_index("ix_screen_pairings_expires_at", "screen_pairings", ["expires_at"])
    op.create_index("ix_screen_pairings_user_id", "screen_pairings", ["user_id"])


def downgrade() -> None:
    """Undo. Screens are signed out: without the column they would pass for sessions."""
    op.drop_table("screen_pairings")
    op.execute("DELETE FROM sessions WHERE view_only")
    op.drop_column("sessions", "view_only")
