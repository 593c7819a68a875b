"""The receiver of docs/api.md, run as it stands there, told by the real application over plain http on this machine."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server

import httpx
import pytest
from fastapi import FastAPI

from exercise_buddy.core.outgoing_client import CheckedHosts, OutgoingClient
from exercise_buddy.webhooks.dependencies import webhook_sender
from exercise_buddy.webhooks.hosts import WebhookHosts
from tests.support import Api, FakeClock, changed
from tests.webhooks.conftest import PATH, made, shown

PAGE = Path(__file__).parents[3] / "docs" / "api.md"
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def port() -> int:
    with create_server(("127.0.0.1", 0)) as listening:
        free: int = listening.getsockname()[1]
        return free


@pytest.fixture
def start() -> Iterator[Callable[[dict[str, str]], subprocess.Popen[str]]]:
    processes: list[subprocess.Popen[str]] = []

    def start(settings: dict[str, str]) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", BLOCKS[1]]
        processes.append(subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.PIPE, text=True))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.communicate()


async def test_the_receiver_of_the_documentation_takes_what_is_genuine(
    app: FastAPI, ada: Api, clock: FakeClock, port: int, start: Callable[[dict[str, str]], subprocess.Popen[str]]
) -> None:
    hosts = WebhookHosts.of([f"http://localhost:{port}"])
    client = OutgoingClient(CheckedHosts(hosts.may_reach))
    with changed(app, webhook_hosts=hosts, webhook_client=client):
        # The receiver compares times by its own clock.
        clock.now = datetime.now(UTC)
        ada = await ada.sign_in("ada")
        webhook = await made(ada, url=f"http://localhost:{port}/")
        receiver = start({"WEBHOOK_SECRET": webhook["secret"], "PORT": str(port)})
        await _is_up(port)
        await ada.save()
        await webhook_sender(app.state.resources).send_due()
        assert [each["last_try"]["status"] for each in await shown(ada)] == [204]
        assert receiver.stdout is not None
        assert receiver.stdout.readline() == "workout.saved push-up 12\n"
        clock.now += timedelta(minutes=6)
        tested = await ada.post(f"{PATH}/{webhook['id']}/test")
        assert tested.json()["last_try"]["status"] == 400
    await client.close()


async def _is_up(port: int) -> None:
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=10)) as client:
        answer = await client.post(f"http://localhost:{port}/", content=b"{}")
    assert answer.status_code == 400
