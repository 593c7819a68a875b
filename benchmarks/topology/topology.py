"""Break each part of the scaled topology in turn under a stream of saves, and count what was lost.

python benchmarks/topology/topology.py [--clients 50] [--seconds 8]

Real programs on loopback: PostgreSQL with a streaming replica, PgBouncer with the shipped configuration, Redis, three
APIs. Each client saves a workout a second as the app's outbox does, under one id until it is confirmed, in whichever
API answers, and then reads its history in another one. In the end every confirmed save has to be in the database, and
no read may have missed its own client's write. Needs Debian's pgbouncer and redis-server. Prints a table, writes
benchmarks/results/topology.json; exit code 1 where something was lost or unseen.
"""

import argparse
import asyncio
import json
import random
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import httpx
from parts import REPOSITORY, RESTARTED_AFTER_SECONDS, START_SECONDS, Part, Topology, running

RESULTS = REPOSITORY / "benchmarks" / "results" / "topology.json"
PASSWORD = "topology-" + uuid.uuid4().hex
ANSWER_SECONDS = 10
"""As the app waits for an answer, nearly; then it asks the next one."""
THINK_SECONDS = 1.0
FROZEN_SECONDS = 5.0


@dataclass
class Event:
    """What one breakage cost."""

    name: str
    saves: int = 0
    failed_tries: int = 0
    longest_without_a_save_seconds: float = 0.0
    slowest_readyz_seconds: float = 0.0
    unseen: int = 0


@dataclass
class Run:
    """What happened so far."""

    events: list[Event] = field(default_factory=list)
    confirmed: set[str] = field(default_factory=set)
    last_save: float = field(default_factory=time.monotonic)
    is_over: bool = False

    @property
    def event(self) -> Event:
        """The one that is under way."""
        return self.events[-1]

    def begin(self, name: str) -> None:
        """From here on it counts for that."""
        self.events.append(Event(name))
        self.last_save = time.monotonic()

    def saved(self, workout_id: str) -> None:
        """Confirmed by the server."""
        self.confirmed.add(workout_id)
        self.event.saves += 1
        self.note_gap()
        self.last_save = time.monotonic()

    def note_gap(self) -> None:
        """How long nobody has saved by now."""
        gap = time.monotonic() - self.last_save
        self.event.longest_without_a_save_seconds = max(self.event.longest_without_a_save_seconds, round(gap, 2))


class Client:
    """Somebody who trains: one browser, with its cookies, balanced over the APIs."""

    def __init__(self, http: httpx.AsyncClient, origins: list[str], run: Run, luck: random.Random) -> None:
        self._http = http
        self._origins = origins
        self._run = run
        self._luck = luck

    async def sign_up(self, name: str) -> None:
        """An account of its own."""
        form = {"email": f"{name}@example.com", "username": name, "password": PASSWORD}
        (await self._http.post(f"{self._origins[0]}/api/v1/auth/register", json=form)).raise_for_status()
        login = {"identifier": name, "password": PASSWORD}
        answer = await self._http.post(f"{self._origins[0]}/api/v1/auth/login", json=login)
        self._http.headers["Authorization"] = f"Bearer {answer.raise_for_status().json()['access_token']}"

    async def train(self) -> None:
        """Until it is over."""
        while not self._run.is_over:
            await asyncio.sleep(self._luck.uniform(0, 2 * THINK_SECONDS))
            workout = {
                "id": str(uuid.UUID(int=self._luck.getrandbits(128), version=4)),
                "exercise_type": "push-up",
                "reps_count": 12,
                "duration_seconds": 30,
                "started_at": datetime.now(UTC).isoformat(),
            }
            if await self._save(workout):
                await self._look(workout["id"])

    async def _save(self, workout: dict[str, Any]) -> bool:
        pause = 0.1
        while not self._run.is_over:
            answer = await self._asked("POST", json=workout)
            if answer is not None and answer.status_code in (200, 201):
                self._run.saved(str(workout["id"]))
                return True
            self._run.event.failed_tries += 1
            await asyncio.sleep(self._luck.uniform(0, pause))
            pause = min(2 * pause, 1.0)
        return False

    async def _look(self, workout_id: object) -> None:
        answer = await self._asked("GET")
        if answer is not None and answer.status_code == httpx.codes.OK:
            self._run.event.unseen += all(item["id"] != workout_id for item in answer.json()["items"])

    async def _asked(self, method: str, **options: Any) -> httpx.Response | None:
        """One API, and the next one where that cannot be reached, as a balancer has it."""
        for origin in self._luck.sample(self._origins, len(self._origins)):
            try:
                return await self._http.request(method, f"{origin}/api/v1/workouts", **options)
            except httpx.ConnectError:
                continue
            except httpx.TransportError:
                return None
        return None


