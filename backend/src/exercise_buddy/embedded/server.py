"""Starts and stops the embedded PostgreSQL."""

import atexit
import logging
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from exercise_buddy.embedded.access import ROLE, password_for, restrict_access
from exercise_buddy.embedded.account import server_account
from exercise_buddy.embedded.binaries import binaries_for, wheel_binaries
from exercise_buddy.embedded.cluster import CLUSTER, DATABASE, SYNC_METHOD, ensure_backup_role, ensure_cluster
from exercise_buddy.embedded.errors import (
    DataDirectoryInUse,
    DataDirectoryUnusable,
    EmbeddedError,
    ServerFailed,
)
from exercise_buddy.embedded.files import make_private_directory, open_private
from exercise_buddy.embedded.locks import (
    InstanceLock,
    open_directory,
    require_platform,
    wait_for,
)
from exercise_buddy.embedded.postmaster import Postmaster
from exercise_buddy.embedded.programs import ClusterHandle, Programs
from exercise_buddy.embedded.signals import TerminationSignals
from exercise_buddy.embedded.sockets import (
    PORT,
    make_socket_directory,
    prepare_socket_directory,
    remove_socket_directory,
)
from exercise_buddy.embedded.stopping import end_orphan, stop_process

logger = logging.getLogger(__name__)

LOG_FILE = "postgres.log"
LOG_ROTATE_BYTES = 5_000_000
LOG_LINES_SHOWN = 8

# Crash recovery replays at most max_wal_size, which takes seconds; slow disks get more time.
START_SECONDS = 120.0
# A server that dies sooner than this is restarted only after a pause.
SHORTEST_LIFE_SECONDS = 10.0
# Pauses between attempts to restart: a full disk has room again only when somebody makes some.
PAUSES_SECONDS = (5.0, 10.0, 20.0)

