"""Reads from a real streaming replica: one's own writes are always seen, whatever happens to it."""

import asyncio
import os
import secrets
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from math import inf
from pathlib import Path

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from exercise_buddy.core.db.replicas import COOKIE, MAX_LAG_SECONDS, Replicas
from exercise_buddy.core.settings import Settings
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.main import create_app
from exercise_buddy.serving.database import prepare
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.embedded.scenarios import postmaster_pid
from tests.servers.replica import Replica
from tests.support import CHEAP_BCRYPT, NOW, Api, FakeClock, new_workout, put


class Clock:
    """Seconds that only the test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Cluster:
    """Two processes of the application, a primary and a replica."""

    apps: list[FastAPI]
    primary: EmbeddedPostgres
    replica: Replica
    clock: Clock

    def client(self, number: int) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.apps[number]), base_url="http://127.0.0.1:8000")

    def replicas(self, number: int) -> Replicas:
        replicas: Replicas = self.apps[number].state.resources.replicas
        return replicas

    async def check(self) -> None:
        for number in range(2):
            await self.replicas(number).check()

    async def check_until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not condition():
                await self.check()
                await asyncio.sleep(0.05)

    def asks_replica(self, number: int, position: int = 0) -> bool:
        return self.replicas(number).after(position) is not self.apps[number].state.resources.database


@pytest.fixture
async def cluster(tmp_path: Path) -> AsyncIterator[Cluster]:
    with EmbeddedPostgres(tmp_path / "primary") as primary:
        await prepare(primary.url())
        (tmp_path / "replica").mkdir()
        replica = await asyncio.to_thread(Replica, primary, tmp_path / "replica")
        settings = Settings(
            database_url=SecretStr(primary.url()),
            # Each server, the primary too, as compose.replicas.yaml names them: any may be promoted.
            database_replica_urls=[SecretStr(primary.url()), SecretStr(replica.url)],
            jwt_secret=SecretStr(secrets.token_hex(32)),
            data_dir=tmp_path / "data",
            web_dir=tmp_path / "no-web-app",
        )
        clock = Clock()
        apps = [create_app(settings, clock=FakeClock(NOW)) for _ in range(2)]
        for app in apps:
            put(app, password_hasher=PasswordHasher(CHEAP_BCRYPT))
            app.state.resources.replicas._monotonic = clock  # noqa: SLF001 - time stands still unless the test moves it
        yield Cluster(apps, primary, replica, clock)
        for app in apps:
            await app.state.resources.replicas.close()
            await app.state.resources.database.close()
        await asyncio.to_thread(replica.kill)


@dataclass
class Ada:
    """Ada's browser, as it finds one process or the other, and another device of hers."""

    cluster: Cluster
    browser: httpx.AsyncClient
    other_device: httpx.AsyncClient
    api: Api

    @property
    def position(self) -> int:
        return int(self.browser.cookies[COOKIE])

    async def sees(self) -> int:
        """How many workouts, in another process than the one that she saves in."""
        async with self.cluster.client(1) as elsewhere:
            elsewhere.cookies = self.browser.cookies
            return await self.count(elsewhere)

    async def sees_on_other_device(self) -> int:
        return await self.count(self.other_device)

    async def count(self, client: httpx.AsyncClient) -> int:
        answer = await client.get("/api/v1/workouts", headers={"Authorization": f"Bearer {self.api.token}"})
        assert answer.status_code == 200, answer.text
        return len(answer.json()["items"])


@pytest.fixture
async def ada(cluster: Cluster) -> AsyncIterator[Ada]:
    async with cluster.client(0) as browser, cluster.client(1) as other_device:
        ada = Ada(cluster, browser, other_device, await Api(browser).sign_up("ada"))
        await cluster.check_until(lambda: cluster.asks_replica(1, ada.position))
        yield ada


async def test_own_writes_are_seen_in_every_process_whatever_becomes_of_the_replica(ada: Ada, cluster: Cluster) -> None:
    await it_lags(ada, cluster)
    await it_hangs_and_is_lost(ada, cluster)
    await it_is_promoted(ada, cluster)


