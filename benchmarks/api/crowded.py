"""A database with many accounts, several servers on it, and signed-in callers."""

import argparse
import asyncio
import json
import os
import secrets
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import asyncpg
import psutil
from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.db.database import Database
from exercise_buddy.crowd import Size, gather
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.seeding import seed
from exercise_buddy.serving.database import prepare
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.users.access_tokens import AccessClaims, AccessTokens
from load import Caller
from served import COMMAND, REPOSITORY, free_port, wait_until_ready

RESULTS = REPOSITORY / "benchmarks" / "results"
MOST_USERS = 300
TOKENS_LAST = timedelta(hours=12)
TABLES = ("workouts", "daily_totals", "exercise_totals", "statistics_snapshots")
"""Vacuumed between rounds, and never during a measurement."""

Server = tuple[int, psutil.Process]
"""A server's port and process."""


class Postgres:
    """The database that all servers share, and its processes."""

    def __init__(self, embedded: EmbeddedPostgres) -> None:
        self.url = embedded.url()
        self.log = embedded.data_dir / "postgres.log"
        pid = int((embedded.data_dir / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        self.process = psutil.Process(pid)

    async def run(self, *statements: str) -> None:
        """Execute the statements, each in its own transaction."""
        connection = await asyncpg.connect(self.url)
        for statement in statements:
            await connection.execute(statement, timeout=3600)
        await connection.close()

    async def rows(self, query: str, *arguments: Any) -> list[asyncpg.Record]:
        """The rows of a query."""
        connection = await asyncpg.connect(self.url)
        found: list[asyncpg.Record] = await connection.fetch(query, *arguments)
        await connection.close()
        return found


def parser(description: str | None, size: Size) -> argparse.ArgumentParser:
    """The command line of such a measurement: the database's size and where it is kept."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--size", type=Size, default=size)
    made.add_argument("--data-dir", type=Path)
    return made


def keep(name: str, figures: Mapping[str, Any]) -> None:
    """Write results/NAME.json and print its path."""
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(figures, indent=1, default=asdict) + "\n")
    print(f"\nwritten to {path.relative_to(REPOSITORY)}")


@contextmanager
def crowded(size: Size, folder: Path | None, settings: Mapping[str, str] = MappingProxyType({})) -> Iterator[Postgres]:
    """A database with so many workouts: in `folder`, where it stays and is found again, or for this run only.

    `settings` are PostgreSQL's.
    """
    with tempfile.TemporaryDirectory() as passing, EmbeddedPostgres(folder or Path(passing), settings) as embedded:
        postgres = Postgres(embedded)
        asyncio.run(prepare(postgres.url))
        asyncio.run(_fill(postgres.url, size))
        by_hand = (f"ALTER TABLE {table} SET (autovacuum_enabled = off)" for table in TABLES)
        asyncio.run(postgres.run(*by_hand, "VACUUM ANALYZE"))
        yield postgres


async def _fill(url: str, size: Size) -> None:
    database = Database(url, pool_size=1)
    await seed(database, utc_now())
    await gather(database, size, utc_now())
    await database.close()


async def recount(postgres: Postgres, user_ids: Sequence[uuid.UUID]) -> None:
    """Recount the statistics of these users."""
    database = Database(postgres.url, pool_size=1)
    async with database.session() as session:
        for user_id in user_ids:
            await statistics_on(session, utc_now).recount(user_id)
        await session.commit()
    await database.close()


async def forget_saves(postgres: Postgres) -> None:
    """Delete what a measurement saved, so that the next one finds the same rows."""
    gone = await postgres.rows(
        "WITH gone AS (DELETE FROM workouts WHERE source = 'bench' RETURNING user_id) SELECT DISTINCT user_id FROM gone"
    )
    await recount(postgres, [one["user_id"] for one in gone])
    await postgres.run("VACUUM ANALYZE")


class Servers:
    """Servers on one database, and their callers; they end with the stack."""

    def __init__(self, postgres: Postgres, stack: ExitStack) -> None:
        self._postgres = postgres
        self._stack = stack
        self._secret = secrets.token_hex(32)
        self._environment = {
            **os.environ,
            "DATABASE_URL": postgres.url,
            "JWT_SECRET": self._secret,
            "RATE_LIMITS": "false",
            "LOG_LEVEL": "WARNING",
        }

    def serve(self, command: Sequence[str], health: str = "/healthz") -> Server:
        """Start a server and wait until it answers."""
        port = free_port()
        server = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL, env=self._environment)
        self._stack.callback(server.wait)
        self._stack.callback(server.terminate)
        wait_until_ready(f"http://127.0.0.1:{port}{health}", server)
        return port, psutil.Process(server.pid)

    def product(self) -> Server:
        """Start the product."""
        return self.serve([str(COMMAND), "serve", "--web-dir", str(REPOSITORY / "frontend/dist")], "/readyz")

    def bare(self, name: str) -> Server:
        """Start one of bare.py's applications with the same Uvicorn."""
        here = str(Path(__file__).parent)
        options = ["--app-dir", here, "--no-access-log", "--log-level", "warning", "--loop", "uvloop"]
        return self.serve([sys.executable, "-m", "uvicorn", f"bare:{name}", *options])

    async def callers(self, name: str, most: int = MOST_USERS) -> list[Caller]:
        """Signed-in accounts whose names have the prefix."""
        users = await self._postgres.rows(
            "SELECT id FROM users WHERE starts_with(username, $1) ORDER BY id LIMIT $2", name, most
        )
        connection = await asyncpg.connect(self._postgres.url)
        tokens = AccessTokens([self._secret], TOKENS_LAST)
        found = []
        for user in users:
            session_id = uuid.uuid4()
            await connection.execute(
                "INSERT INTO sessions (user_id, id, epoch, root_sha256, seal_key, user_agent, signed_in_at,"
                " refreshed_at, expires_at) SELECT id, $2, epoch, '', '', '', now(), now(), now() + interval '1 day'"
                " FROM users WHERE id = $1",
                user["id"],
                session_id,
            )
            token = tokens.issue(AccessClaims(user["id"], session_id), datetime.now(UTC))
            found.append(Caller(user["id"], token))
        await connection.close()
        return found
