"""First tables.

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# What the rollup daily_totals has to equal, column by column.
DAILY_RECOUNT = """
CREATE VIEW daily_recount AS
SELECT
    user_id,
    local_date,
    exercise_type,
    count(*) AS workouts,
    sum(reps_count) AS reps,
    sum(duration_seconds) AS duration_seconds,
    coalesce(sum(calories_burned), 0) AS calories,
    max(reps_count) AS most_reps_in_a_set,
    max(duration_seconds) AS longest_set_seconds
FROM workouts
GROUP BY user_id, local_date, exercise_type
"""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("weight_kg", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column(
            "preferences", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_index("uq_users_email_lower", "users", [sa.literal_column("lower(email)")], unique=True)
    op.create_index("uq_users_username_lower", "users", [sa.literal_column("lower(username)")], unique=True)
    op.create_table(
        "daily_totals",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("exercise_type", sa.String(), nullable=False),
        sa.Column("workouts", sa.BigInteger(), nullable=False),
        sa.Column("reps", sa.BigInteger(), nullable=False),
        sa.Column("duration_seconds", sa.Numeric(), nullable=False),
        sa.Column("calories", sa.Numeric(), nullable=False),
        sa.Column("most_reps_in_a_set", sa.Integer(), nullable=False),
        sa.Column("longest_set_seconds", sa.Numeric(precision=9, scale=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_daily_totals_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "local_date", "exercise_type", name=op.f("pk_daily_totals")),
    )
    op.create_table(
        "refresh_tokens",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("uuidv7()"), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("user_agent", sa.String(), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_refresh_tokens_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_refresh_tokens")),
    )
    op.create_index("ix_refresh_tokens_user_id_family_id", "refresh_tokens", ["user_id", "family_id"], unique=False)
    op.create_index(
        "uq_refresh_tokens_user_id_token_sha256", "refresh_tokens", ["user_id", "token_sha256"], unique=True
    )
    op.create_table(
        "workouts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("exercise_type", sa.String(), nullable=False),
        sa.Column("reps_count", sa.Integer(), nullable=False),
        sa.Column("counted_reps", sa.Integer(), nullable=True),
        sa.Column("duration_seconds", sa.Numeric(precision=9, scale=3), nullable=False),
        sa.Column("calories_burned", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("met", sa.Numeric(precision=4, scale=2), nullable=True),
        sa.Column("met_code", sa.String(), nullable=True),
        sa.Column("weight_kg", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_workouts_user_id_users"), ondelete="CASCADE"),
        sa.CheckConstraint("reps_count >= 0", name=op.f("ck_workouts_reps_count_not_negative")),
        sa.CheckConstraint("duration_seconds > 0", name=op.f("ck_workouts_duration_positive")),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_workouts")),
    )
    op.create_index("ix_workouts_user_id_local_date", "workouts", ["user_id", "local_date"], unique=False)
    op.create_index(
        "ix_workouts_user_id_started_at_id",
        "workouts",
        ["user_id", sa.literal_column("started_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.execute(DAILY_RECOUNT)


def downgrade() -> None:
    """Undo."""
    op.execute("DROP VIEW daily_recount")
    op.drop_index("ix_workouts_user_id_started_at_id", table_name="workouts")
    op.drop_index("ix_workouts_user_id_local_date", table_name="workouts")
    op.drop_table("workouts")
    op.drop_index("uq_refresh_tokens_user_id_token_sha256", table_name="refresh_tokens")
    op.drop_index("ix_refresh_tokens_user_id_family_id", table_name="refresh_tokens")
    op.drop_table("refresh_tokens")
    op.drop_table("daily_totals")
    op.drop_index("uq_users_username_lower", table_name="users")
    op.drop_index("uq_users_email_lower", table_name="users")
    op.drop_table("users")
