"""Database errors forced on every endpoint: what can be tried again is a 503 that says so, and nobody's data is logged.

The faults are PostgreSQL's own: locks that outlast the statement, rows that a constraint refuses, errors of a trigger.
"""

import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest
from fastapi import FastAPI

from exercise_buddy.core.db.database import Database
from exercise_buddy.core.http.limits.rate_limit import RateLimiter
from exercise_buddy.core.http.telemetry.observability import configure_logging
from tests.security.test_other_users import OPERATIONS, QUERIES, belongings, body_for, concrete
from tests.support import PASSWORD, Api, Sql, changed, put

OWN_TABLES = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
SECRETS = (PASSWORD, "staple correct horse", "a wrong guess", "own words", "own phone", "example.com", "$2b$", "eyJ")
TRY_AGAIN = {"57014": "too long", "40P01": "deadlock", "40001": "serialisation", "55P03": "locked"}


@pytest.fixture
def logs(quiet_logs: None) -> Iterator[io.StringIO]:
    """What is logged meanwhile, as in production."""
    stream = io.StringIO()
    configure_logging(json=True, level="INFO", stream=stream)
    yield stream
    configure_logging(json=True, level="ERROR")


@asynccontextmanager
async def raising(sql: Sql, error: str) -> AsyncIterator[None]:
    """Every change of a row fails in the database, with the row in the message."""
    tables = [row["name"] for row in await sql.rows(OWN_TABLES)]
    await sql.execute(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION USING ERRCODE = '{error}', MESSAGE = format('%s %s', OLD, NEW); END $$"
    )
    for table in tables:
        await sql.execute(
            f"CREATE TRIGGER fail BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION fail()"
        )
    try:
        yield
    finally:
        await sql.execute("DROP FUNCTION fail() CASCADE")


@asynccontextmanager
async def refusing_rows(sql: Sql) -> AsyncIterator[None]:
    """Every new row is refused by a constraint; PostgreSQL tells the whole row."""
    tables = [row["name"] for row in await sql.rows(OWN_TABLES)]
    for table in tables:
        await sql.execute(f"ALTER TABLE {table} ADD CONSTRAINT never CHECK (false) NOT VALID")
    try:
        yield
    finally:
        for table in tables:
            await sql.execute(f"ALTER TABLE {table} DROP CONSTRAINT never")


@asynccontextmanager
async def locked(app: FastAPI, database_url: str, sql: Sql) -> AsyncIterator[None]:
    """Nobody else can read or write; statements give up after a moment."""
    tables = ", ".join(row["name"] for row in await sql.rows(OWN_TABLES))
    impatient = Database(database_url, pool_size=2, statement_timeout_ms=50)
    other = await asyncpg.connect(database_url)
    transaction = other.transaction()
    await transaction.start()
    await other.execute(f"LOCK TABLE {tables}")
    try:
        with changed(app, database=impatient):
            yield
    finally:
        await transaction.rollback()
        await other.close()
        await impatient.close()


async def ask(ada: Api, mine: dict[str, str], method: str, path: str, operation: dict[str, Any]) -> Any:
    query = QUERIES.get(operation["operationId"])
    return await ada.call(method, concrete(path, mine), json=body_for(operation, mine), params=query)


def assert_told_by_kind_only(logs: io.StringIO) -> None:
    text = logs.getvalue()
    assert text
    for secret in SECRETS:
        assert secret not in text


async def test_what_takes_too_long_is_a_503(
    app: FastAPI, ada: Api, sql: Sql, database_url: str, logs: io.StringIO, subtests: pytest.Subtests
) -> None:
    """Nothing changes while all tables are locked, so that each endpoint finds the same."""
    mine = await belongings(ada, sql)
    async with locked(app, database_url, sql):
        for method, path, operation in OPERATIONS:
            with subtests.test(operation=operation["operationId"]):
                put(app, rate_limiter=RateLimiter())
                answer = await ask(ada, mine, method, path, operation)
                assert answer.status_code == 503 or answer.status_code < 500, answer.text
                if answer.status_code == 503:
                    assert answer.json()["code"] == "database_busy"
                    assert int(answer.headers["retry-after"]) > 0
                assert_told_by_kind_only(logs)


@pytest.mark.parametrize("error", TRY_AGAIN)
async def test_what_may_succeed_the_next_time_is_a_503(ada: Api, sql: Sql, logs: io.StringIO, error: str) -> None:
    mine = await belongings(ada, sql)
    answers: dict[str, int] = {}
    async with raising(sql, error):
        for method, path, operation in OPERATIONS:
            answer = await ask(ada, mine, method, path, operation)
            answers[operation["operationId"]] = answer.status_code
            assert answer.status_code == 503 or answer.status_code < 500, answer.text
    for operation_id in ("create_workout", "create_goal", "update_current_user", "import_workouts", "logout_all"):
        assert answers[operation_id] == 503
    assert_told_by_kind_only(logs)


async def test_what_fails_for_good_is_logged_by_kind_and_place(ada: Api, sql: Sql, logs: io.StringIO) -> None:
    mine = await belongings(ada, sql)
    async with refusing_rows(sql):
        # No constraint refuses to take rows away: after signing out or the account's end all would be a stranger's.
        for method, path, operation in sorted(OPERATIONS, key=lambda each: each[0] == "DELETE" or "logout" in each[1]):
            await ask(ada, mine, method, path, operation)
    errors = [line for line in map(json.loads, logs.getvalue().splitlines()) if line["event"] == "unhandled_exception"]
    assert errors
    assert all("sqlstate=23514 constraint_name=never" in line["exception"] for line in errors)
    assert any("workouts/service.py" in line["exception"] for line in errors)
    assert_told_by_kind_only(logs)


async def test_what_others_log_is_redacted_too(logs: io.StringIO) -> None:
    typed = " ".join(["own", "words"])
    try:
        float(typed)
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: <Task exception={typed!r}>")
    logging.getLogger("of.a.library").error("cannot reach smtp://buddy:hunter2@mail.example.org for ada@example.com")
    logging.getLogger("of.a.library").error("verified", extra={"password": PASSWORD})
    assert "ValueError" in logs.getvalue()
    assert "hunter2" not in logs.getvalue()
    assert_told_by_kind_only(logs)
