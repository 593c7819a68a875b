"""Database backups: in pg_dump's custom format, read back after writing, restored in one transaction.

BackupError
├── BackupFailed
└── RestoreRefused      nothing was changed
"""

import asyncio
import logging
import os
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from exercise_buddy.embedded.clients import Client, ClientFailed
from exercise_buddy.embedded.errors import EmbeddedError
from exercise_buddy.embedded.files import make_private_directory, sync_directory

logger = logging.getLogger(__name__)

DAILY_BACKUPS_KEPT = 7
DAILY_NAME = "daily-%Y%m%dT%H%M%SZ.dump"
BACKUP_INTERVAL = timedelta(days=1)
# Much less than a day: while a laptop sleeps the event loop's clock stops, but the calendar does not.
CHECK_SECONDS = 3600.0

# Do not wait forever for a transaction that another client left open.
LOCK_TIMEOUT = "30s"

# Every table outside PostgreSQL's own schemas, quoted for use in a statement.
TABLES_QUERY = """
    SELECT format('%I.%I', n.nspname, c.relname)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
    ORDER BY 1
"""


class BackupError(Exception):
    """The message is meant for the user."""


class BackupFailed(BackupError):
    """A PostgreSQL program failed, or the disk did."""


class RestoreRefused(BackupError):
    """The backup is unreadable, or the database is not empty; nothing was changed."""


async def dump(database_url: str, target: Path) -> None:
    """Write a backup to `target`, which is created or replaced only once the backup has been read back.

    Raises BackupFailed.
    """
    client = Client(database_url)
    try:
        with _published_when_complete(target) as partial:
            options = ("--format=custom", "--no-owner", "--no-privileges", f"--lock-wait-timeout={LOCK_TIMEOUT}")
            # pg_dump flushes the file to the disk itself.
            await client.run("pg_dump", *options, f"--file={partial}")
            await _read_whole(client, partial)
    except ClientFailed as error:
        raise BackupFailed(f"The backup to {target} failed. {error}") from error
    except OSError as error:
        raise BackupFailed(f"Cannot write the backup {target}: {error.strerror}.") from error


async def restore(
    database_url: str, source: Path, *, force: bool = False, save_as: Path | None = None, scratch: Path | None = None
) -> None:
    """Replace the database's content by the backup's, in one transaction: a failure changes nothing.

    If `save_as` is given and there are tables, they are first backed up there. `scratch` is the folder for temporary
    files, by default the system's.

    Raises RestoreRefused if `source` is not a readable backup, if the database has tables and `force` is not set, or if
    they cannot be backed up; BackupFailed if PostgreSQL does not accept the backup.
    """
    client = Client(database_url)
    try:
        await _read_whole(client, source)
    except ClientFailed as error:
        raise RestoreRefused(f"{source} is not a complete backup. {error}") from error
    try:
        tables = await _tables(client)
        if tables and not force:
            raise RestoreRefused(
                f"The database is not empty: it has {len(tables)} tables. "
                "Use --force to replace them by those in the backup."
            )
        if tables and save_as:
            await _save_first(database_url, save_as)
        await _replace(client, source, tables, scratch)
    except ClientFailed as error:
        raise BackupFailed(f"Restoring {source} failed, and the database is as it was. {error}") from error
    except OSError as error:
        raise BackupFailed(
            f"Restoring {source} failed, and the database is as it was: no room for temporary files "
            f"({error.strerror}). Set TMPDIR to a folder that can be written to."
        ) from error


async def _save_first(database_url: str, target: Path) -> None:
    try:
        await dump(database_url, target)
    except BackupFailed as error:
        raise RestoreRefused(f"Nothing was restored: what is there now could not be saved first. {error}") from error


async def keep_backups(
    database_url: str,
    folder: Path,
    now: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Write a backup into `folder` every day until cancelled, starting now if the last one is a day old.

    A failure is logged and retried within the hour. `now` returns aware datetimes.
    """
    while True:
        try:
            await back_up_if_due(database_url, folder, now())
        except (BackupError, EmbeddedError, OSError) as error:
            logger.error("The daily backup failed. %s", error)  # noqa: TRY400 - the message says it all
        await sleep(CHECK_SECONDS)


async def back_up_if_due(database_url: str, folder: Path, at: datetime) -> Path | None:
    """Write the day's backup unless there is one; returns its path if one was written."""
    made = [moment for moment in daily_backups(folder) if moment <= at]
    if made and at - max(made) < BACKUP_INTERVAL:
        return None
    target = folder / at.astimezone(UTC).strftime(DAILY_NAME)
    await dump(database_url, target)
    logger.info("Wrote the daily backup %s. To use it on another machine keep the recovery key, too.", target)
    _prune(folder, newest=target)
    return target


def daily_backups(folder: Path) -> dict[datetime, Path]:
    """The daily backups in `folder` by the time in their names, which copying does not change."""
    found: dict[datetime, Path] = {}
    for path in folder.glob("daily-*.dump"):
        try:
            moment = datetime.strptime(path.name, DAILY_NAME).replace(tzinfo=UTC)
        except ValueError:
            continue
        found[moment] = path
    return found


def _prune(folder: Path, newest: Path) -> None:
    """Keep `newest`, which has just been read back, and the latest of the others.

    The number counts, not the age: a machine that runs once a week, or whose clock is wrong, keeps seven backups too.
    """
    others = [path for _, path in sorted(daily_backups(folder).items()) if path != newest]
    for path in others[: -(DAILY_BACKUPS_KEPT - 1)]:
        path.unlink(missing_ok=True)


@contextmanager
def _published_when_complete(target: Path) -> Iterator[Path]:
    """Yield a private file beside `target`, renamed to `target` if the block succeeds."""
    make_private_directory(target.parent)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(descriptor)
    partial = Path(name)
    try:
        yield partial
        partial.replace(target)
        sync_directory(target.parent)
    finally:
        partial.unlink(missing_ok=True)


async def _read_whole(client: Client, archive: Path) -> None:
    """Unpack the whole archive to /dev/null: its table of contents alone would not reveal a missing end."""
    await client.run("pg_restore", "--file=/dev/null", str(archive), connect=False)


async def _tables(client: Client) -> list[str]:
    output = await client.run("psql", "--no-psqlrc", "--tuples-only", "--no-align", "-c", TABLES_QUERY)
    return output.split("\n")[:-1]


async def _replace(client: Client, source: Path, tables: list[str], scratch: Path | None) -> None:
    """Drop the tables and run the backup's script, in one transaction.

    `pg_restore --clean` alone would fail on a table that is newer than the backup and references one in it.
    """
    with tempfile.TemporaryDirectory(prefix="exercise-buddy-restore-", dir=scratch) as folder:
        script = Path(folder) / "restore.sql"
        await client.run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-privileges",
            f"--file={script}",
            str(source),
            connect=False,
        )
        drop = f"DROP TABLE IF EXISTS {', '.join(tables)} CASCADE" if tables else "SELECT 1"
        await client.run(
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--command=SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'",
            f"--command={drop}",
            f"--file={script}",
        )
