"""The service of webhooks, and what delivers their events."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import State

from exercise_buddy.auth.postbox.dependencies import PostboxDep
from exercise_buddy.auth.safe import Safe
from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.core.db.database import Executor, SessionDep
from exercise_buddy.webhooks.repository import WebhookRepository
from exercise_buddy.webhooks.sending import WebhookSender
from exercise_buddy.webhooks.service import WebhookService, reseal_all

SAFE_PURPOSE = "exercise-buddy webhooks"


async def reseal_webhook_secrets(executor: Executor, key_secrets: Sequence[str]) -> None:
    """Seal every secret with the first key, where one of them opens it."""
    await reseal_all(WebhookRepository(executor), Safe(key_secrets, SAFE_PURPOSE))


def webhook_sender(state: State) -> WebhookSender:
    """What delivers the events of the process."""
    return WebhookSender(state.database, state.webhook_doors, state.webhook_hosts, state.webhook_safe, state.clock)


async def webhook_service(
    request: Request, session: SessionDep, sessions: SessionServiceDep, postbox: PostboxDep
) -> WebhookService:
    """The service, its writes in the request's transaction."""
    state = request.app.state
    return WebhookService(
        WebhookRepository(session),
        sessions,
        postbox,
        webhook_sender(state),
        state.webhook_hosts,
        state.webhook_safe,
        state.clock,
    )


WebhookServiceDep = Annotated[WebhookService, Depends(webhook_service)]
