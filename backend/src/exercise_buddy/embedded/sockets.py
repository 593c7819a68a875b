"""The directory of the server's unix socket."""

import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from exercise_buddy.embedded.account import Account
from exercise_buddy.embedded.files import make_private_directory

# Not below the data directory: a socket's path may have 107 bytes at most, and the server's account
# must be able to walk it. PostgreSQL touches its socket hourly, so that cleaners of /tmp leave it.
SOCKET_ROOT = Path("/tmp")  # noqa: S108 - owner and mode of the folder inside are checked
PORT = 5432
PRIVATE = 0o700


def prepare_socket_directory(data_dir: Path, account: Account) -> Path:
    """Returns an empty directory that `account` alone can enter.

    The same one for a data directory each time, unless somebody else has taken that name.
    """
    directory = SOCKET_ROOT / f"exercise-buddy-{_fingerprint(data_dir)}"
    if _is_private(directory, account):
        # Left by a server that was killed. PostgreSQL would trust the process id in its lock file,
        # which may by now be any other process's.
        shutil.rmtree(directory)
    elif os.path.lexists(directory):
        directory = Path(tempfile.mkdtemp(prefix="exercise-buddy-", dir=SOCKET_ROOT))
        directory.rmdir()
    make_private_directory(directory)
    account.take(directory)
    return directory


def remove_socket_directory(directory: Path) -> None:
    """Clears it away after the server has ended."""
    shutil.rmtree(directory, ignore_errors=True)


def _fingerprint(data_dir: Path) -> str:
    return hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:16]


def _is_private(directory: Path, account: Account) -> bool:
    try:
        status = directory.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == account.uid and stat.S_IMODE(status.st_mode) == PRIVATE
