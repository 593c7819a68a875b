"""Prove that the previous and this release can serve the same users from one database during a migration.

python benchmarks/api/side_by_side.py [--old COMMIT] [--people 12] [--seconds 8]

The old release is COMMIT; by default the newest tag `vX.Y.Z`, or without tags the last commit with fewer
migrations than this checkout. Its backend is checked out of git and run as it was, with today's packages.
People sign up, save, read, edit, delete and restore, each request through a process of their choice: the old
one alone, while `exercise-buddy migrate` of this version runs, then the old and a new one, then the new
one alone while `migrate --background` runs. Whoever looks has to see each workout as he last made it, and statistics
that count as many; in the end a recount has to find nothing.

Prints a table; exit code 1 where anything was lost or refused, 2 where there is nothing to compare with.
"""

import argparse
import asyncio
import os
import random
import secrets
import subprocess
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from exercise_buddy.embedded import EmbeddedPostgres
from served import REPOSITORY, free_port, wait_until_ready

VERSIONS = "backend/src/exercise_buddy/migrations/versions"
PASSWORD = "side-by-side-" + secrets.token_hex(8)
REPETITION = {"start_ms": 0, "end_ms": 1500, "verdict": "valid", "bottom_deg": 80, "top_deg": 165, "down_ms": 700}
THINK_SECONDS = 0.2
SIGN_UPS_AT_ONCE = 2
SERVE_OPTIONS = ("--web-dir", str(REPOSITORY / "frontend"))


class NothingToCompare(Exception):
    """The repository has no older release; the message says why."""


