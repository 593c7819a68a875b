"""The command line: its refusals in this process, serving in processes of its own."""

import asyncio
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from typer.testing import CliRunner, Result

from exercise_buddy import seeding
from exercise_buddy.auth.secret_box import SecretBox
from exercise_buddy.auth.totp.dependencies import SEALING_PURPOSE
from exercise_buddy.cli import app
from exercise_buddy.core.http.telemetry.observability import configure_logging
from tests.support import PASSWORD, new_user, new_workout

PROGRAM = str(Path(sys.executable).with_name("exercise-buddy"))
# -P: modules beside it have names of the standard library's.
WITH_CHEAP_HASHES = (sys.executable, "-P", str(Path(__file__).with_name("cheap_program.py")))
CONFIGURATION = {"DATABASE_URL", "JWT_SECRET", "ENVIRONMENT", "REDIS_URL", "WEB_DIR", "DATA_DIR", "CORS_ORIGINS"}
CONFIGURATION |= {"JWT_PREVIOUS_SECRETS", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM", "LAN", "BACKUP_TO"}
ADDRESS = re.compile(r"http://[\d.]+:\d+")


def environment(**variables: str) -> dict[str, str]:
    """This process's, without what would configure the application."""
    return {name: value for name, value in os.environ.items() if name not in CONFIGURATION} | variables


def run(*arguments: str, **variables: str) -> Result:
    """What the command line answers."""
    foreign: dict[str, str | None] = dict.fromkeys(CONFIGURATION)
    result = CliRunner().invoke(app, list(arguments), env=foreign | variables)
    # The program has set up its logging to a stream that is gone by now.
    configure_logging(json=True, level="ERROR")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@contextmanager
def serving(
    data_dir: Path, *options: str, program: Sequence[str] = WITH_CHEAP_HASHES, **variables: str
) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    """A client of `exercise-buddy serve`, once that answers, and the process."""
    arguments = [*program, "serve", "--port", "0", "--data-dir", str(data_dir), *options]
    process = subprocess.Popen(arguments, env=environment(**variables), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        found = ADDRESS.search(process.stdout.readline())
        assert found, "it ended without an address"
        with httpx.Client(base_url=found.group(), timeout=30) as client:
            yield client, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(60)
        process.stdout.close()


def signed_in(client: httpx.Client) -> dict[str, str]:
    login = {"identifier": "ada", "password": PASSWORD}
    token = client.post("/api/v1/auth/login", json=login).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "a data directory"


def test_serves_and_keeps_everything_over_restarts(data_dir: Path) -> None:
    workout = new_workout(started_at="2026-03-18T11:00:00Z")
    with serving(data_dir, program=[PROGRAM]) as (client, process):
        assert client.get("/readyz").json() == {"status": "ok"}
        assert client.post("/api/v1/auth/register", json=new_user(weight_kg=70)).status_code == 201
        headers = signed_in(client)
        assert client.post("/api/v1/workouts", json=workout, headers=headers).status_code == 201
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 128 + signal.SIGTERM
    with serving(data_dir, program=[PROGRAM]) as (client, process):
        # The token is still good: the secret was kept, too.
        assert client.get("/api/v1/workouts", headers=headers).json()["items"][0]["id"] == workout["id"]
        process.kill()
    with serving(data_dir, program=[PROGRAM]) as (client, _):
        assert client.get("/api/v1/statistics", headers=signed_in(client)).json()["by_exercise"][0]["reps"] == 12
    secret = data_dir / "jwt-secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_text()) >= 32


def test_a_taken_port_is_said(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port), "--data-dir", str(data_dir))
    assert result.exit_code == 1
    assert f"error: Port {port} of 127.0.0.1 is already in use." in result.stderr
    assert f"make run PORT={port + 1}" in result.stderr
    assert not data_dir.exists()


NO_ADDRESSES = (
    "mysql://ada:hidden@127.0.0.1/buddy",
    "nonsense",
    "postgresql://ada:hidden@[/buddy",
    "postgresql://ada:hidden@127.0.0.1:port/buddy",
)
NOBODY_THERE = (
    ("postgresql://ada:hidden@127.0.0.1:1/buddy", "127.0.0.1, port 1, database buddy"),
    ("postgresql://ada:hidden@no-such-host.invalid/buddy", "no-such-host.invalid, port 5432"),
    ("postgresql://ada:hidden@127.0.0.1:1,[::1]:2/buddy", "127.0.0.1, port 1 or ::1, port 2, database buddy"),
)
"""`serve` waits for these: serving/test_standby.py."""


@pytest.mark.parametrize(
    ("verb", "url", "message"),
    [
        *(("serve", url, "no address of PostgreSQL") for url in NO_ADDRESSES),
        *(("migrate", url, "no address of PostgreSQL") for url in NO_ADDRESSES),
        *(("migrate", *each) for each in NOBODY_THERE),
    ],
)
def test_a_wrong_database_url_is_said_without_its_password(verb: str, url: str, message: str) -> None:
    options = ["--port", "0"] if verb == "serve" else []
    result = run(verb, *options, DATABASE_URL=url)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert message in result.stderr
    assert "hidden" not in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_wrong_user_or_database_is_said(postgres: Any) -> None:
    url = postgres.url("no_such_database")
    result = run("migrate", DATABASE_URL=url)
    assert result.exit_code == 1
    assert 'database "no_such_database" does not exist' in result.stderr


def test_production_lists_all_that_is_wrong() -> None:
    result = run("serve", "--port", "0", ENVIRONMENT="production", CORS_ORIGINS="*", JWT_SECRET="short")
    assert result.exit_code == 1
    for name in ("JWT_SECRET", "DATABASE_URL", "CORS_ORIGINS"):
        assert f"- {name}" in result.stderr


@pytest.mark.parametrize("verb", ["serve", "migrate", "backup", "drill", "restore"])
def test_a_setting_that_cannot_be_read_is_named(verb: str) -> None:
    result = run(verb, ENVIRONMENT="prod", DATABASE_POOL_SIZE="many")
    assert result.exit_code == 1
    assert "- ENVIRONMENT: " in result.stderr
    assert "- DATABASE_POOL_SIZE: " in result.stderr


def test_migrate_and_seed_and_rebuild_on_a_given_database(empty_database: str) -> None:
    migrated = run("migrate", DATABASE_URL=empty_database)
    assert (migrated.exit_code, migrated.stdout) == (0, "The database has the newest schema.\n")
    seeded = run("seed", DATABASE_URL=empty_database)
    assert seeded.exit_code == 0, seeded.stderr
    assert re.search(r"made, with \d{3} workouts: sign in as demo with", seeded.stdout)
    crowd = run("seed", "--size", "small", DATABASE_URL=empty_database)
    assert "already there" in crowd.stdout
    assert re.search(r"\d\d copies of it, crowd-0 to crowd-\d\d, and veteran", crowd.stdout)
    rebuilt = run("rebuild-statistics", DATABASE_URL=empty_database)
    assert rebuilt.stdout == "Recounted. Rows that were wrong: 0.\n"


def test_reseal_needs_the_old_secret_once(empty_database: str) -> None:
    old, new = "o" * 40, "n" * 40
    assert run("migrate", DATABASE_URL=empty_database).exit_code == 0
    asyncio.run(store_sealed(empty_database, SecretBox([old], SEALING_PURPOSE).seal("JBSWY3DPEHPK3PXP")))
    lost = run("reseal", DATABASE_URL=empty_database, JWT_SECRET=new)
    assert (lost.exit_code, lost.stderr) == (
        1,
        "error: JWT_SECRET and JWT_PREVIOUS_SECRETS do not open what is sealed.\n",
    )
    done = run("reseal", DATABASE_URL=empty_database, JWT_SECRET=new, JWT_PREVIOUS_SECRETS=old)
    assert done.stdout == "Sealed again: 1.\n"
    assert run("reseal", DATABASE_URL=empty_database, JWT_SECRET=new).exit_code == 0


async def store_sealed(url: str, sealed: bytes) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(
        "WITH ada AS (INSERT INTO users (email, username, password_hash, display_name, time_zone)"
        " VALUES ('ada@example.com', 'ada', '', '', 'UTC') RETURNING id)"
        " INSERT INTO totp_secrets (user_id, secret_sealed) SELECT id, $1 FROM ada",
        sealed,
    )
    await connection.close()


def test_beside_the_running_application(ready_data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second one is refused, other verbs work, and its public address is the one that is served."""
    # The demo's whole year is made on a given database, above.
    monkeypatch.setattr(seeding, "DAYS", 7)
    with serving(ready_data_dir) as (client, _):
        second = run("serve", "--port", "0", "--data-dir", str(ready_data_dir))
        assert second.exit_code == 1
        assert second.stderr.startswith("error: ")
        assert "Traceback" not in second.stderr

        assert run("seed", "--data-dir", str(ready_data_dir)).exit_code == 0
        login = {"identifier": "demo", "password": "demo-counts-pushups"}
        assert client.post("/api/v1/auth/login", json=login).status_code == 200

        url = f"http://localhost:{client.base_url.port}"
        here = client.get("/api/v1/auth/capabilities").json()
        assert here == {
            "mail": False,
            "passkeys": False,
            "public_url": url,
            "sign_up_code": False,
            "phone_url": None,
        }
        there = client.get("/api/v1/auth/capabilities", headers={"Host": url.removeprefix("http://")}).json()
        assert there["passkeys"] is True


def test_reloading_serves_too(ready_data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    arguments = [PROGRAM, "serve", "--reload", "--port", str(port), "--data-dir", str(ready_data_dir)]
    process = subprocess.Popen(arguments, env=environment(), stderr=subprocess.DEVNULL)
    try:
        # Four minutes: three processes start one another, on a busy machine.
        transport = httpx.HTTPTransport(retries=10)
        with httpx.Client(transport=transport, base_url=f"http://127.0.0.1:{port}") as client:
            assert client.get("/readyz").json() == {"status": "ok"}
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(60) is not None


def test_the_documents_are_the_same_each_time() -> None:
    first, second = run("openapi"), run("openapi", ENVIRONMENT="production")
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["info"]["title"] == "Exercise Buddy"
    names = [
        operation["operationId"]
        for operations in json.loads(first.stdout)["paths"].values()
        for operation in operations.values()
    ]
    assert "create_workout" in names
    assert len(names) == len(set(names))
    assert run("openapi", "--markdown").stdout.startswith("# API endpoints")
    assert "## daily_totals" in run("openapi", "--tables").stdout


def test_it_says_its_version() -> None:
    result = run("--version")
    assert (result.exit_code, result.output.strip()) == (0, version("exercise-buddy"))


def test_without_a_verb_it_lists_them() -> None:
    text = run().stdout + run("--help").stdout
    for verb in ("serve", "migrate", "backup", "restore", "seed", "rebuild-statistics", "reseal", "openapi", "upgrade"):
        assert verb in text
