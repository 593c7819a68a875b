"""Saving, editing and listing workouts."""

import hashlib
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.pagination import MAX_PAGE_SIZE, Cursor
from exercise_buddy.exercises.service import energy_cost, kcal_per_kg
from exercise_buddy.statistics.service import StatisticsService
from exercise_buddy.users.exceptions import UserGone
from exercise_buddy.workouts.exceptions import WorkoutIdConflict, WorkoutNotFound
from exercise_buddy.workouts.repository import WorkoutRepository
from exercise_buddy.workouts.schemas import (
    NewWorkout,
    SavedWorkout,
    Workout,
    WorkoutChanges,
    WorkoutFilter,
    WorkoutPage,
)

MAX_CLOCK_ERROR = timedelta(days=1)
"""A device whose clock or zone is wrong by less can still save its workouts."""


class WorkoutService:
    """One user's workouts. Writing, it keeps the statistics in the same transaction."""

    def __init__(self, workouts: WorkoutRepository, statistics: StatisticsService, clock: Clock) -> None:
        self._workouts = workouts
        self._statistics = statistics
        self._clock = clock

    async def save(self, user_id: UUID, workout: NewWorkout) -> tuple[SavedWorkout, bool]:
        """The stored workout with the statistics, and whether it is new.

        Raises InvalidInput for one from the future and WorkoutIdConflict for an id with other contents.
        """
        if workout.started_at > self._clock() + MAX_CLOCK_ERROR:
            raise InvalidInput.at("body.started_at", "must not be in the future")
        row = await self._workouts.insert(user_id, _values(workout))
        is_new = row is not None
        if row is None:
            row = await self._workouts.find(user_id, workout.id)
            if row is not None and row.request_sha256 != _sha256(workout):
                raise WorkoutIdConflict
        if row is None:
            raise UserGone
        statistics = await self._statistics.refresh(user_id, row.local_date)
        return SavedWorkout(workout=Workout.model_validate(row), statistics=statistics), is_new

    async def get(self, user_id: UUID, workout_id: UUID) -> Workout:
        """The workout; raises WorkoutNotFound."""
        row = await self._workouts.find(user_id, workout_id)
        if row is None:
            raise WorkoutNotFound
        return Workout.model_validate(row)

    async def change(self, user_id: UUID, workout_id: UUID, changes: WorkoutChanges) -> SavedWorkout:
        """The workout with the given fields changed, its energy worked out anew; raises WorkoutNotFound."""
        row = await self._workouts.find_for_change(user_id, workout_id)
        if row is None:
            raise WorkoutNotFound
        values = changes.model_dump(exclude_unset=True)
        if values.keys() - {"note"}:
            values |= _energy(Workout.model_validate(row).model_copy(update=values))
        row = await self._workouts.update(user_id, workout_id, values)
        if row is None:
            raise WorkoutNotFound
        statistics = await self._statistics.refresh(user_id, row.local_date)
        return SavedWorkout(workout=Workout.model_validate(row), statistics=statistics)

    async def delete(self, user_id: UUID, workout_id: UUID) -> None:
        """Delete the workout; raises WorkoutNotFound."""
        local_date = await self._workouts.delete(user_id, workout_id)
        if local_date is None:
            raise WorkoutNotFound
        await self._statistics.refresh(user_id, local_date)

    async def list(self, user_id: UUID, wanted: WorkoutFilter) -> WorkoutPage:
        """A page of workouts, newest first; raises InvalidInput for a cursor or a period that is none."""
        wanted.refuse_reversed()
        cursor = Cursor.decode(wanted.cursor) if wanted.cursor else None
        filters = {"exercise_type": wanted.exercise_type, "first": wanted.first, "last": wanted.last}
        # One more than asked for tells whether there is a next page.
        rows = await self._workouts.list(user_id, cursor=cursor, limit=wanted.limit + 1, filters=filters)
        page = rows[: wanted.limit]
        more = len(rows) > len(page)
        return WorkoutPage(
            items=[Workout.model_validate(row) for row in page],
            next_cursor=Cursor(page[-1].started_at, page[-1].id).encode() if more else None,
        )

    async def all(self, user_id: UUID) -> AsyncIterator[Workout]:
        """Every workout, newest first, a page in memory at a time."""
        wanted = WorkoutFilter(limit=MAX_PAGE_SIZE)
        while True:
            page = await self.list(user_id, wanted)
            for workout in page.items:
                yield workout
            if page.next_cursor is None:
                return
            wanted = wanted.model_copy(update={"cursor": page.next_cursor})


def _values(workout: NewWorkout) -> dict[str, Any]:
    """The columns of a new workout, with the energy cost of its exercise where the client gave none."""
    values = workout.model_dump()
    cost = energy_cost(workout.exercise_type, workout.reps_count, workout.duration_seconds)
    if workout.met is None:
        values |= {"met": cost.met, "met_code": cost.met_code}
    values["kcal_per_kg"] = kcal_per_kg(values["met"], workout.duration_seconds)
    values["request_sha256"] = _sha256(workout)
    return values


def _energy(workout: Workout) -> dict[str, Any]:
    """The columns that depend on exercise, repetitions and duration."""
    cost = energy_cost(workout.exercise_type, workout.reps_count, workout.duration_seconds)
    calories = None
    if workout.weight_kg is not None:
        calories = round(kcal_per_kg(cost.met, workout.duration_seconds) * workout.weight_kg, 2)
    return {"met": cost.met, "met_code": cost.met_code, "calories_burned": calories}


def _sha256(workout: NewWorkout) -> bytes:
    """Tells a repeated request from another one with the same id; a field that is null is one that is missing."""
    given = {name: value for name, value in workout.model_dump(mode="json").items() if value is not None}
    return hashlib.sha256(json.dumps(given, sort_keys=True).encode()).digest()
