"""Compare the product with the limit of its parts and with a tutorial's shape, on the same rows in one run.

python benchmarks/api/limit.py [--size small|large|full] [--data-dir D] [--requests 1500] [--rounds 3]

Prints the processor time of a request, server + PostgreSQL, in microseconds: it counts work and not waiting, so
other programs on the machine hardly matter. `bare.py` has the other two. Then the same for somebody who has trained for
eleven years and for a new account, for the first page and for the thousandth, and the memory of two servers and
PostgreSQL. Writes results/limit-SIZE.json. The database is made in D, if given, and found there by the next run.
"""

import asyncio
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil
from crowded import Postgres, Server, Servers, crowded, forget_saves, keep, parser, recount
from exercise_buddy.core.pagination import Cursor
from exercise_buddy.crowd import CROWD, VETERAN, Size
from exercise_buddy.seeding import DEMO
from exercise_buddy.workouts.models import Workout
from load import CONNECTIONS, HALF, ROWS, SAVE_OF_JUMPS, Caller, Row, load, requests_of
from served import REPOSITORY

sys.path.append(str(REPOSITORY / "benchmarks" / "counting"))

from tables import aligned

WARM_UP = 0.2
"""The share of requests that is not counted."""
SAVES_OF_A_USER = 4
"""Per round. Few, as in real life: the recount of a day reads all its sets."""
SAVES_OF_ONE = 40
"""For the comparison of two accounts, where fewer could not be measured."""
NEWCOMER = "newcomer"
OF_NEWCOMER = 25
"""Enough workouts for a full page with a next one, like the veteran's."""
TURNS = 5
"""Per round. Short turns spread other load on the machine evenly."""
SHORT_PAGE = 10
"""Workouts per page; a veteran has a thousand such pages."""
FAR_PAGE = 1000


@dataclass(frozen=True)
class Cost:
    """Microseconds of processor time per request, and the size of the last response's body."""

    server: float
    postgres: float
    bytes: int = 0

    @property
    def both(self) -> float:
        """Server and PostgreSQL together."""
        return self.server + self.postgres

    @classmethod
    def median(cls, costs: Sequence["Cost"]) -> "Cost":
        """The medians of each part."""
        parts = [statistics.median(getattr(cost, part) for cost in costs) for part in ("server", "postgres")]
        return cls(parts[0], parts[1], costs[-1].bytes)


def cpu_us(process: psutil.Process) -> dict[int, float]:
    """Microseconds of processor time by thread, of a process and its descendants."""
    found: dict[int, float] = {}
    for one in [process, *process.children(recursive=True)]:
        for file in Path(f"/proc/{one.pid}/task").glob("*/schedstat"):
            found[int(file.parent.name)] = int(file.read_text().split()[0]) / 1000
    return found


def spent_us(before: dict[int, float], after: dict[int, float]) -> float:
    """The processor time spent between two measurements."""
    return sum(now - before.get(thread, 0.0) for thread, now in after.items())


class Bench:
    """Compares servers on one database."""

    def __init__(self, postgres: Postgres, stack: ExitStack) -> None:
        self.postgres = postgres
        self.servers = Servers(postgres, stack)

    async def cost(self, row: Row, server: Server, callers: Sequence[Caller], count: int) -> Cost:
        """The cost of one kind of request to one server."""
        port, process = server
        await load(port, requests_of(row, callers, max(int(count * WARM_UP), CONNECTIONS)))
        both = (process, self.postgres.process)
        before = [cpu_us(each) for each in both]
        length = await load(port, requests_of(row, callers, count))
        server_us, postgres_us = (spent_us(old, cpu_us(each)) for old, each in zip(before, both, strict=True))
        if row.method == "POST":
            await forget_saves(self.postgres)
        return Cost(server_us / count, postgres_us / count, length)


