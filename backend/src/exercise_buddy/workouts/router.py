"""Endpoints of workouts."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response, status

from exercise_buddy.core.db.database import transaction_of
from exercise_buddy.core.db.replicas import get_reader
from exercise_buddy.core.db.time_zones import UnknownTimeZone
from exercise_buddy.core.errors import InvalidInput, PayloadTooLarge, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute, takes
from exercise_buddy.core.http.limits.rate_limit import Limit, RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.core.http.resources import CoreResources, resources
from exercise_buddy.core.http.shortcuts import Answer, LongWay, Shortcut, plain, read_json
from exercise_buddy.users.api_tokens import Scope
from exercise_buddy.users.dependencies import (
    ACCESS_REFUSALS,
    READING_REFUSALS,
    CurrentUser,
    WorkoutsOf,
    claims_of,
    signed_in,
)
from exercise_buddy.workouts.dependencies import WorkoutReader, WorkoutWriter, workouts_on
from exercise_buddy.workouts.exceptions import (
    AccountFull,
    NewerEditKept,
    WorkoutDeleted,
    WorkoutIdConflict,
    WorkoutNotFound,
)
from exercise_buddy.workouts.schemas import (
    NewWorkout,
    SavedWorkout,
    Workout,
    WorkoutChanges,
    WorkoutFilter,
    WorkoutPage,
)

MAX_WORKOUT_BYTES = 512 * 1024
"""256 KiB of details, with JSON escapes, and the other fields."""
MAX_WORKOUT_VALUES = 50_000
SAVES = Limit.of("save-workout", "600/minute")
LISTS = Limit.of("list-workouts", "300/minute")

COUNTED = "camera"
"""The source of a set that the app has counted."""

_SIGNED_IN = problems(*ACCESS_REFUSALS)

router = APIRouter(
    route_class=AdmittedRoute, prefix="/workouts", tags=["workouts"], responses={**_SIGNED_IN, **problems(InvalidInput)}
)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=SavedWorkout,
    responses={
        status.HTTP_200_OK: {"model": SavedWorkout, "description": "It was already saved."},
        **problems(
            AccountFull,
            WorkoutIdConflict,
            WorkoutDeleted,
            PayloadTooLarge,
            InvalidInput,
            UnknownTimeZone,
            TooManyRequests,
        ),
    },
)
@takes(MAX_WORKOUT_BYTES, MAX_WORKOUT_VALUES)
async def create_workout(
    request: Request, user: CurrentUser, workout: NewWorkout, workouts: WorkoutWriter, limiter: RateLimiterDep
) -> Response:
    """Save a finished set. Saving the same set again is harmless and returns what is stored."""
    await limiter.hit(SAVES, str(user.user_id))
    saved, is_new = await workouts.save(user.user_id, workout)
    if is_new:
        _note_delay(resources(request, CoreResources), workout)
    return _json(saved, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)


@router.get("", response_model=WorkoutPage, responses=problems(*READING_REFUSALS))
async def list_workouts(
    user: WorkoutsOf, wanted: Annotated[WorkoutFilter, Query()], workouts: WorkoutReader, limiter: RateLimiterDep
) -> Response:
    """Workouts, newest first. `from` and `to` are days in the zone of each workout, both included.

    Details are included only if `details` asks for them.
    """
    await limiter.hit(LISTS, str(user.user_id))
    return _json(await workouts.list(user.user_id, wanted))


@router.get("/{workout_id}", responses=problems(*READING_REFUSALS, WorkoutNotFound))
async def get_workout(user: WorkoutsOf, workout_id: UUID, workouts: WorkoutReader) -> Workout:
    """One workout."""
    return await workouts.get(user.user_id, workout_id)


@router.patch(
    "/{workout_id}", response_model=SavedWorkout, responses=problems(WorkoutNotFound, NewerEditKept, UnknownTimeZone)
)
async def update_workout(
    user: CurrentUser, workout_id: UUID, changes: WorkoutChanges, workouts: WorkoutWriter
) -> Response:
    """Correct a workout; its energy is recalculated with the weight stored with it.

    Of edits made on several devices the latest by `edited_at` wins, in whatever order they arrive.
    """
    return _json(await workouts.change(user.user_id, workout_id, changes))


@router.delete("/{workout_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(WorkoutNotFound))
async def delete_workout(user: CurrentUser, workout_id: UUID, workouts: WorkoutWriter) -> None:
    """Delete a workout. It can be restored for 30 days; deleting it again is harmless."""
    await workouts.delete(user.user_id, workout_id)


@router.post("/{workout_id}/restore", response_model=SavedWorkout, responses=problems(WorkoutNotFound))
async def restore_workout(user: CurrentUser, workout_id: UUID, workouts: WorkoutWriter) -> Response:
    """Bring a deleted workout back; one that is not deleted stays as it is."""
    return _json(await workouts.restore(user.user_id, workout_id))


def _json(content: bytes, status_code: int = status.HTTP_200_OK) -> Response:
    return Response(content, status_code, media_type="application/json")


async def _list(request: Request, _body: bytes) -> Answer:
    user_id = (await claims_of(request, Scope.WORKOUTS_READ)).user_id
    wanted = plain(WorkoutFilter, dict(request.query_params))
    shared = resources(request, CoreResources)
    await shared.rate_limiter.hit(LISTS, str(user_id))
    return status.HTTP_200_OK, await workouts_on(await get_reader(request), shared.clock).list(user_id, wanted)


async def _create(request: Request, body: bytes) -> Answer:
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise LongWay
    user_id = (await claims_of(request)).user_id
    workout = plain(NewWorkout, read_json(body))
    shared = resources(request, CoreResources)
    await shared.rate_limiter.hit(SAVES, str(user_id))
    async with transaction_of(request, user_id) as transaction:
        saved, is_new = await workouts_on(transaction, shared.clock).save(user_id, workout)
    if is_new:
        _note_delay(shared, workout)
    return status.HTTP_201_CREATED if is_new else status.HTTP_200_OK, saved


def _note_delay(shared: CoreResources, workout: NewWorkout) -> None:
    """For the metrics; a set entered by hand says nothing about a device."""
    if workout.source == COUNTED:
        ended_at = workout.started_at + timedelta(seconds=workout.duration_seconds)
        shared.metrics.saved_after.observe((shared.clock() - ended_at).total_seconds())


shortcuts = (
    Shortcut("GET", "/workouts", _list, signed_in(list_workouts, scope=Scope.WORKOUTS_READ)),
    Shortcut("POST", "/workouts", _create, signed_in(create_workout)),
)
