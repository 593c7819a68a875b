"""Migrates a database to the newest schema."""

from asyncio import sleep as pause
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from exercise_buddy.core.db.errors import sqlstate_of

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = "exercise_buddy:migrations"
LOCK_TIMEOUT = "3s"
LOCK_NOT_AVAILABLE = "55P03"
"""PostgreSQL, appendix A."""
WAITS_SECONDS = (1, 2, 5, 10, 20)

ADVISORY_LOCK = 0x45_58_42_55
"""An arbitrary number that no other program on the database uses: "EXBU"."""

log = structlog.get_logger(__name__)

# What differs from the default privileges of a new or restored table. Without deploy/postgres-roles.sh there are
# no such roles. Whoever writes `alembic_version` decides whether the next version starts: not the application.
_SET_RIGHTS = text("""
DO $$ BEGIN
    IF EXISTS (
        SELECT FROM pg_class t, pg_roles r
        WHERE t.oid = to_regclass('backup_runs') AND pg_has_role(t.relowner, 'USAGE')
          AND r.rolname = 'exercise_buddy_backup'
          AND NOT (has_table_privilege(r.oid, t.oid, 'INSERT') AND has_table_privilege(r.oid, t.oid, 'UPDATE'))
    ) THEN
        GRANT INSERT, UPDATE ON backup_runs TO exercise_buddy_backup;
    END IF;
    IF EXISTS (
        SELECT FROM pg_class t, pg_roles r
        WHERE t.oid = to_regclass('alembic_version') AND pg_has_role(t.relowner, 'USAGE')
          AND r.rolname = 'exercise_buddy_app' AND r.oid <> t.relowner
          AND has_table_privilege(r.oid, t.oid, 'INSERT, UPDATE, DELETE')
    ) THEN
        REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM exercise_buddy_app;
    END IF;
END $$
""")


class NewerSchema(Exception):
    """The database has migrations unknown to this version; the message is meant for the user."""


def alembic_config() -> "Config":
    """Alembic's settings, without a file."""
    from alembic.config import Config  # noqa: PLC0415 - 10 MB, which a start without migrations does without

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return config


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Run the missing migrations in one transaction; a second program waits for the first.

    Also sets the rights on a new or restored table that are not the default ones, if this role owns it.

    A table change waits only briefly for its lock, because everybody else queues behind it; then it is retried.
    """
    for wait_seconds in WAITS_SECONDS:
        try:
            return await _migrate_once(engine, revision)
        except DBAPIError as error:
            if sqlstate_of(error) != LOCK_NOT_AVAILABLE:
                raise
            log.warning("migration_waits", reason="a table is in use", seconds=wait_seconds)
        await pause(wait_seconds)
    return await _migrate_once(engine, revision)


async def _migrate_once(engine: AsyncEngine, revision: str) -> None:
    async with engine.connect() as connection:
        await connection.run_sync(_upgrade, revision)
        await connection.execute(_SET_RIGHTS)
        await connection.commit()


def _upgrade(connection: Connection, revision: str) -> None:
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
    connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
    current = _current_revision(connection)
    if current is not None and current not in known_revisions():
        raise NewerSchema(
            f"The database was migrated by a newer version of Exercise Buddy (schema {current}), which this one "
            "cannot read. Install that version again. To go back for good, restore what was saved before the upgrade: "
            "docs/runbook.md, Upgrade."
        )
    if current == known_revisions()[-1]:
        return
    from alembic import command  # noqa: PLC0415 - as above

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def is_migrated(engine: AsyncEngine) -> bool:
    """Whether the database has every migration of this version; a newer version may have added more."""
    async with engine.connect() as connection:
        revision = await connection.run_sync(_current_revision)
    return revision is not None and revision not in known_revisions()[:-1]


def _current_revision(connection: Connection) -> str | None:
    """The database's revision; None if it is empty."""
    if connection.scalar(text("SELECT to_regclass('alembic_version') IS NULL")):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


@cache
def known_revisions() -> tuple[str, ...]:
    """The revisions of this version, newest last: each file name begins with its number."""
    names = (file.name for file in (files("exercise_buddy.migrations") / "versions").iterdir())
    return tuple(sorted(name.partition("_")[0] for name in names if name[0].isdigit()))
