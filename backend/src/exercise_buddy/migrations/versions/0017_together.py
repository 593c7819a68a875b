"""Following and challenges.

Revision: 0017
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "sharing",
        _user_id(),
        sa.Column("shows", sa.String(), nullable=False),
        _of_user("sharing"),
        sa.PrimaryKeyConstraint("user_id", name="pk_sharing"),
    )
    _create_between(
        "follows",
        sa.Column("is_allowed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )
    _create_between("blocks")
    op.create_table(
        "challenges",
        _user_id(),
        _id(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("exercise_type", sa.String(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(kind = 'first-to') = (target IS NOT NULL)", name="ck_challenges_target_of_first_to"),
        _of_user("challenges"),
        sa.PrimaryKeyConstraint("user_id", "id", name="pk_challenges"),
    )
    op.create_index("uq_challenges_token_sha256", "challenges", ["token_sha256"], unique=True)
    op.create_table(
        "challenge_participants",
        _user_id(),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        _of_user("challenge_participants"),
        sa.ForeignKeyConstraint(
            ["owner_id", "challenge_id"],
            ["challenges.user_id", "challenges.id"],
            name="fk_challenge_participants_owner_id_challenges",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "owner_id", "challenge_id", name="pk_challenge_participants"),
    )
    op.create_index(
        "ix_challenge_participants_owner_id_challenge_id", "challenge_participants", ["owner_id", "challenge_id"]
    )


def downgrade() -> None:
    """Undo."""
    for table in ("challenge_participants", "challenges", "blocks", "follows", "sharing"):
        op.drop_table(table)


def _create_between(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        _user_id(),
        _id(),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=True),
        *columns,
        _of_user(table),
        _of_user(table, "other_id"),
        sa.PrimaryKeyConstraint("user_id", "id", name=f"pk_{table}"),
    )
    op.create_index(f"uq_{table}_user_id_username_lower", table, ["user_id", sa.text("lower(username)")], unique=True)
    op.create_index(f"ix_{table}_other_id", table, ["other_id"])


def _user_id() -> sa.Column[Any]:
    return sa.Column("user_id", sa.Uuid(), nullable=False)


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False)


def _of_user(table: str, column: str = "user_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["users.id"], name=f"fk_{table}_{column}_users", ondelete="CASCADE")
