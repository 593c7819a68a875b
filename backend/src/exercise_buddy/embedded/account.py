"""Which operating system account runs the server: PostgreSQL refuses to run as root."""

import errno
import logging
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from exercise_buddy.embedded.errors import DataDirectoryUnusable
from exercise_buddy.embedded.locks import wait_for

if sys.platform != "win32":
    import pwd

logger = logging.getLogger(__name__)

SYSTEM_ACCOUNT = "exercise-buddy"
# Options of shadow-utils, which every Linux that the wheel supports has.
USERADD = ("useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent")
USERADD_OPTIONS = ("--shell", "/usr/sbin/nologin", "--comment", "Exercise Buddy's database", SYSTEM_ACCOUNT)
ADMINISTRATORS_PATH = "/usr/sbin:/sbin"
MADE_BY_ANOTHER_SECONDS = 5.0

PRIVATE = 0o700


@dataclass(frozen=True)
class Account:
    """An operating system account."""

    uid: int
    gid: int

    @property
    def is_current(self) -> bool:
        """Whether this process runs as this account."""
        return self.uid == os.geteuid()

    @property
    def has_entry(self) -> bool:
        """Whether the account has an entry in /etc/passwd; in containers it may not."""
        try:
            pwd.getpwuid(self.uid)
        except KeyError:
            return False
        return True

    @property
    def name(self) -> str:
        """The account's name, or its number if it has none."""
        return pwd.getpwuid(self.uid).pw_name if self.has_entry else str(self.uid)

    def make_directory(self, path: Path) -> int:
        """Make a directory that only this account can enter, and return an open descriptor of it.

        Owner and mode are set through the descriptor: if root used the path, somebody able to rename entries there
        could make it change the owner of something else. Raises FileExistsError.
        """
        path.mkdir(mode=PRIVATE)
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        os.fchmod(descriptor, PRIVATE)
        if not self.is_current:
            os.fchown(descriptor, self.uid, self.gid)
        return descriptor

    def can_walk(self, folder: Path) -> bool:
        """Whether the account can reach what is in `folder`, judging by modes; always True for our own account."""
        if self.is_current:
            return True
        return all(part.stat().st_mode & stat.S_IXOTH for part in (folder, *folder.parents) if part.exists())

    def owns(self, path: Path) -> bool:
        """Whether `path` belongs to this account."""
        return path.stat().st_uid == self.uid


def server_account(cluster: Path) -> Account:
    """The account that runs the server of `cluster`.

    Normally our own. If we are root, it is the cluster's owner, or a dedicated system account if the owner is root or
    `nobody` or there is no cluster yet.

    Raises DataDirectoryUnusable if the cluster belongs to an account we cannot act for.
    """
    current = Account(os.geteuid(), os.getegid())
    owner = _owner(cluster)
    if current.uid == 0:
        return owner if owner and owner.uid != 0 and not belongs_to_nobody(cluster) else _system_account()
    if owner and owner.uid != current.uid:
        raise DataDirectoryUnusable(
            f"{cluster} belongs to the account {owner.name}. Run as that account or as root, "
            "or choose another data directory with --data-dir."
        )
    return current


def belongs_to_nobody(path: Path) -> bool:
    """Whether `path` belongs to the account `nobody`, which unrelated programs may also run as."""
    try:
        return path.stat().st_uid == pwd.getpwnam("nobody").pw_uid
    except KeyError:
        return False


def change_owner(directory: int, new: Account) -> None:
    """Give an open directory and its content to `new`; the directory last, so that an interrupted call can be repeated.

    Only entries of the directory's present owner change hands: a hard link to somebody else's file does not.
    """
    owner = os.fstat(directory).st_uid
    for _, folders, files, parent in os.fwalk(".", topdown=False, follow_symlinks=False, dir_fd=directory):
        for name in (*files, *folders):
            _change_owner_of_entry(name, parent, owner, new)
    os.fchown(directory, new.uid, new.gid)


def _change_owner_of_entry(name: str, parent: int, owner: int, new: Account) -> None:
    """Works on a descriptor: the name may lead elsewhere between the check and the change."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=parent)
    except OSError as error:
        if error.errno == errno.ELOOP:  # A symbolic link, whose owner does not matter.
            return
        raise
    try:
        if os.fstat(descriptor).st_uid == owner:
            os.fchown(descriptor, new.uid, new.gid)
    finally:
        os.close(descriptor)


def _owner(path: Path) -> Account | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return Account(status.st_uid, status.st_gid)


def _system_account() -> Account:
    account = _named(SYSTEM_ACCOUNT)
    if account is None:
        reason = _make_system_account()
        # Another process may have made it first.
        wait_for(lambda: _named(SYSTEM_ACCOUNT) is not None, MADE_BY_ANOTHER_SECONDS if reason else 0.0)
        account = _named(SYSTEM_ACCOUNT)
        if account is None:
            raise DataDirectoryUnusable(
                f"PostgreSQL does not run as root, and the account {SYSTEM_ACCOUNT} could not be created ({reason}). "
                f"Create it (useradd --system {SYSTEM_ACCOUNT}), or run as an ordinary user."
            )
    return account


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _make_system_account() -> str:
    """Create the account and log it; returns why that failed, or an empty string."""
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), ADMINISTRATORS_PATH))
    useradd = shutil.which(USERADD[0], path=path)
    if useradd is None:
        return "there is no useradd"
    result = subprocess.run(  # noqa: S603 - a program of the system, no shell
        [useradd, *USERADD[1:], *USERADD_OPTIONS], capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        return result.stderr.strip() or f"useradd ended with {result.returncode}"
    logger.warning("Created the system account %s, which runs the database and nothing else.", SYSTEM_ACCOUNT)
    return ""
