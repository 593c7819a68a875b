"""When the database was last backed up, noted by what did it: deploy/backup.sh and deploy/archive.sh.

Revision: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "backup_runs",
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("succeeded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("work", name=op.f("pk_backup_runs")),
    )
    # Where deploy/postgres-roles.sh ran before the table was there.
    op.execute("""
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'exercise_buddy_backup') THEN
        GRANT INSERT, UPDATE ON backup_runs TO exercise_buddy_backup;
    END IF;
END $$
""")


def downgrade() -> None:
    """Undo."""
    op.drop_table("backup_runs")
