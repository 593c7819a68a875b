"""Locks on directories. The kernel drops them with their last holder, so none is ever stale."""

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
    """Raises UnsupportedPlatform where there are no unix sockets and no flock."""
    if sys.platform == "win32":
        raise UnsupportedPlatform(
            "The embedded PostgreSQL runs on Linux and macOS. On Windows run Exercise Buddy inside WSL, "
            "or set DATABASE_URL to a PostgreSQL 18 server."
        )


class InstanceLock:
    """Held by the one application that uses a data directory.

    Never inherited by the server, so that an application which died does not look alive while its server still runs.
    """

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / LOCK_FILE
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Raises DataDirectoryInUse, naming the holder, where somebody else has it."""
        descriptor = open_private(self._path, os.O_RDWR | os.O_CREAT)
        if not try_lock(descriptor):
            holder = os.read(descriptor, 20).decode(errors="replace").strip()
            # A program that is killed while it starts another one leaves its locks to that, for a moment.
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
        """Lets go of it, if it is held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def is_in_use(data_dir: Path) -> bool:
    """Whether an application is running on it."""
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
    """Takes the exclusive lock on an open file or directory; False where somebody else holds it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise DataDirectoryUnusable(
            f"The data directory's file system has no file locks ({error.strerror}). "
            "Choose a data directory on a local disk."
        ) from error
    return True


def open_directory(path: Path) -> int:
    """A descriptor of a directory, for locking it and for handing it to the server."""
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def wait_for(condition: Callable[[], bool], timeout_seconds: float) -> bool:
    """Polls until `condition` holds; False where it does not within the time."""
    deadline = time.monotonic() + timeout_seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True
