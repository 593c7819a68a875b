"""Starts and stops the embedded PostgreSQL."""

import atexit
import os
import signal
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from exercise_buddy.embedded.account import server_account
from exercise_buddy.embedded.binaries import binaries_for, wheel_binaries
from exercise_buddy.embedded.cluster import CLUSTER, DATABASE, ROLE, ensure_cluster
from exercise_buddy.embedded.errors import (
    DataDirectoryInUse,
    DataDirectoryUnusable,
    ServerFailed,
)
from exercise_buddy.embedded.locks import (
    InstanceLock,
    open_directory,
    require_platform,
    try_lock,
    wait_for,
)
from exercise_buddy.embedded.postmaster import Postmaster
from exercise_buddy.embedded.programs import ClusterHandle, Programs
from exercise_buddy.embedded.sockets import (
    PORT,
    prepare_socket_directory,
    remove_socket_directory,
)

LOG_FILE = "postgres.log"
LOG_ROTATE_BYTES = 5_000_000
LOG_TAIL_BYTES = 2_000

# Crash recovery replays at most max_wal_size, which takes seconds; a slow disk is given more.
START_SECONDS = 120.0
FAST_STOP_SECONDS = 30.0
IMMEDIATE_STOP_SECONDS = 10.0

# For one household on a small machine. Durability is spelled out: a finished workout is never lost.
SERVER_SETTINGS = {
    "cluster_name": "exercise-buddy",
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "maintenance_work_mem": "32MB",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
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

    `start` makes the directory where it is missing, takes over from a server that a killed application
    left behind, and returns when connections are accepted. While it runs, SIGTERM and SIGHUP raise
    SystemExit, unless the application handles them itself, so that the server is stopped.

    Raises EmbeddedError, whose messages are meant for the user."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.absolute()
        self._lock = InstanceLock(self.data_dir)
        self._process: subprocess.Popen[bytes] | None = None
        self._socket_dir: Path | None = None
        self._signals = _TerminationSignals()

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
        """Returns when the server accepts connections."""
        if self._process is not None:
            return
        require_platform()
        try:
            self._open_data_dir()
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
        """Stops the server cleanly, and lets go of the data directory. May be called at any time."""
        if self._process is not None:
            _stop_process(self._process)
            self._process = None
        if self._socket_dir is not None:
            remove_socket_directory(self._socket_dir)
            self._socket_dir = None
        self._lock.release()
        self._signals.restore()
        atexit.unregister(self.stop)

    def url(self, database: str = DATABASE) -> str:
        """A postgresql:// URL over the unix socket, for the application's role."""
        if self._socket_dir is None:
            raise ServerFailed(
                "The embedded PostgreSQL is not running: call start() first."
            )
        return f"postgresql://{ROLE}@/{database}?host={self._socket_dir}&port={PORT}"

    def tool(self, name: str) -> Path:
        """The path of a PostgreSQL program of the server's own version, such as pg_dump."""
        return wheel_binaries() / name

    def _open_data_dir(self) -> None:
        _make_directory(self.data_dir)
        self._lock.acquire()

    def _launch(self) -> None:
        account = server_account(self.data_dir / CLUSTER)
        programs = Programs(binaries_for(account), account)
        path = ensure_cluster(self.data_dir, programs)
        cluster = ClusterHandle(path, open_directory(path))
        try:
            _end_orphan(cluster)
            self._socket_dir = prepare_socket_directory(self.data_dir, account)
            self._process = self._spawn(programs, cluster, self._socket_dir)
        finally:
            cluster.close()
        self._wait_until_ready(self._process, path)

    def _spawn(
        self, programs: Programs, cluster: ClusterHandle, socket_dir: Path
    ) -> subprocess.Popen[bytes]:
        settings = {**SERVER_SETTINGS, "unix_socket_directories": str(socket_dir)}
        arguments = [
            part for item in settings.items() for part in ("-c", "=".join(item))
        ]
        log_path = self.data_dir / LOG_FILE
        _rotate(log_path)
        with open(log_path, "ab", opener=_private_opener) as log:
            return programs.spawn(
                "postgres", "-D", cluster.argument, *arguments, cluster=cluster, log=log
            )

    def _wait_until_ready(
        self, process: subprocess.Popen[bytes], cluster: Path
    ) -> None:
        def settled() -> bool:
            postmaster = Postmaster.read(cluster)
            ready = (
                postmaster is not None
                and postmaster.is_ready
                and postmaster.pid == process.pid
            )
            return ready or process.poll() is not None

        in_time = wait_for(settled, START_SECONDS)
        if not in_time or process.returncode is not None:
            raise ServerFailed(
                f"PostgreSQL did not start in {self.data_dir}. The end of "
                f"{self.data_dir / LOG_FILE} says:\n{self._log_tail()}"
            )

    def _log_tail(self) -> str:
        with open(self.data_dir / LOG_FILE, "rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - LOG_TAIL_BYTES))
            lines = log.read().decode(errors="replace").splitlines()
        return "\n".join(lines[-8:])


class _TerminationSignals:
    """SIGTERM and SIGHUP end a Python process without unwinding it, unless somebody handles them."""

    SIGNALS = (
        (signal.SIGTERM, signal.SIGHUP)
        if hasattr(signal, "SIGHUP")
        else (signal.SIGTERM,)
    )

    def __init__(self) -> None:
        self._replaced: list[int] = []

    def install(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for number in self.SIGNALS:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _exit_on_signal)
                self._replaced.append(number)

    def restore(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        for number in self._replaced:
            if signal.getsignal(number) is _exit_on_signal:
                signal.signal(number, signal.SIG_DFL)
        self._replaced.clear()


def _exit_on_signal(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _make_directory(data_dir: Path) -> None:
    """Makes the data directory, private to its owner, whatever the umask says."""
    if data_dir.is_dir():
        return
    data_dir.mkdir(parents=True)
    data_dir.chmod(0o700)


def _end_orphan(cluster: ClusterHandle) -> None:
    """Stops the server that a killed application left on this cluster, if there is one, and returns
    holding the cluster's lock.

    It is replaced rather than adopted: it may be of an older version, with older settings, and its
    end costs a tenth of a second."""
    for signal_number, patience in (
        (signal.SIGINT, FAST_STOP_SECONDS),
        (signal.SIGQUIT, IMMEDIATE_STOP_SECONDS),
    ):
        if try_lock(cluster.descriptor):
            break
        _signal_orphan(cluster.path, signal_number)
        wait_for(lambda: try_lock(cluster.descriptor), patience)
    if not try_lock(cluster.descriptor):
        raise DataDirectoryInUse(
            f"A PostgreSQL server of an earlier run still uses {cluster.path} and does not stop. "
            "End its processes (they are called postgres: exercise-buddy), then start again."
        )
    # Nobody runs on this cluster, so the file is stale. PostgreSQL itself would refuse to start
    # where another process happens to have the process id in it.
    (cluster.path / "postmaster.pid").unlink(missing_ok=True)


def _signal_orphan(cluster: Path, number: signal.Signals) -> None:
    postmaster = Postmaster.read(cluster)
    if postmaster is not None and postmaster.runs_in(cluster):
        with suppress(ProcessLookupError):
            os.kill(postmaster.pid, number)


def _stop_process(process: subprocess.Popen[bytes]) -> None:
    for number, patience in (
        (signal.SIGINT, FAST_STOP_SECONDS),
        (signal.SIGQUIT, IMMEDIATE_STOP_SECONDS),
    ):
        process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            return
    process.kill()
    process.wait()


def _rotate(log_path: Path) -> None:
    if log_path.exists() and log_path.stat().st_size > LOG_ROTATE_BYTES:
        log_path.replace(log_path.with_suffix(".log.1"))


def _private_opener(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
