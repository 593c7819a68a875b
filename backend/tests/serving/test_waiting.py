"""A start while the database does not answer: nobody has to start the server again."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.line import lines_to
from tests.support import assert_problem

HOST = "127.0.0.1"
PROGRAM = str(Path(sys.executable).with_name("exercise-buddy"))
PATIENCE_SECONDS = 300


@asynccontextmanager
async def started(database_url: str, folder: Path) -> AsyncIterator[tuple[httpx.AsyncClient, Process]]:
    """`exercise-buddy serve` and a client for it, as soon as it accepts connections."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    variables = os.environ | {"DATABASE_URL": database_url, "ALLOWED_HOSTS": "buddy.example.com"}
    options = ["--port", str(port), "--data-dir", str(folder)]
    process = await asyncio.create_subprocess_exec(PROGRAM, "serve", *options, env=variables)
    try:
        async with httpx.AsyncClient(base_url=f"http://{HOST}:{port}") as client, asyncio.timeout(PATIENCE_SECONDS):
            while not await accepts(HOST, port):
                assert process.returncode is None, "it ended by itself"
                await asyncio.sleep(0.05)
            yield client, process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def accepts(host: str, port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(host, port)
    except ConnectionRefusedError:
        return False
    writer.close()
    return True


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
            while (await client.get("/readyz")).status_code != 200:
                assert process.returncode is None, "it ended by itself"
                await asyncio.sleep(0.05)
            assert (await client.get("/api/v1/auth/capabilities")).status_code == 200


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
