"""Endpoints for reminders."""

from uuid import UUID

from fastapi import APIRouter, status

from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.limits.rate_limit import Limit, RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.reminders.dependencies import ReminderServiceDep
from exercise_buddy.reminders.exceptions import SubscriptionNotFound
from exercise_buddy.reminders.schemas import NewSubscription, PushServer, ReminderChange, Reminders, Subscription
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser

SUBSCRIPTIONS = Limit.of("push-subscription", "30/hour")

router = APIRouter(
    route_class=AdmittedRoute, prefix="/users/me/reminders", tags=["users"], responses=problems(*ACCESS_REFUSALS)
)


@router.get("")
async def get_reminders(user: CurrentUser, reminders: ReminderServiceDep) -> Reminders:
    """When the user is reminded to train, and in which browsers."""
    return await reminders.all(user)


@router.patch("", responses=problems(InvalidInput))
async def update_reminders(user: CurrentUser, change: ReminderChange, reminders: ReminderServiceDep) -> Reminders:
    """Choose days and hour, in the user's time zone. Nothing is sent between 22:00 and 7:00."""
    return await reminders.change(user, change)


@router.get("/server")
async def get_push_server(_user: CurrentUser, reminders: ReminderServiceDep) -> PushServer:
    """What a browser needs to subscribe."""
    return await reminders.server()


@router.post(
    "/subscriptions",
    status_code=status.HTTP_201_CREATED,
    responses=problems(InvalidInput, TooManyRequests),
)
async def subscribe_to_reminders(
    user: CurrentUser, new: NewSubscription, reminders: ReminderServiceDep, limiter: RateLimiterDep
) -> Subscription:
    """Show reminders in this session's browser, until it is signed out. Beyond ten browsers the oldest is removed."""
    await limiter.hit(SUBSCRIPTIONS, str(user.user_id))
    return await reminders.subscribe(user, new)


@router.delete(
    "/subscriptions/{subscription_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(SubscriptionNotFound, InvalidInput),
)
async def unsubscribe_from_reminders(subscription_id: UUID, user: CurrentUser, reminders: ReminderServiceDep) -> None:
    """Stop showing reminders in that browser."""
    await reminders.unsubscribe(user.user_id, subscription_id)
