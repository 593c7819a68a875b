"""Builds a new cluster beside the present one and swaps them: from an archive as of a moment, or from scratch."""

import shutil
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from exercise_buddy.embedded.access import PASSWORD_FILE
from exercise_buddy.embedded.account import change_owner, server_account
from exercise_buddy.embedded.archive.archive import PARTIAL, SEGMENT_NAME, Archive, Base, scratch_folder
from exercise_buddy.embedded.archive.errors import ArchiveDamaged, ArchiveError
from exercise_buddy.embedded.cluster import CLUSTER, is_of_an_older_version
from exercise_buddy.embedded.errors import ServerFailed
from exercise_buddy.embedded.files import make_private_directory, sync_directory
from exercise_buddy.embedded.locks import InstanceLock, open_directory
from exercise_buddy.embedded.programs import ClusterHandle
from exercise_buddy.embedded.server import EmbeddedPostgres
from exercise_buddy.embedded.stopping import end_orphan

RESTORED_LOG = "restored-log"
RECOVERY_SECONDS = 3600.0
ENDED_BEFORE = "recovery ended before configured recovery target was reached"
BEFORE_RESTORE = "postgres.before-restore-%Y%m%dT%H%M%S.%fZ"


@contextmanager
def restored_copy(
    data_dir: Path, archive: Archive, at: datetime | None, newer: Path | None = None
) -> Iterator[EmbeddedPostgres]:
    """Yield a running server with the archive's content `at` a moment, or the latest; removed afterwards.

    `newer` is a cluster whose log may be newer than the archive's. Raises ArchiveError or ServerFailed.
    """
    base = archive.base_before(at)
    with _scratch(data_dir) as folder:
        _unpack(folder, archive, base)
        if is_of_an_older_version(folder):
            raise ArchiveError(
                "For that moment the archive has the files of an older PostgreSQL. Restore them into a separate folder "
                "with the Exercise Buddy of that time, back that up, and restore the backup with this one."
            )
        _add_log(folder / CLUSTER / RESTORED_LOG, archive, base, newer)
        _hand_over(data_dir, folder)
        with _recovered(folder, at) as server:
            yield server


def restore_at(data_dir: Path, archive: Archive, at: datetime | None, now: datetime) -> Path | None:
    """Restore the database of `data_dir` as of a moment, or with all that the archive has.

    Returns where the previous cluster is now. Raises ArchiveError, DataDirectoryInUse or ServerFailed; then nothing
    was changed.
    """
    make_private_directory(data_dir)
    cluster = data_dir / CLUSTER
    with _exclusively(data_dir), restored_copy(data_dir, archive, at, cluster if cluster.exists() else None) as server:
        server.stop()
        shutil.rmtree(server.data_dir / CLUSTER / RESTORED_LOG)
        return _exchange(cluster, server.data_dir / CLUSTER, now)


def rebuild(data_dir: Path, fill: Callable[[str], None], now: datetime) -> Path | None:
    """Replace the database of `data_dir` by a new one that `fill` fills, given its URL.

    For a cluster that another version of PostgreSQL made, which this version cannot start. Returns where the previous
    cluster is now. If `fill` raises, or DataDirectoryInUse is raised, nothing was changed.
    """
    with _exclusively(data_dir), _scratch(data_dir) as folder:
        with EmbeddedPostgres(folder) as server:
            fill(server.url())
        (folder / PASSWORD_FILE).replace(data_dir / PASSWORD_FILE)
        return _exchange(data_dir / CLUSTER, folder / CLUSTER, now)


@contextmanager
def _exclusively(data_dir: Path) -> Iterator[None]:
    instance = InstanceLock(data_dir)
    instance.acquire()
    try:
        _end_server(data_dir / CLUSTER)
        yield
    finally:
        instance.release()


def _end_server(cluster: Path) -> None:
    """Stop the server that a killed application left: it would go on writing."""
    if not cluster.exists():
        return
    handle = ClusterHandle(cluster, open_directory(cluster))
    try:
        end_orphan(handle)
    finally:
        handle.close()


def _exchange(cluster: Path, restored: Path, now: datetime) -> Path | None:
    before = None
    if cluster.exists():
        before = cluster.with_name(now.astimezone(UTC).strftime(BEFORE_RESTORE))
        cluster.rename(before)
    restored.rename(cluster)
    sync_directory(cluster.parent)
    return before


@contextmanager
def _scratch(data_dir: Path) -> Iterator[Path]:
    """A temporary folder on the cluster's disk, since a restore ends with a rename."""
    folder = Path(tempfile.mkdtemp(prefix="restoring-", dir=scratch_folder(data_dir)))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpack(folder: Path, archive: Archive, base: Base) -> None:
    packed = folder / "base.tar.gz"
    archive.fetch(base.name, packed)
    try:
        with tarfile.open(packed) as tar:
            tar.extractall(folder / CLUSTER, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise ArchiveDamaged(f"The base backup {base.name} does not unpack: {error}.") from error
    packed.unlink()
    (folder / CLUSTER).chmod(0o700)
    (folder / CLUSTER / "recovery.signal").touch()


def _add_log(target: Path, archive: Archive, base: Base, newer: Path | None) -> None:
    target.mkdir()
    log = archive.log_after(base)
    for name in (*log.segments, *log.histories):
        archive.fetch_compressed(name, target / Path(name).name.removesuffix(PARTIAL))
    if newer is not None and _system_of(newer) == base.system:
        for path in (newer / "pg_wal").iterdir():
            if SEGMENT_NAME.fullmatch(path.name):
                shutil.copyfile(path, target / path.name)


def _system_of(cluster: Path) -> str:
    """The system identifier, the first field of pg_control (PostgreSQL's pg_control.h)."""
    with (cluster / "global" / "pg_control").open("rb") as file:
        return str(int.from_bytes(file.read(8), sys.byteorder))


def _hand_over(data_dir: Path, folder: Path) -> None:
    """Give the files to the account that runs the server of `data_dir`."""
    account = server_account(data_dir / CLUSTER)
    descriptor = open_directory(folder / CLUSTER)
    try:
        if not account.is_current:
            change_owner(descriptor, account)
    finally:
        ClusterHandle(folder / CLUSTER, descriptor).close()
    password = data_dir / PASSWORD_FILE
    if password.exists():
        shutil.copy(password, folder / PASSWORD_FILE)


@contextmanager
def _recovered(folder: Path, at: datetime | None) -> Iterator[EmbeddedPostgres]:
    """Yield a server that has recovered to `at`, or to the end of its log if nothing was written after `at`."""
    server = EmbeddedPostgres(folder, _recovery_settings(at), RECOVERY_SECONDS)
    try:
        server.start()
    except ServerFailed as error:
        if at is None or ENDED_BEFORE not in str(error):
            raise
        server = EmbeddedPostgres(folder, _recovery_settings(None), RECOVERY_SECONDS)
        server.start()
    try:
        yield server
    finally:
        server.stop()


def _recovery_settings(at: datetime | None) -> dict[str, str]:
    settings = {
        # A path relative to the cluster: the server's account may not be able to reach the absolute one.
        "restore_command": f'cp {RESTORED_LOG}/%f "%p"',
        "recovery_target_timeline": "current",
        "recovery_target_action": "promote",
        # So that the server is not ready before it has recovered.
        "hot_standby": "off",
    }
    if at is not None:
        settings["recovery_target_time"] = at.astimezone(UTC).isoformat()
    return settings
