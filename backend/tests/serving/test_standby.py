"""A start while the database does not answer: nobody has to start the server again."""

import asyncio
import socket
from pathlib import Path

import pytest
from pydantic import SecretStr

from exercise_buddy.core.settings import Settings
from exercise_buddy.serving import standby
from exercise_buddy.serving.errors import DatabaseAway
from tests.servers.line import lines_to
from tests.serving.program import HOST, PATIENCE_SECONDS, started, until_ready
from tests.support import assert_problem


@pytest.mark.parametrize("how", ["hangs", "refuses"])
async def test_a_server_that_starts_while_the_database_is_away_waits_for_it(
    how: str, database_url: str, tmp_path: Path
) -> None:
    async with lines_to(database_url, 1) as ([line], [port], login):
        if how == "hangs":
            line.hang()
        line.refuses = how == "refuses"
        url = f"postgresql://{login.user}@{HOST}:{port}/{login.database}"
        async with started(url, tmp_path) as (client, process):
            alive = await client.get("/healthz")
            assert (alive.json(), alive.headers["Connection"]) == ({"status": "ok"}, "close")
            not_ready = await client.get("/readyz")
            assert (not_ready.status_code, not_ready.json()) == (503, {"status": "the database does not answer"})
            refused = await client.post("/api/v1/auth/login", json={}, headers={"Host": "buddy.example.com"})
            assert_problem(refused, 503, "database_unavailable")
            assert "Retry-After" in refused.headers
            assert "Content-Security-Policy" in refused.headers
            assert_problem(await client.get("/", headers={"Host": "evil.example"}), 421, "host_unknown")

            line.refuses = False
            line.go_on()
            await until_ready(client, process)


async def test_probes_are_answered_while_the_database_is_frozen_in_the_middle_of_a_migration(
    empty_database: str, tmp_path: Path
) -> None:
    async with lines_to(empty_database, 1) as ([line], [port], login):
        line.hangs_at = b"CREATE TABLE workouts"
        url = f"postgresql://{login.user}@{HOST}:{port}/{login.database}"
        async with started(url, tmp_path) as (client, process):
            await line.has_hung_there.wait()
            assert (await client.get("/healthz")).json() == {"status": "ok"}
            not_ready = await client.get("/readyz")
            assert (not_ready.status_code, not_ready.json()) == (503, {"status": "the database is being prepared"})
            assert_problem(await client.get("/api/v1/auth/capabilities"), 503, "database_unavailable")

            line.go_on()
            await until_ready(client, process)


async def test_what_it_waits_for_is_said_without_the_password_and_it_can_be_stopped(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with started(f"postgresql://ada:hidden@{HOST}:1/buddy", tmp_path) as (_, process):
        process.terminate()
        await process.wait()
    said = "".join(capfd.readouterr())
    assert "127.0.0.1, port 1, database buddy" in said
    assert "hidden" not in said
    assert "Traceback" not in said


async def test_a_wrong_user_is_not_waited_for(database_url: str, tmp_path: Path) -> None:
    async with lines_to(database_url, 1) as (_, [port], login):
        with pytest.raises(AssertionError, match="it ended by itself"):
            async with started(f"postgresql://nobody_known@{HOST}:{port}/{login.database}", tmp_path):
                pass


async def test_whoever_has_connected_before_the_database_comes_is_still_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(standby, "GRACE_SECONDS", PATIENCE_SECONDS)
    settings = Settings(database_url=SecretStr("postgresql://"))
    is_there = asyncio.Event()

    async def prepare() -> None:
        if not is_there.is_set():
            raise DatabaseAway

    async def probe(seconds_until_it_asks: float) -> str:
        reader, writer = await asyncio.open_connection(HOST, listening.getsockname()[1])
        try:
            await asyncio.sleep(seconds_until_it_asks)
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            return (await reader.read()).decode()
        finally:
            writer.close()

    with socket.create_server((HOST, 0)) as listening:
        listening.setblocking(False)
        async with asyncio.timeout(PATIENCE_SECONDS), asyncio.TaskGroup() as tasks:
            server = tasks.create_task(standby.once_it_answers(prepare, listening, settings))
            assert "200 OK" in await probe(0)
            is_there.set()
            # It tries once a second: the first of these ask before the database has answered, the others afterwards.
            probes = [tasks.create_task(probe(0.05 * step)) for step in range(30)]
            await server
            listening.close()
    assert all("200 OK" in probe.result() for probe in probes)