# For one household on a small machine. The defaults for durability are spelled out: a finished workout is never lost.
SERVER_SETTINGS = {
    "cluster_name": "exercise-buddy",
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "recovery_init_sync_method": SYNC_METHOD,
    "max_connections": "100",
    "shared_buffers": "24MB",
    "maintenance_work_mem": "32MB",
    "max_wal_size": "256MB",
    # For the archive, whose replication slot keeps the log it has not shipped yet, up to this size.
    "wal_level": "replica",
    "max_wal_senders": "4",
    "max_slot_wal_keep_size": "2GB",
    "io_method": "sync",
    "max_parallel_workers_per_gather": "0",
    "autovacuum_max_workers": "1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}


class EmbeddedPostgres:
    """A PostgreSQL 18 server in `data_dir`, for one application at a time.

    `start` creates the directory if necessary, replaces a server left behind by a killed application, and
    returns when connections are accepted. A server that dies by itself is restarted, with retries until it
    succeeds. While it runs, SIGTERM and SIGHUP raise SystemExit unless the application handles them, so that
    the server is stopped.

    Raises EmbeddedError, whose messages are meant for the user.
    """

    def __init__(
        self, data_dir: Path, settings: Mapping[str, str] = MappingProxyType({}), start_seconds: float = START_SECONDS
    ) -> None:
        self.data_dir = data_dir.absolute()
        self._settings = {**SERVER_SETTINGS, **settings}
        self._start_seconds = start_seconds
        self._instance = InstanceLock(self.data_dir)
        self._signals = TerminationSignals()
        self._process: subprocess.Popen[bytes] | None = None
        self._socket_dir: Path | None = None
        # Guards the two above: the thread that watches the server may restart it.
        self._guard = threading.RLock()
        self._stopping = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server; returns when it accepts connections."""
        if self._process is not None:
            return
        # A new event for each start: the watcher of a former server must not act on the new one.
        self._stopping = threading.Event()
        require_platform()
        try:
            make_private_directory(self.data_dir)
            self._instance.acquire()
            self._signals.install()
            atexit.register(self.stop)
            self._launch()
        except OSError as error:
            self.stop()
            raise DataDirectoryUnusable(
                f"Cannot use {error.filename or self.data_dir}: {error.strerror}. "
                "Choose another data directory with --data-dir."
            ) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server cleanly and release the data directory. May be called at any time."""
        self._stopping.set()
        with self._guard:
            if self._process is not None:
                process, self._process = self._process, None
                stop_process(process)
            if self._socket_dir is not None:
                remove_socket_directory(self._socket_dir)
                self._socket_dir = None
            self._instance.release()
        self._signals.restore()
        atexit.unregister(self.stop)

    def url(self, database: str = DATABASE) -> str:
        """A postgresql:// URL over the unix socket, for the application's role."""
        if self._socket_dir is None:
            raise ServerFailed("The embedded PostgreSQL is not running: call start() first.")
        return _socket_url(self.data_dir / CLUSTER, self._socket_dir, database)

    def tool(self, name: str) -> Path:
        """The path of a PostgreSQL program of the server's version, such as pg_dump."""
        return wheel_binaries() / name

    def _launch(self) -> None:
        account = server_account(self.data_dir / CLUSTER)
        programs = Programs(binaries_for(account), account)
        path = ensure_cluster(self.data_dir, programs)
        log_path = self.data_dir / LOG_FILE
        _rotate(log_path)
        cluster = ClusterHandle(path, open_directory(path))
        try:
            end_orphan(cluster)
            ensure_backup_role(cluster, programs)
            restrict_access(cluster, account)
            with self._guard:
                # After a restart the server keeps the address that the application has.
                if self._socket_dir is not None:
                    self._socket_dir = prepare_socket_directory(self._socket_dir, account)
                else:
                    self._socket_dir = make_socket_directory(self.data_dir, account)
                self._process = self._spawn(programs, cluster, self._socket_dir, log_path)
        finally:
            cluster.close()
        _wait_until_ready(self._process, path, log_path, self._start_seconds)
        threading.Thread(target=self._watch, args=(self._process, self._stopping), daemon=True).start()

    def _spawn(
        self, programs: Programs, cluster: ClusterHandle, socket_dir: Path, log_path: Path
    ) -> subprocess.Popen[bytes]:
        settings = {**self._settings, "unix_socket_directories": str(socket_dir)}
        arguments = [part for item in settings.items() for part in ("-c", "=".join(item))]
        with open(log_path, "ab", opener=open_private) as log:
            return programs.spawn("postgres", "-D", cluster.argument, *arguments, cluster=cluster, log=log)

    def _watch(self, process: subprocess.Popen[bytes], stopping: threading.Event) -> None:
        """Restart the server if it dies by itself: out of memory, or out of disk for its log."""
        started = time.monotonic()
        status = process.wait()
        pauses = chain(PAUSES_SECONDS, repeat(PAUSES_SECONDS[-1]))
        died_at_once = time.monotonic() - started < SHORTEST_LIFE_SECONDS
        pause = next(pauses) if died_at_once else 0.0
        if not stopping.is_set():
            logger.error("The embedded PostgreSQL died (status %d); restarting it in %d s.", status, pause)
        while not stopping.wait(pause) and not self._restarted(stopping):
            pause = next(pauses)

    def _restarted(self, stopping: threading.Event) -> bool:
        """Try once to restart the server; True if it runs, or is no longer wanted."""
        with self._guard:
            if stopping.is_set():
                return True
            try:
                self._launch()
            except (EmbeddedError, OSError) as error:
                logger.error("The embedded PostgreSQL did not restart; trying again. %s", error)  # noqa: TRY400 - the message says it all
                return False
            return True


@contextmanager
def running_or_started(data_dir: Path) -> Iterator[str]:
    """Yield the URL of the database in `data_dir`, for the duration of a command.

    If an application is running on it, its server is used; otherwise one is started and stopped afterwards.
    """
    server = EmbeddedPostgres(data_dir)
    try:
        server.start()
    except DataDirectoryInUse:
        postmaster = _running_server(data_dir / CLUSTER)
        if postmaster is None:
            raise
        yield _socket_url(data_dir / CLUSTER, postmaster.socket_dir, DATABASE)
        return
    try:
        yield server.url()
    finally:
        server.stop()


def _socket_url(cluster: Path, socket_dir: Path, database: str) -> str:
    password = password_for(cluster)
    login = ROLE if password is None else f"{ROLE}:{password}"
    return f"postgresql://{login}@/{database}?host={socket_dir}&port={PORT}"


def _running_server(cluster: Path) -> Postmaster | None:
    def ready() -> bool:
        postmaster = Postmaster.read(cluster)
        return postmaster is not None and postmaster.is_ready

    return Postmaster.read(cluster) if wait_for(ready, timeout_seconds=5.0) else None


def _wait_until_ready(process: subprocess.Popen[bytes], cluster: Path, log_path: Path, seconds: float) -> None:
    def ready() -> bool:
        postmaster = Postmaster.read(cluster)
        return postmaster is not None and postmaster.is_ready and postmaster.pid == process.pid

    wait_for(lambda: ready() or process.poll() is not None, seconds)
    if not ready():
        raise ServerFailed(
            f"PostgreSQL did not start on {cluster}. The end of its log, {log_path}:\n{_last_lines(log_path)}"
        )


def _last_lines(log_path: Path) -> str:
    with log_path.open("rb") as log:
        log.seek(-min(log.seek(0, os.SEEK_END), 4096), os.SEEK_END)
        lines = log.read().decode(errors="replace").splitlines()
    return "\n".join(lines[-LOG_LINES_SHOWN:])


def _rotate(log_path: Path) -> None:
    if log_path.exists() and log_path.stat().st_size > LOG_ROTATE_BYTES:
        log_path.replace(log_path.with_suffix(".log.1"))
