"""Stops a server: our own, or one that a killed application left behind."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from exercise_buddy.embedded.errors import DataDirectoryInUse
from exercise_buddy.embedded.locks import try_lock, wait_for
from exercise_buddy.embedded.postmaster import Postmaster
from exercise_buddy.embedded.programs import ClusterHandle

# First PostgreSQL's fast shutdown (ends connections, writes a checkpoint), then its immediate one (the next start
# recovers from the write-ahead log). Neither loses a committed transaction.
if sys.platform != "win32":
    SHUTDOWNS = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0))


def stop_process(process: subprocess.Popen[bytes]) -> None:
    """Stop our own server, killing it if it does not respond."""
    for number, patience_seconds in SHUTDOWNS:
        process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience_seconds)
            return
    process.kill()
    process.wait()


def end_orphan(cluster: ClusterHandle) -> None:
    """Stop the server that a killed application left on this cluster, if any, and take the cluster's lock.

    The orphan is replaced rather than adopted: it may have an older version or older settings, and stopping it takes
    a tenth of a second. Raises DataDirectoryInUse if it does not stop.
    """
    if not _lock_after_shutdown(cluster):
        raise DataDirectoryInUse(
            f"A PostgreSQL server of an earlier run still uses {cluster.path} and does not stop. "
            "End its processes (they are called postgres: exercise-buddy), then start again."
        )
    # No server runs on this cluster, so the file is stale. PostgreSQL would refuse to start if another process
    # happened to have the process id in it.
    (cluster.path / "postmaster.pid").unlink(missing_ok=True)


def _lock_after_shutdown(cluster: ClusterHandle) -> bool:
    if try_lock(cluster.descriptor):
        return True
    for number, patience_seconds in SHUTDOWNS:
        _signal_orphan(cluster.path, number)
        if wait_for(lambda: try_lock(cluster.descriptor), patience_seconds):
            return True
    return False


def _signal_orphan(cluster: Path, number: signal.Signals) -> None:
    # The file may not exist yet if the application was killed while its server was starting.
    wait_for(lambda: Postmaster.read(cluster) is not None, timeout_seconds=1.0)
    postmaster = Postmaster.read(cluster)
    if postmaster is not None and postmaster.runs_in(cluster):
        with suppress(ProcessLookupError):
            os.kill(postmaster.pid, number)
