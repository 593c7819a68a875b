"""Backups and restores on the real server, with PostgreSQL's own programs."""

import asyncio
import os
import stat
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from exercise_buddy.embedded import (
    EmbeddedError,
    EmbeddedPostgres,
    backups,
    clients,
)
from exercise_buddy.embedded.binaries import wheel_binaries
from exercise_buddy.embedded.locks import wait_for
from tests.clusters import put_cluster
from tests.embedded.scenarios import sql

NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
TABLES = """
    CREATE TYPE kind AS ENUM ('reps', 'hold');
    CREATE TABLE users (id int PRIMARY KEY, name text);
    CREATE TABLE workouts (user_id int REFERENCES users, kind kind, reps int);
    INSERT INTO users VALUES (1, 'Ada'), (2, 'Élodie');
    INSERT INTO workouts SELECT 1 + g % 2, 'reps', g FROM generate_series(1, 1000) g;
"""
CONTENT = "SELECT (SELECT string_agg(name, ',' ORDER BY id) FROM users), sum(reps) FROM workouts"
WHOLE_CONTENT = "Ada,Élodie|500500"


@pytest.fixture(scope="module")
def postgres(pristine_cluster: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(put_cluster(pristine_cluster, tmp_path_factory.mktemp("postgres"))) as server:
        yield server


@pytest.fixture
def empty(postgres: EmbeddedPostgres) -> str:
    """The URL of an empty database."""
    name = f"test_{uuid.uuid4().hex}"
    sql(postgres.url(), f"CREATE DATABASE {name}")
    return postgres.url(name)


@pytest.fixture
def filled(empty: str) -> str:
    """The URL of a database with two users and a thousand workouts."""
    sql(empty, TABLES)
    return empty


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "backup.dump"


def dump(url: str, file: Path) -> None:
    asyncio.run(backups.dump(url, file))


def restore(url: str, file: Path, *, force: bool = False, save_as: Path | None = None) -> None:
    asyncio.run(backups.restore(url, file, force=force, save_as=save_as))


def use_programs(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Puts the programs in `folder` in place of PostgreSQL's own."""
    monkeypatch.setattr(clients, "wheel_binaries", lambda: folder)


def test_round_trip_into_an_empty_database(postgres: EmbeddedPostgres, filled: str, file: Path) -> None:
    dump(filled, file)
    target = f"test_{uuid.uuid4().hex}"
    sql(postgres.url(), f"CREATE DATABASE {target}")
    restore(postgres.url(target), file)

    assert sql(postgres.url(target), CONTENT) == WHOLE_CONTENT
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_sqlalchemy_form_of_a_url_will_do(filled: str, file: Path) -> None:
    dump(
        filled.replace("postgresql:", "postgresql+asyncpg:") + "&statement_cache_size=0",
        file,
    )
    assert file.exists()


def test_restore_refuses_a_database_that_is_not_empty(filled: str, file: Path) -> None:
    dump(filled, file)
    sql(filled, "DELETE FROM workouts WHERE reps <> 7")
    with pytest.raises(backups.RestoreRefused, match=r"2 tables.*--force"):
        restore(filled, file)
    assert sql(filled, CONTENT) == "Ada,Élodie|7"


def test_forced_restore_replaces_tables_younger_than_the_backup_and_saves_them(
    filled: str, file: Path, tmp_path: Path
) -> None:
    dump(filled, file)
    sql(
        filled,
        "DELETE FROM workouts WHERE reps <> 7; CREATE TABLE goals (id int REFERENCES users)",
    )
    restore(filled, file, force=True, save_as=tmp_path / "before.dump")
    assert sql(filled, CONTENT) == WHOLE_CONTENT
    assert sql(filled, "SELECT to_regclass('goals')") == ""

    restore(filled, tmp_path / "before.dump", force=True)
    assert sql(filled, CONTENT) == "Ada,Élodie|7"
    assert sql(filled, "SELECT to_regclass('goals')") == "goals"


@pytest.mark.parametrize("kept_share", [0.0, 0.5, 0.99])
def test_restore_refuses_a_file_whose_end_is_missing(filled: str, file: Path, kept_share: float) -> None:
    dump(filled, file)
    os.truncate(file, int(file.stat().st_size * kept_share))
    with pytest.raises(backups.RestoreRefused, match="not a complete backup"):
        restore(filled, file, force=True)
    assert sql(filled, CONTENT) == WHOLE_CONTENT


def test_restore_refuses_a_file_that_is_not_there(empty: str, file: Path) -> None:
    with pytest.raises(backups.RestoreRefused, match="No such file"):
        restore(empty, file)


def test_restore_that_fails_midway_changes_nothing(filled: str, file: Path) -> None:
    sql(filled, "CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2'")
    sql(
        filled,
        "CREATE TABLE late (reps int DEFAULT twice(1)); INSERT INTO late VALUES (1)",
    )
    dump(filled, file)
    # The backup replaces the function, and cannot: a view that it does not know stands on it.
    sql(
        filled,
        "CREATE VIEW doubled AS SELECT twice(3); DELETE FROM workouts WHERE reps <> 7",
    )
    with pytest.raises(backups.BackupFailed, match=r"as it was.*depend"):
        restore(filled, file, force=True)
    assert sql(filled, CONTENT) == "Ada,Élodie|7"
    assert sql(filled, "SELECT count(*) FROM late") == "1"


def test_failed_backup_leaves_the_last_one_and_no_rubbish(filled: str, file: Path) -> None:
    dump(filled, file)
    good = file.read_bytes()
    with pytest.raises(backups.BackupFailed, match="does not exist"):
        dump(filled.replace("/test_", "/missing_"), file)
    assert file.read_bytes() == good
    assert list(file.parent.iterdir()) == [file]


def test_backup_that_cannot_be_read_back_is_discarded(
    filled: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tmp_path / "whole.dump"
    dump(filled, whole)
    os.truncate(whole, whole.stat().st_size - 20)
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "pg_restore").symlink_to(wheel_binaries() / "pg_restore")
    (folder / "pg_dump").write_text(
        f"#!/bin/sh\nfor a; do case $a in --file=*) cat '{whole}' > \"${{a#--file=}}\";; esac; done\n"
    )
    (folder / "pg_dump").chmod(0o755)
    use_programs(monkeypatch, folder)

    with pytest.raises(backups.BackupFailed, match="could not read from input file"):
        dump(filled, file)
    assert list(file.parent.iterdir()) == []


def test_backup_to_an_unwritable_path(filled: str) -> None:
    with pytest.raises(backups.BackupFailed, match="Cannot write the backup /proc/nowhere"):
        dump(filled, Path("/proc/nowhere/backup.dump"))


def test_password_is_not_on_a_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$@"\necho "$PGPASSWORD"\n')
    program.chmod(0o755)
    use_programs(monkeypatch, tmp_path)

    url = "postgresql+asyncpg://ada:p%40ss%2Fw@db.example:5433/app?ssl=prefer&timeout=5"
    arguments, password = asyncio.run(clients.Client(url).run("pg_dump")).splitlines()
    assert arguments.startswith("--dbname=postgresql://ada@db.example:5433/app?")
    assert "sslmode=prefer" in arguments
    assert "p@ss/w" not in unquote(arguments)
    assert password == "p@ss/w"


@pytest.mark.parametrize("given", ["", "?tcp_user_timeout=5000"])
def test_a_program_notices_that_its_packets_are_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$@"\n')
    program.chmod(0o755)
    use_programs(monkeypatch, tmp_path)

    arguments = asyncio.run(clients.Client(f"postgresql://db.example/app{given}").run("pg_dump")).split()
    options = dict(parse_qsl(urlsplit(arguments[0].removeprefix("--dbname=")).query))
    assert options["tcp_user_timeout"] == ("5000" if given else "20000")
    assert options["keepalives_idle"] == "10"


@pytest.mark.parametrize("version", [None, "17.2", "18.1"])
def test_encrypted_connection_needs_the_systems_own_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str | None
) -> None:
    if version:
        program = tmp_path / "pg_dump"
        program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version} (Debian)'\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.defpath}" if version else str(tmp_path))
    monkeypatch.setattr(clients, "DEBIAN_PROGRAMS", tmp_path / "none")

    if version == "18.1":
        assert clients.program_folder(wants_tls=True) == tmp_path
    else:
        with pytest.raises(EmbeddedError, match="postgresql-client-18"):
            clients.program_folder(wants_tls=True)


