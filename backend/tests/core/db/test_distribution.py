"""The schema, distributed by user: docs/adr/041. Shown on hash partitions of one server.

Every table of a user's own is split by his id, with its unique indexes; then each statement of what people do all day
is planned, and must touch the parts of one user and no others.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import pytest
from httpx import Response
from sqlalchemy import Executable

from exercise_buddy.core.db import database as databases
from exercise_buddy.core.db import driver
from exercise_buddy.core.db.statement_times import name_of
from tests.support import Api, new_training, new_workout

PARTS = 4
WHOLE = {
    "alembic_version": "one row",
    "background_migrations": "a row a migration",
    "backup_runs": "a row a kind",
    "kept_keys": "one row",
    "push_keys": "one row",
    "outgoing_mails": "a queue, of no user, empty most of the time",
    "passkey_challenges": "found by their id before anyone is known; gone after minutes",
    "screen_pairings": "found by their code before anyone is known; gone after minutes",
}
"""Tables that stay in one place, and why."""

NAMES = {"uq_users_username_lower", "uq_users_email_lower", "uq_challenges_token_sha256"}
"""Unique over all users: what one is found by before his id is known. Distributed, a table of names holds them."""

TABLES = """
SELECT oid::regclass::text AS name FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1
"""
UNIQUE = """
SELECT relname AS name, coalesce(
    'ALTER TABLE by_user.' || $1 || ' ADD CONSTRAINT ' || relname || ' ' || pg_get_constraintdef(pg_constraint.oid),
    replace(pg_get_indexdef(indexrelid), 'ON public.', 'ON by_user.')
) AS copied
FROM pg_index
JOIN pg_class ON pg_class.oid = indexrelid
LEFT JOIN pg_constraint ON conindid = indexrelid AND contype = 'p'
WHERE indrelid = $1::text::regclass AND indisunique ORDER BY 1
"""

COLUMNS = """
SELECT attname AS name FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""

TRIGGERS = """
SELECT replace(pg_get_triggerdef(oid), 'ON public.', 'ON by_user.') AS copied
FROM pg_trigger WHERE tgrelid = $1::text::regclass AND NOT tgisinternal
"""

Asked = list[tuple[str, str, list[Any]]]


def key_of(table: str) -> str:
    return "id" if table == "users" else "user_id"


@pytest.fixture
async def distributed(database_url: str, ada: Api) -> AsyncIterator[asyncpg.Connection]:
    """A connection that sees the tables of users in parts, with what is there by now: Ada has signed up."""
    connection = await asyncpg.connect(database_url)
    await connection.execute("CREATE SCHEMA by_user")
    for row in await connection.fetch(TABLES):
        if row["name"] not in WHOLE:
            await _split(connection, row["name"])
    await connection.execute("SET search_path = by_user, public")
    yield connection
    await connection.execute("DROP SCHEMA by_user CASCADE")
    await connection.close()


async def _split(connection: asyncpg.Connection, table: str) -> None:
    await connection.execute(
        f"CREATE TABLE by_user.{table} (LIKE {table} INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS)"
        f" PARTITION BY HASH ({key_of(table)})"
    )
    for part in range(PARTS):
        await connection.execute(
            f"CREATE TABLE by_user.{table}_{part} PARTITION OF by_user.{table}"
            f" FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {part})"
        )
    for index in await connection.fetch(UNIQUE, table):
        if index["name"] not in NAMES:
            # PostgreSQL refuses one without the key.
            await connection.execute(index["copied"])
    columns = ", ".join(row["name"] for row in await connection.fetch(COLUMNS, table))
    await connection.execute(f"INSERT INTO by_user.{table} ({columns}) SELECT {columns} FROM {table}")  # noqa: S608 - names of the schema
    for trigger in await connection.fetch(TRIGGERS, table):
        await connection.execute(trigger["copied"])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """All that the application asks, by the driver and by sessions: a statement's name, its SQL and its values."""
    found: Asked = []
    fetch, execute = driver.fetch, databases.Session.execute

    def note(statement: Executable, given: driver.Parameters) -> None:
        ready = driver.compiled(statement)
        found.append((name_of(statement), ready.sql, ready.values(given)))

    async def fetched(connection: Any, times: Any, statement: Executable, given: Any) -> Any:
        note(statement, given)
        return await fetch(connection, times, statement, given)

    async def executed(self: databases.Session, statement: Any, given: Any, **options: Any) -> Any:
        note(statement, given)
        return await execute(self, statement, given, **options)

    monkeypatch.setattr(databases, "fetch", fetched)
    monkeypatch.setattr(databases.Session, "execute", executed)
    return found


def parts_in(plan: dict[str, Any]) -> Iterator[str]:
    """The part of each table that was read or changed: 3 of `workouts_3`. What is pruned as it runs has no loops."""
    if plan["Actual Loops"] and (part := re.fullmatch(r".*_(\d)", plan.get("Relation Name", ""))):
        yield part[1]
    for inner in plan.get("Plans", ()):
        yield from parts_in(inner)


async def touched(connection: asyncpg.Connection, statement: str, values: list[Any]) -> set[str]:
    """Run it, and see what it went through."""
    plan = json.loads(await connection.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", *values))
    return set(parts_in(plan[0]["Plan"]))


def is_fine(answer: Response) -> None:
    assert answer.status_code in (200, 201, 204), answer.text


async def test_what_people_do_all_day_touches_the_parts_of_one_user(
    ada: Api, distributed: asyncpg.Connection, asked: Asked
) -> None:
    details = {"repetitions": {"start_ms": [0], "end_ms": [900]}, "curve": "x" * 5000}
    workout = new_workout(training=new_training(), details=details)
    path = f"/workouts/{workout['id']}"
    for request in (
        ada.post("/workouts", workout),
        ada.post("/workouts", workout),
        ada.get("/workouts"),
        ada.get("/workouts", limit=1, details=True, exercise_type="push-up"),
        ada.get(path),
        ada.get("/statistics"),
        ada.get("/statistics", **{"from": "2026-03-01", "to": "2026-03-31"}),
        ada.get("/statistics/exercise", exercise_type="push-up"),
        ada.patch(path, {"reps_count": 13, "started_at": "2026-03-17T11:00:00Z"}),
        ada.delete(path),
        ada.post(f"{path}/restore"),
        ada.get("/goals"),
        ada.get("/users/me"),
        ada.patch("/users/me", {"weight_kg": 71}),
        ada.post("/auth/refresh"),
    ):
        is_fine(await request)
    assert len({name for name, *_ in asked}) >= 20
    spread = [(name, await touched(distributed, sql, values)) for name, sql, values in asked]
    assert [(name, parts) for name, parts in spread if len(parts) > 1] == []
    assert len(set().union(*(parts for _, parts in spread))) == 1, "all that is his lies together"
    assert await distributed.fetchval("SELECT large_bytes FROM details_usage") > 5000, "triggers count there, too"


async def test_a_statement_without_the_key_would_be_found(distributed: asyncpg.Connection) -> None:
    assert len(await touched(distributed, "SELECT FROM workouts WHERE note = $1", ["a note"])) == PARTS


async def test_every_unique_index_of_a_users_table_has_the_key_but_the_names(distributed: asyncpg.Connection) -> None:
    for row in await distributed.fetch(TABLES):
        if (table := row["name"].removeprefix("public.")) not in WHOLE:
            made = {index["name"] for index in await distributed.fetch(UNIQUE, f"by_user.{table}")}
            wanted = {index["name"] for index in await distributed.fetch(UNIQUE, f"public.{table}")}
            assert made == wanted - NAMES, table
