"""Background tasks that make backups, and their metrics."""

from collections.abc import Coroutine
from pathlib import Path

from fastapi import FastAPI

from exercise_buddy.core.background_work import keep_running
from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.db.backup_times import BackupTimes
from exercise_buddy.core.settings import Settings, data_dir_of
from exercise_buddy.embedded.archive.archive import Archive, scratch_folder
from exercise_buddy.embedded.archive.archiver import Archiver
from exercise_buddy.embedded.archive.sealing import Seal
from exercise_buddy.embedded.archive.state import BACKUPS_FOLDER, ArchiveState
from exercise_buddy.embedded.archive.storage import storage_at
from exercise_buddy.embedded.backups import keep_backups
from exercise_buddy.recovery import as_typed, recovery_key
from exercise_buddy.serving.errors import ServingError

PLACE_FILE = "backup-to"
"""In the data directory: BACKUP_TO of the last start, for commands that are run without it."""


def backups(settings: Settings, url: str) -> list[Coroutine[None, None, None]]:
    """The backup tasks of the embedded database; none for an external one."""
    if settings.database_url is not None:
        return []
    folder = data_dir_of(settings)
    (folder / PLACE_FILE).write_text(settings.backup_to or "")
    archiver = Archiver(url, folder, archive_of(settings, folder), utc_now, ArchiveState(folder))
    return [keep_backups(url, folder / BACKUPS_FOLDER, utc_now), keep_running(archiver.run, "archive")]


def with_backup_metrics(
    app: FastAPI, settings: Settings, kept_here: list[Coroutine[None, None, None]]
) -> list[Coroutine[None, None, None]]:
    """The tasks that make /metrics report backups: ours, or those recorded in the database by others."""
    registry = app.state.resources.metrics.registry
    if kept_here:
        registry.register(ArchiveState(data_dir_of(settings)))
        return kept_here
    times = BackupTimes(app.state.resources.database)
    registry.register(times)
    return [keep_running(times.watch, "backup times")]


def with_place_of_last_start(settings: Settings, folder: Path) -> Settings:
    """The settings with the place where the application last kept its archive, unless they name one."""
    file = folder / PLACE_FILE
    if settings.backup_to or not file.exists():
        return settings
    return settings.model_copy(update={"backup_to": file.read_text() or None})


def archive_of(settings: Settings, folder: Path, key: str | None = None) -> Archive:
    """The archive of the embedded database in `folder`, opened with the given recovery key or its own.

    Raises ArchiveError, or ServingError.
    """
    try:
        seal = Seal(as_typed(key) if key else recovery_key(folder))
        return Archive(storage_at(settings.backup_to, folder), seal, scratch_folder(folder))
    except OSError as error:
        raise ServingError(f"Cannot keep an archive of {folder}: {error.strerror}.") from error
