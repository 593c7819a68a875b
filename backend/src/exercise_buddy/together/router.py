"""Endpoints for following. Each acts for the signed-in user; others are given by name or by the relation's id."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status

from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.limits.rate_limit import Limit, RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.together.dependencies import TogetherReader, TogetherWriter
from exercise_buddy.together.exceptions import (
    BlockNotFound,
    FollowNotFound,
    NameBlocked,
    TooManyBlocks,
    TooManyFollows,
)
from exercise_buddy.together.schemas import DaysTogether, NamedUser, SharingChange, Together, WeekQuery, WeekTogether
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser

NAMES = Limit.of("together-names", "20/hour")
"""Per account: guessing names reveals nothing, and this limits how many people it bothers."""
BLOCKS = Limit.of("together-blocks", "60/hour")

router = APIRouter(
    route_class=AdmittedRoute, prefix="/together", tags=["together"], responses=problems(*ACCESS_REFUSALS)
)


@router.get("")
async def get_together(user: CurrentUser, together: TogetherReader) -> Together:
    """Whom the user follows, the user's followers, and how much they see."""
    return await together.all(user.user_id)


@router.patch("", responses=problems(InvalidInput))
async def update_together(user: CurrentUser, change: SharingChange, together: TogetherWriter) -> Together:
    """Choose how much followers see: nothing, days, exercises or counts. The default is nothing."""
    return await together.show(user.user_id, change.shows)


@router.get("/week", responses=problems(InvalidInput))
async def get_week_together(
    user: CurrentUser, query: Annotated[WeekQuery, Query()], together: TogetherReader
) -> WeekTogether:
    """The current week by exercise, of the user and of followed users. Different exercises are not summed."""
    return await together.week(user.user_id, query.first_day)


@router.get("/days")
async def get_days_together(user: CurrentUser, together: TogetherReader) -> DaysTogether:
    """What followed users did in the last two weeks, as far as they show it."""
    return await together.days(user.user_id)


@router.post(
    "/follows",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(InvalidInput, NameBlocked, TooManyFollows, TooManyRequests),
)
async def ask_to_follow(user: CurrentUser, named: NamedUser, together: TogetherWriter, limiter: RateLimiterDep) -> None:
    """Ask to follow somebody. The response is the same whether or not the name exists."""
    await limiter.hit(NAMES, str(user.user_id))
    await together.ask(user.user_id, named.username)


@router.post(
    "/follows/{follow_id}/allow",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(FollowNotFound, InvalidInput),
)
async def allow_follower(user: CurrentUser, follow_id: UUID, together: TogetherWriter) -> None:
    """Accept a follow request."""
    await together.allow(user.user_id, follow_id)


@router.delete(
    "/follows/{follow_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(FollowNotFound, InvalidInput),
)
async def end_follow(user: CurrentUser, follow_id: UUID, together: TogetherWriter) -> None:
    """Withdraw or decline a request, stop following, or remove a follower. Declined users are not told."""
    await together.end(user.user_id, follow_id)


@router.post(
    "/blocks",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(InvalidInput, TooManyBlocks, TooManyRequests),
)
async def block_user(user: CurrentUser, named: NamedUser, together: TogetherWriter, limiter: RateLimiterDep) -> None:
    """Block a name: neither follows the other or sees the other in challenges any more. The other one is not told."""
    await limiter.hit(BLOCKS, str(user.user_id))
    await together.block(user.user_id, named.username)


@router.delete(
    "/blocks/{block_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(BlockNotFound, InvalidInput),
)
async def unblock_user(user: CurrentUser, block_id: UUID, together: TogetherWriter) -> None:
    """Unblock a name, so that it may ask again."""
    await together.unblock(user.user_id, block_id)
