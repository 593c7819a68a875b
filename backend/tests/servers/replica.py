"""A streaming replica of an embedded server, which can be frozen, killed and started again."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.embedded.account import change_owner, server_account
from exercise_buddy.embedded.archive.shipping import as_backup_role
from exercise_buddy.embedded.binaries import binaries_for
from exercise_buddy.embedded.locks import open_directory, wait_for
from exercise_buddy.embedded.programs import ClusterHandle, Programs
from exercise_buddy.embedded.server import SERVER_SETTINGS
from exercise_buddy.embedded.sockets import make_socket_directory
from tests.embedded.scenarios import postmaster_pid, sql

LONG_SECONDS = 60.0


class Replica:
    """Runs in `folder`, as the primary's account."""

    def __init__(self, primary: EmbeddedPostgres, folder: Path) -> None:
        self._primary = primary
        self._cluster = folder / "postgres"
        account = server_account(primary.data_dir / "postgres")
        self._programs = Programs(binaries_for(account), account)
        self._sockets = make_socket_directory(folder, account)
        self._log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        _let_in(primary, account.name)
        copy = [str(primary.tool("pg_basebackup")), "--dbname", as_backup_role(primary.url()), "--write-recovery-conf"]
        subprocess.run([*copy, "--checkpoint=fast", "--pgdata", str(self._cluster)], check=True, capture_output=True)
        handle = ClusterHandle(self._cluster, open_directory(self._cluster))
        if not account.is_current:
            change_owner(handle.descriptor, account)
        handle.close()
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://exercise_buddy@/exercise_buddy?host={self._sockets}&port=5432"

    def start(self) -> None:
        settings = {**SERVER_SETTINGS, "unix_socket_directories": str(self._sockets), "cluster_name": "replica"}
        arguments = [part for item in settings.items() for part in ("-c", "=".join(item))]
        handle = ClusterHandle(self._cluster, open_directory(self._cluster))
        with self._log.open("ab") as log:
            self._process = self._programs.spawn("postgres", "-D", handle.argument, *arguments, cluster=handle, log=log)
        handle.close()
        pid_file = self._cluster / "postmaster.pid"
        process = self._process
        assert wait_for(
            lambda: process.poll() is not None or (pid_file.exists() and "ready" in pid_file.read_text()),
            LONG_SECONDS,
        )
        assert process.poll() is None, self._log.read_text()

    def kill(self) -> None:
        """As by a power cut."""
        assert self._process is not None
        processes = self._all()
        for process in processes:
            process.kill()
        self._process.wait()
        psutil.wait_procs(processes, timeout=LONG_SECONDS)
        (self._cluster / "postmaster.pid").unlink(missing_ok=True)

    def promote(self) -> None:
        """As `pg_ctl promote` does it."""
        assert self._process is not None
        (self._cluster / "promote").touch()
        os.kill(self._process.pid, signal.SIGUSR1)

    @contextmanager
    def replay_frozen(self) -> Iterator[None]:
        """It answers, and falls behind."""
        (replaying,) = [p for p in self._all() if "startup" in "".join(p.cmdline())]
        replaying.suspend()
        try:
            yield
        finally:
            replaying.resume()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """It takes what it is sent, and says nothing."""
        processes = self._all()
        for process in processes:
            process.suspend()
        try:
            yield
        finally:
            for process in processes:
                process.resume()

    def _all(self) -> list[psutil.Process]:
        assert self._process is not None
        if self._process.poll() is not None:
            return []
        postmaster = psutil.Process(self._process.pid)
        return [postmaster, *postmaster.children(recursive=True)]


def _let_in(primary: EmbeddedPostgres, account: str) -> None:
    """Lets the replica's account copy, and look at the primary's socket."""
    ident = primary.data_dir / "postgres" / "pg_ident.conf"
    ident.write_text(f"{ident.read_text()}exercise_buddy {account} exercise_buddy_backup\n")
    loaded = "SELECT pg_conf_load_time()"
    before = sql(primary.url(), loaded)
    os.kill(postmaster_pid(primary.data_dir), signal.SIGHUP)
    # A connection made since the postmaster has read its files again says so.
    assert wait_for(lambda: sql(primary.url(), loaded) != before, LONG_SECONDS)
