"""URLs, the one commit, and what happens when PostgreSQL is away."""

import asyncio
import re
from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import Connection, text
from sqlalchemy.exc import InternalError

from exercise_buddy.core.db import migrate as migrations
from exercise_buddy.core.db.database import Database, SessionDep, for_asyncpg
from exercise_buddy.core.db.migrate import is_migrated, migrate
from exercise_buddy.core.errors import Conflict, DatabaseUnavailable
from exercise_buddy.core.http.problems import as_app_error
from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app
from exercise_buddy.serving.database import prepare
from exercise_buddy.serving.errors import ServingError
from exercise_buddy.tables import Base
from tests.support import TABLES_OF_THE_VERSION_BEFORE, Api, Sql, all_wait, assert_problem, new_workout


@pytest.mark.parametrize(
    ("given", "asyncpg_takes"),
    [
        ("postgresql://u:p@h:5432/d", "postgresql://u:p@h:5432/d"),
        ("postgres://u:p@h/d", "postgres://u:p@h/d"),
        ("postgresql+asyncpg://u:p@h/d?sslmode=require", "postgresql://u:p@h/d?sslmode=require"),
        ("postgresql+psycopg://u@/d?host=/run/pg&port=5433", "postgresql://u@/d?host=%2Frun%2Fpg&port=5433"),
        ("postgresql://u:p@h/d?sslmode=require&channel_binding=require", "postgresql://u:p@h/d?sslmode=require"),
    ],
)
def test_the_usual_forms_of_a_url(given: str, asyncpg_takes: str) -> None:
    assert for_asyncpg(given) == asyncpg_takes


async def test_a_long_statement_is_kept_ready(database_url: str) -> None:
    database = Database(database_url, pool_size=1)
    await database.fetch_all(text(f"SELECT 1 AS one /* {'long ' * 4000} */"), {})
    kept = text("SELECT name FROM pg_prepared_statements WHERE length(statement) > 20000")
    assert len(await database.fetch_all(kept, {})) == 1
    await database.close()


class Kept(Conflict):
    keeps_changes = True


@pytest.fixture
async def notes(app: FastAPI, sql: Sql) -> AsyncIterator[None]:
    """Endpoints that write a row and then end in different ways."""

    async def write(ending: str, session: SessionDep) -> str:
        await session.execute(text("INSERT INTO notes VALUES (:ending)"), {"ending": ending})
        if ending == "refused":
            raise Conflict
        if ending == "kept":
            raise Kept
        if ending == "broken":
            raise RuntimeError("a secret of the implementation")
        return ending

    await sql.execute("CREATE TABLE notes (ending text)")
    app.add_api_route("/api/test/{ending}", write, methods=["POST"])
    yield
    app.router.routes.pop()
    await sql.execute("DROP TABLE notes")


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("ending", "status", "rows"), [("done", 200, 1), ("refused", 409, 0), ("kept", 409, 1), ("broken", 500, 0)]
)
async def test_a_request_is_one_transaction(
    http: httpx.AsyncClient, sql: Sql, ending: str, status: int, rows: int
) -> None:
    answer = await http.post(f"/api/test/{ending}")
    assert answer.status_code == status
    assert await sql.value("SELECT count(*) FROM notes") == rows


@pytest.mark.usefixtures("notes")
async def test_an_unexpected_error_tells_nothing_of_itself(http: httpx.AsyncClient) -> None:
    answer = await http.post("/api/test/broken")
    assert_problem(answer, 500, "internal_error")
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.usefixtures("notes")
async def test_a_failed_commit_is_not_a_success(http: httpx.AsyncClient, sql: Sql) -> None:
    await sql.execute("ALTER TABLE notes ADD UNIQUE (ending) DEFERRABLE INITIALLY DEFERRED")
    assert (await http.post("/api/test/done")).status_code == 200
    assert (await http.post("/api/test/done")).status_code == 500
    assert await sql.value("SELECT count(*) FROM notes") == 1


@pytest.mark.parametrize("url", ["postgresql://u:hidden@127.0.0.1:1/d", "postgresql://u:hidden@/d?host=/nowhere"])
async def test_a_database_that_is_away_is_a_503(settings: Settings, url: str) -> None:
    gone = settings.model_copy(update={"database_url": SecretStr(url)})
    app = create_app(gone)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        answer = await client.post("/api/v1/auth/login", json={"identifier": "ada", "password": "x"})
        assert_problem(answer, 503, "database_unavailable")
        assert answer.headers["retry-after"] == "2"
        assert "127.0.0.1:1" not in answer.text
        assert (await client.get("/readyz")).status_code == 503
        assert (await client.get("/healthz")).status_code == 200