class Calendar:
    """A clock that only sleeping moves, by the seconds slept, until `days` have passed."""

    def __init__(self, days: float) -> None:
        self._time = NOON
        self._end = NOON + timedelta(days=days)

    def now(self) -> datetime:
        return self._time

    async def sleep(self, seconds: float) -> None:
        self._time += timedelta(seconds=seconds)
        if self._time > self._end:
            raise asyncio.CancelledError


def keep(url: str, folder: Path, days: float) -> None:
    calendar = Calendar(days)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(backups.keep_backups(url, folder, calendar.now, calendar.sleep))


def test_one_backup_a_day_of_which_seven_stay(filled: str, tmp_path: Path) -> None:
    keep(filled, tmp_path, days=9.5)
    kept = sorted(backups.daily_backups(tmp_path))
    assert kept == [NOON + timedelta(days=day) for day in range(3, 10)]


def test_backups_made_by_hand_stay(filled: str, tmp_path: Path) -> None:
    for day in range(10):
        (tmp_path / f"exercise-buddy-202601{day:02}T120000Z.dump").write_text("by hand")
    (tmp_path / "daily-notes.dump").write_text("mine")
    keep(filled, tmp_path, days=0.1)
    assert len(list(tmp_path.iterdir())) == 12


def test_starting_twice_a_day_makes_one_backup(filled: str, tmp_path: Path) -> None:
    keep(filled, tmp_path, days=0.1)
    keep(filled, tmp_path, days=0.2)
    assert len(backups.daily_backups(tmp_path)) == 1