async def it_lags(ada: Ada, cluster: Cluster) -> None:
    await cluster.check()
    assert [lag for _, lag in cluster.replicas(0).lags()] == [0.0], "the primary lags behind nobody"
    with cluster.replica.replay_frozen():
        await ada.api.save()
        await cluster.check()
        assert await ada.sees() == 1
        assert await ada.sees_on_other_device() == 0
        # But not for long.
        cluster.clock.now += MAX_LAG_SECONDS + 1
        await cluster.check()
        assert await ada.sees_on_other_device() == 1
    await cluster.check_until(lambda: cluster.asks_replica(1, ada.position))
    assert await ada.sees() == await ada.sees_on_other_device() == 1


async def it_hangs_and_is_lost(ada: Ada, cluster: Cluster) -> None:
    with cluster.replica.hanging():
        assert await ada.sees() == 1
        assert not cluster.asks_replica(1), "one read waits, not every one"
    await asyncio.to_thread(cluster.replica.kill)
    assert await ada.count(ada.browser) == 1
    await cluster.check()
    assert not cluster.asks_replica(0)
    metrics = cluster.apps[0].state.resources.metrics.render().decode()
    assert "+Inf" in metrics.partition("replica_lag_seconds{")[2]
    assert 'database_connections{state="limit"} 10.0' in metrics
    await asyncio.to_thread(cluster.replica.start)
    await cluster.check_until(lambda: cluster.asks_replica(0) and cluster.asks_replica(1))
    assert await ada.sees() == 1


async def it_is_promoted(ada: Ada, cluster: Cluster) -> None:
    """It is a primary of its own from then on, and hears of no save."""
    cluster.replica.promote()
    connection = await asyncpg.connect(cluster.replica.url)
    async with asyncio.timeout(60):
        while await connection.fetchval("SELECT pg_is_in_recovery()"):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.02)
    await connection.close()
    await cluster.check()
    assert {lag for number in range(2) for _, lag in cluster.replicas(number).lags()} == {inf}
    assert await ada.sees() == 1


async def test_a_cookie_of_somebody_else_is_answered_by_the_primary(ada: Ada, cluster: Cluster) -> None:
    await ada.api.save()
    with cluster.replica.replay_frozen():
        for value in ("-1", "9" * 40, "primary"):
            ada.other_device.cookies.set(COOKIE, value)
            assert await ada.sees_on_other_device() == 1


COMMITS_THAT_WAIT = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


async def until_a_commit_waits(connection: asyncpg.Connection) -> None:
    """For a replica to have it."""
    async with asyncio.timeout(60):
        while not await connection.fetchval(f"SELECT count(*) {COMMITS_THAT_WAIT}"):  # noqa: ASYNC110 - the server
            await asyncio.sleep(0.02)


async def test_a_retry_confirms_nothing_that_no_replica_has(ada: Ada, cluster: Cluster) -> None:
    """A primary that is stopped while a commit waits keeps the row by itself; in a failover it would be lost."""
    settings = cluster.primary.data_dir / "postgres" / "postgresql.auto.conf"
    settings.write_text(settings.read_text() + "synchronous_standby_names = 'ANY 1 (replica)'\n")
    os.kill(postmaster_pid(cluster.primary.data_dir), signal.SIGHUP)
    connection = await asyncpg.connect(cluster.primary.url())
    workout = new_workout()
    with cluster.replica.hanging():
        stopped = asyncio.create_task(ada.api.post("/workouts", workout))
        await until_a_commit_waits(connection)
        await connection.execute(f"SELECT pg_terminate_backend(pid) {COMMITS_THAT_WAIT}")
        assert (await stopped).status_code == 503
        retry = asyncio.create_task(ada.api.post("/workouts", workout))
        waiting = asyncio.create_task(until_a_commit_waits(connection))
        await asyncio.wait({retry, waiting}, return_when=asyncio.FIRST_COMPLETED)
        assert not retry.done()
        await waiting
    assert (await retry).status_code == 200
    await connection.close()
