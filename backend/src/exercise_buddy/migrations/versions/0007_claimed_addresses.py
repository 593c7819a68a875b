"""An address is one account's; where mail is sent, others may claim it until a link sent there is opened.

Revision: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. The version before signs in whoever it finds first by an address that two accounts claim."""
    op.add_column("users", sa.Column("email_held", sa.Boolean(), server_default=sa.text("true"), nullable=False))
    op.drop_index("uq_users_email_lower", table_name="users")
    op.create_index(
        "uq_users_email_lower",
        "users",
        [sa.literal_column("lower(email)")],
        unique=True,
        postgresql_where=sa.text("email_held"),
    )


def downgrade() -> None:
    """Undo. Accounts that only claim an address get one that is nobody's."""
    op.execute("UPDATE users SET email = id || '@claimed.invalid' WHERE NOT email_held")
    op.drop_index("uq_users_email_lower", table_name="users")
    op.create_index("uq_users_email_lower", "users", [sa.literal_column("lower(email)")], unique=True)
    op.drop_column("users", "email_held")
