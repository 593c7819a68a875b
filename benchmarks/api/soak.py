"""Soak: save thousands of workouts through a bad network while the database is killed, then count them.

python benchmarks/api/soak.py [--workouts 5000] [--kills 3] [--seed 1]

Starts the product on an empty data directory, with its embedded PostgreSQL. Several users, two devices each, save
workouts as the app's outbox does: again and again, under one id, until the server has confirmed it. Between them and
the server a proxy drops, delays, repeats and cuts; meanwhile PostgreSQL is killed with SIGKILL, and the product
brings it back by itself. At the end three numbers have to be the same: workouts sent, rows stored, workouts summed
by the statistics. Prints a table, writes benchmarks/results/soak.json; exit code 1 where a workout was lost or doubled.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
from exercise_buddy.embedded import running_or_started
from exercise_buddy.embedded.cluster import CLUSTER
from exercise_buddy.embedded.postmaster import Postmaster
from proxy import MISFORTUNES, BadNetwork
from served import free_port

REPOSITORY = Path(__file__).resolve().parents[2]
RESULTS = REPOSITORY / "benchmarks" / "results" / "soak.json"
EXERCISE_BUDDY = REPOSITORY / "backend/.venv/bin/exercise-buddy"
USERS = 4
DEVICES = 2
SHARED = 0.1
"""The share of workouts that both devices of their user send."""
LIFE_BETWEEN_KILLS_SECONDS = 12
"""The product gives up on a PostgreSQL that dies within ten seconds of its start."""
SECONDS_FOR_EACH_KILL = 18
"""Devices pause between workouts, so that every kill happens during traffic."""
ANSWER_SECONDS = 5
LONGEST_PAUSE_SECONDS = 1.0
SAVED = frozenset({200, 201})
PASSWORD = "soak-" + uuid.uuid4().hex


@dataclass
class User:
    """An account: what its devices have to send, and what has been confirmed."""

    name: str
    workouts: list[dict[str, Any]]
    token: str = ""
    confirmed: set[str] = field(default_factory=set)


@dataclass
class Run:
    """The events of a run."""

    answers: Counter[str] = field(default_factory=Counter)
    confirmed: int = 0
    recoveries_seconds: list[float] = field(default_factory=list)
    last_confirmed: float = 0.0


def made_workouts(count: int, luck: random.Random) -> list[dict[str, Any]]:
    """Sets of the last weeks, each with its own id."""
    now = datetime.now(UTC).replace(microsecond=0)
    return [
        {
            "id": str(uuid.UUID(int=luck.getrandbits(128), version=4)),
            "exercise_type": luck.choice(("push-up", "jump-rope", "squat", "plank")),
            "reps_count": luck.randint(0, 200),
            "duration_seconds": luck.randint(1000, 90_000) / 1000,
            "started_at": (now - timedelta(minutes=luck.randint(1, 40_000))).isoformat(),
        }
        for _ in range(count)
    ]


@contextmanager
def served(data_dir: Path) -> Iterator[int]:
    """Run the product on a free port, without rate limits, which many devices at one address would reach."""
    port = free_port()
    command = [EXERCISE_BUDDY, "serve", "--port", str(port), "--data-dir", data_dir, "--web-dir", data_dir / "none"]
    environment = {**os.environ, "RATE_LIMITS": "false", "LOG_LEVEL": "ERROR"}
    with subprocess.Popen(list(map(str, command)), env=environment, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None or not process.stdout.readline():
            raise RuntimeError("the server did not start")
        yield port
        process.terminate()
        process.wait(60)


@asynccontextmanager
async def client(port: int, user: User | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client with one request per connection, as the proxy requires."""
    headers = {"Connection": "close", **({"Authorization": f"Bearer {user.token}"} if user else {})}
    base_url = f"http://127.0.0.1:{port}/api/v1"
    async with httpx.AsyncClient(base_url=base_url, headers=headers, timeout=ANSWER_SECONDS, trust_env=False) as http:
        yield http


