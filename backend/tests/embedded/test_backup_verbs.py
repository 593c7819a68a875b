"""The verbs `backup` and `restore`, on the embedded database and on one elsewhere."""

import asyncio
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from exercise_buddy import backup_commands as commands
from exercise_buddy.embedded import EmbeddedPostgres, backups, clients
from exercise_buddy.embedded.binaries import wheel_binaries
from exercise_buddy.serving.database import prepare
from tests.embedded.scenarios import sql

cli = Typer()
cli.command()(commands.backup)
cli.command()(commands.restore)


@pytest.fixture
def no_database_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.mark.usefixtures("no_database_url")
def test_verbs_on_the_embedded_database(tmp_path: Path, ready_data_dir: Path) -> None:
    data_dir, file = ready_data_dir, tmp_path / "x.dump"
    with EmbeddedPostgres(data_dir) as server:
        asyncio.run(prepare(server.url()))
        sql(server.url(), "CREATE TABLE notes AS SELECT 'kept' AS line")
        while_running = CliRunner().invoke(cli, ["backup", "--data-dir", str(data_dir), "--to", str(file)])
        assert while_running.exit_code == 0, while_running.output
        refused = CliRunner().invoke(cli, ["restore", str(file), "--data-dir", str(data_dir)])
        assert refused.exit_code == 1
        assert "Stop it first" in refused.output

    again = CliRunner().invoke(cli, ["backup", "--data-dir", str(data_dir)])
    assert f"Wrote {data_dir}/backups/exercise-buddy-" in again.output
    restored = CliRunner().invoke(cli, ["restore", str(file), "--data-dir", str(tmp_path / "new")])
    assert restored.exit_code == 0, restored.output
    with EmbeddedPostgres(tmp_path / "new") as server:
        assert sql(server.url(), "SELECT line FROM notes") == "kept"


def made_by_17(data_dir: Path) -> None:
    """All that this version looks at before it leaves a cluster alone."""
    (data_dir / "postgres" / "PG_VERSION").write_text("17\n")


@pytest.mark.usefixtures("no_database_url")
def test_a_backup_takes_the_place_of_what_an_older_postgresql_made(tmp_path: Path, ready_data_dir: Path) -> None:
    runner, data, file = CliRunner(), ready_data_dir, tmp_path / "old.dump"
    with EmbeddedPostgres(data) as server:
        asyncio.run(prepare(server.url()))
        sql(server.url(), "CREATE TABLE notes AS SELECT 'kept' AS line")
    at_data = ["--data-dir", str(data)]
    assert runner.invoke(cli, ["backup", "--to", str(file), *at_data]).exit_code == 0
    made_by_17(data)

    spoilt = tmp_path / "spoilt.dump"
    spoilt.write_bytes(file.read_bytes()[:1000])
    assert runner.invoke(cli, ["restore", str(spoilt), *at_data]).exit_code == 1
    assert [path.name for path in data.glob("postgres*/")] == ["postgres"]
    assert (data / "postgres" / "PG_VERSION").read_text() == "17\n"

    result = runner.invoke(cli, ["restore", str(file), *at_data])
    assert result.exit_code == 0, result.output
    (before,) = data.glob("postgres.before-restore-*")
    assert str(before) in result.stdout
    assert (before / "PG_VERSION").read_text() == "17\n"
    with EmbeddedPostgres(data) as server:
        assert sql(server.url(), "SELECT line FROM notes") == "kept"


@pytest.mark.usefixtures("no_database_url")
def test_somebody_elses_database_is_said_to_be_one(tmp_path: Path, ready_data_dir: Path) -> None:
    data_dir, file = ready_data_dir, tmp_path / "x.dump"
    with EmbeddedPostgres(data_dir) as server:
        sql(server.url(), "CREATE TABLE users (name text)")
    made = CliRunner().invoke(cli, ["backup", "--data-dir", str(data_dir), "--to", str(file)])
    assert "start this version once" in made.output
    restored = CliRunner().invoke(cli, ["restore", str(file), "--data-dir", str(tmp_path / "new")])
    assert restored.exit_code == 1
    assert "is no database of Exercise Buddy" in restored.output


