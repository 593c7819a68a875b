"""Prepares the database: connects, migrates, checks its keys."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from sqlalchemy.exc import DBAPIError

from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.db.background import BackgroundMigration, run_pending
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE, sqlstate_of
from exercise_buddy.core.db.migrate import NewerSchema, migrate
from exercise_buddy.core.settings import Settings, data_dir_of, key_secrets
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.recovery import check_keys
from exercise_buddy.serving.defaults import with_secret
from exercise_buddy.serving.errors import ServingError
from exercise_buddy.workouts.compaction import CompactDetails
from exercise_buddy.workouts.usage import CountDetails

NO_ADDRESS = "DATABASE_URL is no address of PostgreSQL: postgresql://user:password@host:5432/database"
INSUFFICIENT_PRIVILEGE = "42501"
"""PostgreSQL, appendix A."""
BACKGROUND_MIGRATIONS: tuple[BackgroundMigration, ...] = (CompactDetails(), CountDetails())
"""In the order of their introduction."""

log = structlog.get_logger(__name__)


@contextmanager
def database_url(settings: Settings) -> Iterator[str]:
    """The database of DATABASE_URL, or else an embedded one that runs while the context lasts."""
    if settings.database_url is not None:
        yield settings.database_url.get_secret_value()
        return
    with EmbeddedPostgres(data_dir_of(settings)) as postgres:
        yield postgres.url()


def prepared(settings: Settings, url: str) -> Settings:
    """The settings, with a secret, for a migrated database whose keys have been checked.

    Raises ServingError.
    """
    settings = with_secret(settings)
    asyncio.run(prepare(url))
    folder = data_dir_of(settings) if settings.database_url is None else None
    if wrong := asyncio.run(keys_checked(settings, url, folder)):
        log.warning("two_step_sign_in_broken", reason=wrong)
    return settings


async def prepare(url: str) -> None:
    """Migrate the database to the newest schema, and its rows if they are few.

    Raises ServingError if it cannot be reached.
    """
    database = await _reach(url)
    try:
        await _migrate(database)
        left = await run_pending(database, BACKGROUND_MIGRATIONS, utc_now, lambda *_: None, only_small=True)
        if left:
            log.warning("background_migrations_pending", names=left, command="exercise-buddy migrate --background")
    finally:
        await database.close()


async def _migrate(database: Database) -> None:
    try:
        await migrate(database.engine)
    except NewerSchema as error:
        raise ServingError(str(error)) from error
    except DBAPIError as error:
        if sqlstate_of(error) != INSUFFICIENT_PRIVILEGE:
            raise
        raise ServingError(
            "The database needs changes that the role of DATABASE_URL may not make. "
            "Run `exercise-buddy migrate` with the DATABASE_URL of the tables' owner, then start again."
        ) from error


async def keys_checked(settings: Settings, url: str, folder: Path | None) -> str | None:
    """What is wrong with the keys of two-step sign-in; if nothing is, a data directory's database stores them."""
    database = await _reach(url)
    try:
        return await check_keys(database, key_secrets(settings), folder)
    except OSError as error:
        raise ServingError(f"Cannot keep a recovery key in {folder}: {error.strerror}.") from error
    finally:
        await database.close()


async def _reach(url: str) -> Database:
    """One connection to a responding database, without a statement cache, which PgBouncer might not support."""
    try:
        database = Database(url, pool_size=1, statement_cache=False)
        await database.ping()
    except (OSError, ValueError, *ERRORS_OF_THE_DATABASE) as error:
        raise ServingError(_unreachable(url, error)) from error
    return database


def _unreachable(url: str, error: Exception) -> str:
    """The error message: where the database was expected and why connecting failed, without the password."""
    try:
        parts = urlsplit(url)
        hosts = " or ".join(_host(each) for each in parts.netloc.rpartition("@")[2].split(","))
    except ValueError:
        return NO_ADDRESS
    where = f"{hosts}, database {parts.path[1:] or '?'}"
    if parts.scheme.partition("+")[0] not in ("postgresql", "postgres"):
        return NO_ADDRESS
    # SQLAlchemy wraps the driver's message in lines of its own.
    reason = str(getattr(error, "orig", None) or error) or type(error).__name__
    if parts.password:
        reason = reason.replace(parts.password, "***")
    return f"Cannot use the database of DATABASE_URL ({where}): {reason}"


def _host(address: str) -> str:
    """One host of a URL, which may name several, each with a port; raises ValueError."""
    parts = urlsplit(f"//{address}")
    return f"{parts.hostname or 'a unix socket'}, port {parts.port or 5432}"
