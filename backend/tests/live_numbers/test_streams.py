"""Live states over real sockets: streams, their bounds, their end, and two processes on one database."""

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from exercise_buddy.core.db.notifications import LISTENER
from exercise_buddy.core.http.limits.rate_limit import Limit, RateLimiter
from exercise_buddy.core.redis_channel import RedisChannel
from exercise_buddy.core.settings import Settings
from exercise_buddy.live import router as live_router
from exercise_buddy.live.service import MAX_SCREENS_OF_ONE
from exercise_buddy.main import create_app
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.servers.live import served
from tests.support import CHEAP_BCRYPT, PASSWORD, V1, Sql, new_user, put

STATE = {"exercise_type": "push-up", "phase": "counting", "count": 7, "elapsed_seconds": 12.5, "hint": "Go lower"}


def process(settings: Settings) -> FastAPI:
    """The application as in a process of its own."""
    app = create_app(settings)
    put(app, password_hasher=PasswordHasher(CHEAP_BCRYPT))
    put(app, rate_limiter=RateLimiter(enabled=False))
    return app


@pytest.fixture
def first(settings: Settings, sql: Sql) -> Iterator[tuple[FastAPI, str]]:
    app = process(settings)
    with served(app) as url:
        yield app, url


@contextmanager
def signed_in(url: str, username: str, *, is_new: bool = True) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url + V1, timeout=20) as client:
        if is_new:
            assert client.post("/auth/register", json=new_user(username)).status_code == 201
        login = client.post("/auth/login", json={"identifier": username, "password": PASSWORD})
        client.headers["Authorization"] = f"Bearer {login.json()['access_token']}"
        yield client


class Watching:
    """A stream that is open, event by event."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.iter_lines()

    def next_block(self) -> list[str]:
        """The lines up to the next empty one; none at the end."""
        block: list[str] = []
        for line in self._lines:
            if not line:
                return block
            block.append(line)
        return block

    def next_state(self) -> Any:
        """The next state, beats left out; None at the end."""
        while block := self.next_block():
            if block[0].startswith("data: "):
                return json.loads(block[0].removeprefix("data: "))
        return None


@contextmanager
def watching(client: httpx.Client) -> Iterator[Watching]:
    with client.stream("GET", "/live") as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        stream = Watching(answer)
        assert stream.next_block() == [": alive"]
        yield stream


def show(client: httpx.Client, **fields: Any) -> bool:
    answer = client.post("/live", json=STATE | fields)
    assert answer.status_code == 200, answer.text
    watched: bool = answer.json()["watched"]
    return watched


def test_another_screen_of_the_account_gets_what_is_shown(first: tuple[FastAPI, str]) -> None:
    with signed_in(first[1], "ada") as ada, signed_in(first[1], "bob") as bob:
        assert show(ada) is False
        with watching(ada) as screen, watching(bob) as strangers:
            assert show(ada) is True
            assert screen.next_state() == STATE
            assert show(bob, count=1) is True
            assert strangers.next_state()["count"] == 1


def test_the_stream_ends_with_its_session(first: tuple[FastAPI, str]) -> None:
    with signed_in(first[1], "ada") as ada, watching(ada) as screen:
        with signed_in(first[1], "ada", is_new=False) as elsewhere:
            assert elsewhere.post("/auth/logout-all").status_code == 204
            with signed_in(first[1], "ada", is_new=False) as again:
                # Nothing more comes to it, not even what is shown a moment later.
                show(again)
        assert screen.next_block() == ["event: over", "data: {}"]
        assert screen.next_block() == []


def test_streams_of_one_account_are_few(first: tuple[FastAPI, str]) -> None:
    with signed_in(first[1], "ada") as ada, signed_in(first[1], "bob") as bob:
        with ExitStack() as screens:
            for _ in range(MAX_SCREENS_OF_ONE):
                screens.enter_context(watching(ada))
            refused = ada.get("/live")
            assert (refused.status_code, refused.json()["code"]) == (429, "too_many_screens")
            screens.enter_context(watching(bob))
        # Who left makes room, as soon as the server has noticed.
        status = 0
        while status != 200:
            with ada.stream("GET", "/live") as answer:
                status = answer.status_code


def test_states_are_small_numbers_and_not_too_many(first: tuple[FastAPI, str], monkeypatch: pytest.MonkeyPatch) -> None:
    with signed_in(first[1], "ada") as ada:
        for wrong in ({"count": -1}, {"count": 1.5}, {"phase": "flying"}, {"landmarks": [1, 2]}, {"hint": "x" * 121}):
            assert ada.post("/live", json=STATE | wrong).status_code == 422
        assert ada.post("/live", content=b" " * 3000).status_code == 413
        monkeypatch.setattr(live_router, "STATES", Limit.of("live-states", "2/minute"))
        put(first[0], rate_limiter=RateLimiter())
        assert [ada.post("/live", json=STATE).status_code for _ in range(3)] == [200, 200, 429]


@contextmanager
def showing(client: httpx.Client) -> Iterator[Counter[str]]:
    """Shows a count that goes up, again and again, for as long as this lasts."""
    counter: Counter[str] = Counter()
    is_over = threading.Event()

    def go_on() -> None:
        while not is_over.wait(0.02):
            counter["shown"] += 1
            show(client, count=counter["shown"])

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield counter
    finally:
        is_over.set()
        thread.join()


async def test_across_two_processes_and_after_the_connection_between_them_broke(
    first: tuple[FastAPI, str], settings: Settings, sql: Sql
) -> None:
    with (
        served(process(settings)) as second,
        signed_in(first[1], "ada") as phone,
        signed_in(second, "ada", is_new=False) as laptop,
        watching(laptop) as screen,
        showing(phone) as counter,
    ):
        assert screen.next_state()["count"] > 0
        ended = await sql.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", LISTENER
        )
        assert len(ended) >= 2
        # What was shown meanwhile is lost; what comes after arrives again, by itself.
        lost = counter["shown"] + 1
        while screen.next_state()["count"] <= lost:
            pass


async def test_the_channel_of_redis_carries_the_same(redis_url: str) -> None:
    heard: list[str] = []
    here, there = RedisChannel(redis_url, "test"), RedisChannel(redis_url, "test")
    listening = asyncio.create_task(there.listen(heard.append))
    while not heard:
        await here.publish("a message")
        await asyncio.sleep(0.02)
    listening.cancel()
    await asyncio.wait([listening])
    await here.close()
    await there.close()
    assert heard[0] == "a message"


async def test_a_redis_that_is_not_there_is_an_absent_server() -> None:
    channel = RedisChannel("redis://127.0.0.1:1", "test")
    with pytest.raises(ConnectionError):
        await channel.publish("a message")
    await channel.close()
