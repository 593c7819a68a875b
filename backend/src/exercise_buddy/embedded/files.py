"""Files and folders that are private to their owner whatever the umask says."""

import os
from collections.abc import Callable
from pathlib import Path


def make_private_directory(path: Path) -> None:
    """Makes a directory, and those above it that are missing; an existing one stays as it is."""
    if path.is_dir():
        return
    make_private_directory(path.parent)
    path.mkdir()
    path.chmod(0o700)


def open_private(path: str | Path, flags: int) -> int:
    """Opens a file, made readable by its owner alone; fits `open(..., opener=open_private)`."""
    existed = Path(path).exists()
    descriptor = os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    if not existed:
        os.fchmod(descriptor, 0o600)
    return descriptor


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """What the file holds; where there is none, what `make` returns, kept there from now on for its owner alone.

    Raises OSError.
    """
    make_private_directory(path.parent)
    if not path.exists():
        # Complete before it has its name: half a secret would be kept for good.
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        with open(unfinished, "w", opener=open_private) as file:
            file.write(make())
        unfinished.rename(path)
    return path.read_text().strip()


def sync_directory(path: Path) -> None:
    """Makes a rename inside `path` survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
