"""Locks on directories. The kernel releases them when the last holder exits, so none is ever stale."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from exercise_buddy.embedded.errors import (
    DataDirectoryInUse,
    DataDirectoryUnusable,
    UnsupportedPlatform,
)
from exercise_buddy.embedded.files import open_private

if sys.platform != "win32":
    import fcntl

LOCK_FILE = "exercise-buddy.lock"
POLL_SECONDS = 0.01
HANDOVER_SECONDS = 5.0


def require_platform() -> None:
    """Raise UnsupportedPlatform on systems without unix sockets and flock."""
    if sys.platform == "win32":
        raise UnsupportedPlatform(
            "The embedded PostgreSQL runs on Linux and macOS. On Windows run Exercise Buddy inside WSL, "
            "or set DATABASE_URL to a PostgreSQL 18 server."
        )


class InstanceLock:
    """Held by the one application that uses a data directory.

    The server does not inherit it: a dead application must not look alive while its server still runs.
    """

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / LOCK_FILE
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock; raises DataDirectoryInUse, which names the holder."""
        descriptor = open_private(self._path, os.O_RDWR | os.O_CREAT)
        if not try_lock(descriptor):
            holder = os.read(descriptor, 20).decode(errors="replace").strip()
            # A program killed while starting another one leaves its locks to the child for a moment.
            if _is_alive(holder) or not wait_for(lambda: try_lock(descriptor), HANDOVER_SECONDS):
                os.close(descriptor)
                raise DataDirectoryInUse(
                    f"Another Exercise Buddy (process {holder or 'unknown'}) is using {self._path.parent}. "
                    "Stop it first, or choose another data directory with --data-dir."
                )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor

    def release(self) -> None:
        """Release the lock if it is held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def is_in_use(data_dir: Path) -> bool:
    """Whether an application is using the data directory."""
    instance = InstanceLock(data_dir)
    try:
        instance.acquire()
    except DataDirectoryInUse:
        return True
    instance.release()
    return False


def _is_alive(holder: str) -> bool:
    try:
        os.kill(int(holder), 0)
    except PermissionError:
        return True
    except (ValueError, ProcessLookupError):
        return False
    return True


def try_lock(descriptor: int) -> bool:
    """Take the exclusive lock on an open file or directory; False if somebody else holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise DataDirectoryUnusable(
            f"The data directory's file system does not support locks ({error.strerror}). "
            "Choose a data directory on a local disk."
        ) from error
    return True


def open_directory(path: Path) -> int:
    """Open a directory, to lock it or hand it to the server; the caller closes the descriptor."""
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def wait_for(condition: Callable[[], bool], timeout_seconds: float) -> bool:
    """Poll until `condition` holds; False if it does not within the time."""
    deadline = time.monotonic() + timeout_seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True
