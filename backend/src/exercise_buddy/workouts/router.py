"""Endpoints of workouts."""

import json
from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response, status
from fastapi.responses import StreamingResponse

from exercise_buddy.core.errors import InvalidInput, PayloadTooLarge, TooManyRequests, problems
from exercise_buddy.core.rate_limit import Limit, RateLimiterDep
from exercise_buddy.core.time_zones import UnknownTimeZone
from exercise_buddy.goals.dependencies import GoalReader
from exercise_buddy.goals.schemas import Goals
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser, UserServiceDep
from exercise_buddy.users.schemas import User
from exercise_buddy.workouts.dependencies import WorkoutReader, WorkoutWriter
from exercise_buddy.workouts.exceptions import NewerEditKept, WorkoutDeleted, WorkoutIdConflict, WorkoutNotFound
from exercise_buddy.workouts.schemas import (
    NewWorkout,
    SavedWorkout,
    Workout,
    WorkoutChanges,
    WorkoutFilter,
    WorkoutPage,
)
from exercise_buddy.workouts.service import WorkoutService

SAVES = Limit.of("save-workout", "600/minute")
EXPORTS = Limit.of("export", "10/minute")

_SIGNED_IN = problems(*ACCESS_REFUSALS)

router = APIRouter(prefix="/workouts", tags=["workouts"], responses={**_SIGNED_IN, **problems(InvalidInput)})
account_router = APIRouter(prefix="/users/me", tags=["users"], responses=_SIGNED_IN)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses={
        status.HTTP_200_OK: {"model": SavedWorkout, "description": "It was already saved."},
        **problems(WorkoutIdConflict, WorkoutDeleted, PayloadTooLarge, InvalidInput, UnknownTimeZone, TooManyRequests),
    },
)
async def create_workout(
    user: CurrentUser, workout: NewWorkout, response: Response, workouts: WorkoutWriter, limiter: RateLimiterDep
) -> SavedWorkout:
    """Save a finished set. Saving the same one again is harmless and gives what is stored."""
    await limiter.hit(SAVES, str(user.user_id))
    saved, is_new = await workouts.save(user.user_id, workout)
    if not is_new:
        response.status_code = status.HTTP_200_OK
    return saved


@router.get("")
async def list_workouts(
    user: CurrentUser, wanted: Annotated[WorkoutFilter, Query()], workouts: WorkoutReader
) -> WorkoutPage:
    """Workouts, newest first. `from` and `to` are days in the zone of each workout, both included."""
    return await workouts.list(user.user_id, wanted)


@router.get("/{workout_id}", responses=problems(WorkoutNotFound))
async def get_workout(user: CurrentUser, workout_id: UUID, workouts: WorkoutReader) -> Workout:
    """One workout."""
    return await workouts.get(user.user_id, workout_id)


@router.patch("/{workout_id}", responses=problems(WorkoutNotFound, NewerEditKept))
async def update_workout(
    user: CurrentUser, workout_id: UUID, changes: WorkoutChanges, workouts: WorkoutWriter
) -> SavedWorkout:
    """Correct a workout; its energy is worked out anew with the weight of its day.

    Of edits made on several devices the last one holds, by `edited_at`, in whatever order they come in.
    """
    return await workouts.change(user.user_id, workout_id, changes)


@router.delete("/{workout_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(WorkoutNotFound))
async def delete_workout(user: CurrentUser, workout_id: UUID, workouts: WorkoutWriter) -> None:
    """Delete a workout. It can be restored for 30 days; deleting it again is harmless."""
    await workouts.delete(user.user_id, workout_id)


@router.post("/{workout_id}/restore", responses=problems(WorkoutNotFound))
async def restore_workout(user: CurrentUser, workout_id: UUID, workouts: WorkoutWriter) -> SavedWorkout:
    """Bring a deleted workout back; one that is not deleted stays as it is."""
    return await workouts.restore(user.user_id, workout_id)


@account_router.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        status.HTTP_200_OK: {
            "description": "A file with the account, its goals and every workout.",
            "content": {"application/json": {"schema": {"type": "object"}}},
        },
        **problems(TooManyRequests),
    },
)
async def export_account(
    user: CurrentUser, users: UserServiceDep, goals: GoalReader, workouts: WorkoutReader, limiter: RateLimiterDep
) -> StreamingResponse:
    """Everything that is stored of the account, but for the password's hash, as a JSON file."""
    await limiter.hit(EXPORTS, str(user.user_id))
    profile = await users.profile(user.user_id)
    return StreamingResponse(
        _export(profile, await goals.list(user.user_id), workouts),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="exercise-buddy.json"'},
    )


async def _export(profile: User, goals: Goals, workouts: WorkoutService) -> AsyncIterator[str]:
    of_account = {"user": profile.model_dump(mode="json"), "goals": goals.model_dump(mode="json")["items"]}
    yield json.dumps(of_account, ensure_ascii=False).removesuffix("}") + ', "workouts": ['
    separator = ""
    async for workout in workouts.all(profile.id):
        yield separator + workout.model_dump_json()
        separator = ",\n"
    yield "]}\n"
