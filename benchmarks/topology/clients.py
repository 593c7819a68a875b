"""Clients that save like the app's outbox, check whether each workout is there, and record what they see."""

import asyncio
import random
import time
import uuid
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import network
from services import ORIGIN

PASSWORD = "topology-" + uuid.uuid4().hex
ANSWER_SECONDS = 10
"""About the app's time-out, after which it repeats the request."""
THINK_SECONDS = 1.0
SIGN_UPS_AT_ONCE = 4
SAVED_WITHIN_SECONDS = 60


@dataclass
class Event:
    """The effects of one fault."""

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
    confirmed: dict[str, datetime] = field(default_factory=dict)
    last_save: float = field(default_factory=time.monotonic)
    watched: str = network.APIS[0]
    """The API whose readiness is watched: one that is never broken."""
    is_over: bool = False

    @property
    def event(self) -> Event:
        """The current event."""
        return self.events[-1]

    def begin(self, name: str) -> None:
        """Attribute what happens from now on to this fault."""
        self.events.append(Event(name))
        self.last_save = time.monotonic()

    def saved(self, workout_id: str) -> None:
        """Record a confirmed save."""
        self.confirmed[workout_id] = datetime.now(UTC)
        self.event.saves += 1
        self.note_gap()
        self.last_save = time.monotonic()

    async def next_save(self) -> None:
        """Wait until somebody saves again: the fault's effects last that long."""
        saves = self.event.saves
        async with asyncio.timeout(SAVED_WITHIN_SECONDS):
            while self.event.saves == saves:  # noqa: ASYNC110 - each of the clients may be the one
                await asyncio.sleep(0.02)

    def note_gap(self) -> None:
        """Record how long nobody has saved by now."""
        gap = time.monotonic() - self.last_save
        self.event.longest_without_a_save_seconds = max(self.event.longest_without_a_save_seconds, round(gap, 2))


class Client:
    """A client: one browser with its own address and cookies."""

    def __init__(self, http: httpx.AsyncClient, run: Run, luck: random.Random) -> None:
        self._http = http
        self._run = run
        self._luck = luck

    async def sign_up(self, name: str) -> None:
        """Create an account."""
        form = {"email": f"{name}@example.com", "username": name, "password": PASSWORD}
        (await self._http.post("/api/v1/auth/register", json=form)).raise_for_status()
        answer = await self._http.post("/api/v1/auth/login", json={"identifier": name, "password": PASSWORD})
        self._http.headers["Authorization"] = f"Bearer {answer.raise_for_status().json()['access_token']}"

    async def train(self) -> None:
        """Train until the run is over."""
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
        try:
            return await self._http.request(method, "/api/v1/workouts", **options)
        except httpx.TransportError:
            return None


async def watch(run: Run) -> None:
    """Poll the readiness of an API that is never broken, and record the gaps."""
    async with httpx.AsyncClient(timeout=30, trust_env=False) as http:
        while not run.is_over:
            began = time.monotonic()
            try:
                await http.get(f"http://{run.watched}:8000/readyz")
            except httpx.TransportError:
                began = time.monotonic()
            seconds = time.monotonic() - began
            run.event.slowest_readyz_seconds = max(run.event.slowest_readyz_seconds, round(seconds, 2))
            run.note_gap()
            await asyncio.sleep(0.2)


@asynccontextmanager
async def signed_up(run: Run, count: int) -> AsyncIterator[list[Client]]:
    """That many clients, each with an account and an address."""
    browsers = [_browser(number) for number in range(count)]
    made = [
        Client(browser, run, random.Random(number))  # noqa: S311 - luck, no secret
        for number, browser in enumerate(browsers)
    ]
    turn = asyncio.Semaphore(SIGN_UPS_AT_ONCE)

    async def sign_up(number: int) -> None:
        async with turn:
            await made[number].sign_up(f"client{number}")

    await asyncio.gather(*map(sign_up, range(count)))
    yield made
    for browser in browsers:
        await browser.aclose()


class TwoAddresses(httpx.AsyncBaseTransport):
    """A transport for a name with two addresses: uses one until it fails, then the other."""

    def __init__(self, number: int) -> None:
        self._way = httpx.AsyncHTTPTransport(local_address=network.client_address(number))
        self._addresses = deque(network.ADDRESSES[name] for name in network.BALANCERS)
        self._addresses.rotate(number)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request; it keeps the host name, on which cookies depend."""
        address = self._addresses[0]
        sent = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        try:
            return await self._way.handle_async_request(sent)
        except httpx.TransportError:
            if address == self._addresses[0]:
                self._addresses.rotate()
            raise

    async def aclose(self) -> None:
        """Close its connections."""
        await self._way.aclose()


def _browser(number: int) -> httpx.AsyncClient:
    transport = TwoAddresses(number)
    return httpx.AsyncClient(transport=transport, base_url=ORIGIN, timeout=ANSWER_SECONDS, trust_env=False)
