"""The archive of a real server: back to a second, and what is done about a damaged one."""

import asyncio
import logging
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.embedded.access import BACKUP_ROLE
from exercise_buddy.embedded.account import server_account
from exercise_buddy.embedded.archive.archive import scratch_folder
from exercise_buddy.embedded.archive.archiver import Archiver
from exercise_buddy.embedded.archive.errors import ArchiveDamaged, ArchiveError, NothingToRestore
from exercise_buddy.embedded.archive.restoring import restore_at
from exercise_buddy.embedded.archive.shipping import as_backup_role
from exercise_buddy.embedded.archive.state import ArchiveState
from exercise_buddy.embedded.binaries import binaries_for
from exercise_buddy.embedded.locks import open_directory
from exercise_buddy.embedded.programs import ClusterHandle, Programs
from tests.clusters import put_cluster
from tests.embedded.household import WORKOUTS, Household, finish
from tests.embedded.scenarios import sql
from tests.support import FakeClock

FILLER = "SELECT pg_logical_emit_message(true, '', repeat('a segment of the log', 900000))"


@pytest.fixture
def home(ready_cluster: None, tmp_path: Path) -> Household:
    return Household(tmp_path, str(tmp_path / "another disk"))


def test_a_database_goes_back_to_between_two_workouts_and_on_from_there(home: Household) -> None:
    with EmbeddedPostgres(home.data_dir) as server:
        sql(server.url(), "CREATE TABLE workouts (name text PRIMARY KEY)")
        finish(server, "monday")
        home.begin(server)
        after_tuesday = finish(server, "tuesday")
        finish(server, "wednesday")
        home.archive_now(server)
        sql(server.url(), "DROP TABLE workouts")

    assert home.restored(after_tuesday) == "monday,tuesday"

    with EmbeddedPostgres(home.data_dir) as server:
        home.begin(server)
        after_friday = finish(server, "friday")
        finish(server, "a mistake")
        home.archive_now(server)
    now = datetime.now(UTC).replace(microsecond=0)
    assert home.restored(after_friday, now) == "friday,monday,tuesday"
    # The first way on is still there, and what was there before has a name of its own, within the same second, too.
    soon = now + timedelta(milliseconds=1)
    assert home.restored(after_tuesday + timedelta(microseconds=1), soon) == "monday,tuesday"


