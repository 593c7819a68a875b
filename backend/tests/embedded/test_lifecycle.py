"""Starting and stopping, on the real server."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from exercise_buddy.embedded import (
    DataDirectoryInUse,
    EmbeddedPostgres,
    ServerFailed,
    running_or_started,
)
from tests.clusters import put_cluster
from tests.embedded.scenarios import (
    PATIENCE_SECONDS,
    application,
    assert_works,
    has_ended,
    postmaster_pid,
    sql,
    url_of,
)


@pytest.fixture(scope="module")
def running(pristine_cluster: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(put_cluster(pristine_cluster, tmp_path_factory.mktemp("running"))) as postgres:
        yield postgres


def test_is_postgresql_18_that_asyncpg_can_use(running: EmbeddedPostgres) -> None:
    async def ask() -> str:
        connection = await asyncpg.connect(running.url())
        try:
            return str(await connection.fetchval("SELECT current_setting('server_version')"))
        finally:
            await connection.close()

    assert asyncio.run(ask()).startswith("18.")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("TimeZone", "UTC"),
    ],
)
def test_is_durable_and_private(running: EmbeddedPostgres, setting: str, value: str) -> None:
    assert sql(running.url(), f"SHOW {setting}") == value


def test_database_sorts_and_folds_case_in_unicode_alike_on_every_machine(
    running: EmbeddedPostgres,
) -> None:
    provider = "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()"
    assert sql(running.url(), provider) == "b|C.UTF-8"
    assert sql(running.url(), "SELECT lower('ÄÉÑ')") == "äéñ"


def test_application_role_is_not_a_superuser(running: EmbeddedPostgres) -> None:
    assert sql(running.url(), "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "f"


@pytest.mark.parametrize("role", ["exercise_buddy", "exercise_buddy_backup"])
@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_no_role_looks_into_a_database_that_postgresql_brings(
    running: EmbeddedPostgres, role: str, database: str
) -> None:
    url = running.url(database).replace("exercise_buddy@", f"{role}@")
    with pytest.raises(AssertionError, match="rejects connection"):
        sql(url, "SELECT 1")


@pytest.mark.usefixtures("ready_cluster")
def test_nor_does_it_in_a_data_directory_of_an_earlier_version(tmp_path: Path) -> None:
    access = tmp_path / "postgres" / "pg_hba.conf"
    access.write_text("".join(line for line in access.read_text().splitlines(keepends=True) if "reject" not in line))
    with EmbeddedPostgres(tmp_path) as postgres, pytest.raises(AssertionError, match="rejects connection"):
        sql(postgres.url("postgres"), "SELECT 1")


def test_url_names_other_databases_and_tools_are_of_the_same_version(
    running: EmbeddedPostgres,
) -> None:
    sql(running.url(), "CREATE DATABASE other")
    assert sql(running.url("other"), "SELECT current_database()") == "other"
    version = subprocess.run(
        [running.tool("pg_dump"), "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert sql(running.url(), "SHOW server_version") in version.stdout


def test_nobody_else_can_enter_the_sockets_directory(running: EmbeddedPostgres) -> None:
    directory = Path(running.url().partition("host=")[2].partition("&")[0])
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert len(os.fsencode(directory / ".s.PGSQL.5432.lock")) <= 107


def test_keeps_its_data_and_stops_completely(tmp_path: Path) -> None:
    postgres = EmbeddedPostgres(tmp_path / "data")
    postgres.start()
    sql(postgres.url(), "CREATE TABLE workouts AS SELECT 7 AS reps")
    pid = postmaster_pid(postgres.data_dir)
    postgres.stop()

    assert has_ended(pid)
    with pytest.raises(ServerFailed, match="not running"):
        postgres.url()
    postgres.stop()

    postgres.start()
    assert sql(postgres.url(), "SELECT reps FROM workouts") == "7"
    postgres.stop()


def test_second_instance_names_the_holder_of_the_data_directory(
    running: EmbeddedPostgres,
) -> None:
    second = EmbeddedPostgres(running.data_dir)
    with pytest.raises(DataDirectoryInUse, match=rf"process {os.getpid()}.*--data-dir"):
        second.start()
    assert sql(running.url(), "SELECT 1") == "1"


def test_second_process_is_refused_too(running: EmbeddedPostgres) -> None:
    with application(running.data_dir) as second:
        _, errors = second.communicate(timeout=PATIENCE_SECONDS)
    assert second.returncode == 1
    assert "DataDirectoryInUse" in errors


def test_a_command_joins_the_running_server(running: EmbeddedPostgres) -> None:
    with running_or_started(running.data_dir) as url:
        assert url == running.url()
    assert sql(running.url(), "SELECT 1") == "1"


def test_a_command_starts_a_server_where_none_runs(tmp_path: Path) -> None:
    with running_or_started(tmp_path / "data") as url:
        assert sql(url, "SELECT 1") == "1"
    assert not (tmp_path / "data" / "postgres" / "postmaster.pid").exists()


@pytest.mark.parametrize("name", ["with space", "Übung, 50 % & 'so'", "x" * 200])
def test_starts_in_paths_of_any_kind(tmp_path: Path, name: str) -> None:
    assert_works(tmp_path / name / "deeper")


@pytest.mark.parametrize("umask", [0o000, 0o277])
def test_umask_does_not_matter(tmp_path: Path, umask: int) -> None:
    previous = os.umask(umask)
    try:
        assert_works(tmp_path / "new" / "data")
        assert_works(tmp_path / "new" / "data")
    finally:
        os.umask(previous)
    data_dir = tmp_path / "new" / "data"
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE((data_dir / "postgres.log").stat().st_mode) == 0o600


@pytest.mark.usefixtures("ready_cluster")
@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, -2)],
)
def test_signals_stop_the_server(tmp_path: Path, number: signal.Signals, status: int) -> None:
    with application(tmp_path) as process:
        url_of(process)
        pid = postmaster_pid(tmp_path)
        process.send_signal(number)
        process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == status
    assert has_ended(pid)


@pytest.mark.usefixtures("ready_cluster")
def test_leaving_the_program_stops_the_server(tmp_path: Path) -> None:
    with application(tmp_path, then="pass") as process:
        process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


@pytest.mark.usefixtures("ready_cluster")
def test_a_signal_handler_of_the_application_stays(tmp_path: Path) -> None:
    def handler(*_: object) -> None:
        raise AssertionError("not called")

    hangup = signal.getsignal(signal.SIGHUP)
    previous = signal.signal(signal.SIGTERM, handler)
    try:
        with EmbeddedPostgres(tmp_path):
            assert signal.getsignal(signal.SIGTERM) is handler
        assert signal.getsignal(signal.SIGTERM) is handler
    finally:
        signal.signal(signal.SIGTERM, previous)
    assert signal.getsignal(signal.SIGHUP) is hangup


WINDOWS = """
import asyncio, hashlib, logging, os, pathlib, signal, subprocess, sys, tempfile, importlib.metadata, importlib.util
for module in ("fcntl", "pwd"):
    sys.modules[module] = None
for name in ("SIGHUP", "SIGQUIT"):
    delattr(signal, name)
for name in ("geteuid", "fchmod", "fchown", "O_DIRECTORY", "O_CLOEXEC", "O_NOFOLLOW"):
    delattr(os, name)
sys.platform = "win32"
from exercise_buddy.embedded import EmbeddedPostgres, UnsupportedPlatform, backups
try:
    EmbeddedPostgres(pathlib.Path(sys.argv[1])).start()
except UnsupportedPlatform as error:
    print(error)
"""


def test_windows_is_told_of_the_other_ways(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", WINDOWS, str(tmp_path / "data")], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert "WSL" in result.stdout
    assert "DATABASE_URL" in result.stdout
    assert not (tmp_path / "data").exists()
