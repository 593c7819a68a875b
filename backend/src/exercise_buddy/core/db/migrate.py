"""Brings a database to the newest schema."""

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

MIGRATIONS = "exercise_buddy:migrations"
ADVISORY_LOCK = 0x45_58_42_55
"""Any number that no other program on the database uses: "EXBU"."""


def alembic_config() -> Config:
    """Alembic's settings, without a file."""
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return config


async def migrate(engine: AsyncEngine) -> None:
    """Run the migrations that are missing, in one transaction; of two programs at once the second waits."""
    async with engine.connect() as connection:
        await connection.run_sync(_upgrade)
        await connection.commit()


def _upgrade(connection: Connection) -> None:
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def is_migrated(engine: AsyncEngine) -> bool:
    """Whether the database has every migration of this version; a newer one beside it may have more."""
    async with engine.connect() as connection:
        revision = await connection.run_sync(lambda c: MigrationContext.configure(c).get_current_revision())
    return revision is not None and revision not in _superseded_revisions()


@cache
def _superseded_revisions() -> frozenset[str]:
    script = ScriptDirectory.from_config(alembic_config())
    return frozenset(known.revision for known in script.walk_revisions()) - {script.get_current_head()}
