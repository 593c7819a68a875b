"""Makes a cluster beside the one that is there, which then takes its place: from an archive as of a moment, or anew."""

import shutil
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from exercise_buddy.embedded.access import PASSWORD_FILE
from exercise_buddy.embedded.account import give_away, server_account
from exercise_buddy.embedded.archive.archive import PARTIAL, SEGMENT_NAME, Archive, Base, scratch_of
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
BEFORE_RESTORE = "postgres.before-restore-%Y%m%dT%H%M%SZ"


@contextmanager
def restored_aside(
    data_dir: Path, archive: Archive, at: datetime | None, newer: Path | None = None
) -> Iterator[EmbeddedPostgres]:
    """A running server with what the archive held at that moment, or last; it and its files go at the end.

    `newer` is a cluster whose log may be newer than the archive's. Raises ArchiveError, or ServerFailed.
    """
    base = archive.base_before(at)
    with _scratch(data_dir) as folder:
        _unpack(folder, archive, base)
        if is_of_an_older_version(folder):
            raise ArchiveError(
                "Of that moment the archive holds the files of an older PostgreSQL. With the Exercise Buddy of that "
                "time restore them into a folder of their own, back that up, and restore the backup with this one."
            )
        _add_log(folder / CLUSTER / RESTORED_LOG, archive, base, newer)
        _hand_over(data_dir, folder)
        with _recovered(folder, at) as server:
            yield server


def restore_at(data_dir: Path, archive: Archive, at: datetime | None, now: datetime) -> Path | None:
    """Make the database of `data_dir` what it was at that moment, or all that the archive has.

    Returns where the cluster that was there before is now. Raises ArchiveError, DataDirectoryInUse or ServerFailed, and
    then nothing was changed.
    """
    make_private_directory(data_dir)
    cluster = data_dir / CLUSTER
    with _alone(data_dir), restored_aside(data_dir, archive, at, cluster if cluster.exists() else None) as server:
        server.stop()
        shutil.rmtree(server.data_dir / CLUSTER / RESTORED_LOG)
        return _exchange(cluster, server.data_dir / CLUSTER, now)


def make_anew(data_dir: Path, fill: Callable[[str], None], now: datetime) -> Path | None:
    """Have `fill` fill an empty database, by its URL, which then takes the place of the one of `data_dir`.

    For a cluster that another version of PostgreSQL made, which this one can neither start nor change. Returns where it
    is now. Where `fill` raises, or DataDirectoryInUse is raised, nothing was changed.
    """
    with _alone(data_dir), _scratch(data_dir) as folder:
        with EmbeddedPostgres(folder) as server:
            fill(server.url())
        (folder / PASSWORD_FILE).replace(data_dir / PASSWORD_FILE)
        return _exchange(data_dir / CLUSTER, folder / CLUSTER, now)


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    instance = InstanceLock(data_dir)
    instance.acquire()
    try:
        _end_server(data_dir / CLUSTER)
        yield
    finally:
        instance.release()


def _end_server(cluster: Path) -> None:
    """One that a killed application left would go on writing."""
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
    """On the cluster's disk: a restore ends with a rename."""
    folder = Path(tempfile.mkdtemp(prefix="restoring-", dir=scratch_of(data_dir)))
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
    """The system identifier, with which PostgreSQL's pg_control.h has the file begin."""
    with (cluster / "global" / "pg_control").open("rb") as file:
        return str(int.from_bytes(file.read(8), sys.byteorder))


def _hand_over(data_dir: Path, folder: Path) -> None:
    """Gives the files to the account that runs the server of `data_dir`."""
    account = server_account(data_dir / CLUSTER)
    descriptor = open_directory(folder / CLUSTER)
    try:
        if not account.is_current:
            give_away(descriptor, account)
    finally:
        ClusterHandle(folder / CLUSTER, descriptor).close()
    password = data_dir / PASSWORD_FILE
    if password.exists():
        shutil.copy(password, folder / PASSWORD_FILE)


@contextmanager
def _recovered(folder: Path, at: datetime | None) -> Iterator[EmbeddedPostgres]:
    """The server, ready when it has recovered; where nothing was written after `at`, all there is."""
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
        # By a path relative to the cluster, which the server's account need not be able to walk to.
        "restore_command": f'cp {RESTORED_LOG}/%f "%p"',
        "recovery_target_timeline": "current",
        "recovery_target_action": "promote",
        # Not ready before it has recovered.
        "hot_standby": "off",
    }
    if at is not None:
        settings["recovery_target_time"] = at.astimezone(UTC).isoformat()
    return settings
