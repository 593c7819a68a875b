"""Accounts: verified addresses, links in mails, one-time codes, passkeys.

Revision: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("users", sa.Column("email_verified_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("users", sa.Column("second_factor", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    _table(
        "mail_tokens",
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        key="token_sha256",
    )
    _table(
        "totp_secrets",
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        key=None,
    )
    _table("recovery_codes", sa.Column("code_sha256", sa.LargeBinary(), nullable=False), key="code_sha256")
    _table(
        "passkeys",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        key="id",
    )
    op.create_index("uq_passkeys_user_id_credential_id", "passkeys", ["user_id", "credential_id"], unique=True)
    op.create_table(
        "passkey_challenges",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_passkey_challenges_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey_challenges")),
    )
    op.create_index("ix_passkey_challenges_expires_at", "passkey_challenges", ["expires_at"])
    op.create_index("ix_passkey_challenges_user_id", "passkey_challenges", ["user_id"])


def _table(name: str, *columns: sa.Column[object], key: str | None) -> None:
    """A table of things of a user, keyed by the user first."""
    op.create_table(
        name,
        sa.Column("user_id", sa.Uuid(), nullable=False),
        *columns,
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{name}_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*(["user_id", key] if key else ["user_id"]), name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    """Undo."""
    for table in ("passkey_challenges", "passkeys", "recovery_codes", "totp_secrets", "mail_tokens"):
        op.drop_table(table)
    op.drop_column("users", "second_factor")
    op.drop_column("users", "email_verified_at")
