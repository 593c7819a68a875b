"""What Alembic runs for each command; the connection comes from core.migrate, inside its transaction."""

from alembic import context

from exercise_buddy.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