def test_failures_are_reported_and_retried_and_lose_no_backup(
    filled: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for day in range(1, 9):
        name = (NOON - timedelta(days=day)).strftime(backups.DAILY_NAME)
        (tmp_path / name).write_text("an older one")
    keep(filled.replace("/test_", "/missing_"), tmp_path, days=0.1)
    assert len(list(tmp_path.iterdir())) == 8
    assert len([record for record in caplog.records if "does not exist" in record.message]) == 3


def test_backup_dated_in_the_future_stops_nothing(filled: str, tmp_path: Path) -> None:
    (tmp_path / (NOON + timedelta(days=400)).strftime(backups.DAILY_NAME)).write_text("clock was wrong")
    made = asyncio.run(backups.back_up_if_due(filled, tmp_path, NOON))
    assert made is not None
    assert asyncio.run(backups.back_up_if_due(filled, tmp_path, NOON + timedelta(hours=1))) is None


def test_cancelling_ends_the_program(filled: str, tmp_path: Path) -> None:
    program = tmp_path / "programs" / "pg_dump"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho $$ > '{tmp_path}/new'\nmv '{tmp_path}/new' '{tmp_path}/pid'\nexec sleep 60\n")
    program.chmod(0o755)

    async def cancel_when_running() -> None:
        task = asyncio.create_task(backups.dump(filled, tmp_path / "out" / "backup.dump"))
        await asyncio.to_thread(wait_for, (tmp_path / "pid").exists, 20.0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    with pytest.MonkeyPatch.context() as patch:
        use_programs(patch, program.parent)
        asyncio.run(cancel_when_running())
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
    assert list((tmp_path / "out").iterdir()) == []
