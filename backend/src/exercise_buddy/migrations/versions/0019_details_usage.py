"""How many bytes of large details each account stores, kept by triggers: docs/adr/044.

The version that still runs keeps it so, too. What is stored already is counted in the background (workouts/usage.py).

Revision: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# Of the text and not as stored: that differs before and after a row is packed, and by how PostgreSQL is set.
LARGE_BYTES = """
CREATE FUNCTION large_details_bytes(details jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(details::text) > 4096 THEN octet_length(details::text) ELSE 0 END
$$
"""
RECOUNT = """
CREATE VIEW details_recount AS
SELECT user_id, sum(large_details_bytes(details))::bigint AS large_bytes FROM workouts GROUP BY user_id
"""
# A statement at a time: an import writes one row a batch. Of an account that is being deleted nothing is counted.
COUNT_CHANGED = """
CREATE FUNCTION count_changed_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO details_usage AS usage (user_id, large_bytes)
    SELECT user_id, TG_ARGV[0]::int * sum(large_details_bytes(details)) FROM changed
    WHERE EXISTS (SELECT FROM users WHERE users.id = changed.user_id)
    GROUP BY user_id HAVING sum(large_details_bytes(details)) > 0 ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET large_bytes = usage.large_bytes + excluded.large_bytes;
    RETURN NULL;
END $$
"""
COUNT_REPLACED = """
CREATE FUNCTION count_replaced_details() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO details_usage AS usage (user_id, large_bytes)
    SELECT NEW.user_id, more FROM (SELECT large_details_bytes(NEW.details) - large_details_bytes(OLD.details) AS more)
    WHERE more <> 0
    ON CONFLICT (user_id) DO UPDATE SET large_bytes = usage.large_bytes + excluded.large_bytes;
    RETURN NULL;
END $$
"""
TRIGGERS = {
    "workouts_added": """
        AFTER INSERT ON workouts REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION count_changed_details('1')
    """,
    "workouts_removed": """
        AFTER DELETE ON workouts REFERENCING OLD TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION count_changed_details('-1')
    """,
    # By row: one for each statement may not name columns, and would be called by each edit and deletion.
    "workouts_details_replaced": """
        AFTER UPDATE OF details ON workouts
        FOR EACH ROW WHEN (OLD.details IS DISTINCT FROM NEW.details) EXECUTE FUNCTION count_replaced_details()
    """,
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "details_usage",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("large_bytes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_details_usage_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name="pk_details_usage"),
    )
    for statement in (LARGE_BYTES, RECOUNT, COUNT_CHANGED, COUNT_REPLACED):
        op.execute(statement)
    for name, trigger in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {trigger}")
    op.execute("INSERT INTO background_migrations (name) VALUES ('count-details')")


def downgrade() -> None:
    """Undo."""
    op.execute("DELETE FROM background_migrations WHERE name = 'count-details'")
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON workouts")
    op.execute("DROP FUNCTION count_changed_details()")
    op.execute("DROP FUNCTION count_replaced_details()")
    op.execute("DROP VIEW details_recount")
    op.execute("DROP FUNCTION large_details_bytes(jsonb)")
    op.drop_table("details_usage")
