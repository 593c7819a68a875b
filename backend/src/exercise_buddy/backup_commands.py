"""The verbs `exercise-buddy backup`, `restore` and `drill`; cli.py registers them."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from exercise_buddy.command_line import errors_in_plain_words, on_database
from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.db.backup_times import note_dump
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE
from exercise_buddy.core.settings import Settings, data_dir_of, key_secrets, with_authority
from exercise_buddy.embedded import backups
from exercise_buddy.embedded.archive.archive import Archive
from exercise_buddy.embedded.archive.archiver import BASE_INTERVAL, Archiver
from exercise_buddy.embedded.archive.drill import compare, quiet_moment
from exercise_buddy.embedded.archive.errors import ArchiveError
from exercise_buddy.embedded.archive.restoring import rebuild, restore_at
from exercise_buddy.embedded.archive.state import ArchiveState, Work
from exercise_buddy.embedded.binaries import POSTGRES_MAJOR
from exercise_buddy.embedded.cluster import is_of_an_older_version
from exercise_buddy.embedded.errors import EmbeddedError
from exercise_buddy.embedded.locks import is_in_use, wait_for
from exercise_buddy.embedded.server import EmbeddedPostgres, running_or_started
from exercise_buddy.recovery import adopt_recovery_key, open_with, recovery_key
from exercise_buddy.serving.backups import archive_of, with_place_of_last_start
from exercise_buddy.serving.database import keys_checked, prepare
from exercise_buddy.serving.defaults import with_secret

WITH_KEYS = (
    "Recovery key: {key}\nKeep it apart from the backup. For two-step sign-in to work on another machine, restore "
    "there with `exercise-buddy restore FILE --recovery-key KEY`."
)
KEEP_THE_KEY = (
    "It does not hold JWT_SECRET, which two-step sign-in needs: keep that, too, in another place. Without it people "
    "sign in with their recovery codes."
)
WITHOUT_TABLES = "It does not contain the keys of two-step sign-in: start this version once, then back up again."
KEEP_THE_OLD_KEY = "Two-step sign-in needs the JWT_SECRET of that time, as itself or in JWT_PREVIOUS_SECRETS."

EXAMPLE_MOMENT = "2026-11-26T18:30:00"
ARCHIVING_SECONDS = 60.0

BACKUP_NAME = "exercise-buddy-%Y%m%dT%H%M%SZ.dump"
BEFORE_RESTORE_NAME = "before-restore-%Y%m%dT%H%M%S.%fZ.dump"

DataDirOption = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        file_okay=False,
        help="Data directory of the embedded database. By default the database of DATABASE_URL "
        "is used if that is set, otherwise the usual data directory.",
    ),
]


def backup(
    data_dir: DataDirOption = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", dir_okay=False, help="File to write; replaced if it exists."),
    ] = None,
) -> None:
    """Write a backup of the database. The app may be running."""
    with errors_in_plain_words():
        settings = _settings(data_dir)
        if remote := _remote_url(settings, data_dir):
            target = to or Path.cwd() / _stamped(BACKUP_NAME)
            asyncio.run(backups.dump(remote, target))
            asyncio.run(_note_dump(remote))
            about_keys = KEEP_THE_KEY
        else:
            folder = data_dir_of(settings)
            target = to or folder / "backups" / _stamped(BACKUP_NAME)
            _require_data(folder)
            with running_or_started(folder) as url:
                about_keys = _keep_keys(with_secret(settings), url, folder)
                asyncio.run(backups.dump(url, target))
        typer.echo(f"Wrote {target} ({target.stat().st_size / 1024:,.0f} KiB).\n{about_keys}")


async def _note_dump(url: str) -> None:
    """Record it for the metric of the backup's age; a role that may only read can still make a backup."""
    try:
        await on_database(url, note_dump, statement_cache=False)
    except ERRORS_OF_THE_DATABASE as error:
        typer.echo(f"The database did not record the backup: {error}", err=True)


def _keep_keys(settings: Settings, url: str, folder: Path) -> str:
    """Have the database hold its keys before it is backed up; returns what to tell the user about them."""
    try:
        return asyncio.run(keys_checked(settings, url, folder)) or WITH_KEYS.format(key=recovery_key(folder))
    except ERRORS_OF_THE_DATABASE:
        return WITHOUT_TABLES


def restore(
    file: Annotated[Path | None, typer.Argument(help="A file that `exercise-buddy backup` wrote.")] = None,
    data_dir: DataDirOption = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Replace the tables of a database that is not empty. They are saved first: into the data "
            "directory's backups, or, with DATABASE_URL, the current folder.",
        ),
    ] = False,
    key: Annotated[
        str | None,
        typer.Option("--recovery-key", help="What `exercise-buddy backup` printed on the machine it was made on."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", help=f"Instead of a file: from the archive, as at a moment, {EXAMPLE_MOMENT}, or `last`."),
    ] = None,
) -> None:
    """Restore a backup, or the database as it was at a moment; all of it or nothing. Stop the app first."""
    with errors_in_plain_words():
        settings = _settings(data_dir)
        if (file is None) == (at is None):
            raise backups.BackupError("Name a file that `exercise-buddy backup` wrote, or a moment with --at.")
        if at is not None:
            _restore_from_archive(settings, data_dir, _moment(at), key)
        elif file is not None and (remote := _remote_url(settings, data_dir)):
            _restore_elsewhere(remote, file, force=force)
        elif file is not None and is_of_an_older_version(data_dir_of(settings)):
            _replace_older(settings, file, key)
        elif file is not None:
            _restore_embedded(settings, file, force=force, key=key)


