"""The directory of the server's unix socket."""

import errno
import hashlib
import os
import secrets
import shutil
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from exercise_buddy.embedded.account import PRIVATE, Account
from exercise_buddy.embedded.errors import NoSocketDirectory

# PostgreSQL touches its socket hourly, so that programs that clean /tmp leave it.
USUAL_ROOT = Path("/tmp")  # noqa: S108 - owner and mode of the folder inside are checked
OTHER_ROOTS = (Path("/run"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108 - as above
VARIABLES = ("TMPDIR", "XDG_RUNTIME_DIR")
PORT = 5432
# macOS's sun_path, the shortest (Linux has 107): "/.s.PGSQL.5432" takes 14 of them.
MAX_SOCKET_PATH_BYTES = 103
SOCKET = f".s.PGSQL.{PORT}"
MAX_DIRECTORY_BYTES = MAX_SOCKET_PATH_BYTES - len(f"/{SOCKET}")
# A fingerprint, or as many random digits.
PATTERN = f"exercise-buddy-{'[0-9a-f]' * 16}"
# A younger directory may be that of a server about to start.
LEFT_BEHIND_SECONDS = 3600


def make_socket_directory(data_dir: Path, account: Account) -> Path:
    """Make a directory that only `account` can enter; if possible the same one each time for a data directory.

    Raises NoSocketDirectory if no folder is suitable.
    """
    name = f"exercise-buddy-{_fingerprint(data_dir)}"
    refusals = []
    for root in _roots(data_dir):
        directory = root / name
        if len(os.fsencode(directory)) > MAX_DIRECTORY_BYTES:
            refusals.append(f"{root}: its path is too long for a socket")
        elif not account.can_walk(root):
            refusals.append(f"{root}: closed to the account {account.name}")
        else:
            try:
                remove_left_behind(root, account, time.time())
                return prepare_socket_directory(directory, account)
            except OSError as error:
                refusals.append(f"{root}: {error.strerror}")
    raise NoSocketDirectory(
        f"There is no folder for the database's socket. Set TMPDIR to a writable one with a short path. "
        f"Tried {'; '.join(refusals)}."
    )


def prepare_socket_directory(directory: Path, account: Account) -> Path:
    """Recreate `directory` for `account` only, or create another one if somebody else owns that name."""
    if _is_private(directory, account):
        # Left by a killed server. PostgreSQL would trust the process id in its lock file, which another process
        # may have by now.
        shutil.rmtree(directory)
    try:
        descriptor = account.make_directory(directory)
    except FileExistsError:
        directory = directory.with_name(f"exercise-buddy-{secrets.token_hex(8)}")
        descriptor = account.make_directory(directory)
    os.close(descriptor)
    return directory


def remove_socket_directory(directory: Path) -> None:
    """Remove the directory after the server has ended."""
    shutil.rmtree(directory, ignore_errors=True)


def remove_left_behind(root: Path, account: Account, now: float) -> None:
    """Remove the directories of killed servers, whose data directories may never be used again."""
    for directory in root.glob(PATTERN):
        with suppress(FileNotFoundError):
            is_old = directory.lstat().st_mtime < now - LEFT_BEHIND_SECONDS
            if is_old and _is_private(directory, account) and not _listens(directory / SOCKET):
                remove_socket_directory(directory)


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.setblocking(False)
        return probe.connect_ex(str(path)) not in (errno.ENOENT, errno.ECONNREFUSED)


def _roots(data_dir: Path) -> Iterator[Path]:
    """Folders to try; the data directory last, since its path is often too long or not accessible."""
    yield USUAL_ROOT
    yield from (Path(os.environ[name]) for name in VARIABLES if os.environ.get(name, "").startswith("/"))
    yield from OTHER_ROOTS
    yield data_dir


def _fingerprint(data_dir: Path) -> str:
    return hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:16]


def _is_private(directory: Path, account: Account) -> bool:
    try:
        status = directory.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == account.uid and stat.S_IMODE(status.st_mode) == PRIVATE
