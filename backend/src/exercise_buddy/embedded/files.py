"""Files and folders that only their owner can read, whatever the umask."""

import os
from collections.abc import Callable
from pathlib import Path


def make_private_directory(path: Path) -> None:
    """Make a directory and its missing parents; existing ones keep their modes."""
    if path.is_dir():
        return
    make_private_directory(path.parent)
    path.mkdir()
    path.chmod(0o700)


def open_private(path: str | Path, flags: int) -> int:
    """An opener for `open(..., opener=open_private)`: files it creates are readable by their owner only."""
    existed = Path(path).exists()
    descriptor = os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    if not existed:
        os.fchmod(descriptor, 0o600)
    return descriptor


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """Return the secret in the file; if there is none, create it with `make` and store it privately.

    Raises OSError.
    """
    make_private_directory(path.parent)
    if not path.exists():
        # Renamed when complete: half a secret would be kept for good.
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        with open(unfinished, "w", opener=open_private) as file:
            file.write(make())
        unfinished.rename(path)
    return path.read_text().strip()


def sync_directory(path: Path) -> None:
    """Flush a directory, so that a rename inside it survives a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
