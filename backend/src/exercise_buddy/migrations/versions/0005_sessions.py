"""One row a session, one epoch a user; links in mails and challenges carry it.

Sessions that are on go on: each family of refresh tokens becomes a row, good by the token of it that was handed out
last and has not been used. `refresh_tokens` stays for the version that may still be running beside this one.

Revision: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COPY_SESSIONS = """
INSERT INTO sessions
    (user_id, id, epoch, root_sha256, seal_key, generation, user_agent, signed_in_at, refreshed_at, expires_at)
SELECT DISTINCT ON (user_id, family_id)
    user_id, family_id, 0, token_sha256,
    uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 0, user_agent, signed_in_at, created_at, expires_at
FROM refresh_tokens
WHERE used_at IS NULL AND revoked_at IS NULL AND expires_at > now()
ORDER BY user_id, family_id, created_at DESC, id DESC
"""


def upgrade() -> None:
    """Apply."""
    _add_epoch("users")
    _add_epoch("mail_tokens")
    op.add_column("mail_tokens", sa.Column("session_id", sa.Uuid(), nullable=True))
    op.add_column("passkey_challenges", sa.Column("epoch", sa.Integer(), nullable=True))
    # Challenges for new passkeys that are out are asked for again.
    op.execute("DELETE FROM passkey_challenges WHERE user_id IS NOT NULL")
    op.create_table(
        "sessions",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("root_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("seal_key", sa.LargeBinary(), nullable=False),
        sa.Column("generation", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("user_agent", sa.String(), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refreshed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_sessions")),
    )
    op.execute(_COPY_SESSIONS)


def _add_epoch(table: str) -> None:
    op.add_column(table, sa.Column("epoch", sa.Integer(), server_default=sa.text("0"), nullable=False))


def downgrade() -> None:
    """Undo: whoever is signed in signs in again."""
    op.drop_table("sessions")
    op.drop_column("passkey_challenges", "epoch")
    op.drop_column("mail_tokens", "session_id")
    op.drop_column("mail_tokens", "epoch")
    op.drop_column("users", "epoch")
