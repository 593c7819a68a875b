"""Measure the product beside the limit of its parts and beside the tutorial's shape, on the same rows in one run.

python benchmarks/api/limit.py [--size small|large|full] [--requests 1500] [--rounds 3]

Prints the processor time of a request, server + PostgreSQL, in microseconds: it counts work and not waiting, so
it bears a machine on which others run. `bare.py` has the other two. Then the same for somebody who has trained for
eleven years beside a new account, and the memory of two servers and PostgreSQL. Writes results/limit-SIZE.json.
"""

import argparse
import asyncio
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import psutil
from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.db.database import Database
from exercise_buddy.crowd import CROWD, VETERAN, Size, gather
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.seeding import seed
from exercise_buddy.serving import prepare
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.users.access_tokens import AccessClaims, AccessTokens
from load import CONNECTIONS, HALF, ROWS, Caller, Row, load, requests_of
from served import COMMAND, REPOSITORY, wait_until_ready

sys.path.append(str(REPOSITORY / "benchmarks" / "counting"))

from tables import aligned

RESULTS = REPOSITORY / "benchmarks" / "results"
MOST_USERS = 300
WARM_UP = 0.2
"""Of the requests, not counted."""
SAVES_OF_A_USER = 4
"""In a round: a day has a handful, and its recount reads them."""
SAVES_OF_ONE = 40
"""Where two accounts are compared: too few else to measure."""
NEWCOMER = "newcomer"
TOKENS_LAST = timedelta(hours=12)
TABLES = ("workouts", "daily_totals", "exercise_totals", "statistics_snapshots")
"""Vacuumed between the rounds, and not while one of the three is measured."""


@dataclass(frozen=True)
class Cost:
    """Microseconds of processor time a request, and the bytes of the last answer's body."""

    server: float
    postgres: float
    bytes: int = 0

    @property
    def both(self) -> float:
        """The whole."""
        return self.server + self.postgres

    @classmethod
    def median(cls, costs: Sequence["Cost"]) -> "Cost":
        """Of each part."""
        parts = [statistics.median(getattr(cost, part) for cost in costs) for part in ("server", "postgres")]
        return cls(parts[0], parts[1], costs[-1].bytes)


