"""deploy/postgres-node.sh and deploy/promote.sh where they must not go on; `make topology` runs the rest of them."""

import os
import subprocess
from pathlib import Path

from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.embedded.binaries import wheel_binaries
from tests.clusters import let_superuser_in

DEPLOY = Path(__file__).parents[2] / "deploy"


def run(script: str, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    path = f"{wheel_binaries()}:{os.defpath}"
    return subprocess.run(
        ["/bin/sh", DEPLOY / script, *arguments],
        env={"PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def start(data: Path, *, node: str, primary: str, **more: str) -> "subprocess.CompletedProcess[str]":
    variables = {"NODE": node, "PRIMARY": primary, "PGDATA": str(data), "AS_POSTGRES": "", "POSTGRES_START": "echo"}
    return run("postgres-node.sh", "postgres", **variables, **more)


def test_a_former_primary_does_not_start_beside_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("18\n")
    assert start(tmp_path, node="a", primary="a").stdout == "postgres -c cluster_name=a\n"
    refused = start(tmp_path, node="a", primary="b")
    assert refused.returncode == 1
    assert "a was the primary once, and b is now" in refused.stderr
    for name in ("standby.signal", "postgresql.auto.conf"):
        (tmp_path / name).touch()
    assert start(tmp_path, node="a", primary="b").stdout == "postgres -c cluster_name=a\n"


def test_a_server_whose_primary_is_still_starting_waits_for_it_and_does_not_start_empty(tmp_path: Path) -> None:
    """It must not end: `docker compose up` would start nothing that comes after it, PgBouncer among them."""
    program, tries, data = tmp_path / "pg_basebackup", tmp_path / "tries", tmp_path / "data"
    program.write_text(
        '#!/bin/sh\nmkdir "${2#--pgdata=}"; echo x >> "$TRIES"\n'
        '[ "$(wc -l < "$TRIES")" -ge 2 ] && touch "${2#--pgdata=}/copied"\n'
    )
    program.chmod(0o755)
    done = start(data, node="b", primary="a", PATH=f"{tmp_path}:{os.defpath}", TRIES=str(tries))
    assert done.returncode == 0, done.stderr
    assert done.stdout == "b copies a\npostgres -c cluster_name=b\n"
    assert tries.read_text() == "x\nx\n"
    assert [each.name for each in data.iterdir()] == ["copied"]


def test_a_replica_follows_with_the_password_of_today(tmp_path: Path) -> None:
    data, secret = tmp_path / "data", r"a:b\c"
    data.mkdir()
    (data / "PG_VERSION").write_text("18\n")
    (data / "standby.signal").touch()
    kept = data / "postgresql.auto.conf"
    kept.write_text("primary_conninfo = 'user=exercise_buddy_backup password=former host=a port=5432'\n")
    assert start(data, node="b", primary="a", PGPASSWORD=secret).returncode == 0
    assert kept.read_text() == "primary_conninfo = 'user=exercise_buddy_backup host=a port=5432'\n"
    passwords = tmp_path / "replication.pgpass"
    assert (passwords.read_text(), passwords.stat().st_mode & 0o777) == (r"*:*:*:*:a\:b\\c" + "\n", 0o600)


def test_a_replica_of_a_primary_that_went_back_does_not_end_at_that_moment(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("18\n")
    (tmp_path / "standby.signal").touch()
    kept = tmp_path / "postgresql.auto.conf"
    kept.write_text(
        "restore_command = 'pgbackrest archive-get %f \"%p\"'\nrecovery_target_time = '2026-11-26 18:30:00+00'\n"
        "recovery_target_action = 'promote'\nprimary_conninfo = 'host=a'\n"
    )
    assert start(tmp_path, node="b", primary="a").returncode == 0
    assert kept.read_text() == "primary_conninfo = 'host=a'\n"


def promote(tmp_path: Path, *nodes: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    target = tmp_path / "primary.ini"
    target.write_text("[databases]\nexercise_buddy = host=lost port=5432 dbname=exercise_buddy\n")
    done = run(
        "promote.sh",
        PGUSER="postgres",
        NODES=" ".join(["lost", *nodes]),
        PGBOUNCER_SOCKET=str(tmp_path),
        **variables,
    )
    assert "host=lost " in target.read_text()
    return done


def test_nobody_is_promoted_while_a_replica_is_missing(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    done = promote(tmp_path, missing)
    assert done.returncode == 1
    assert f"{missing} does not answer, and may have what nobody else has" in done.stderr
    done = promote(tmp_path, missing, DESPITE=missing)
    assert done.returncode == 1
    assert "there is no replica of lost" in done.stderr


def test_an_unexpected_primary_stops_the_promotion(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "other") as other:
        let_superuser_in(other)
        sockets = other.url().partition("host=")[2].partition("&")[0]
        done = promote(tmp_path, sockets)
    assert done.returncode == 1
    assert "is a primary, too, with a different history" in done.stderr
