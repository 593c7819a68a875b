"""deploy/postgres-roles.sh on a real server: the whole application runs as the role that can do little."""

import asyncio
import os
import secrets
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import quote

import asyncpg
import httpx
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from exercise_buddy.cli import app as cli
from exercise_buddy.core.db.backup_times import BackupTimes
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.settings import Settings
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.embedded.binaries import wheel_binaries
from exercise_buddy.main import create_app
from exercise_buddy.serving.database import prepare
from exercise_buddy.serving.errors import ServingError
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.clusters import let_superuser_in
from tests.embedded.scenarios import sql
from tests.serving.program import started, until_ready
from tests.support import CHEAP_BCRYPT, NOW, Api, FakeClock, assert_problem, put

DEPLOY = Path(__file__).parents[2] / "deploy"
RUNBOOK = DEPLOY.parent / "docs" / "runbook.md"
SCRIPT, BACKUP = DEPLOY / "postgres-roles.sh", DEPLOY / "backup.sh"
PASSWORDS = {role: f"it's \\ {secrets.token_hex(8)}" for role in ("owner", "app", "read", "backup")}
PROVIDED = secrets.token_hex(8)
"""The password of a managed database's administrator."""
DATABASE = "buddy"


class Server:
    """A server with a superuser, as an image of PostgreSQL has it."""

    def __init__(self, postgres: EmbeddedPostgres) -> None:
        superuser = let_superuser_in(postgres, "local all,replication all scram-sha-256")
        self.sockets = postgres.url().partition("host=")[2].partition("&")[0]
        sql(superuser, f"CREATE DATABASE {DATABASE}")

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}@/{database}?host={self.sockets}&port=5432"

    async def connect(self, role: str) -> asyncpg.Connection:
        name = f"exercise_buddy_{role}"
        return await asyncpg.connect(self.url(name), password=PASSWORDS[role])

    def make_roles(self, database: str = DATABASE, administrator: str = "postgres") -> None:
        variables = {f"{role.upper()}_PASSWORD": password for role, password in PASSWORDS.items()}
        subprocess.run(
            ["/bin/sh", SCRIPT],
            env={
                "PATH": f"{wheel_binaries()}:{os.defpath}",
                "PGHOST": self.sockets,
                "POSTGRES_USER": administrator,
                "PGPASSWORD": PROVIDED,
                "POSTGRES_PASSWORD": PROVIDED,
                "POSTGRES_DB": database,
                **variables,
            },
            check=True,
        )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with EmbeddedPostgres(tmp_path_factory.mktemp("roles")) as postgres:
        server = Server(postgres)
        server.make_roles()
        with pytest.raises(ServingError, match="exercise-buddy migrate"):
            asyncio.run(prepare(url_with_password(server, "app")))
        asyncio.run(prepare(url_with_password(server, "owner")))
        asyncio.run(prepare(url_with_password(server, "app")))
        yield server


def url_with_password(server: Server, role: str, database: str = DATABASE) -> str:
    return f"{server.url(f'exercise_buddy_{role}', database)}&password={quote(PASSWORDS[role])}"


@pytest.fixture
async def api(server: Server, tmp_path: Path) -> AsyncIterator[Api]:
    """The application as its role, on what the owner has migrated."""
    settings = Settings(
        database_url=SecretStr(url_with_password(server, "app")),
        jwt_secret=SecretStr(secrets.token_hex(32)),
        data_dir=tmp_path,
        web_dir=tmp_path,
    )
    app = create_app(settings, clock=FakeClock(NOW))
    put(app, password_hasher=PasswordHasher(CHEAP_BCRYPT))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8000") as client:
        yield Api(client)
    await app.state.resources.database.close()


async def test_the_application_runs_with_the_rights_of_its_role(api: Api, server: Server) -> None:
    ada = await api.sign_up("ada")
    workout = await ada.save()
    assert (await ada.statistics())["by_exercise"][0]["reps"] == 12
    assert (await ada.delete(f"/workouts/{workout['id']}")).status_code == 204
    assert (await ada.get("/users/me/export")).status_code == 200
    server.make_roles()
    await ada.save()
    app = await server.connect("app")
    assert await rights(app, "alembic_version") == ["SELECT"]
    await app.close()


