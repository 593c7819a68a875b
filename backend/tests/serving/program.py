"""The program itself, started as an operator does."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

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
        # Whoever asks while the waiting server gives way to the application waits for the application.
        client = httpx.AsyncClient(base_url=f"http://{HOST}:{port}", timeout=PATIENCE_SECONDS)
        async with client, asyncio.timeout(PATIENCE_SECONDS):
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


async def until_ready(client: httpx.AsyncClient, process: Process) -> None:
    """The same process serves, with nobody's help."""
    while (await client.get("/readyz")).status_code != 200:
        assert process.returncode is None, "it ended by itself"
        await asyncio.sleep(0.05)
    assert (await client.get("/api/v1/auth/capabilities")).status_code == 200
