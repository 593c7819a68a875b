"""Endpoints for one's own account."""

from fastapi import APIRouter

from exercise_buddy.core.db.time_zones import UnknownTimeZone
from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.http.limits.admission import AdmittedRoute, takes
from exercise_buddy.core.http.problems import problems
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser, UserServiceDep
from exercise_buddy.users.schemas import User, UserChanges

MAX_PROFILE_BYTES = 512 * 1024
"""256 KiB of preferences, with JSON escapes, and the other fields."""
MAX_PROFILE_VALUES = 5000

router = APIRouter(
    route_class=AdmittedRoute,
    prefix="/users/me",
    tags=["users"],
    responses=problems(*ACCESS_REFUSALS),
)


@router.get("")
async def get_current_user(user: CurrentUser, users: UserServiceDep) -> User:
    """The signed-in user's account."""
    return await users.profile(user.user_id)


@router.patch("", responses=problems(InvalidInput, UnknownTimeZone))
@takes(MAX_PROFILE_BYTES, MAX_PROFILE_VALUES)
async def update_current_user(user: CurrentUser, changes: UserChanges, users: UserServiceDep) -> User:
    """Change the profile; missing fields stay as they are.

    A new time zone applies from now on: stored workouts keep their days.
    """
    return await users.change(user.user_id, changes)
