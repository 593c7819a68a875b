"""Counting requests: windows, keys, networks; Redis where there is one."""

import asyncio
import sys
import time
from pathlib import Path

import pytest
from starlette.requests import Request

from exercise_buddy.core.errors import TooManyRequests
from exercise_buddy.core.http.limits import rate_limit
from exercise_buddy.core.http.limits.rate_limit import Limit, Memory, RateLimiter, client_network, network_of
from exercise_buddy.core.settings import SettingsError

TWICE = Limit.of("test", "2/minute")


async def exhaust(limiter: RateLimiter, *keys: str) -> int:
    """How many hits pass before one is refused."""
    for count in range(10):
        try:
            await limiter.hit(TWICE, *keys)
        except TooManyRequests:
            return count
    return 10


async def test_each_key_has_its_own_count() -> None:
    limiter = RateLimiter()
    assert await exhaust(limiter, "ada") == 2
    assert await exhaust(limiter, "ada") == 0
    assert await exhaust(limiter, "bob") == 2
    assert await exhaust(limiter, "ada", "network") == 2
    assert await exhaust(limiter, "\ud800" * 10_000) == 2


async def test_the_networks_of_one_site_share_a_wider_limit() -> None:
    """Whoever has an IPv6 /48 has 65,536 networks to guess from."""
    limiter = RateLimiter()
    networks = [network_of(f"2001:db8:1:{number:x}::1") for number in range(20)]
    assert [await exhaust(limiter, "ada", network) for network in networks] == [2] * 16 + [0] * 4
    assert await exhaust(limiter, "ada", network_of("2001:db8:2::1")) == 2
    assert await exhaust(limiter, network_of("192.0.2.7")) == 2


async def test_hits_of_many_cost_no_thread_and_are_forgotten_when_their_window_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refused(*_: object) -> None:
        raise AssertionError("a hit is counted without a thread")

    monkeypatch.setattr(asyncio, "to_thread", refused)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    memory = Memory()
    for key in ("ada", "bob", "ada"):
        assert await memory.acquire_entry(key, 5, 60)
    now += 50
    assert await memory.acquire_entry("ada", 5, 60)
    now += 20
    assert await memory.acquire_entry("eve", 5, 60)
    await asyncio.sleep(0)
    assert {key: len(hits) for key, hits in memory.events.items()} == {"ada": 1, "eve": 1}
    assert set(memory.locks) == {"ada", "eve"}


@pytest.mark.parametrize("seconds", [-3600, 86_400])
async def test_a_leaping_clock_locks_nobody_out_and_limits_still_apply(
    seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    memory = Memory()
    assert [await memory.acquire_entry("ada", 2, 60) for _ in range(3)] == [True, True, False]
    now += seconds
    assert [await memory.acquire_entry("ada", 2, 60) for _ in range(3)] == [True, True, False]


async def test_a_clock_that_is_corrected_a_little_forgets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    memory = Memory()
    assert [await memory.acquire_entry("ada", 2, 60) for _ in range(2)] == [True, True]
    now -= 0.5
    assert not await memory.acquire_entry("ada", 2, 60)


async def test_a_refusal_says_how_long_to_wait() -> None:
    limiter = RateLimiter()
    await exhaust(limiter, "ada")
    with pytest.raises(TooManyRequests) as refused:
        await limiter.hit(TWICE, "ada")
    assert 0 < int(refused.value.headers["Retry-After"]) <= 60


async def test_limits_can_be_switched_off() -> None:
    assert await exhaust(RateLimiter(enabled=False), "ada") == 10


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        (None, ""),
    ],
)
def test_one_household_is_one_network(host: str | None, network: str) -> None:
    scope = {"type": "http", "client": (host, 1234) if host else None}
    assert client_network(Request(scope)) == network


async def test_two_processes_share_their_counts_in_redis(redis_url: str) -> None:
    one, other = RateLimiter(redis_url), RateLimiter(redis_url)
    await one.hit(TWICE, "ada")
    assert await exhaust(other, "ada") == 1
    assert await exhaust(one, "ada") == 0
    await one.close()
    await other.close()


def test_a_missing_client_of_redis_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis.asyncio", None)
    with pytest.raises(SettingsError, match="pip install"):
        RateLimiter("redis://localhost")


async def test_without_its_redis_a_process_counts_by_itself(tmp_path: Path) -> None:
    limiter = RateLimiter(f"unix://{tmp_path}/nobody-listens.sock")
    assert await exhaust(limiter, "ada") == 2
    assert await exhaust(limiter, "ada") == 0
    await limiter.close()


async def test_of_a_redis_that_hangs_one_request_waits_and_the_others_count_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limit, "REDIS_TIMEOUT_SECONDS", 0.1)
    monkeypatch.setattr(rate_limit, "REDIS_REST_SECONDS", 3600)
    asked = 0

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        await reader.read()
        writer.close()

    path = tmp_path / "hangs.sock"
    async with await asyncio.start_unix_server(say_nothing, path):
        limiter = RateLimiter(f"unix://{path}")
        assert await exhaust(limiter, "ada") == 2
        asked_first = asked
        assert await exhaust(limiter, "bob") == 2
        await limiter.close()
    assert asked == asked_first > 0
