"""An archive in a bucket, before a server that speaks S3's protocol."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from moto.server import ThreadedMotoServer

from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.embedded.archive.errors import ArchiveDamaged, StorageUnusable
from exercise_buddy.embedded.archive.storage import storage_at
from tests.embedded.household import Household, finish
from tests.embedded.scenarios import sql

ADDRESS = "s3://backups/of a house/cellar"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadedMotoServer]:
    """With one bucket, and the environment that leads to it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "a-key",
        "AWS_SECRET_ACCESS_KEY": "a-secret",
        "AWS_REGION": "eu-central-1",
    }.items():
        monkeypatch.setenv(name, value)
    httpx.put(f"{endpoint}/backups").raise_for_status()
    yield server
    server.stop()


def test_files_of_any_size_are_kept_listed_replaced_and_removed(server: ThreadedMotoServer, tmp_path: Path) -> None:
    place = storage_at(ADDRESS, tmp_path)
    source, target = tmp_path / "source", tmp_path / "target"
    for content in (b"", b"small", b"more than one part" * 1_000_000):
        source.write_bytes(content)
        place.put("system/wal/000000010000000000000001.partial", source)
        place.fetch("system/wal/000000010000000000000001.partial", target)
        assert target.read_bytes() == content
    place.put("system/base/first", source)
    assert place.names() == ["system/base/first", "system/wal/000000010000000000000001.partial"]
    # Another household of the same bucket sees nothing of it.
    assert storage_at("s3://backups/of", tmp_path).names() == []
    assert place.has("system/base/first")
    place.remove("system/base/first")
    place.remove("system/base/first")
    assert not place.has("system/base/first")
    assert place.names() == ["system/wal/000000010000000000000001.partial"]


def test_what_cannot_be_used_says_so_in_a_line(server: ThreadedMotoServer, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"a segment")
    with pytest.raises(StorageUnusable, match="names no bucket: it takes s3://BUCKET/PREFIX"):
        storage_at("s3:///cellar", tmp_path)
    with pytest.raises(ArchiveDamaged, match="gone is missing in the archive s3://backups"):
        storage_at(ADDRESS, tmp_path).fetch("gone", tmp_path / "target")
    with pytest.raises(StorageUnusable, match="s3://nobodys: ") as refused:
        storage_at("s3://nobodys", tmp_path).put("name", source)
    server.stop()
    with pytest.raises(StorageUnusable, match="Cannot use the archive s3://backups") as lost:
        storage_at(ADDRESS, tmp_path).put("name", source)
    for said in (str(refused.value), str(lost.value)):
        assert "\n" not in said
        assert "a-secret" not in said


def test_everything_saved_is_restored_from_a_bucket_on_a_new_machine(
    ready_cluster: None, server: ThreadedMotoServer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = Household(tmp_path_factory.mktemp("home"), ADDRESS)
    with EmbeddedPostgres(home.data_dir) as postgres:
        sql(postgres.url(), "CREATE TABLE workouts (name text PRIMARY KEY)")
        home.archive_now(postgres)
        finish(postgres, "monday")
        home.archive_now(postgres)
    new = Household(tmp_path_factory.mktemp("new machine"), ADDRESS)
    assert new.restored(None) == "monday"
