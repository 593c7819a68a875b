"""Prepares the database: connects, migrates, checks its keys."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from sqlalchemy.exc import DBAPIError

from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.db.background import BackgroundMigration, run_pending
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE, is_database_absent, sqlstate_of
from exercise_buddy.core.db.migrate import NewerSchema, migrate
from exercise_buddy.core.settings import Settings, data_dir_of, key_secrets
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.recovery import check_keys
from exercise_buddy.serving.defaults import with_secret
from exercise_buddy.serving.errors import DatabaseAway, MigrationsMissing, ServingError
from exercise_buddy.serving.standby import once_it_answers
from exercise_buddy.workouts.compaction import CompactDetails
from exercise_buddy.workouts.usage import CountDetails

NO_ADDRESS = "DATABASE_URL is no address of PostgreSQL: postgresql://user:password@host:5432/database"
INSUFFICIENT_PRIVILEGE = "42501"
"""PostgreSQL, appendix A."""
SQLSTATES_OF_WRONG_SETTINGS = ("28", "3D")
"""Also of PostgreSQL: a wrong user or password, and no such database. Waiting changes neither."""
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


def prepared(settings: Settings, url: str, listening: socket.socket | None = None) -> Settings:
    """The settings, with a secret, for a migrated database whose keys have been checked.

    Waits for a database of DATABASE_URL that does not answer or lacks migrations, if there is a socket to say so on.
    Raises ServingError.
    """
    settings = with_secret(settings)
    folder = data_dir_of(settings) if settings.database_url is None else None

    async def prepare_and_check() -> None:
        await prepare(url)
        if wrong := await keys_checked(settings, url, folder):
            log.warning("two_step_sign_in_broken", reason=wrong)

    if listening is None or settings.database_url is None:
        asyncio.run(prepare_and_check())
    else:
        asyncio.run(once_it_answers(prepare_and_check, listening, settings))
    return settings


async def prepare(url: str) -> None:
    """Migrate the database to the newest schema, and its rows if they are few.

    Raises ServingError, which is NotYet if it does not answer, or if somebody else has to migrate it.
    """
    async with _reached(url) as database:
        await _migrate(database)
        left = await run_pending(database, BACKGROUND_MIGRATIONS, utc_now, lambda *_: None, only_small=True)
        if left:
            log.warning("background_migrations_pending", names=left, command="exercise-buddy migrate --background")


async def _migrate(database: Database) -> None:
    try:
        await migrate(database.engine)
    except NewerSchema as error:
        raise ServingError(str(error)) from error
    except DBAPIError as error:
        if sqlstate_of(error) != INSUFFICIENT_PRIVILEGE:
            raise
        raise MigrationsMissing(
            "The database needs changes that the role of DATABASE_URL may not make. "
            "Run `exercise-buddy migrate` with the DATABASE_URL of the tables' owner."
        ) from error


async def keys_checked(settings: Settings, url: str, folder: Path | None) -> str | None:
    """What is wrong with the keys of two-step sign-in; if nothing is, a data directory's database stores them."""
    async with _reached(url) as database:
        try:
            return await check_keys(database, key_secrets(settings), folder)
        except OSError as error:
            if is_database_absent(error):
                raise
            raise ServingError(f"Cannot keep a recovery key in {folder}: {error.strerror}.") from error


@asynccontextmanager
async def _reached(url: str) -> AsyncIterator[Database]:
    """A database that answers; raises ServingError, which is DatabaseAway if it does not answer or ceases to."""
    database = await _reach(url)
    try:
        yield database
    except ERRORS_OF_THE_DATABASE as error:
        if not _may_come_back(error):
            raise
        raise DatabaseAway(_unreachable(url, error)) from error
    finally:
        await database.close()


async def _reach(url: str) -> Database:
    """One connection to a responding database, without a statement cache, which PgBouncer might not support."""
    try:
        database = Database(url, pool_size=1, statement_cache=False)
    except ValueError as error:
        raise ServingError(_unreachable(url, error)) from error
    try:
        await database.ping()
    except (OSError, ValueError, *ERRORS_OF_THE_DATABASE) as error:
        await database.close()
        kind = DatabaseAway if _may_come_back(error) else ServingError
        raise kind(_unreachable(url, error)) from error
    return database


def _may_come_back(error: Exception) -> bool:
    """Whether the database may answer later with the same settings."""
    if isinstance(error, ValueError | ssl.SSLError) or sqlstate_of(error).startswith(SQLSTATES_OF_WRONG_SETTINGS):
        return False
    return isinstance(error, OSError) or is_database_absent(error)


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
