"""The directory of the server's unix socket."""

import hashlib
import os
import secrets
import shutil
import stat
from pathlib import Path

from exercise_buddy.embedded.account import PRIVATE, Account

# Not below the data directory: a socket's path may have 107 bytes at most, and the server's account
# must be able to walk it. PostgreSQL touches its socket hourly, so that cleaners of /tmp leave it.
SOCKET_ROOT = Path("/tmp")  # noqa: S108 - owner and mode of the folder inside are checked
PORT = 5432


def usual_socket_directory(data_dir: Path) -> Path:
    """The same one for a data directory each time."""
    return SOCKET_ROOT / f"exercise-buddy-{_fingerprint(data_dir)}"


def prepare_socket_directory(directory: Path, account: Account) -> Path:
    """Makes `directory` anew, for `account` alone to enter; another one where somebody else has that name."""
    if _is_private(directory, account):
        # Left by a server that was killed. PostgreSQL would trust the process id in its lock file,
        # which may by now be any other process's.
        shutil.rmtree(directory)
    try:
        descriptor = account.make_directory(directory)
    except FileExistsError:
        directory = directory.with_name(f"exercise-buddy-{secrets.token_hex(8)}")
        descriptor = account.make_directory(directory)
    os.close(descriptor)
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
