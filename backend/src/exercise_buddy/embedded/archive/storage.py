"""Where an archive is stored. A file is stored completely or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from exercise_buddy.embedded.archive.errors import ArchiveDamaged, StorageUnusable
from exercise_buddy.embedded.files import make_private_directory, sync_directory


class Storage(Protocol):
    """Files by name; names may contain slashes. Each method raises StorageUnusable."""

    def put(self, name: str, file: Path) -> None:
        """Store the file durably under `name`, replacing an earlier one."""
        ...

    def fetch(self, name: str, target: Path) -> None:
        """Write the file stored under `name` to `target`; raises ArchiveDamaged if there is none."""
        ...

    def has(self, name: str) -> bool:
        """Whether a file is stored under `name`."""
        ...

    def names(self) -> list[str]:
        """All names, sorted."""
        ...

    def remove(self, name: str) -> None:
        """Remove the file if it exists."""
        ...


class Folder:
    """A folder on this disk, another disk or a network drive."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, name: str, file: Path) -> None:
        """See Storage. The file is written under a temporary name, flushed, then renamed."""
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
        """See Storage."""
        if not (self._path / name).is_file():
            raise ArchiveDamaged(f"{name} is missing in the archive {self._path}.")
        with self._usable():
            shutil.copyfile(self._path / name, target)

    def has(self, name: str) -> bool:
        """See Storage."""
        with self._usable():
            return (self._path / name).is_file()

    def names(self) -> list[str]:
        """See Storage. Empty if the folder does not exist yet."""
        with self._usable():
            found = (path for path in self._path.rglob("*") if path.is_file() and not path.name.startswith("."))
            return sorted(str(path.relative_to(self._path)) for path in found)

    def remove(self, name: str) -> None:
        """See Storage."""
        with self._usable():
            (self._path / name).unlink(missing_ok=True)

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageUnusable(f"Cannot use the archive {self._path}: {error.strerror}.") from error


def storage_at(address: str | None, data_dir: Path) -> Storage:
    """The storage at an address: a bucket, a folder's path or, without an address, a folder of the data directory.

    Raises StorageUnusable.
    """
    if address is None:
        return Folder(data_dir / "archive")
    if address.startswith("s3://"):
        return _bucket(address)
    if not Path(address).is_absolute():
        raise StorageUnusable(f"BACKUP_TO must be a folder's absolute path or s3://BUCKET/PREFIX, not {address}.")
    return Folder(Path(address))


def _bucket(address: str) -> Storage:
    try:
        from exercise_buddy.embedded.archive.buckets import Bucket  # noqa: PLC0415 - its library is an extra
    except ImportError as error:
        raise StorageUnusable(
            "An archive in a bucket needs the extra: pip install 'exercise-buddy[s3]', "
            "or in a checkout: uv pip install --python backend/.venv obstore"
        ) from error
    return Bucket(address)