async def sign_up(port: int, user: User) -> None:
    """Create the account directly at the server, and get its token."""
    async with client(port) as http:
        form = {"email": f"{user.name}@example.com", "username": user.name, "password": PASSWORD}
        (await http.post("/auth/register", json=form)).raise_for_status()
        login = await http.post("/auth/login", json={"identifier": user.name, "password": PASSWORD})
        user.token = login.raise_for_status().json()["access_token"]


async def device(
    port: int, user: User, outbox: list[dict[str, Any]], run: Run, pause_seconds: float, luck: random.Random
) -> None:
    """Send what is in the outbox, each workout until it is confirmed, with pauses of that length on average."""
    async with client(port, user) as http:
        for workout in outbox:
            await asyncio.sleep(luck.uniform(0, 2 * pause_seconds))
            await save(http, workout, run, luck)
            if workout["id"] not in user.confirmed:
                user.confirmed.add(workout["id"])
                run.confirmed += 1
            run.last_confirmed = time.monotonic()


async def save(http: httpx.AsyncClient, workout: dict[str, Any], run: Run, luck: random.Random) -> None:
    """Repeat until the server confirms it; any response other than a lost or missing one is an error."""
    pause = 0.05
    while True:
        try:
            answer = await http.post("/workouts", json=workout)
        except httpx.TransportError:
            run.answers["none"] += 1
        else:
            run.answers[str(answer.status_code)] += 1
            if answer.status_code in SAVED:
                return
            if answer.status_code < 500:  # noqa: PLR2004 - the client's fault, by RFC 9110
                raise RuntimeError(f"{answer.status_code}: {answer.text}")
        await asyncio.sleep(luck.uniform(0, pause))
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


async def kill_now_and_then(cluster: Path, kills: int, total: int, run: Run) -> None:
    """Kill PostgreSQL at regular points of the run, and record how long no workout is confirmed."""
    for number in range(1, kills + 1):
        await asyncio.sleep(LIFE_BETWEEN_KILLS_SECONDS)
        threshold = total * number / (kills + 1)
        await until(run, threshold)
        postmaster = Postmaster.read(cluster)
        if postmaster is None or run.confirmed == total:
            raise RuntimeError("the devices were done before PostgreSQL could be killed: save more workouts")
        os.kill(postmaster.pid, signal.SIGKILL)
        killed = time.monotonic()
        # Requests in flight may still be confirmed.
        await asyncio.sleep(0.2)
        await until(run, min(run.confirmed + 1, total))
        run.recoveries_seconds.append(round(time.monotonic() - killed, 2))


async def until(run: Run, confirmed: float) -> None:
    """Wait until that many workouts are confirmed."""
    while run.confirmed < confirmed:  # noqa: ASYNC110 - as good as exact, and simple
        await asyncio.sleep(0.01)


def split(user: User, luck: random.Random) -> list[list[dict[str, Any]]]:
    """Distribute a user's workouts to the outboxes of two devices; some are in both."""
    outboxes: list[list[dict[str, Any]]] = [[] for _ in range(DEVICES)]
    for workout in user.workouts:
        chosen = outboxes if luck.random() < SHARED else [luck.choice(outboxes)]
        for outbox in chosen:
            outbox.append(workout)
    return outboxes


async def counted(url: str, port: int, users: list[User]) -> dict[str, Any]:
    """Compare the tables and the statistics with what was sent."""
    sent = {(user.name, workout["id"]): workout["reps_count"] for user in users for workout in user.workouts}
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(
        "SELECT username, workouts.id::text AS id, reps_count FROM workouts JOIN users ON users.id = user_id"
    )
    wrong_days = await connection.fetchval(
        "SELECT count(*) FROM ((SELECT * FROM daily_totals EXCEPT SELECT * FROM daily_recount)"
        " UNION ALL (SELECT * FROM daily_recount EXCEPT SELECT * FROM daily_totals)) AS days"
    )
    await connection.close()
    stored = Counter((row["username"], row["id"]) for row in rows)
    statistics = [await statistics_of(port, user) for user in users]
    return {
        "sent": len(sent),
        "stored": len(rows),
        "summed": sum(each["totals"]["workouts"] for each in statistics),
        "lost": len(sent.keys() - stored.keys()),
        "doubled": len(rows) - len(stored) + len(stored.keys() - sent.keys()),
        "reps_sent": sum(sent.values()),
        "reps_stored": sum(row["reps_count"] for row in rows),
        "reps_summed": sum(row["reps"] for each in statistics for row in each["by_exercise"]),
        "days_of_the_rollup_that_differ_from_a_recount": wrong_days,
    }


