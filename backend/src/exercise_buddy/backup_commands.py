"""The verbs `exercise-buddy backup` and `exercise-buddy restore`; cli.py registers them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from exercise_buddy.auth.safe import SealBroken
from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE
from exercise_buddy.core.settings import Settings, SettingsError, data_dir_of, key_secrets
from exercise_buddy.embedded import backups
from exercise_buddy.embedded.errors import EmbeddedError
from exercise_buddy.embedded.server import EmbeddedPostgres, running_or_started
from exercise_buddy.recovery import open_with, recovery_key
from exercise_buddy.serving import ServingError, keys_checked, prepare, with_secret

WITH_KEYS = (
    "Recovery key: {key}\nKeep it apart from the backup. For two-step sign-in to work on another machine, restore "
    "there with `exercise-buddy restore FILE --recovery-key KEY`."
)
KEEP_THE_KEY = (
    "It does not hold JWT_SECRET, which two-step sign-in needs: keep that, too, in another place. Without it people "
    "sign in with their recovery codes."
)
WITHOUT_TABLES = "It does not hold the keys of two-step sign-in: start this version once, then back up again."
KEEP_THE_OLD_KEY = "Two-step sign-in needs the JWT_SECRET of that time, as itself or in JWT_PREVIOUS_SECRETS."

BACKUP_NAME = "exercise-buddy-%Y%m%dT%H%M%SZ.dump"
BEFORE_RESTORE_NAME = "before-restore-%Y%m%dT%H%M%SZ.dump"

DataDirOption = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        file_okay=False,
        help="Data directory of the embedded database. Without it: the database of DATABASE_URL "
        "where that is set, else the usual data directory.",
    ),
]


def backup(
    data_dir: DataDirOption = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", dir_okay=False, help="File to write; replaced if there."),
    ] = None,
) -> None:
    """Write a backup of the database, also while the app is running."""
    with _errors_in_plain_words():
        settings = _settings(data_dir)
        if remote := _remote_url(settings, data_dir):
            target = to or Path.cwd() / _stamped(BACKUP_NAME)
            asyncio.run(backups.dump(remote, target))
            about_keys = KEEP_THE_KEY
        else:
            folder = data_dir_of(settings)
            target = to or folder / "backups" / _stamped(BACKUP_NAME)
            _require_data(folder)
            with running_or_started(folder) as url:
                about_keys = _keep_keys(with_secret(settings), url, folder)
                asyncio.run(backups.dump(url, target))
        typer.echo(f"Wrote {target} ({target.stat().st_size / 1024:,.0f} KiB).\n{about_keys}")


def _keep_keys(settings: Settings, url: str, folder: Path) -> str:
    """Has the database hold its keys before it is backed up; what there is to say about them."""
    try:
        return asyncio.run(keys_checked(settings, url, folder)) or WITH_KEYS.format(key=recovery_key(folder))
    except ERRORS_OF_THE_DATABASE:
        return WITHOUT_TABLES


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `exercise-buddy backup` wrote.")],
    data_dir: DataDirOption = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace the tables of a database that is not empty."),
    ] = False,
    key: Annotated[
        str | None,
        typer.Option("--recovery-key", help="What `exercise-buddy backup` printed on the machine it was made on."),
    ] = None,
) -> None:
    """Make the database what a backup holds, all of it or nothing. Stop the app first."""
    with _errors_in_plain_words():
        settings = _settings(data_dir)
        if remote := _remote_url(settings, data_dir):
            asyncio.run(backups.restore(remote, file, force=force))
            typer.echo(f"Restored {file}. {KEEP_THE_OLD_KEY}")
        else:
            _restore_embedded(settings, file, force=force, key=key)


def _restore_embedded(settings: Settings, file: Path, *, force: bool, key: str | None) -> None:
    folder = data_dir_of(settings)
    saved = folder / "backups" / _stamped(BEFORE_RESTORE_NAME)
    with EmbeddedPostgres(folder) as postgres:
        url = postgres.url()
        asyncio.run(backups.restore(url, file, force=force, save_as=saved, scratch=folder))
        typer.echo(f"Restored {file}.")
        if saved.exists():
            typer.echo(f"What was there before is in {saved}.")
        _migrate(url, file)
        settings = with_secret(settings)
        if key:
            count = asyncio.run(_open_with(url, key_secrets(settings), key))
            typer.echo(f"Two-step sign-in: opened for {count} accounts.")
        if wrong := asyncio.run(keys_checked(settings, url, folder)):
            typer.echo(wrong)


def _migrate(url: str, file: Path) -> None:
    """An older backup has no place for the keys yet."""
    try:
        asyncio.run(prepare(url))
    except ERRORS_OF_THE_DATABASE as error:
        raise backups.BackupError(f"{file} is no database of Exercise Buddy: {error}") from error


async def _open_with(url: str, secrets: list[str], key: str) -> int:
    database = Database(url, pool_size=1)
    try:
        return await open_with(database, secrets, key)
    finally:
        await database.close()


def _settings(data_dir: Path | None) -> Settings:
    return Settings(data_dir=data_dir) if data_dir is not None else Settings()


def _remote_url(settings: Settings, data_dir: Path | None) -> str | None:
    """DATABASE_URL, unless a data directory was asked for."""
    if data_dir is not None or settings.database_url is None:
        return None
    return settings.database_url.get_secret_value()


def _require_data(folder: Path) -> None:
    if not (folder / "postgres").exists():
        raise EmbeddedError(f"There is no database in {folder} to back up. Name its folder with --data-dir.")


def _stamped(name: str) -> str:
    return utc_now().strftime(name)


@contextmanager
def _errors_in_plain_words() -> Iterator[None]:
    try:
        yield
    except (EmbeddedError, SealBroken, ServingError, SettingsError, backups.BackupError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from error