def test_everything_saved_is_restored_on_a_new_machine(
    home: Household, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with EmbeddedPostgres(home.data_dir) as server:
        sql(server.url(), "CREATE TABLE workouts (name text PRIMARY KEY)")
        home.archive_now(server)
        finish(server, "monday")
        home.archive_now(server)
    new = Household(tmp_path_factory.mktemp("new machine"), home.address)
    assert new.restored(None) == "monday"


def test_what_was_not_archived_yet_is_taken_from_the_cluster_that_is_there(home: Household) -> None:
    with EmbeddedPostgres(home.data_dir) as server:
        sql(server.url(), "CREATE TABLE workouts (name text PRIMARY KEY)")
        home.begin(server)
        finish(server, "monday")
    assert home.restored(datetime.now(UTC)) == "monday"


async def test_an_archive_that_was_emptied_or_swapped_gets_a_base_backup_at_once(home: Household) -> None:
    with EmbeddedPostgres(home.data_dir) as server:
        archiver = home.archiver(server.url())
        sql(server.url(), "CREATE TABLE workouts (name text PRIMARY KEY)")
        await archiver.step()
        # What a disk that is not mounted leaves: another folder of the same name, which begins empty.
        away = home.place.rename(home.place.with_name("unmounted"))
        finish(server, "monday")
        await archiver.step()
        assert len(home.archive().bases()) == 1
        sql(server.url(), FILLER)
        await archiver.step()
        shutil.rmtree(home.place)
        away.rename(home.place)
        finish(server, "tuesday")
        await archiver.step()
    new = Household(home.data_dir / "new machine", home.address)
    assert new.restored(None) == "monday,tuesday"


async def test_a_clock_that_was_ahead_keeps_no_base_backup_from_being_made_or_kept(home: Household) -> None:
    with EmbeddedPostgres(home.data_dir) as server:
        clock = FakeClock(datetime.now(UTC) + timedelta(days=400))
        archiver = Archiver(server.url(), home.data_dir, home.archive(), clock, ArchiveState(home.data_dir))
        # The second one, past the second that names are rounded up to, finds that none is due for an hour.
        await archiver.step()
        clock.now += timedelta(seconds=2)
        await archiver.step()
        ahead = clock.now
        clock.now -= timedelta(days=399)
        sql(server.url(), FILLER)
        await archiver.step()
    archive = home.archive()
    assert [base.made_at > ahead - timedelta(days=1) for base in archive.bases()] == [True, False]
    archive.prune(1)
    assert [base.made_at > ahead - timedelta(days=1) for base in archive.bases()] == [False]


async def test_a_place_and_a_disk_that_take_nothing_are_tried_again(
    home: Household, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    home.place.touch()
    note = home.data_dir / f"backups.json.{os.getpid()}"
    note.mkdir()
    steps = 0

    async def sleep(_seconds: float) -> None:
        nonlocal steps
        steps += 1
        if steps == 2:
            home.place.unlink()
            note.rmdir()
        if steps == 3:
            raise asyncio.CancelledError

    with EmbeddedPostgres(home.data_dir) as server, pytest.raises(asyncio.CancelledError):
        await home.archiver(server.url()).run(sleep)
    assert caplog.text.count("Writing the archive failed; trying again.") == 1
    assert caplog.text.count("The archive is written again.") == 1
    assert home.archive().bases()


def damaged(home: Household, pattern: str, how: str, place: Path) -> Household:
    """The same household with an archive at `place`, which has that done to its newest file with such a name."""
    shutil.copytree(home.place, place, copy_function=os.link)
    file = max(place.glob(f"*/{pattern}"))
    content = bytearray(file.read_bytes())
    if how == "flip":
        content[len(content) // 2] ^= 1
    elif how == "cut":
        content = content[:-1000]
    elif how == "exchange":
        content = bytearray(min(place.glob(f"*/{pattern}")).read_bytes())
    # The file is the sound archive's, too: it gets a new one in its place.
    file.unlink()
    if how != "remove":
        file.write_bytes(content)
    return Household(home.data_dir, str(place))


@pytest.fixture(scope="module")
def archived(pristine_cluster: Path, tmp_path_factory: pytest.TempPathFactory) -> Household:
    """With one base backup and three segments of the log. Whatever its tests try, nothing in it is touched."""
    folder = put_cluster(pristine_cluster, tmp_path_factory.mktemp("archived"))
    home = Household(folder, str(folder / "another disk"))
    with EmbeddedPostgres(home.data_dir) as server:
        sql(server.url(), "CREATE TABLE workouts (name text PRIMARY KEY)")
        # A step within the second that the first base backup rounds up to would take another one.
        home.begin(server)
        for workout in ("monday", "tuesday"):
            finish(server, workout)
            # Fills a segment, and the next one begins.
            sql(server.url(), "CREATE TABLE filler AS SELECT repeat(md5(g::text), 60) FROM generate_series(1, 9000) g")
            sql(server.url(), "DROP TABLE filler")
            home.archive_now(server)
    return home


def test_each_kind_of_damage_is_found_and_nothing_is_touched(archived: Household, tmp_path: Path) -> None:
    cases = [
        ("base/*", "flip", "damaged"),
        ("base/*", "cut", "damaged"),
        ("wal/*", "flip", "damaged"),
        ("wal/*", "cut", "damaged"),
        ("wal/*", "exchange", "damaged"),
        ("wal/*[0-9A-F]", "remove", "lacks 1 segments"),
        ("base/*", "remove", "no base backup"),
    ]
    for pattern, how, words in cases:
        spoilt = damaged(archived, pattern, how, tmp_path / f"{pattern[:3]} {how}")
        with pytest.raises((ArchiveDamaged, NothingToRestore), match=words):
            restore_at(spoilt.data_dir, spoilt.archive(), None, datetime.now(UTC))
    with pytest.raises(ArchiveDamaged, match="the recovery key is a different one"):
        restore_at(archived.data_dir, archived.archive("another key"), None, datetime.now(UTC))
    assert not list(scratch_folder(archived.data_dir).iterdir())
    with EmbeddedPostgres(archived.data_dir) as server:
        assert sql(server.url(), WORKOUTS) == "monday,tuesday"


def test_a_moment_before_the_first_base_backup_is_refused(archived: Household) -> None:
    with pytest.raises(NothingToRestore, match="only goes back to 20"):
        restore_at(archived.data_dir, archived.archive(), datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC))


def test_what_an_older_postgresql_wrote_is_not_restored_by_a_newer_one(
    archived: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr("exercise_buddy.embedded.cluster.POSTGRES_MAJOR", 19)
        with pytest.raises(ArchiveError, match="of an older PostgreSQL"):
            restore_at(archived.data_dir, archived.archive(), None, datetime.now(UTC))
    with EmbeddedPostgres(archived.data_dir) as server:
        assert sql(server.url(), WORKOUTS) == "monday,tuesday"


def test_a_cluster_of_an_earlier_version_gets_the_role_that_copies_it(home: Household) -> None:
    cluster = home.data_dir / "postgres"
    account = server_account(cluster)
    handle = ClusterHandle(cluster, open_directory(cluster))
    arguments = ("--single", "-D", handle.argument, "template1")
    programs = Programs(binaries_for(account), account)
    dropped = programs.run("postgres", *arguments, cluster=handle, stdin=f"DROP ROLE {BACKUP_ROLE}\n")
    assert "ERROR" not in dropped.stdout
    handle.close()
    access = cluster / "pg_hba.conf"
    lines = access.read_text().splitlines(keepends=True)
    access.write_text("".join(line for line in lines if BACKUP_ROLE not in line))

    with EmbeddedPostgres(home.data_dir) as server:
        sql(server.url(), "CREATE TABLE workouts (name text PRIMARY KEY)")
        home.archive_now(server)
        for role, refusal in (
            (as_backup_role(server.url()), "SELECT name FROM workouts"),
            (server.url(), "SELECT pg_create_physical_replication_slot('mine')"),
        ):
            with pytest.raises(AssertionError, match="permission denied"):
                sql(role, refusal)
    assert home.archive().bases()