class Postgres:
    """The database under all three, with its processes."""

    def __init__(self, embedded: EmbeddedPostgres) -> None:
        self.url = embedded.url()
        pid = int((embedded.data_dir / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        self.process = psutil.Process(pid)

    async def run(self, *statements: str) -> None:
        """Execute, each in a transaction of its own."""
        connection = await asyncpg.connect(self.url)
        for statement in statements:
            await connection.execute(statement, timeout=3600)
        await connection.close()

    async def rows(self, query: str, *arguments: Any) -> list[asyncpg.Record]:
        """What the query finds."""
        connection = await asyncpg.connect(self.url)
        found: list[asyncpg.Record] = await connection.fetch(query, *arguments)
        await connection.close()
        return found


def cpu_us(process: psutil.Process) -> dict[int, float]:
    """Microseconds of processor time by thread, of a process and those it has started."""
    found: dict[int, float] = {}
    for one in [process, *process.children(recursive=True)]:
        for file in Path(f"/proc/{one.pid}/task").glob("*/schedstat"):
            found[int(file.parent.name)] = int(file.read_text().split()[0]) / 1000
    return found


def spent_us(before: dict[int, float], after: dict[int, float]) -> float:
    """Between two looks."""
    return sum(now - before.get(thread, 0.0) for thread, now in after.items())


class Bench:
    """Servers beside one another on one database."""

    def __init__(self, postgres: Postgres, stack: ExitStack) -> None:
        self.postgres = postgres
        self._stack = stack
        self._secret = secrets.token_hex(32)
        self._environment = {
            **os.environ,
            "DATABASE_URL": postgres.url,
            "JWT_SECRET": self._secret,
            "RATE_LIMITS": "false",
            "LOG_LEVEL": "WARNING",
        }

    def serve(self, command: Sequence[str], health: str = "/healthz") -> tuple[int, psutil.Process]:
        """Its port and its process; ends with the stack."""
        port = free_port()
        server = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL, env=self._environment)
        self._stack.callback(server.wait)
        self._stack.callback(server.terminate)
        wait_until_ready(f"http://127.0.0.1:{port}{health}", server)
        return port, psutil.Process(server.pid)

    def product(self) -> tuple[int, psutil.Process]:
        """The product as it is run."""
        return self.serve([str(COMMAND), "serve", "--web-dir", str(REPOSITORY / "frontend/dist")], "/readyz")

    def bare(self, name: str) -> tuple[int, psutil.Process]:
        """One of bare.py, served by the same Uvicorn."""
        here = str(Path(__file__).parent)
        options = ["--app-dir", here, "--no-access-log", "--log-level", "warning", "--loop", "uvloop"]
        return self.serve([sys.executable, "-m", "uvicorn", f"bare:{name}", *options])

    async def callers(self, name: str, most: int = MOST_USERS) -> list[Caller]:
        """Accounts whose names begin so, signed in."""
        users = await self.postgres.rows(
            "SELECT id FROM users WHERE starts_with(username, $1) ORDER BY id LIMIT $2", name, most
        )
        connection = await asyncpg.connect(self.postgres.url)
        tokens = AccessTokens([self._secret], TOKENS_LAST)
        signed_in = [Caller(one["id"], "") for one in users]
        found = []
        for caller in signed_in:
            session_id = uuid.uuid4()
            await connection.execute(
                "INSERT INTO sessions (user_id, id, epoch, root_sha256, seal_key, user_agent, signed_in_at,"
                " refreshed_at, expires_at) SELECT id, $2, epoch, '', '', '', now(), now(), now() + interval '1 day'"
                " FROM users WHERE id = $1",
                caller.user_id,
                session_id,
            )
            token = tokens.issue(AccessClaims(caller.user_id, session_id), datetime.now(UTC))
            found.append(Caller(caller.user_id, token))
        await connection.close()
        return found

    async def cost(self, row: Row, server: tuple[int, psutil.Process], callers: Sequence[Caller], count: int) -> Cost:
        """Of one kind of request to one server."""
        port, process = server
        await load(port, requests_of(row, callers, max(int(count * WARM_UP), CONNECTIONS)))
        both = (process, self.postgres.process)
        before = [cpu_us(each) for each in both]
        length = await load(port, requests_of(row, callers, count))
        server_us, postgres_us = (spent_us(old, cpu_us(each)) for old, each in zip(before, both, strict=True))
        if row.method == "POST":
            await self.forget_saves()
        return Cost(server_us / count, postgres_us / count, length)

    async def forget_saves(self) -> None:
        """Take back what was saved, so that each finds the same rows."""
        gone = await self.postgres.rows(
            "WITH gone AS (DELETE FROM workouts WHERE source = 'bench' RETURNING user_id)"
            " SELECT DISTINCT user_id FROM gone"
        )
        database = Database(self.postgres.url, pool_size=1)
        async with database.session() as session:
            for one in gone:
                await statistics_on(session, utc_now).recount(one["user_id"])
            await session.commit()
        await database.close()
        await self.postgres.run("VACUUM ANALYZE")


def free_port() -> int:
    """Of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def memory_mib(processes: Sequence[psutil.Process]) -> float:
    """Of the processes and those they have started; what they share is counted once."""
    whole = {each.pid: each for one in processes for each in (one, *one.children(recursive=True))}
    return sum(float(each.memory_full_info().pss) for each in whole.values()) / 2**20


@contextmanager
def seeded(size: Size) -> Iterator[Postgres]:
    """A database of its own with so many workouts."""

    async def fill(url: str) -> None:
        database = Database(url, pool_size=1)
        await seed(database, utc_now())
        await gather(database, size, utc_now())
        await database.close()

    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as embedded:
        postgres = Postgres(embedded)
        asyncio.run(prepare(postgres.url))
        asyncio.run(fill(postgres.url))
        by_hand = (f"ALTER TABLE {table} SET (autovacuum_enabled = off)" for table in TABLES)
        asyncio.run(postgres.run(*by_hand, "VACUUM ANALYZE"))
        yield postgres


async def measure(bench: Bench, count: int, rounds: int) -> dict[str, dict[str, Cost]]:
    """Costs by row and server; in each round one after the other, so that what the machine does else falls on all."""
    servers = {"product": bench.product(), "limit": bench.bare("limit"), "tutorial": bench.bare("tutorial")}
    callers = await bench.callers(CROWD)
    found: dict[str, dict[str, list[Cost]]] = {row.name: {name: [] for name in servers} for row in ROWS}
    for _ in range(rounds):
        for row in ROWS:
            asked = min(count, SAVES_OF_A_USER * len(callers)) if row.method == "POST" else count
            for name, server in servers.items():
                found[row.name][name].append(await bench.cost(row, server, callers, asked))
    return medians(found)


async def ages(bench: Bench, count: int, rounds: int) -> dict[str, dict[str, Cost]]:
    """Costs of reads and saves by somebody who has trained for eleven years, and by a new account."""
    await bench.postgres.rows(
        "INSERT INTO users (username, email, display_name, password_hash, time_zone, weight_kg)"
        " VALUES ($1::text, $1::text || '@example.com', '', '', 'Europe/Berlin', 72) RETURNING id",
        NEWCOMER,
    )
    server = bench.product()
    callers = {name: await bench.callers(name) for name in (VETERAN, NEWCOMER)}
    rows = [row for row in ROWS if row.goal == HALF]
    found: dict[str, dict[str, list[Cost]]] = {row.name: {name: [] for name in callers} for row in rows}
    for _ in range(rounds):
        for row in sorted(rows, key=lambda row: row.method == "GET"):
            for name, who in callers.items():
                asked = SAVES_OF_ONE if row.method == "POST" else count
                found[row.name][name].append(await bench.cost(row, server, who, asked))
    return medians(found)


async def memory(bench: Bench, count: int) -> float:
    """MiB of two servers and PostgreSQL, each server having answered every kind of request."""
    servers = [bench.product(), bench.product()]
    callers = await bench.callers(CROWD)
    for row in ROWS:
        for server in servers:
            await bench.cost(row, server, callers, min(count, SAVES_OF_A_USER * len(callers)))
    return memory_mib([*(process for _, process in servers), bench.postgres.process])


def medians(found: dict[str, dict[str, list[Cost]]]) -> dict[str, dict[str, Cost]]:
    """Over the rounds."""
    return {row: {name: Cost.median(costs) for name, costs in by.items()} for row, by in found.items()}


def table(found: dict[str, dict[str, Cost]]) -> Iterator[tuple[str, ...]]:
    """The product beside the others."""
    yield ("CPU us a request: server + PostgreSQL", "product", "limit", "tutorial", "limit / product", "goal", "bytes")
    for row in ROWS:
        by = found[row.name]
        costs = (f"{by[name].server:,.0f} + {by[name].postgres:,.0f}" for name in ("product", "limit", "tutorial"))
        ratio = by["limit"].both / by["product"].both
        yield (row.name, *costs, f"{ratio:.2f}", f">= {row.goal}", f"{by['product'].bytes:,}")


def table_of_ages(found: dict[str, dict[str, Cost]]) -> Iterator[tuple[str, ...]]:
    """The veteran beside the newcomer."""
    yield ("CPU us a request: server + PostgreSQL", "eleven years", "new account", "ratio", "goal")
    for row, by in found.items():
        costs = (f"{by[name].server:,.0f} + {by[name].postgres:,.0f}" for name in (VETERAN, NEWCOMER))
        yield (row, *costs, f"{by[VETERAN].both / by[NEWCOMER].both:.2f}", "<= 1.3")


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=Size, default=Size.LARGE)
    parser.add_argument("--requests", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with seeded(options.size) as postgres:
        with ExitStack() as stack:
            costs = asyncio.run(measure(Bench(postgres, stack), options.requests, options.rounds))
        print("\n".join(aligned(list(table(costs)))), "\n")
        with ExitStack() as stack:
            by_age = asyncio.run(ages(Bench(postgres, stack), options.requests // 3, options.rounds))
        print("\n".join(aligned(list(table_of_ages(by_age)))), "\n")
        with ExitStack() as stack:
            mebibytes = asyncio.run(memory(Bench(postgres, stack), options.requests))
        print(f"memory of two servers and PostgreSQL: {mebibytes:.0f} MiB (goal: < 300)")
    results = {"costs": costs, "ages": by_age, "memory_mib": round(mebibytes)}
    path = RESULTS / f"limit-{options.size}.json"
    path.write_text(json.dumps(results, indent=1, default=asdict) + "\n")
    print(f"\nwritten to {path.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