async def watch(origins: list[str], run: Run) -> None:
    """Ask the first API whether it is ready, again and again; note the gaps, too."""
    async with httpx.AsyncClient(timeout=30, trust_env=False) as http:
        while not run.is_over:
            began = time.monotonic()
            try:
                await http.get(f"{origins[0]}/readyz")
            except httpx.TransportError:
                began = time.monotonic()
            seconds = time.monotonic() - began
            run.event.slowest_readyz_seconds = max(run.event.slowest_readyz_seconds, round(seconds, 2))
            run.note_gap()
            await asyncio.sleep(0.2)


async def broken(part: Part, run: Run, seconds: float) -> None:
    """Kill it, then freeze it, and give it time to settle each time."""
    run.begin(f"{part.name}: kill -9")
    await asyncio.to_thread(part.kill)
    await asyncio.sleep(RESTARTED_AFTER_SECONDS)
    await asyncio.to_thread(part.mend)
    await asyncio.sleep(seconds)
    run.begin(f"{part.name}: SIGSTOP, {FROZEN_SECONDS:.0f} s")
    await asyncio.to_thread(part.freeze)
    await asyncio.sleep(FROZEN_SECONDS)
    await asyncio.to_thread(part.thaw)
    await asyncio.sleep(seconds)


async def break_everything(topology: Topology, run: Run, seconds: float) -> None:
    """One part after the other: killed, then frozen."""
    run.begin("nothing")
    await asyncio.sleep(seconds)
    # The first API is the one that is asked whether it is ready.
    parts: list[Part] = [topology.apis[1], topology.redis, topology.pgbouncer, topology.replica, topology.primary]
    for part in parts:
        await broken(part, run, seconds)
    run.begin("APIs restarted in turn")
    for api in topology.apis[1:]:
        await asyncio.to_thread(api.stop)
        api.start()
        await asyncio.sleep(seconds)
    run.is_over = True


@asynccontextmanager
async def clients(topology: Topology, run: Run, count: int) -> AsyncIterator[list[Client]]:
    """So many, each signed up."""
    made: list[Client] = []
    browsers = [httpx.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False) for _ in range(count)]
    for number, browser in enumerate(browsers):
        client = Client(browser, topology.origins, run, random.Random(number))  # noqa: S311 - luck, no secret
        await client.sign_up(f"client{number}")
        made.append(client)
    yield made
    for browser in browsers:
        await browser.aclose()


async def until_ready(origins: list[str]) -> None:
    """All of the APIs."""
    async with asyncio.timeout(START_SECONDS), httpx.AsyncClient(trust_env=False) as http:
        for origin in origins:
            while True:
                try:
                    if (await http.get(f"{origin}/readyz")).status_code == httpx.codes.OK:
                        break
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.3)


async def measured(topology: Topology, count: int, seconds: float) -> dict[str, Any]:
    """All of it."""
    run = Run()
    run.begin("start")
    await until_ready(topology.origins)
    async with clients(topology, run, count) as everyone, asyncio.TaskGroup() as tasks:
        tasks.create_task(watch(topology.origins, run))
        tasks.create_task(break_everything(topology, run, seconds))
        for client in everyone:
            tasks.create_task(client.train())
    connection = await asyncpg.connect(topology.primary_url)
    stored = {str(row["id"]) for row in await connection.fetch("SELECT id FROM workouts")}
    await connection.close()
    return {
        "clients": count,
        "confirmed": len(run.confirmed),
        "lost": len(run.confirmed - stored),
        "died_by_themselves": {part.name: part.deaths for part in topology.parts if part.deaths},
        "unseen": sum(event.unseen for event in run.events),
        "events": [asdict(event) for event in run.events[1:]],
    }


def report(figures: dict[str, Any]) -> str:
    """The table."""
    lines = [f"{'':26}{'saves':>8}{'failed':>8}{'gap s':>8}{'readyz s':>10}{'unseen':>8}"]
    for event in figures["events"]:
        values = [event["saves"], event["failed_tries"], event["longest_without_a_save_seconds"]]
        row = f"{event['name']:26}" + "".join(f"{value:>8}" for value in values)
        lines.append(f"{row}{event['slowest_readyz_seconds']:>10}{event['unseen']:>8}")
    counts = [f"{figures[name]} {name}" for name in ("confirmed", "lost", "unseen", "died_by_themselves")]
    lines.append(f"saves: {', '.join(counts)}")
    return "\n".join(lines)


def main() -> int:
    """Run it, print the table, keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=8.0, help="for each breakage")
    arguments = parser.parse_args()
    missing = [program for program in ("pgbouncer", "redis-server") if shutil.which(program) is None]
    if missing:
        sys.exit(f"There is no {' and no '.join(missing)} here. Debian: apt install pgbouncer redis-server")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with running(folder) as topology:
            figures = asyncio.run(measured(topology, arguments.clients, arguments.seconds))
    print(report(figures))
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    return 1 if figures["lost"] or figures["unseen"] else 0


if __name__ == "__main__":
    sys.exit(main())