def memory_mib(processes: Sequence[psutil.Process]) -> float:
    """The memory of the processes and their descendants, counting shared memory once."""
    whole = {each.pid: each for one in processes for each in (one, *one.children(recursive=True))}
    return sum(float(each.memory_full_info().pss) for each in whole.values()) / 2**20


async def measure(bench: Bench, count: int, rounds: int) -> dict[str, dict[str, Cost]]:
    """Costs by row and server. They take turns, so that other load on the machine affects all."""
    start = bench.servers
    servers = {"product": start.product(), "limit": start.bare("limit"), "tutorial": start.bare("tutorial")}
    callers = await start.callers(CROWD)
    found: dict[str, dict[str, list[Cost]]] = {row.name: {name: [] for name in servers} for row in ROWS}
    for _ in range(rounds * TURNS):
        for row in ROWS:
            asked = count // TURNS
            asking = callers[: asked // SAVES_OF_A_USER] if row.method == "POST" else callers
            for name, server in servers.items():
                found[row.name][name].append(await bench.cost(row, server, asking, asked))
    return medians(found)


async def ages(bench: Bench, count: int, rounds: int) -> dict[str, dict[str, Cost]]:
    """Costs of reads and saves by somebody who has trained for eleven years, and by a new account."""
    await make_newcomer(bench.postgres)
    server = bench.servers.product()
    callers = {name: await bench.servers.callers(name) for name in (VETERAN, NEWCOMER)}
    rows = [*(row for row in ROWS if row.goal == HALF), SAVE_OF_JUMPS]
    found: dict[str, dict[str, list[Cost]]] = {row.name: {name: [] for name in callers} for row in rows}
    for _ in range(rounds * TURNS):
        for row in rows:
            for name, who in callers.items():
                asked = SAVES_OF_ONE if row.method == "POST" else count // TURNS
                found[row.name][name].append(await bench.cost(row, server, who, asked))
    return medians(found)


async def make_newcomer(postgres: Postgres) -> None:
    """Create an account with the demo's last workouts, so that its pages are as long as the veteran's."""
    names = [one.name for one in Workout.__table__.columns if one.name not in ("user_id", "longest_run")]
    made = await postgres.rows(
        "INSERT INTO users (username, email, display_name, password_hash, time_zone, weight_kg)"
        " VALUES ($1::text, $1::text || '@example.com', '', '', 'Europe/Berlin', 72)"
        " ON CONFLICT DO NOTHING RETURNING id",
        NEWCOMER,
    )
    for user in made:
        await postgres.rows(
            f"INSERT INTO workouts (user_id, {', '.join(names)}) SELECT $1, {', '.join(names)} FROM workouts"  # noqa: S608 - columns of ours
            " WHERE user_id = (SELECT id FROM users WHERE username = $2) ORDER BY started_at DESC LIMIT $3",
            user["id"],
            DEMO.username,
            OF_NEWCOMER,
        )
        await recount(postgres, [user["id"]])
    await postgres.run("VACUUM ANALYZE workouts")


async def pages(bench: Bench, count: int, rounds: int) -> dict[str, Cost]:
    """Costs of the veteran's first page, and of one far back in the history."""
    [veteran] = await bench.servers.callers(VETERAN)
    last = await bench.postgres.rows(
        "SELECT started_at, id FROM workouts WHERE user_id = $1 AND deleted_at IS NULL"
        " ORDER BY started_at DESC, id DESC OFFSET $2 LIMIT 1",
        veteran.user_id,
        (FAR_PAGE - 1) * SHORT_PAGE - 1,
    )
    cursor = Cursor(last[0]["started_at"], last[0]["id"]).encode()
    path = f"/api/v1/workouts?limit={SHORT_PAGE}"
    asked = {"page 1": path, f"page {FAR_PAGE:,}": f"{path}&cursor={cursor}"}
    server = bench.servers.product()
    found: dict[str, list[Cost]] = {name: [] for name in asked}
    for _ in range(rounds * TURNS):
        for name, url in asked.items():
            found[name].append(await bench.cost(Row(name, "GET", url, HALF), server, [veteran], count // TURNS))
    return {name: Cost.median(costs) for name, costs in found.items()}


async def memory(bench: Bench, count: int) -> float:
    """MiB of two servers and PostgreSQL, each server having answered every kind of request."""
    servers = [bench.servers.product(), bench.servers.product()]
    callers = await bench.servers.callers(CROWD)
    for row in ROWS:
        for server in servers:
            await bench.cost(row, server, callers, min(count, SAVES_OF_A_USER * len(callers)))
    return memory_mib([*(process for _, process in servers), bench.postgres.process])


def medians(found: dict[str, dict[str, list[Cost]]]) -> dict[str, dict[str, Cost]]:
    """Medians over the rounds."""
    return {row: {name: Cost.median(costs) for name, costs in by.items()} for row, by in found.items()}


def table(found: dict[str, dict[str, Cost]]) -> Iterator[tuple[str, ...]]:
    """A table of the product beside the others."""
    yield ("CPU us a request: server + PostgreSQL", "product", "limit", "tutorial", "limit / product", "goal", "bytes")
    for row in ROWS:
        by = found[row.name]
        costs = (f"{by[name].server:,.0f} + {by[name].postgres:,.0f}" for name in ("product", "limit", "tutorial"))
        ratio = by["limit"].both / by["product"].both
        yield (row.name, *costs, f"{ratio:.2f}", f">= {row.goal}", f"{by['product'].bytes:,}")


def table_of_ages(found: dict[str, dict[str, Cost]]) -> Iterator[tuple[str, ...]]:
    """A table of the veteran beside the newcomer."""
    yield ("CPU us a request: server + PostgreSQL", "eleven years", "new account", "ratio", "goal")
    for row, by in found.items():
        costs = (f"{by[name].server:,.0f} + {by[name].postgres:,.0f}" for name in (VETERAN, NEWCOMER))
        yield (row, *costs, f"{by[VETERAN].both / by[NEWCOMER].both:.2f}", "<= 1.3")


def table_of_pages(found: dict[str, Cost]) -> Iterator[tuple[str, ...]]:
    """A table of the pages."""
    yield ("CPU us a request: server + PostgreSQL", *found, "ratio")
    first, far = found.values()
    costs = (f"{cost.server:,.0f} + {cost.postgres:,.0f}" for cost in (first, far))
    yield (f"GET /workouts?limit={SHORT_PAGE}", *costs, f"{far.both / first.both:.2f}")


def main() -> None:
    """Measure, print and store the figures."""
    wanted = parser(__doc__, Size.LARGE)
    wanted.add_argument("--requests", type=int, default=1500)
    wanted.add_argument("--rounds", type=int, default=3)
    options = wanted.parse_args()
    count, rounds = options.requests, options.rounds
    with crowded(options.size, options.data_dir) as postgres:
        with ExitStack() as stack:
            costs = asyncio.run(measure(Bench(postgres, stack), count, rounds))
        print("\n".join(aligned(list(table(costs)))), "\n")
        with ExitStack() as stack:
            by_age = asyncio.run(ages(Bench(postgres, stack), count // 3, rounds))
        print("\n".join(aligned(list(table_of_ages(by_age)))), "\n")
        with ExitStack() as stack:
            by_page = asyncio.run(pages(Bench(postgres, stack), count // 3, rounds))
        print("\n".join(aligned(list(table_of_pages(by_page)))), "\n")
        with ExitStack() as stack:
            mebibytes = asyncio.run(memory(Bench(postgres, stack), count))
        print(f"memory of two servers and PostgreSQL: {mebibytes:.0f} MiB (goal: < 300)")
    results = {"costs": costs, "ages": by_age, "pages": by_page, "memory_mib": round(mebibytes)}
    keep(f"limit-{options.size}", results)


if __name__ == "__main__":
    main()