def drill(data_dir: DataDirOption = None) -> None:
    """Prove that the archive restores: do so elsewhere, and compare each row. The app may be running."""
    with errors_in_plain_words():
        settings = _settings(data_dir)
        _require_embedded(settings, data_dir)
        folder = data_dir_of(settings)
        _require_data(folder)
        state = ArchiveState(folder)
        try:
            rows = _drilled(folder, _archive(settings, folder), state)
        except BaseException:
            state.failed(Work.DRILL)
            raise
        state.succeeded(Work.DRILL, utc_now())
        typer.echo(f"Restored elsewhere and compared: all {rows:,} rows of the database are in the archive, unchanged.")


def _drilled(folder: Path, archive: Archive, state: ArchiveState) -> int:
    is_running = is_in_use(folder)
    with running_or_started(folder) as url:

        def archive_until(moment: datetime, work: Work) -> None:
            if not is_running:
                asyncio.run(Archiver(url, folder, archive, utc_now, state).step())
            elif not wait_for(lambda: state.succeeded_at(work) > moment.timestamp(), ARCHIVING_SECONDS):
                raise ArchiveError(f"Nothing was archived after {moment:%d %b %H:%M:%S} UTC: see the app's log.")

        archive_until(utc_now() - 2 * BASE_INTERVAL, Work.BASE)
        moment, expected = asyncio.run(quiet_moment(url))
        archive_until(moment, Work.LOG)
        return compare(folder, archive, moment, expected)


def _archive(settings: Settings, folder: Path, key: str | None = None) -> Archive:
    return archive_of(with_place_of_last_start(settings, folder), folder, key)


def _restore_from_archive(settings: Settings, data_dir: Path | None, at: datetime | None, key: str | None) -> None:
    _require_embedded(settings, data_dir)
    folder = data_dir_of(settings)
    before = restore_at(folder, _archive(settings, folder, key), at, utc_now())
    if key:
        adopt_recovery_key(folder, key, utc_now())
    typer.echo(f"Restored the database as at {at.isoformat(timespec='seconds') if at else 'the end of the archive'}.")
    if before is not None:
        typer.echo(f"What was there before is in {before}; delete that folder when you do not need it.")
    with EmbeddedPostgres(folder) as postgres:
        _bring_up_to_date(settings, postgres.url(), folder, "The archive", key)


def _moment(text: str) -> datetime | None:
    """Parse a moment as people write it, in this machine's time zone unless it names another; None for the latest."""
    if text == "last":
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError as error:
        raise backups.BackupError(f"--at takes a moment such as {EXAMPLE_MOMENT}, or last; not {text!r}.") from error


def _require_embedded(settings: Settings, data_dir: Path | None) -> None:
    if _remote_url(settings, data_dir):
        raise EmbeddedError(
            "Only the embedded database has this archive, and DATABASE_URL names another. Name the folder of the "
            'embedded one with --data-dir. For others, see "Back to a second" in docs/runbook.md.'
        )


def _restore_elsewhere(url: str, file: Path, *, force: bool) -> None:
    _replace_tables(url, file, Path.cwd(), force=force)
    _migrate(url, str(file))
    typer.echo(KEEP_THE_OLD_KEY)


def _restore_embedded(settings: Settings, file: Path, *, force: bool, key: str | None) -> None:
    folder = data_dir_of(settings)
    with EmbeddedPostgres(folder) as postgres:
        url = postgres.url()
        _replace_tables(url, file, folder / "backups", force=force, scratch=folder)
        _bring_up_to_date(settings, url, folder, str(file), key)


def _replace_tables(url: str, file: Path, keep_in: Path, *, force: bool, scratch: Path | None = None) -> None:
    """Restore, and tell where what was there has been kept."""
    saved = keep_in / _stamped(BEFORE_RESTORE_NAME)
    asyncio.run(backups.restore(url, file, force=force, save_as=saved, scratch=scratch))
    typer.echo(f"Restored {file}.")
    if saved.exists():
        typer.echo(f"What was there before is in {saved}.")


def _replace_older(settings: Settings, file: Path, key: str | None) -> None:
    folder = data_dir_of(settings)
    before = rebuild(folder, lambda url: asyncio.run(backups.restore(url, file, scratch=folder)), utc_now())
    typer.echo(f"Restored {file} into a database of PostgreSQL {POSTGRES_MAJOR}.")
    typer.echo(f"What was there before is in {before}; delete that folder when you do not need it.")
    with EmbeddedPostgres(folder) as postgres:
        _bring_up_to_date(settings, postgres.url(), folder, str(file), key)


def _bring_up_to_date(settings: Settings, url: str, folder: Path, source: str, key: str | None) -> None:
    """The newest schema, and this machine's keys, for what was restored."""
    _migrate(url, source)
    settings = with_secret(settings)
    if key:
        secrets = key_secrets(settings)
        count = asyncio.run(on_database(url, lambda database: open_with(database, secrets, key)))
        typer.echo(f"Two-step sign-in: opened for {count} accounts.")
    if wrong := asyncio.run(keys_checked(settings, url, folder)):
        typer.echo(wrong)


def _migrate(url: str, source: str) -> None:
    """An older backup has no table for the keys yet."""
    try:
        asyncio.run(prepare(url))
    except ERRORS_OF_THE_DATABASE as error:
        raise backups.BackupError(f"{source} is no database of Exercise Buddy: {error}") from error


def _settings(data_dir: Path | None) -> Settings:
    return with_authority(Settings(data_dir=data_dir) if data_dir is not None else Settings())


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
