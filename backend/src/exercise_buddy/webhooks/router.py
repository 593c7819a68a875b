"""Endpoints for webhooks. They take the access token of a session: API tokens cannot make the server send data."""

from uuid import UUID

from fastapi import APIRouter, status

from exercise_buddy.auth.sessions.dependencies import PASSWORD_CONFIRMATIONS
from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.limits.rate_limit import Limit, RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser
from exercise_buddy.users.exceptions import WrongPassword
from exercise_buddy.webhooks.dependencies import WebhookServiceDep
from exercise_buddy.webhooks.exceptions import TooManyWebhooks, WebhookHostNotAllowed, WebhookNotFound
from exercise_buddy.webhooks.schemas import MadeWebhook, NewWebhook, Webhook, WebhookChange, Webhooks

TESTS = Limit.of("webhook-test", "10/minute")

router = APIRouter(
    route_class=AdmittedRoute,
    prefix="/users/me/webhooks",
    tags=["users"],
    responses=problems(*ACCESS_REFUSALS, TooManyRequests),
)


@router.get("")
async def list_webhooks(user: CurrentUser, webhooks: WebhookServiceDep) -> Webhooks:
    """The account's webhooks, oldest first, and the hosts that the server's operator allows."""
    return await webhooks.all(user.user_id)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(WrongPassword, WebhookHostNotAllowed, TooManyWebhooks, InvalidInput),
)
async def make_webhook(
    user: CurrentUser, new: NewWebhook, webhooks: WebhookServiceDep, limiter: RateLimiterDep
) -> MadeWebhook:
    """Send future events of the account's workouts to an address. The secret is shown only once."""
    await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    return await webhooks.make(user, new)


@router.patch("/{webhook_id}", responses=problems(WrongPassword, WebhookNotFound, InvalidInput))
async def update_webhook(
    webhook_id: UUID, user: CurrentUser, change: WebhookChange, webhooks: WebhookServiceDep, limiter: RateLimiterDep
) -> Webhook:
    """Switch a webhook off, which drops its waiting events, or on, which requires the password."""
    if change.enabled:
        await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    return await webhooks.change(user, webhook_id, change)


@router.post("/{webhook_id}/test", responses=problems(WebhookNotFound, InvalidInput))
async def test_webhook(
    webhook_id: UUID, user: CurrentUser, webhooks: WebhookServiceDep, limiter: RateLimiterDep
) -> Webhook:
    """Send one event of type `webhook.test`; `last_try` has the result."""
    await limiter.hit(TESTS, str(user.user_id))
    return await webhooks.test(user.user_id, webhook_id)


@router.delete(
    "/{webhook_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(WebhookNotFound, InvalidInput)
)
async def delete_webhook(webhook_id: UUID, user: CurrentUser, webhooks: WebhookServiceDep) -> None:
    """Delete a webhook with its secret and waiting events."""
    await webhooks.delete(user.user_id, webhook_id)
