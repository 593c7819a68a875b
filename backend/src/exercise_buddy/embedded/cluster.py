"""The database cluster on disk: created completely or not at all, and always by this PostgreSQL version."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from exercise_buddy.embedded.access import (
    BACKUP_ROLE,
    PASSWORD_FILE,
    ROLE,
    lets_backups_in,
    new_password,
    restrict_access,
)
from exercise_buddy.embedded.account import belongs_to_nobody, change_owner
from exercise_buddy.embedded.binaries import POSTGRES_MAJOR
from exercise_buddy.embedded.errors import (
    DataDirectoryUnusable,
    InitialisationFailed,
    WrongPostgresVersion,
)
from exercise_buddy.embedded.files import sync_directory
from exercise_buddy.embedded.locks import open_directory, try_lock, wait_for
from exercise_buddy.embedded.programs import ClusterHandle, Programs
from exercise_buddy.embedded.stopping import end_orphan

CLUSTER = "postgres"
PARTIAL = "postgres.partial"
SUPERUSER = "postgres"
DATABASE = "exercise_buddy"

# Nobody may connect until access.py has written who may.
INITDB_OPTIONS = (
    f"--username={SUPERUSER}",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth-local=reject",
    "--auth-host=reject",
    "--data-checksums",
    "--no-instructions",
    "--no-sync",
)
# The application's role is not a superuser; CREATEDB is for the tests' databases.
FIRST_STATEMENTS = (
    f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{{password}}'\nCREATE DATABASE {DATABASE} OWNER {ROLE}\n"
)
BACKUP_ROLE_STATEMENT = (
    f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{BACKUP_ROLE}') "
    f"THEN CREATE ROLE {BACKUP_ROLE} LOGIN REPLICATION{{backup_password}}; END IF; END $$\n"
)
# How to flush a whole cluster: in one call if the system can, else file by file, which takes seconds on a busy disk.
SYNC_METHOD = "syncfs" if sys.platform == "linux" else "fsync"
ABANDONED_INITDB_SECONDS = 30.0


def ensure_cluster(data_dir: Path, programs: Programs) -> Path:
    """Return the directory of a complete cluster, creating it if necessary.

    Raises WrongPostgresVersion, DataDirectoryUnusable or InitialisationFailed.
    """
    cluster = data_dir / CLUSTER
    version = _version(cluster)
    if version is None:
        _create(cluster, data_dir / PARTIAL, programs)
    elif version != str(POSTGRES_MAJOR):
        raise WrongPostgresVersion(_upgrade_instructions(data_dir, version))
    elif belongs_to_nobody(cluster) and not programs.account.owns(cluster):
        _take_over(cluster, programs)
    elif not programs.account.owns(cluster):
        raise DataDirectoryUnusable(
            f"{cluster} belongs to root, and PostgreSQL does not run as root. "
            f"Change its owner: chown -R {programs.account.name} '{cluster}'"
        )
    return cluster


def ensure_backup_role(cluster: ClusterHandle, programs: Programs) -> None:
    """Create the backup role in a cluster of an earlier version; its server must not be running.

    Raises InitialisationFailed.
    """
    if lets_backups_in(cluster.path):
        return
    kept = cluster.path.parent / PASSWORD_FILE
    password = f" PASSWORD '{kept.read_text()}'" if kept.exists() else ""
    _run_alone(cluster, programs, BACKUP_ROLE_STATEMENT.format(backup_password=password))


def is_of_an_older_version(data_dir: Path) -> bool:
    """Whether an older PostgreSQL made the cluster, so that it has to be replaced by a backup."""
    version = _version(data_dir / CLUSTER)
    return version is not None and int(version) < POSTGRES_MAJOR


def _upgrade_instructions(data_dir: Path, version: str) -> str:
    cluster, folder = data_dir / CLUSTER, shlex.quote(str(data_dir))
    reason = f"{cluster} was made by PostgreSQL {version}; this Exercise Buddy brings PostgreSQL {POSTGRES_MAJOR}."
    if int(version) > POSTGRES_MAJOR:
        return f"{reason} Nothing was changed. Install the newer Exercise Buddy that made it."
    dump = shlex.quote(str(data_dir / f"for-postgresql-{POSTGRES_MAJOR}.dump"))
    return (
        f"{reason} Nothing was changed. Install the Exercise Buddy that ran here before once more, and back up:\n"
        f"  exercise-buddy backup --data-dir {folder} --to {dump}\n"
        "Then install this one again, and restore that; what is there now is kept beside it:\n"
        f"  exercise-buddy restore {dump} --data-dir {folder}"
    )


def _version(cluster: Path) -> str | None:
    """The major version that made the cluster, or None if there is no cluster yet."""
    try:
        return (cluster / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        if cluster.exists() and any(cluster.iterdir()):
            raise DataDirectoryUnusable(
                f"{cluster} is neither empty nor a PostgreSQL data directory. "
                "Move it away, or choose another data directory with --data-dir."
            ) from None
        return None


def _take_over(cluster: Path, programs: Programs) -> None:
    """Take over a cluster of an earlier version, which under root ran the server as `nobody`."""
    handle = ClusterHandle(cluster, open_directory(cluster))
    try:
        end_orphan(handle)
        change_owner(handle.descriptor, programs.account)
    finally:
        handle.close()


def _create(cluster: Path, partial: Path, programs: Programs) -> None:
    """Create the cluster under a temporary name and rename it once it is complete."""
    if not programs.account.has_entry:
        raise InitialisationFailed(
            f"The account {programs.account.uid} has no entry in /etc/passwd, which PostgreSQL needs to set up a "
            "database. Run as an account that has one, or set DATABASE_URL to a PostgreSQL server."
        )
    _remove_abandoned(partial)
    handle = ClusterHandle(partial, programs.account.make_directory(partial))
    try:
        try_lock(handle.descriptor)
        _initialise(handle, programs, new_password(cluster.parent))
    finally:
        handle.close()
    partial.rename(cluster)
    sync_directory(cluster.parent)


def _remove_abandoned(partial: Path) -> None:
    """Remove what an interrupted first start left, once its initdb has ended."""
    if not partial.exists():
        return
    descriptor = open_directory(partial)
    try:
        if not wait_for(lambda: try_lock(descriptor), ABANDONED_INITDB_SECONDS):
            raise DataDirectoryUnusable(
                f"Another process is still setting up {partial}. Wait for it to end, or end it."
            )
    finally:
        os.close(descriptor)
    shutil.rmtree(partial)


def _initialise(handle: ClusterHandle, programs: Programs, password: str) -> None:
    target = ("-D", handle.argument)
    _require_success(handle, programs.run("initdb", *INITDB_OPTIONS, *target, cluster=handle))
    statements = FIRST_STATEMENTS + BACKUP_ROLE_STATEMENT
    # -F: no fsync here; the last step flushes everything.
    _run_alone(handle, programs, statements.format(password=password, backup_password=f" PASSWORD '{password}'"), "-F")
    restrict_access(handle, programs.account)
    flush = ("--sync-only", f"--sync-method={SYNC_METHOD}")
    _require_success(handle, programs.run("initdb", *flush, *target, cluster=handle))


def _run_alone(handle: ClusterHandle, programs: Programs, statements: str, *options: str) -> None:
    """Run statements in single-user mode, so that nobody can connect to a half-finished database."""
    arguments = ("--single", *options, "-D", handle.argument, "template1")
    _require_success(handle, programs.run("postgres", *arguments, cluster=handle, stdin=statements))


def _require_success(handle: ClusterHandle, result: subprocess.CompletedProcess[str]) -> None:
    # In single-user mode, postgres exits with 0 even after an error.
    if result.returncode != 0 or re.search(r"\b(ERROR|FATAL|PANIC):", result.stdout):
        raise InitialisationFailed(_explain(handle.path, result.stdout))


def _explain(path: Path, output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.search(r"error|fatal|panic|could not", line, re.IGNORECASE)]
    reason = "\n".join(errors or lines[-3:]) or "it said nothing"
    return f"PostgreSQL could not set up a database in {path.parent}:\n{reason}"
