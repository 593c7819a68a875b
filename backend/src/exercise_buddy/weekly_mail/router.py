"""Endpoints for the weekly mail."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response, status
from fastapi.responses import RedirectResponse

from exercise_buddy.auth.mail.exceptions import MailNotConfigured
from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.limits.rate_limit import ClientNetwork, Limit, RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.core.http.resources import resources
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser
from exercise_buddy.users.exceptions import EmailNotVerified
from exercise_buddy.weekly_mail.dependencies import WeeklyMailServiceDep
from exercise_buddy.weekly_mail.exceptions import UnsubscribeLinkInvalid
from exercise_buddy.weekly_mail.links import ENDPOINT
from exercise_buddy.weekly_mail.resources import WeeklyMailResources
from exercise_buddy.weekly_mail.schemas import WeeklyMail, WeeklyMailChange

UNSUBSCRIBING = Limit.of("unsubscribe-network", "600/minute")
"""High, because a mail provider posts for all of its users, and a token cannot be guessed."""

UnsubscribeToken = Annotated[str, Query(max_length=1024)]

router = APIRouter(route_class=AdmittedRoute, tags=["users"], responses=problems(InvalidInput, TooManyRequests))
account_router = APIRouter(
    route_class=AdmittedRoute, prefix="/users/me", tags=["users"], responses=problems(*ACCESS_REFUSALS)
)


@account_router.get("/weekly-mail")
async def get_weekly_mail(user: CurrentUser, weekly_mail: WeeklyMailServiceDep) -> WeeklyMail:
    """Whether the mail about the previous week is on, and in which language."""
    return await weekly_mail.setting(user.user_id)


@account_router.patch("/weekly-mail", responses=problems(MailNotConfigured, EmailNotVerified, InvalidInput))
async def update_weekly_mail(
    user: CurrentUser, change: WeeklyMailChange, weekly_mail: WeeklyMailServiceDep
) -> WeeklyMail:
    """Turn it on in a language, from the next Monday on, or off."""
    return await weekly_mail.change(user.user_id, change.language)


@router.post(ENDPOINT, status_code=status.HTTP_204_NO_CONTENT, responses=problems(UnsubscribeLinkInvalid))
async def unsubscribe_weekly_mail(
    token: UnsubscribeToken, weekly_mail: WeeklyMailServiceDep, limiter: RateLimiterDep, network: ClientNetwork
) -> None:
    """Turn the weekly mail off with the token of any of its mails, as mail programs do (RFC 8058). Idempotent."""
    await limiter.hit(UNSUBSCRIBING, network)
    await weekly_mail.unsubscribe(token)


@router.get(
    ENDPOINT,
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=Response,
    responses={
        status.HTTP_303_SEE_OTHER: {"description": "To a page with a button: looking at a link changes nothing."}
    },
)
async def show_unsubscribe_page(
    token: UnsubscribeToken, request: Request, limiter: RateLimiterDep, network: ClientNetwork
) -> Response:
    """For people whose mail program opens the address instead of posting to it."""
    await limiter.hit(UNSUBSCRIBING, network)
    return RedirectResponse(
        resources(request, WeeklyMailResources).unsubscribe_links.page(token), status.HTTP_303_SEE_OTHER
    )