@dataclass
class Release:
    """A version of the backend, and how to start its processes."""

    name: str
    source: Path
    environment: dict[str, str]

    def run(self, *command: str) -> str:
        """Run one of its commands; returns the output."""
        done = subprocess.run(
            self._command(*command), env=self._environment(), capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"{self.name}: {' '.join(command)}: {done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def served(self) -> Iterator[str]:
        """Run a server process of it; yields its address."""
        port = str(free_port())
        server = subprocess.Popen(self._command("serve", "--port", port, *SERVE_OPTIONS), env=self._environment())
        try:
            wait_until_ready(f"http://127.0.0.1:{port}/readyz", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()

    def _command(self, *command: str) -> list[str]:
        return [sys.executable, "-c", "from exercise_buddy.cli import app; app()", *command]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment, "PYTHONPATH": str(self.source), "LOG_LEVEL": "ERROR"}


@dataclass
class Run:
    """The servers in use, and what has happened so far."""

    origins: list[str]
    phase: str = ""
    requests: Counter[str] = field(default_factory=Counter)
    refusals: list[str] = field(default_factory=list)
    slowest_seconds: dict[str, float] = field(default_factory=dict)
    under_way: Counter[str] = field(default_factory=Counter)
    is_over: bool = False

    async def nobody_asks(self, origin: str) -> None:
        """Stop sending requests, like a load balancer draining a process."""
        while self.under_way[origin]:  # noqa: ASYNC110 - each of the people may be the last
            await asyncio.sleep(0.05)

    def begin(self, phase: str, *origins: str) -> None:
        """Send requests to these servers from now on."""
        self.phase, self.origins = phase, list(origins)


class Person:
    """A user who trains, edits and deletes, and remembers the expected state of each workout."""

    def __init__(self, number: int, run: Run, http: httpx.AsyncClient, turn: asyncio.Semaphore) -> None:
        self._run = run
        self._http = http
        self._turn = turn
        self._luck = random.Random(number)  # noqa: S311 - luck, no secret
        self._number = number
        self._token = ""
        self.workouts: dict[str, int | None] = {}
        """Repetitions by id; None if deleted."""

    async def ask(self, method: str, path: str, expected: int, **options: Any) -> httpx.Response | None:
        """Send a request to any server; None if it was refused, which is recorded."""
        run, phase = self._run, self._run.phase
        origin = self._luck.choice(run.origins)
        began = asyncio.get_running_loop().time()
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        run.under_way[origin] += 1
        try:
            answer = await self._http.request(method, f"{origin}/api/v1{path}", headers=headers, **options)
        finally:
            run.under_way[origin] -= 1
        seconds = asyncio.get_running_loop().time() - began
        run.requests[phase] += 1
        run.slowest_seconds[phase] = max(run.slowest_seconds.get(phase, 0.0), seconds)
        if answer.status_code != expected:
            run.refusals.append(f"{phase}: {method} {path}: {answer.status_code} {answer.text[:200]}")
            return None
        return answer

    async def sign_up(self) -> None:
        """Create an account."""
        name = f"side{self._number}"
        form = {"email": f"{name}@example.com", "username": name, "password": PASSWORD}
        await self.ask("POST", "/auth/register", 201, json=form)
        answer = await self.ask("POST", "/auth/login", 200, json={"identifier": name, "password": PASSWORD})
        self._token = answer.json()["access_token"] if answer else ""

    async def live(self) -> None:
        """Send requests until the run is over."""
        async with self._turn:
            await self.sign_up()
        while not self._run.is_over:
            await asyncio.sleep(self._luck.uniform(0, 2 * THINK_SECONDS))
            step = self._luck.choice([self.save, self.save, self.edit, self.delete, self.restore, self.look])
            await step()

    async def save(self) -> None:
        """Save a new workout; repeating it is harmless."""
        name, reps = str(uuid.uuid4()), self._luck.randint(1, 60)
        workout = {
            "id": name,
            "exercise_type": self._luck.choice(["push-up", "squat", "jump-rope"]),
            "reps_count": reps,
            "duration_seconds": 60,
            "started_at": datetime.now(UTC).isoformat(),
            "details": {"repetitions": [REPETITION] * self._luck.choice([1, reps])},
        }
        if await self.ask("POST", "/workouts", 201, json=workout):
            self.workouts[name] = reps
            await self.ask("POST", "/workouts", 200, json=workout)

    def _one(self, *, deleted: bool) -> str | None:
        names = [name for name, reps in self.workouts.items() if (reps is None) == deleted]
        return self._luck.choice(names) if names else None

    async def edit(self) -> None:
        """Edit one of the workouts."""
        reps = self._luck.randint(61, 99)
        if (name := self._one(deleted=False)) and await self.ask(
            "PATCH", f"/workouts/{name}", 200, json={"reps_count": reps, "note": "corrected"}
        ):
            self.workouts[name] = reps

    async def delete(self) -> None:
        """Delete one of them."""
        if (name := self._one(deleted=False)) and await self.ask("DELETE", f"/workouts/{name}", 204):
            self.workouts[name] = None

    async def restore(self) -> None:
        """Restore one of those."""
        if name := self._one(deleted=True):
            answer = await self.ask("POST", f"/workouts/{name}/restore", 200)
            self.workouts[name] = answer.json()["workout"]["reps_count"] if answer else None

    async def look(self) -> None:
        """Read the first page and the whole history, and compare it with the expected one."""
        for path in ("/users/me", "/goals"):
            await self.ask("GET", path, 200)
        await self.compare()

    async def compare(self) -> None:
        """Compare each workout at the server with its expected state."""
        found: dict[str, int | None] = {}
        cursor: dict[str, str] = {}
        while (answer := await self.ask("GET", "/workouts", 200, params={"limit": "100", **cursor})) is not None:
            page = answer.json()
            found |= {item["id"]: item["reps_count"] for item in page["items"]}
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
        wanted = {name: reps for name, reps in self.workouts.items() if reps is not None}
        statistics = await self.ask("GET", "/statistics", 200)
        if found != wanted or statistics is None or statistics.json()["totals"]["workouts"] != len(wanted):
            self._run.refusals.append(
                f"{self._run.phase}: {len(wanted)} workouts expected, differing from the server's"
            )


def older_commit(asked: str | None) -> str:
    """The release to compare with."""
    tags = git("tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname").split()
    if asked or tags:
        return git("rev-parse", "--verify", f"{asked or tags[0]}^{{commit}}").strip()
    added = git("log", "--diff-filter=A", "--format=%H", "-1", "--", VERSIONS).strip()
    if not added:
        raise NothingToCompare(
            "No commit of this checkout has added a migration (a shallow clone?): name one with --old."
        )
    return git("rev-parse", f"{added}~1").strip()


def git(*command: str) -> str:
    """The output of a git command."""
    done = subprocess.run(["git", *command], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NothingToCompare(f"git {' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def unpacked(commit: str, folder: Path) -> Path:
    """Extract its backend from git."""
    archive = subprocess.run(["git", "archive", commit, "backend/src"], cwd=REPOSITORY, capture_output=True, check=True)
    subprocess.run(["tar", "--extract", "--directory", folder], input=archive.stdout, check=True)
    return folder / "backend" / "src"


async def told(run: Run, old: Release, new: Release, people: int, seconds: float) -> str:
    """Run all stages; returns the recount's output."""
    turn = asyncio.Semaphore(SIGN_UPS_AT_ONCE)
    async with httpx.AsyncClient(trust_env=False, timeout=60) as http:
        everyone = [Person(number, run, http, turn) for number in range(2 * people)]
        with ExitStack() as newer:
            async with asyncio.TaskGroup() as tasks:
                with old.served() as before:
                    run.begin("old alone", before)
                    _begin(tasks, everyone[:people])
                    await asyncio.sleep(seconds)
                    run.begin("old, while it is migrated", before)
                    await asyncio.to_thread(new.run, "migrate")
                    after = newer.enter_context(new.served())
                    run.begin("old and new", before, after)
                    _begin(tasks, everyone[people:])
                    await asyncio.sleep(seconds)
                    run.begin("new, old on its way out", after)
                    await run.nobody_asks(before)
                run.begin("new, rows brought along", after)
                await asyncio.to_thread(new.run, "migrate", "--background")
                await asyncio.sleep(seconds / 2)
                run.is_over = True
            run.begin("in the end", after)
            for person in everyone:
                await person.compare()
    return await asyncio.to_thread(new.run, "rebuild-statistics")


def _begin(tasks: asyncio.TaskGroup, people: list[Person]) -> None:
    for person in people:
        tasks.create_task(person.live())


def report(run: Run, old: Release, recount: str) -> str:
    """Print the table, and each refusal."""
    lines = [f"beside {old.name}", f"{'':28}{'requests':>10}{'slowest s':>11}"]
    lines += [f"{phase:28}{count:>10}{run.slowest_seconds[phase]:>11.2f}" for phase, count in run.requests.items()]
    return "\n".join([*lines, f"refused, lost or differing: {len(run.refusals)}", *run.refusals[:20], recount.strip()])


def main() -> int:
    """Run and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--old", help="a commit or a tag")
    parser.add_argument("--people", type=int, default=12, help="at first; as many come later")
    parser.add_argument("--seconds", type=float, default=8.0, help="of each phase")
    arguments = parser.parse_args()
    try:
        commit = older_commit(arguments.old)
    except NothingToCompare as reason:
        print(f"side by side: {reason}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name, EmbeddedPostgres(Path(name) / "data") as database:
        folder = Path(name)
        shared = {"DATABASE_URL": database.url(), "JWT_SECRET": secrets.token_urlsafe(48), "RATE_LIMITS": "false"}
        old = Release(commit[:10], unpacked(commit, folder), shared)
        new = Release("this checkout", REPOSITORY / "backend" / "src", shared)
        old.run("seed")
        run = Run([])
        recount = asyncio.run(told(run, old, new, arguments.people, arguments.seconds))
    print(report(run, old, recount))
    return 1 if run.refusals or not recount.strip().endswith(" 0.") else 0


if __name__ == "__main__":
    sys.exit(main())
