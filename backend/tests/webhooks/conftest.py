"""A receiver over TLS on this machine that the operator allows, and Ada's webhook to it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from exercise_buddy.core.outgoing_client import CheckedHosts, OutgoingClient
from exercise_buddy.webhooks.dependencies import webhook_sender
from exercise_buddy.webhooks.hosts import WebhookHosts
from tests.servers.push_service import HOST, Elsewhere, PushService, public, running_push_service
from tests.support import PASSWORD, Api, changed

PATH = "/users/me/webhooks"
URL = f"https://{HOST}/hook?key=of-the-receiver"
EVERY_EVENT = ["workout.changed", "workout.deleted", "workout.saved"]


def new_webhook(**fields: Any) -> dict[str, Any]:
    return {"password": PASSWORD, "url": URL, "events": EVERY_EVENT, **fields}


async def made(user: Api, **fields: Any) -> dict[str, Any]:
    answer = await user.post(PATH, new_webhook(**fields))
    assert answer.status_code == 201, answer.text
    webhook: dict[str, Any] = answer.json()
    return webhook


async def shown(user: Api) -> list[dict[str, Any]]:
    answer = await user.get(PATH)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


@dataclass
class Receiver:
    """What came, and what has it come."""

    app: FastAPI
    service: PushService

    async def send_due(self) -> int:
        return await webhook_sender(self.app.state.resources).send_due()

    @property
    def ids(self) -> list[str]:
        return [each.headers["webhook-id"] for each in self.service.received]


@pytest.fixture
async def receiver(app: FastAPI, tmp_path: Path) -> AsyncIterator[Receiver]:
    async with running_push_service(tmp_path) as service:
        hosts = WebhookHosts.of([HOST])
        client = OutgoingClient(
            CheckedHosts(hosts.may_reach, public, Elsewhere(service)), service.context, max_seconds=2
        )
        with changed(app, webhook_hosts=hosts, webhook_client=client):
            yield Receiver(app, service)
        await client.close()