async def test_a_server_started_before_the_owner_has_migrated_waits_for_that(server: Server, tmp_path: Path) -> None:
    sql(server.url("postgres", "postgres"), "CREATE DATABASE new")
    server.make_roles("new")
    async with started(url_with_password(server, "app", "new"), tmp_path) as (client, process):
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        not_ready = await client.get("/readyz")
        assert (not_ready.status_code, not_ready.json()) == (503, {"status": "the database lacks migrations"})
        assert_problem(await client.get("/api/v1/auth/capabilities"), 503, "database_unavailable")

        await prepare(url_with_password(server, "owner", "new"))
        await until_ready(client, process)


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("app", "CREATE TABLE mine (id int)"),
        ("app", "CREATE TEMPORARY TABLE mine (id int)"),
        ("app", "DROP TABLE workouts"),
        ("app", "TRUNCATE workouts"),
        ("app", "ALTER TABLE workouts ADD COLUMN mine int"),
        ("app", "DELETE FROM alembic_version"),
        ("app", "INSERT INTO alembic_version VALUES ('9999')"),
        ("app", "UPDATE alembic_version SET version_num = '9999'"),
        ("app", "SELECT rolpassword FROM pg_authid"),
        ("app", "COPY workouts TO PROGRAM 'cat'"),
        ("app", "COPY workouts FROM '/etc/passwd'"),
        ("app", "SELECT pg_read_file('/etc/passwd')"),
        ("app", "CREATE ROLE mine SUPERUSER"),
        ("app", "SELECT pg_create_physical_replication_slot('mine')"),
        ("app", "SET ROLE exercise_buddy_owner"),
        ("app", "SELECT lo_create(0)"),
        ("app", "SELECT lo_creat(-1)"),
        ("app", "SELECT lo_from_bytea(0, 'a room of one''s own')"),
        ("read", "DELETE FROM workouts"),
        ("read", "SET default_transaction_read_only = off; DELETE FROM workouts"),
        ("read", "SET default_transaction_read_only = off; SELECT lo_create(0)"),
        ("backup", "DELETE FROM workouts"),
        ("backup", "SELECT rolpassword FROM pg_authid"),
        ("backup", "SELECT lo_create(0)"),
        ("owner", "COPY workouts TO PROGRAM 'cat'"),
    ],
)
async def test_no_role_can_do_more_than_its_work(server: Server, role: str, statement: str) -> None:
    connection = await server.connect(role)
    try:
        with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError)):
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.mark.parametrize("role", PASSWORDS)
@pytest.mark.parametrize("database", ["postgres", "template1"])
async def test_no_role_looks_into_another_database(server: Server, role: str, database: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for database"):
        await asyncpg.connect(url_with_password(server, role, database))


def test_the_superusers_password_is_changed_too(server: Server) -> None:
    changed = "SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'postgres'"
    assert sql(server.url("postgres"), changed) == "t"


def test_the_administrator_of_a_managed_database_can_make_the_roles(tmp_path: Path) -> None:
    """Who is no superuser, and may not give what belongs to the provider."""
    with EmbeddedPostgres(tmp_path) as postgres:
        server = Server(postgres)
        superuser = server.url("postgres")
        sql(superuser, "DROP ROLE exercise_buddy_backup")
        sql(superuser, f"CREATE ROLE provided LOGIN CREATEROLE CREATEDB PASSWORD '{PROVIDED}'")
        sql(superuser, f"ALTER DATABASE {DATABASE} OWNER TO provided")
        for _ in range(2):
            server.make_roles(administrator="provided")
        asyncio.run(prepare(url_with_password(server, "owner")))
        asyncio.run(prepare(url_with_password(server, "app")))
        assert asyncio.run(backed_up(server, tmp_path / "backups")) == ""


async def test_each_role_can_do_its_work(server: Server, tmp_path: Path) -> None:
    reader, owner, app = [await server.connect(role) for role in ("read", "owner", "app")]
    assert await reader.fetchval("SELECT count(*) >= 0 FROM workouts")
    assert await backed_up(server, tmp_path) == ""
    await owner.execute("CREATE TABLE later (id int)")
    await app.execute("INSERT INTO later VALUES (1)")
    await owner.execute("DROP TABLE later")
    for connection in (reader, owner, app):
        await connection.close()


async def backed_up(server: Server, folder: Path) -> str:
    """What deploy/backup.sh complains of, as the role for it."""
    environment = clients(server, "backup") | {"BACKUP_DIR": str(folder)}
    process = await asyncio.create_subprocess_exec("/bin/sh", BACKUP, env=environment, stderr=asyncio.subprocess.PIPE)
    _, complaints = await process.communicate()
    assert process.returncode == 0
    return complaints.decode()


def clients(server: Server, role: str) -> dict[str, str]:
    """What PostgreSQL's programs need in order to work as a role."""
    login = {"PGUSER": f"exercise_buddy_{role}", "PGPASSWORD": PASSWORDS[role], "PGDATABASE": DATABASE}
    return {"PATH": f"{wheel_binaries()}:{os.defpath}", "PGHOST": server.sockets, **login}


async def everyone_works(server: Server, folder: Path) -> None:
    """Each role can do with every table what it could before."""
    app, reader = await server.connect("app"), await server.connect("read")
    tables = [
        row["tablename"] for row in await app.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    ]
    assert "workouts" in tables
    for table in tables:
        expected = ["SELECT"] if table == "alembic_version" else ["SELECT", "INSERT", "UPDATE", "DELETE"]
        assert await rights(app, table) == expected
        assert await rights(reader, table) == ["SELECT"]
    assert await backed_up(server, folder) == ""
    for connection in (app, reader):
        await connection.close()


async def rights(connection: asyncpg.Connection, table: str) -> list[str]:
    every = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"]
    return [right for right in every if await connection.fetchval("SELECT has_table_privilege($1, $2)", table, right)]


@pytest.fixture
def made(server: Server, tmp_path: Path) -> Path:
    """A backup that the role for it has made."""
    assert asyncio.run(backed_up(server, tmp_path)) == ""
    (file,) = tmp_path.glob("*.dump")
    return file


async def test_after_the_restore_of_the_runbook_each_role_can_do_its_work(
    server: Server, made: Path, tmp_path: Path
) -> None:
    options = ["--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction"]
    restoring = ["pg_restore", *options, f"--dbname={DATABASE}", str(made)]
    assert " ".join(options) in RUNBOOK.read_text()
    await asyncio.to_thread(subprocess.run, ["/usr/bin/env", *restoring], env=clients(server, "owner"), check=True)
    await prepare(url_with_password(server, "owner"))
    await everyone_works(server, tmp_path / "again")


async def test_after_a_restore_by_the_program_each_role_can_do_its_work(
    server: Server, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url_with_password(server, "owner"))
    monkeypatch.chdir(tmp_path)
    restored = await asyncio.to_thread(CliRunner().invoke, cli, ["restore", str(made), "--force"])
    assert restored.exit_code == 0, restored.output
    await everyone_works(server, tmp_path / "again")


async def test_rights_that_somebody_took_away_come_back_with_the_next_migration(server: Server, tmp_path: Path) -> None:
    owner = await server.connect("owner")
    await owner.execute("REVOKE INSERT, UPDATE ON backup_runs FROM exercise_buddy_backup")
    await prepare(url_with_password(server, "app"))
    assert "does not note it" in await backed_up(server, tmp_path)
    await prepare(url_with_password(server, "owner"))
    assert await backed_up(server, tmp_path) == ""
    await owner.close()


async def told(app: Database) -> dict[tuple[str, str], float]:
    """What /metrics tells of the backups."""
    times = BackupTimes(app)
    watching = asyncio.create_task(times.watch())
    try:
        async with asyncio.timeout(30):
            while not any(metric.samples for metric in times.collect()):  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.01)
    finally:
        watching.cancel()
    samples = [sample for metric in times.collect() for sample in metric.samples]
    return {(sample.name.partition("_")[2], sample.labels["work"]): sample.value for sample in samples}