@pytest.mark.parametrize(
    ("part", "spoilt"),
    [
        pytest.param(r"//[^@/]*@", "//nobody@", id="a role, or a password, that was changed"),
        pytest.param(r"(//[^/]*/)[^?]*", r"\1nothing", id="a database that is away while a backup is restored"),
        pytest.param(r"$", "&default_transaction_read_only=on", id="a server that is the primary no more"),
    ],
)
async def test_a_database_that_turns_the_application_away_is_a_503(
    settings: Settings, database_url: str, part: str, spoilt: str
) -> None:
    url = re.sub(part, spoilt, database_url, count=1)
    assert url != database_url
    app = create_app(settings.model_copy(update={"database_url": SecretStr(url)}))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        form = {"email": "eve@example.com", "username": "eve", "password": "a password of some length"}
        assert_problem(await client.post("/api/v1/auth/register", json=form), 503, "database_unavailable")
    await app.state.resources.database.close()


async def test_broken_connections_are_replaced(ada: Api, sql: Sql) -> None:
    await ada.save()
    await sql.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    assert (await ada.post("/workouts", new_workout())).status_code == 201
    assert (await ada.get("/workouts")).status_code == 200


async def test_requests_beyond_the_pool_wait_their_turn(ada: Api) -> None:
    answers = await asyncio.gather(*(ada.get("/statistics") for _ in range(40)))
    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.parametrize(("pool_size", "of_driver"), [(10, 3), (5, 3), (2, 1), (30, 10)])
async def test_a_third_of_the_connections_keep_plans(
    database_url: str, sql: Sql, pool_size: int, of_driver: int
) -> None:
    database = Database(database_url, pool_size=pool_size)
    try:
        # At once, however long each connection takes to be made: as many as have a turn wait for a lock.
        waits = text("SELECT pg_advisory_xact_lock_shared(7)")
        await sql.execute("SELECT pg_advisory_lock(7)")
        reads = [asyncio.create_task(database.fetch_all(waits, {})) for _ in range(pool_size)]
        await all_wait(sql.connection, of_driver)
        await sql.execute("SELECT pg_advisory_unlock(7)")
        await asyncio.gather(*reads)
        mine = "SELECT count(*) FROM pg_stat_activity WHERE query = $1 AND state = 'idle'"
        assert await sql.value(mine, str(waits)) == of_driver
    finally:
        await database.close()


async def test_two_starters_migrate_once(empty_database: str) -> None:
    starters = [Database(empty_database, pool_size=1) for _ in range(3)]
    assert not await is_migrated(starters[0].engine)
    await asyncio.gather(*(migrate(starter.engine) for starter in starters))
    assert await is_migrated(starters[0].engine)
    for starter in starters:
        await starter.close()


def test_the_revisions_are_those_of_alembic() -> None:
    """Read off the names of files: a start without migrations does without Alembic."""
    scripts = ScriptDirectory.from_config(migrations.alembic_config())
    assert list(migrations.known_revisions()) == [script.revision for script in scripts.walk_revisions()][::-1]
    assert migrations.known_revisions()[-1] == scripts.get_current_head()


async def test_migrations_go_down_and_up_again(empty_database: str) -> None:
    database = Database(empty_database, pool_size=1)
    await migrate(database.engine)

    def downgrade(connection: Connection) -> None:
        config = migrations.alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    async with database.engine.begin() as connection:
        await connection.run_sync(downgrade)
        left = await connection.execute(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        )
        assert left.scalars().all() == ["alembic_version"]
    await migrate(database.engine)
    await database.close()


async def test_a_database_of_a_newer_version_is_refused_in_words_and_left_as_it_is(empty_database: str) -> None:
    await prepare(empty_database)
    connection = await asyncpg.connect(empty_database)
    await connection.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    with pytest.raises(ServingError, match="newer version of Exercise Buddy"):
        await prepare(empty_database)
    assert await connection.fetchval("SELECT version_num FROM alembic_version") == "9999_from_the_future"
    await connection.close()


class AsServerGave(Exception):
    sqlstate = "XX000"


def test_a_connection_that_broke_in_the_middle_is_a_503() -> None:
    confused = InternalError("SELECT 1", {}, Exception("cannot switch to state 15"))
    assert isinstance(as_app_error(confused), DatabaseUnavailable)
    by_server = InternalError("SELECT 1", {}, AsServerGave())
    with pytest.raises(InternalError):
        as_app_error(by_server)


def _is_of_this_version(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name not in TABLES_OF_THE_VERSION_BEFORE


async def test_the_migrations_make_the_tables_that_the_code_declares(database_url: str) -> None:
    database = Database(database_url, pool_size=1)

    def differences(connection: Connection) -> list[object]:
        options = {"compare_server_default": True, "include_name": _is_of_this_version}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Base.metadata))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_the_view_has_the_columns_of_the_rollup(sql: Sql) -> None:
    columns = "SELECT column_name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position"
    assert await sql.rows(columns, "daily_recount") == await sql.rows(columns, "daily_totals")