async def statistics_of(port: int, user: User) -> dict[str, Any]:
    """A user's statistics, directly from the server."""
    async with client(port, user) as http:
        statistics: dict[str, Any] = (await http.get("/statistics")).raise_for_status().json()
        return statistics


async def soak(port: int, data_dir: Path, workouts: int, kills: int, seed: int) -> dict[str, Any]:
    """The whole test, on a running server."""
    luck = random.Random(seed)  # noqa: S311 - luck, no secret
    each = [workouts // USERS + (number < workouts % USERS) for number in range(USERS)]
    users = [User(f"soak{number}", made_workouts(count, luck)) for number, count in enumerate(each)]
    for user in users:
        await sign_up(port, user)
    network, run = BadNetwork(port, seed), Run()
    pause = USERS * DEVICES * SECONDS_FOR_EACH_KILL * (kills + 1) / workouts
    began = time.monotonic()
    async with network.listening() as proxy, asyncio.TaskGroup() as tasks:
        tasks.create_task(kill_now_and_then(data_dir / CLUSTER, kills, workouts, run))
        for user in users:
            for outbox in split(user, luck):
                of_device = random.Random(luck.random())  # noqa: S311 - luck, no secret
                tasks.create_task(device(proxy, user, outbox, run, pause, of_device))
    seconds = run.last_confirmed - began
    with running_or_started(data_dir) as url:
        figures = await counted(url, port, users)
    return figures | {
        "seconds": round(seconds, 1),
        "kills": len(run.recoveries_seconds),
        "seconds_until_the_next_save_after_a_kill": run.recoveries_seconds,
        "requests": sum(run.answers.values()),
        "answers": dict(sorted(run.answers.items())),
        "network": dict(sorted(network.counts.items())),
    }


def report(figures: dict[str, Any]) -> str:
    """Print the table."""
    rows = {
        "workouts": [figures[name] for name in ("sent", "stored", "summed", "lost", "doubled")],
        "reps": [figures[name] for name in ("reps_sent", "reps_stored", "reps_summed")],
    }
    lines = [f"{'':10}{'sent':>10}{'stored':>10}{'summed':>10}{'lost':>10}{'doubled':>10}"]
    lines += [f"{name:10}" + "".join(f"{value:>10}" for value in values) for name, values in rows.items()]
    recoveries = ", ".join(f"{seconds} s" for seconds in figures["seconds_until_the_next_save_after_a_kill"])
    lines += [
        f"\n{figures['requests']} requests in {figures['seconds']} s; answers: {figures['answers']}",
        f"network: {figures['network']}",
        f"PostgreSQL killed {figures['kills']} times; the next workout was saved after {recoveries}",
        f"days of the rollup that differ from a recount: {figures['days_of_the_rollup_that_differ_from_a_recount']}",
    ]
    return "\n".join(lines)


def is_right(figures: dict[str, Any]) -> bool:
    """Whether nothing was lost, duplicated or summed wrongly."""
    workouts = figures["sent"] == figures["stored"] == figures["summed"]
    reps = figures["reps_sent"] == figures["reps_stored"] == figures["reps_summed"]
    wrong = figures["lost"] + figures["doubled"] + figures["days_of_the_rollup_that_differ_from_a_recount"]
    return bool(workouts and reps and wrong == 0)


def main() -> int:
    """Run, print and store the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workouts", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, served(Path(folder)) as port:
        figures = asyncio.run(soak(port, Path(folder), given.workouts, given.kills, given.seed))
    print(report(figures))
    settings = {"users": USERS, "devices_each": DEVICES, "sent_by_both_devices": SHARED, "seed": given.seed}
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(settings | {"misfortunes": MISFORTUNES} | figures, indent=2) + "\n")
    return 0 if is_right(figures) else 1


if __name__ == "__main__":
    sys.exit(main())
