"""After kill -9, at every moment: nothing committed is lost, and the next start needs no help."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from types import SimpleNamespace

import pytest

from exercise_buddy.embedded import (
    DataDirectoryInUse,
    DataDirectoryUnusable,
    EmbeddedError,
    EmbeddedPostgres,
    InitialisationFailed,
    ServerFailed,
    WrongPostgresVersion,
    server,
    stopping,
)
from exercise_buddy.embedded.locks import wait_for
from exercise_buddy.embedded.sockets import USUAL_ROOT
from tests.embedded.scenarios import (
    PATIENCE_SECONDS,
    application,
    assert_works,
    has_ended,
    postmaster_pid,
    sql,
    url_of,
)

# A process that the server's signals would end, also where the tests run in a background job.
MORTAL = """
import signal, time
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGQUIT, signal.SIG_DFL)
print(flush=True)
time.sleep(60)
"""

HOLDER = """
import fcntl, sys, time
file = open(sys.argv[1] + "/exercise-buddy.lock")
fcntl.flock(file, fcntl.LOCK_EX)
print(flush=True)
time.sleep(0.5)
"""


@pytest.mark.usefixtures("ready_cluster")
def test_application_killed_its_server_is_replaced_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    with application(tmp_path) as process:
        sql(url_of(process), "CREATE TABLE workouts AS SELECT 12 AS reps")
        orphan = postmaster_pid(tmp_path)
        process.kill()
        process.wait()
    assert not has_ended(orphan)

    with EmbeddedPostgres(tmp_path) as postgres:
        assert sql(postgres.url(), "SELECT reps FROM workouts") == "12"
        assert has_ended(orphan)


@pytest.mark.usefixtures("ready_cluster")
def test_application_and_server_killed_together(tmp_path: Path) -> None:
    with application(tmp_path) as process:
        sql(url_of(process), "CREATE TABLE workouts AS SELECT 12 AS reps")
        process.kill()
        os.kill(postmaster_pid(tmp_path), signal.SIGKILL)

    with EmbeddedPostgres(tmp_path) as postgres:
        assert sql(postgres.url(), "SELECT reps FROM workouts") == "12"


@pytest.mark.usefixtures("ready_cluster")
def test_server_killed_while_in_use_starts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "SHORTEST_LIFE_SECONDS", 0.0)
    with EmbeddedPostgres(tmp_path) as postgres:
        url = postgres.url()
        sql(url, "CREATE TABLE workouts AS SELECT 12 AS reps")
        killed = postmaster_pid(tmp_path)
        os.kill(killed, signal.SIGKILL)

        assert wait_for(lambda: _pid_or_none(tmp_path) not in {None, killed}, timeout_seconds=PATIENCE_SECONDS)
        assert wait_for(lambda: "ready" in _postmaster_file(tmp_path), timeout_seconds=PATIENCE_SECONDS)
        assert postgres.url() == url
        assert sql(url, "SELECT reps FROM workouts") == "12"


@pytest.mark.usefixtures("ready_cluster")
def test_stale_process_id_that_another_process_has_by_now(tmp_path: Path) -> None:
    owner = (tmp_path / "postgres").stat().st_uid
    # PostgreSQL believes the file if the process is of its own account, and neither itself nor its parent.
    with subprocess.Popen(["/bin/sleep", "60"], user=owner if os.geteuid() == 0 else None) as other:
        stale = f"{other.pid}\n{tmp_path}\n1700000000\n5432\n{tmp_path}\n\n   1234   1\nready   \n"
        (tmp_path / "postgres" / "postmaster.pid").write_text(stale)
        assert_works(tmp_path)
        assert other.poll() is None
        other.kill()


@pytest.mark.usefixtures("ready_cluster")
def test_server_stopped_on_purpose_stays_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "SHORTEST_LIFE_SECONDS", 0.0)
    others = set(threading.enumerate())
    with EmbeddedPostgres(tmp_path):
        (watcher,) = set(threading.enumerate()) - others
    watcher.join(timeout=PATIENCE_SECONDS)
    assert not watcher.is_alive()
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


@pytest.mark.usefixtures("ready_cluster")
def test_server_that_dies_at_once_is_restarted_after_a_pause(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However long a busy machine takes to come to the killing.
    monkeypatch.setattr(server, "SHORTEST_LIFE_SECONDS", inf)
    with EmbeddedPostgres(tmp_path):
        os.kill(postmaster_pid(tmp_path), signal.SIGKILL)
        assert wait_for(lambda: "restarting it in 5 s" in caplog.text, timeout_seconds=PATIENCE_SECONDS)
    assert_works(tmp_path)
    monkeypatch.setattr(server, "PAUSES_SECONDS", (0.01,))
    with EmbeddedPostgres(tmp_path) as postgres:
        killed = postmaster_pid(tmp_path)
        os.kill(killed, signal.SIGKILL)
        assert wait_for(lambda: _pid_or_none(tmp_path) not in {None, killed}, timeout_seconds=PATIENCE_SECONDS)
        assert wait_for(lambda: "ready" in _postmaster_file(tmp_path), timeout_seconds=PATIENCE_SECONDS)
        assert sql(postgres.url(), "SELECT 6 * 7") == "42"


@pytest.mark.usefixtures("ready_cluster")
def test_a_late_watcher_of_a_stopped_server_leaves_the_next_one_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started_anew = threading.Event()
    looks: Counter[threading.Thread] = Counter()

    def monotonic() -> float:
        """A watcher looks at the clock as it begins, and again once its server has ended."""
        looks[threading.current_thread()] += 1
        if looks[threading.current_thread()] == 2:
            started_anew.wait(PATIENCE_SECONDS)
        return time.monotonic()

    monkeypatch.setattr(server, "time", SimpleNamespace(monotonic=monotonic))
    monkeypatch.setattr(server, "PAUSES_SECONDS", (0.0,))
    others = set(threading.enumerate())
    postgres = EmbeddedPostgres(tmp_path)
    postgres.start()
    (watcher,) = set(threading.enumerate()) - others
    postgres.stop()
    with postgres:
        pid = postmaster_pid(tmp_path)
        started_anew.set()
        watcher.join(timeout=PATIENCE_SECONDS)
        assert not watcher.is_alive()
        assert postmaster_pid(tmp_path) == pid
        assert sql(postgres.url(), "SELECT 6 * 7") == "42"


@pytest.mark.usefixtures("ready_cluster")
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process works on")
def test_no_other_process_is_ended_in_place_of_the_orphan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "SHUTDOWNS", ((signal.SIGINT, 0.2), (signal.SIGQUIT, 0.2)))
    with application(tmp_path) as process:
        url_of(process)
        orphan = postmaster_pid(tmp_path)
        process.kill()
        process.wait()
    pid_file = tmp_path / "postgres" / "postmaster.pid"
    honest = pid_file.read_text()
    with subprocess.Popen([sys.executable, "-c", MORTAL], stdout=subprocess.PIPE) as innocent:
        assert innocent.stdout is not None
        innocent.stdout.readline()
        pid_file.write_text(honest.replace(str(orphan), str(innocent.pid), 1))
        _refused(tmp_path, DataDirectoryInUse, "still uses.*End its processes")
        assert innocent.poll() is None
        innocent.kill()
    pid_file.write_text(honest)
    monkeypatch.undo()
    assert_works(tmp_path)


@pytest.mark.usefixtures("ready_cluster")
def test_lock_that_a_killed_application_left_to_a_child_for_a_moment(tmp_path: Path) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    (tmp_path / "exercise-buddy.lock").write_bytes(gone.stdout)
    with subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert_works(tmp_path)


@pytest.mark.parametrize("made_by_then", ["", "global/pg_control", "base/5"])
def test_first_start_killed_in_the_middle_is_done_again(tmp_path: Path, made_by_then: str) -> None:
    partial = tmp_path / "postgres.partial"
    with application(tmp_path) as process:
        assert wait_for((partial / made_by_then).exists, timeout_seconds=PATIENCE_SECONDS)
        process.kill()
        process.wait()
    assert partial.exists()
    assert_works(tmp_path)
    assert not partial.exists()


@pytest.mark.usefixtures("ready_cluster")
def test_socket_directory_taken_by_somebody_else(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path) as postgres:
        usual = Path(postgres.url().partition("host=")[2].partition("&")[0])
    usual.mkdir()
    usual.chmod(0o777)
    try:
        with EmbeddedPostgres(tmp_path) as postgres:
            assert str(usual) not in postgres.url()
            assert str(USUAL_ROOT) in postgres.url()
            assert sql(postgres.url(), "SELECT 1") == "1"
        assert usual.exists()
    finally:
        usual.rmdir()


def test_data_of_another_postgresql_version(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("17\n")
    _refused(
        tmp_path,
        WrongPostgresVersion,
        f"PostgreSQL 17.*brings PostgreSQL 18. Nothing was changed.*backup --data-dir {tmp_path} --to "
        f"{tmp_path}/for-postgresql-18.dump\n.*restore {tmp_path}/for-postgresql-18.dump --data-dir {tmp_path}",
    )
    (tmp_path / "postgres" / "PG_VERSION").write_text("19\n")
    _refused(tmp_path, WrongPostgresVersion, "Nothing was changed. Install the newer Exercise Buddy")


def test_directory_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "diary.txt").write_text("mine")
    _refused(tmp_path, DataDirectoryUnusable, "neither empty nor.*Move it away")
    assert (tmp_path / "postgres" / "diary.txt").read_text() == "mine"


def test_data_directory_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    _refused(tmp_path / "data", DataDirectoryUnusable, "data: File exists.*--data-dir")


@pytest.mark.skipif(
    sys.platform != "linux",
    reason="only Linux has a file system to which nobody writes",
)
def test_read_only_file_system() -> None:
    _refused(
        Path("/proc/exercise-buddy"),
        DataDirectoryUnusable,
        "Cannot use /proc/exercise-buddy",
    )


def test_disk_full_during_the_first_start(tmp_path: Path) -> None:
    with _file_size_limit(1_000_000):
        _refused(
            tmp_path,
            InitialisationFailed,
            "could not set up a database.*File too large",
        )
    assert_works(tmp_path)


@pytest.mark.usefixtures("ready_cluster")
def test_damaged_cluster_shows_the_servers_own_words(tmp_path: Path) -> None:
    (tmp_path / "postgres" / "global" / "pg_control").unlink()
    _refused(tmp_path, ServerFailed, "did not start.*pg_control")


def _refused(data_dir: Path, kind: type[EmbeddedError], message: str) -> None:
    with pytest.raises(kind, match=f"(?s){message}"):
        EmbeddedPostgres(data_dir).start()


@contextmanager
def _file_size_limit(size: int) -> Iterator[None]:
    """A limit on the size of files, in place of a disk that is full."""
    previous = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, previous[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, previous)


def _postmaster_file(data_dir: Path) -> str:
    try:
        return (data_dir / "postgres" / "postmaster.pid").read_text()
    except FileNotFoundError:
        return ""


def _pid_or_none(data_dir: Path) -> int | None:
    first, _, _ = _postmaster_file(data_dir).partition("\n")
    return int(first) if first else None
