"""The webhook service, and the sender of events."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.auth.postbox.dependencies import PostboxDep
from exercise_buddy.auth.secret_box import SecretBox
from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.core.db.database import Database, Executor, SessionDep
from exercise_buddy.core.http.resources import resources
from exercise_buddy.core.queues import WaitingQuery
from exercise_buddy.webhooks.repository import WebhookRepository
from exercise_buddy.webhooks.resources import WebhookResources
from exercise_buddy.webhooks.sending import WebhookSender
from exercise_buddy.webhooks.service import WebhookService, reseal_all

SEALING_PURPOSE = "exercise-buddy webhooks"


async def reseal_webhook_secrets(executor: Executor, key_secrets: Sequence[str]) -> None:
    """Seal every secret with the first key, where one of them opens it."""
    await reseal_all(WebhookRepository(executor), SecretBox(key_secrets, SEALING_PURPOSE))


def webhook_sender(shared: WebhookResources) -> WebhookSender:
    """The process's sender of events."""
    return WebhookSender(shared.database, shared.webhook_client, shared.webhook_hosts, shared.webhook_box, shared.clock)


def waiting_events(database: Database) -> WaitingQuery:
    """The query for how many events wait, for the metrics."""
    return WebhookRepository(database).waiting


async def webhook_service(
    request: Request, session: SessionDep, sessions: SessionServiceDep, postbox: PostboxDep
) -> WebhookService:
    """The service, writing in the request's transaction."""
    shared = resources(request, WebhookResources)
    return WebhookService(
        WebhookRepository(session),
        sessions,
        postbox,
        webhook_sender(shared),
        shared.webhook_hosts,
        shared.webhook_box,
        shared.clock,
    )


WebhookServiceDep = Annotated[WebhookService, Depends(webhook_service)]
