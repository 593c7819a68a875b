"""Which operating system account runs the server: PostgreSQL refuses to run as root."""

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from exercise_buddy.embedded.errors import DataDirectoryUnusable

if sys.platform != "win32":
    import pwd

# The first one that exists. An administrator who wants an account of our own adds "exercise-buddy".
UNPRIVILEGED_ACCOUNTS = ("exercise-buddy", "nobody")

PRIVATE = 0o700


@dataclass(frozen=True)
class Account:
    """An account of the operating system."""

    uid: int
    gid: int

    @property
    def is_current(self) -> bool:
        """Whether this process runs as it."""
        return self.uid == os.geteuid()

    @property
    def has_entry(self) -> bool:
        """Whether the system knows it by name, which containers can do without."""
        try:
            pwd.getpwuid(self.uid)
        except KeyError:
            return False
        return True

    @property
    def name(self) -> str:
        """Its name, or its number where it has none."""
        return pwd.getpwuid(self.uid).pw_name if self.has_entry else str(self.uid)

    def make_directory(self, path: Path) -> int:
        """Makes a directory that this account alone can enter, and returns a descriptor of it.

        Raises FileExistsError. Owner and mode are set through the descriptor: by its path, somebody who may rename
        things there could have root give them away something else.
        """
        path.mkdir(mode=PRIVATE)
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        os.fchmod(descriptor, PRIVATE)
        if not self.is_current:
            os.fchown(descriptor, self.uid, self.gid)
        return descriptor

    def can_walk(self, folder: Path) -> bool:
        """Whether it can reach what is in `folder`, as far as modes tell; we ourselves are let try."""
        if self.is_current:
            return True
        return all(part.stat().st_mode & stat.S_IXOTH for part in (folder, *folder.parents) if part.exists())

    def owns(self, path: Path) -> bool:
        """Whether `path` belongs to it."""
        return path.stat().st_uid == self.uid


def server_account(cluster: Path) -> Account:
    """The account that runs the server of `cluster`.

    Our own or, where we are root, the cluster's owner or, where that is root or nobody yet, an unprivileged one.

    Raises DataDirectoryUnusable where the cluster belongs to somebody whom we cannot act for.
    """
    current = Account(os.geteuid(), os.getegid())
    owner = _owner(cluster)
    if current.uid == 0:
        return owner if owner and owner.uid != 0 else _unprivileged_account()
    if owner and owner.uid != current.uid:
        raise DataDirectoryUnusable(
            f"{cluster} belongs to the account {owner.name}. Run as that account or as root, "
            "or choose another data directory with --data-dir."
        )
    return current


def _owner(path: Path) -> Account | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return Account(status.st_uid, status.st_gid)


def _unprivileged_account() -> Account:
    for name in UNPRIVILEGED_ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise DataDirectoryUnusable(
        "PostgreSQL does not run as root, and this machine has none of the accounts "
        f"{', '.join(UNPRIVILEGED_ACCOUNTS)}. Add one, or run as an ordinary user."
    )
