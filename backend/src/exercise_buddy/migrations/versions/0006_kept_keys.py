"""The key to the secrets of two-step sign-in goes along with each backup.

Revision: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "kept_keys",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("secrets_sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_kept_keys_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_keys")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("kept_keys")