async def test_a_backup_is_noted_and_so_is_that_there_never_was_one(server: Server, tmp_path: Path) -> None:
    owner, backup = await server.connect("owner"), await server.connect("backup")
    await owner.execute("TRUNCATE backup_runs")
    app = Database(url_with_password(server, "app"), pool_size=1)
    assert await told(app) == {("last_success_timestamp_seconds", "dump"): 0, ("failing", "dump"): 0}
    began = time.time()
    assert await backed_up(server, tmp_path) == ""
    assert (await told(app))["last_success_timestamp_seconds", "dump"] == pytest.approx(began, abs=600)
    await backup.execute("INSERT INTO backup_runs (work, failed_at) VALUES ('drill', now())")
    assert (await told(app))["failing", "drill"] == 1
    await app.close()
    # As compose.replicas.yaml sets it: there is an archive, and no base backup.
    superuser = await asyncpg.connect(server.url("postgres"))
    await superuser.execute(f"ALTER DATABASE {DATABASE} SET exercise_buddy.archive = 'on'")
    app = Database(url_with_password(server, "app"), pool_size=1)
    assert (await told(app))["last_success_timestamp_seconds", "base"] == 0
    await superuser.execute(f"ALTER DATABASE {DATABASE} RESET exercise_buddy.archive")
    await app.close()
    await owner.execute("ALTER TABLE backup_runs RENAME TO of_before")
    assert "does not note it" in await backed_up(server, tmp_path)
    await owner.execute("ALTER TABLE of_before RENAME TO backup_runs")
    for connection in (owner, backup, superuser):
        await connection.close()
