"""Who may connect to the server: the application's account and root, as one of two roles.

The kernel tells which account is at the other end of a socket (`peer` authentication), but only for accounts with a
name. If ours has none, a password is used, kept in a file in the data directory that only its owner can read.
"""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from exercise_buddy.embedded.account import Account
from exercise_buddy.embedded.errors import DataDirectoryUnusable
from exercise_buddy.embedded.files import open_private
from exercise_buddy.embedded.programs import ClusterHandle

ROLE = "exercise_buddy"
BACKUP_ROLE = "exercise_buddy_backup"
"""May copy the cluster and its log; the application's role may not."""
PROVIDED_DATABASES = "postgres,template1"
"""What PostgreSQL makes for its superuser, and lets everybody into."""
PASSWORD_FILE = "postgres-password"  # noqa: S105 - a file's name
HBA_FILE = "pg_hba.conf"
IDENT_FILE = "pg_ident.conf"
HEADER = "# Written by Exercise Buddy at each start.\n"
SCRAM = "scram-sha-256"
# Any other name would need quoting, or be read as a regular expression.
PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@-]*")


def new_password(data_dir: Path) -> str:
    """Create the password for a new cluster's roles and store it in the data directory."""
    password = secrets.token_urlsafe(32)
    path = data_dir / PASSWORD_FILE
    path.unlink(missing_ok=True)
    with open(path, "w", opener=open_private) as file:
        file.write(password)
    return password


def password_for(cluster: Path) -> str | None:
    """The password the running server of `cluster` asks for, or None if it uses `peer`."""
    access = (cluster / HBA_FILE).read_text()
    if not access.startswith(HEADER) or SCRAM not in access:
        return None
    return (cluster.parent / PASSWORD_FILE).read_text()


def restrict_access(cluster: ClusterHandle, server: Account) -> None:
    """Write pg_hba.conf and pg_ident.conf, before the server starts.

    Raises DataDirectoryUnusable if there is neither an account name nor a password to authenticate with.
    """
    ours = Account(os.geteuid(), os.getegid())
    names = {ours.name, "root"} if ours.has_entry and PLAIN_NAME.fullmatch(ours.name) else set()
    if not names and not (cluster.path.parent / PASSWORD_FILE).exists():
        raise DataDirectoryUnusable(
            f"The account {ours.name} has no plain name in /etc/passwd, and {cluster.path.parent} is too old to do "
            "without one. Run as an account that has a name, or restore a backup into a new data directory."
        )
    method = f"peer map={ROLE}" if names else SCRAM
    roles = (ROLE, BACKUP_ROLE)
    # The first line that fits counts.
    lines = [f"local {PROVIDED_DATABASES} {','.join(roles)} reject\n"]
    lines += [f"local all {role} {method}\n" for role in roles] + [f"local replication {BACKUP_ROLE} {method}\n"]
    _write(cluster, server, HBA_FILE, "".join(lines))
    mapped = [f"{ROLE} {name} {role}\n" for name in sorted(names) for role in roles]
    _write(cluster, server, IDENT_FILE, "".join(mapped))


def lets_backups_in(cluster: Path) -> bool:
    """Whether the version that last started the cluster created a role for backups."""
    return BACKUP_ROLE in (cluster / HBA_FILE).read_text()


def _write(cluster: ClusterHandle, server: Account, name: str, lines: str) -> None:
    """Replace a file of the cluster through its open directory, since paths and links may have been redirected."""
    partial = f"{name}.partial"
    with suppress(FileNotFoundError):
        os.unlink(partial, dir_fd=cluster.descriptor)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(partial, flags, 0o600, dir_fd=cluster.descriptor)
    with os.fdopen(descriptor, "w") as file:
        if not server.is_current:
            os.fchown(descriptor, server.uid, server.gid)
        file.write(HEADER + lines)
        file.flush()
        os.fsync(descriptor)
    os.rename(partial, name, src_dir_fd=cluster.descriptor, dst_dir_fd=cluster.descriptor)
