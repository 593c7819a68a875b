"""The verbs `exercise-buddy backup` and `exercise-buddy restore`; cli.py registers them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.settings import Settings, SettingsError, data_dir_of
from exercise_buddy.embedded import backups
from exercise_buddy.embedded.errors import EmbeddedError
from exercise_buddy.embedded.server import EmbeddedPostgres, running_or_started

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
        else:
            folder = data_dir_of(settings)
            target = to or folder / "backups" / _stamped(BACKUP_NAME)
            _require_data(folder)
            with running_or_started(folder) as url:
                asyncio.run(backups.dump(url, target))
    typer.echo(f"Wrote {target} ({target.stat().st_size / 1024:,.0f} KiB).")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `exercise-buddy backup` wrote.")],
    data_dir: DataDirOption = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace the tables of a database that is not empty."),
    ] = False,
) -> None:
    """Make the database what a backup holds, all of it or nothing. Stop the app first."""
    with _errors_in_plain_words():
        settings = _settings(data_dir)
        if remote := _remote_url(settings, data_dir):
            asyncio.run(backups.restore(remote, file, force=force))
        else:
            asyncio.run(_restore_embedded(data_dir_of(settings), file, force=force))
    typer.echo(f"Restored {file}.")


async def _restore_embedded(folder: Path, file: Path, *, force: bool) -> None:
    saved = folder / "backups" / _stamped(BEFORE_RESTORE_NAME)
    with EmbeddedPostgres(folder) as postgres:
        await backups.restore(postgres.url(), file, force=force, save_as=saved, scratch=folder)
    if saved.exists():
        typer.echo(f"What was there before is in {saved}.")


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
    except (EmbeddedError, SettingsError, backups.BackupError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from error
