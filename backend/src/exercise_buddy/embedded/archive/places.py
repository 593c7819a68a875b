"""Where an archive is kept. What is put there is there whole, or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from exercise_buddy.embedded.archive.errors import ArchiveDamaged, PlaceUnusable
from exercise_buddy.embedded.files import make_private_directory, sync_directory


class Place(Protocol):
    """Files by names with slashes in them. Each method raises PlaceUnusable."""

    def put(self, name: str, file: Path) -> None:
        """Keep the file's content under `name`, durably; an earlier one is replaced."""
        ...

    def fetch(self, name: str, target: Path) -> None:
        """Write what is kept under `name` to `target`; raises ArchiveDamaged where there is nothing."""
        ...

    def has(self, name: str) -> bool:
        """Whether something is kept under `name`."""
        ...

    def names(self) -> list[str]:
        """Every name, in order."""
        ...

    def remove(self, name: str) -> None:
        """Forget it, where it is there."""
        ...


class Folder:
    """A folder: on this disk, on another, or on one of the network."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, name: str, file: Path) -> None:
        """As Place has it: beside its name first, flushed, then renamed."""
        target = self._path / name
        with self._usable():
            make_private_directory(target.parent)
            descriptor, partial = tempfile.mkstemp(prefix=".partial-", dir=target.parent)
            try:
                with os.fdopen(descriptor, "wb") as copy, file.open("rb") as source:
                    shutil.copyfileobj(source, copy)
                    copy.flush()
                    os.fsync(copy.fileno())
                Path(partial).replace(target)
            finally:
                Path(partial).unlink(missing_ok=True)
            sync_directory(target.parent)

    def fetch(self, name: str, target: Path) -> None:
        """As Place has it."""
        if not (self._path / name).is_file():
            raise ArchiveDamaged(f"{name} is missing in the archive {self._path}.")
        with self._usable():
            shutil.copyfile(self._path / name, target)

    def has(self, name: str) -> bool:
        """As Place has it."""
        with self._usable():
            return (self._path / name).is_file()

    def names(self) -> list[str]:
        """As Place has it; none where there is no folder yet."""
        with self._usable():
            found = (path for path in self._path.rglob("*") if path.is_file() and not path.name.startswith("."))
            return sorted(str(path.relative_to(self._path)) for path in found)

    def remove(self, name: str) -> None:
        """As Place has it."""
        with self._usable():
            (self._path / name).unlink(missing_ok=True)

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise PlaceUnusable(f"Cannot use the archive {self._path}: {error.strerror}.") from error


def place_of(address: str | None, data_dir: Path) -> Place:
    """The place at that address: a bucket, the path of a folder or, without one, a folder of the data directory.

    Raises PlaceUnusable.
    """
    if address is None:
        return Folder(data_dir / "archive")
    if address.startswith("s3://"):
        return _bucket(address)
    if not Path(address).is_absolute():
        raise PlaceUnusable(f"BACKUP_TO must be the whole path of a folder, or s3://BUCKET/PREFIX, not {address}.")
    return Folder(Path(address))


def _bucket(address: str) -> Place:
    try:
        from exercise_buddy.embedded.archive.buckets import Bucket  # noqa: PLC0415 - its library is an extra
    except ImportError as error:
        raise PlaceUnusable(
            "An archive in a bucket needs the extra: pip install 'exercise-buddy[s3]', "
            "or in a checkout: uv pip install --python backend/.venv obstore"
        ) from error
    return Bucket(address)