NOTES = "SELECT string_agg(work, ',' ORDER BY work) FROM backup_runs"


@pytest.fixture
def elsewhere(empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a migrated database that DATABASE_URL names."""
    asyncio.run(prepare(empty_database))
    monkeypatch.setenv("DATABASE_URL", empty_database)
    monkeypatch.chdir(tmp_path)
    return empty_database


def test_verbs_on_a_database_elsewhere(elsewhere: str, tmp_path: Path) -> None:
    assert CliRunner().invoke(cli, ["backup"]).exit_code == 0
    (file,) = tmp_path.glob("exercise-buddy-*.dump")
    refused = CliRunner().invoke(cli, ["restore", str(file)])
    assert (refused.exit_code, "not empty" in refused.output) == (1, True)
    sql(elsewhere, "INSERT INTO backup_runs (work) VALUES ('since')")
    forced = CliRunner().invoke(cli, ["restore", str(file), "--force"])
    assert (forced.exit_code, sql(elsewhere, NOTES)) == (0, "")
    (before,) = tmp_path.glob("before-restore-*.dump")
    assert str(before) in forced.output

    assert CliRunner().invoke(cli, ["restore", str(before), "--force"]).exit_code == 0
    assert sql(elsewhere, NOTES) == "dump,since"


def test_a_restore_elsewhere_that_has_no_room_to_save_what_is_there_changes_nothing(
    elsewhere: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, programs = tmp_path / "x.dump", tmp_path / "programs"
    asyncio.run(backups.dump(elsewhere, file))
    sql(elsewhere, "INSERT INTO backup_runs (work) VALUES ('since')")
    programs.mkdir()
    for name in ("pg_restore", "psql"):
        (programs / name).symlink_to(wheel_binaries() / name)
    (programs / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump: error: No space left on device' >&2; exit 1\n")
    (programs / "pg_dump").chmod(0o755)
    monkeypatch.setattr(clients, "wheel_binaries", lambda: programs)
    refused = CliRunner().invoke(cli, ["restore", str(file), "--force"])
    assert refused.exit_code == 1
    assert "Nothing was restored" in refused.output
    assert "No space left on device" in refused.output
    assert sql(elsewhere, NOTES) == "since"
    assert list(tmp_path.glob("*before-restore-*")) == []


def test_of_two_restores_at_once_none_loses_what_was_there(elsewhere: str, tmp_path: Path) -> None:
    one, other = tmp_path / "one.dump", tmp_path / "other.dump"
    for file in (one, other):
        sql(elsewhere, f"TRUNCATE backup_runs; INSERT INTO backup_runs (work) VALUES ('{file.stem}')")  # noqa: S608 - a name of ours
        asyncio.run(backups.dump(elsewhere, file))
    sql(elsewhere, "UPDATE backup_runs SET work = 'there'")

    async def both() -> list[BaseException | None]:
        restores = [
            backups.restore(elsewhere, file, force=True, save_as=file.with_suffix(".before")) for file in (one, other)
        ]
        return await asyncio.gather(*restores, return_exceptions=True)

    outcomes = asyncio.run(both())
    assert None in outcomes
    assert all(outcome is None or isinstance(outcome, backups.BackupError) for outcome in outcomes), outcomes
    assert sql(elsewhere, NOTES) in [
        file.stem for file, outcome in zip((one, other), outcomes, strict=True) if not outcome
    ]
    kept = []
    for before in tmp_path.glob("*.before"):
        asyncio.run(backups.restore(elsewhere, before, force=True))
        kept.append(sql(elsewhere, NOTES))
    assert "there" in kept


@pytest.mark.usefixtures("no_database_url")
def test_backup_of_a_data_directory_that_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["backup", "--data-dir", str(tmp_path / "typo")])
    assert (result.exit_code, "no database in" in result.output) == (1, True)
    assert not (tmp_path / "typo").exists()
