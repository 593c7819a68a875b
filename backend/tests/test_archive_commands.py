"""The archive through the program itself: kept while it serves, proved by a drill, restored on another machine."""

from datetime import UTC, datetime
from pathlib import Path

import httpx

from exercise_buddy.core.settings import Settings
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.embedded.archive.state import ArchiveState, Work
from exercise_buddy.serving.backups import backups, with_place_of_last_start
from tests.alerts import missing_from
from tests.servers.https_site import https_site
from tests.support import new_user, new_workout
from tests.test_cli import run, serving, signed_in


def save(client: httpx.Client, headers: dict[str, str], day: int) -> None:
    workout = new_workout(started_at=f"2026-03-{day}T11:00:00Z")
    assert client.post("/api/v1/workouts", json=workout, headers=headers).status_code == 201


def days_saved(client: httpx.Client) -> list[str]:
    items = client.get("/api/v1/workouts", headers=signed_in(client)).json()["items"]
    return [item["started_at"][:10] for item in items]


def test_a_drill_proves_the_archive_the_alerts_see_it_and_the_last_workout_outlives_the_machine(
    ready_data_dir: Path, tmp_path: Path
) -> None:
    old, new, other_disk = ready_data_dir, tmp_path / "new", tmp_path / "other disk"
    place = {"BACKUP_TO": str(other_disk)}
    replica = {"DATABASE_REPLICA_URLS": "postgresql://replica.invalid/exercise_buddy"}
    with (
        https_site(datetime.now(UTC), tmp_path) as origin,
        serving(old, METRICS_OPEN="1", PUBLIC_URL=origin, **place, **replica) as (client, process),
    ):
        assert client.post("/api/v1/auth/register", json=new_user()).status_code == 201
        headers = signed_in(client)
        save(client, headers, 17)
        save(client, headers, 18)
        # From cron, say, which does not know BACKUP_TO.
        drilled = run("drill", "--data-dir", str(old))
        assert "rows of the database are in the archive, unchanged" in drilled.stdout, drilled.stderr
        metrics = client.get("/metrics").text
        for work in ("log", "base", "drill"):
            assert f'backup_failing{{work="{work}"}} 0.0' in metrics
            assert f'backup_last_success_timestamp_seconds{{work="{work}"}} 0.0' not in metrics
        assert missing_from(metrics) == [], "an alert or a panel asks for what no server has"
        process.kill()
    # Ends the server that the killed application left.
    with EmbeddedPostgres(old):
        pass
    key = (old / "recovery-key").read_text()
    # No second archive beside the one that was asked for, even with the application stopped.
    assert run("drill", "--data-dir", str(old)).exit_code == 0
    assert not (old / "archive").exists()
    assert run("restore", "--at", "last", "--data-dir", str(old)).exit_code == 0

    restored = run("restore", "--at", "last", "--data-dir", str(new), "--recovery-key", key, **place)
    assert restored.exit_code == 0, restored.stderr
    with serving(new, **place) as (client, _):
        assert days_saved(client) == ["2026-03-18", "2026-03-17"]


def test_commands_look_where_the_application_last_kept_its_archive(tmp_path: Path) -> None:
    for place in (str(tmp_path / "disk"), None):
        for task in backups(Settings(data_dir=tmp_path, backup_to=place), "postgresql://unused/"):
            task.close()
        assert with_place_of_last_start(Settings(data_dir=tmp_path), tmp_path).backup_to == place
    named = Settings(data_dir=tmp_path, backup_to="/elsewhere")
    assert with_place_of_last_start(named, tmp_path).backup_to == "/elsewhere"


def test_a_drill_finds_what_was_damaged(ready_data_dir: Path) -> None:
    data_dir = ready_data_dir
    assert run("migrate", "--data-dir", str(data_dir)).exit_code == 0
    assert run("drill", "--data-dir", str(data_dir)).exit_code == 0
    (base,) = (data_dir / "archive").glob("*/base/*")
    content = bytearray(base.read_bytes())
    content[1000] ^= 1
    base.write_bytes(content)
    drilled = run("drill", "--data-dir", str(data_dir))
    assert (drilled.exit_code, "is damaged" in drilled.stderr) == (1, True)
    assert ArchiveState(data_dir).fails(Work.DRILL)


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    folder = str(tmp_path / "data")
    said = [
        run("restore", "--data-dir", folder).stderr,
        run("restore", "--at", "yesterday", "--data-dir", folder).stderr,
        run("restore", "--at", "last", "--data-dir", folder).stderr,
        run("restore", "--at", "last", "--data-dir", folder, BACKUP_TO="backups").stderr,
        run("drill", DATABASE_URL="postgresql://elsewhere/buddy").stderr,
    ]
    words = ["Name a file", "takes a moment such as", "has no base backup", "absolute path", "--data-dir"]
    assert [word in line for word, line in zip(words, said, strict=True)] == [True] * 5, said
