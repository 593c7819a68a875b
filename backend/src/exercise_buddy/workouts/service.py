"""Saving, editing and listing workouts."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar
from uuid import UUID

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.http.limits.admission import REQUESTS_OF_A_SITE
from exercise_buddy.core.pagination import MAX_PAGE_SIZE, Cursor
from exercise_buddy.core.verdict import Verdict
from exercise_buddy.core.workers import Turns, Workers
from exercise_buddy.exercises.service import energy_cost, kcal_per_kg
from exercise_buddy.statistics.schemas import Period, Statistics
from exercise_buddy.statistics.service import StatisticsService
from exercise_buddy.users.exceptions import UserGone
from exercise_buddy.workouts import responses
from exercise_buddy.workouts.columns import TRAINING_COLUMNS, WorkoutRow
from exercise_buddy.workouts.details import SetDetails
from exercise_buddy.workouts.exceptions import (
    AccountFull,
    NewerEditKept,
    WorkoutDeleted,
    WorkoutIdConflict,
    WorkoutNotFound,
)
from exercise_buddy.workouts.repository import WorkoutRepository
from exercise_buddy.workouts.schemas import (
    ImportedWorkout,
    NewWorkout,
    SavedWorkout,
    Workout,
    WorkoutChanges,
    WorkoutFilter,
)
from exercise_buddy.workouts.training import Training

Mode = Literal["python", "json"]
Rendered = TypeVar("Rendered")
MAX_CLOCK_ERROR = timedelta(days=1)
"""A device whose clock or zone is off by less can still save its workouts."""

PAGES_AT_ONCE = 2
"""Pages with details in memory: one is read from the database while another is rendered."""
MAX_PAGES_WAITING = REQUESTS_OF_A_SITE + 100
"""More than an IPv6 /48 may have in flight, so that none shuts the others out."""

RESTORABLE_FOR = timedelta(days=30)
"""How long a deleted workout is kept."""
PURGE_EVERY = timedelta(hours=6)


class WorkoutService:
    """One user's workouts. Every write updates the statistics in the same transaction."""

    def __init__(self, workouts: WorkoutRepository, statistics: StatisticsService, clock: Clock) -> None:
        self._workouts = workouts
        self._statistics = statistics
        self._clock = clock

    async def save(self, user_id: UUID, workout: NewWorkout) -> tuple[bytes, bool]:
        """A SavedWorkout as JSON, and whether it is new.

        Raises InvalidInput for a start in the future, WorkoutIdConflict if the id is stored with other contents,
        WorkoutDeleted if the workout was deleted since, and AccountFull.
        """
        self._refuse_future(workout.started_at)
        values = _values(workout)
        if workout.training is not None:
            await self._workouts.insert_training(user_id, _training_row(workout.training))
        row = await self._workouts.insert(user_id, values, self._clock())
        if row is not None:
            statistics = await self._statistics.refresh(user_id, row.local_date)
            return responses.saved(row, values["details"], statistics), True
        found = await self._saved(user_id, workout)
        return await self._with_statistics(user_id, found), False

    async def _saved(self, user_id: UUID, workout: NewWorkout) -> WorkoutRow:
        """What an earlier request stored under the workout's id."""
        row = await self._workouts.find_saved(user_id, workout.id)
        if row is None:
            raise AccountFull if await self._workouts.is_full(user_id) else UserGone
        if row.deleted_at is not None:
            raise WorkoutDeleted
        if row.request_sha256 not in (_sha256(workout), _sha256_as_sent(workout)):
            raise WorkoutIdConflict
        return row

    async def get(self, user_id: UUID, workout_id: UUID) -> Workout:
        """The workout; raises WorkoutNotFound."""
        row = await self._workouts.find(user_id, workout_id)
        if row is None:
            raise WorkoutNotFound
        return Workout.model_validate(row)

    async def change(self, user_id: UUID, workout_id: UUID, changes: WorkoutChanges) -> bytes:
        """The SavedWorkout as JSON, with the given fields changed and its energy recalculated.

        Raises WorkoutNotFound, InvalidInput for a start in the future, and NewerEditKept if a later edit is already
        stored.
        """
        if changes.started_at is not None:
            self._refuse_future(changes.started_at)
        row = await self._workouts.find_for_change(user_id, workout_id)
        if row is None:
            raise WorkoutNotFound
        values = changes.model_dump(exclude_unset=True)
        now = self._clock()
        # A fast clock must not win over later edits.
        edited_at = min(values.pop("edited_at", now), now)
        if "edited_at" in changes.model_fields_set and row.last_edit is not None and row.last_edit > edited_at:
            raise NewerEditKept
        time_zone = values.pop("time_zone", None)
        if values.keys() - {"note", "started_at"}:
            values |= _energy(Workout.model_validate(row).model_copy(update=values))
        values["edited_at"] = edited_at
        changed = await self._workouts.update(user_id, workout_id, values, time_zone, now)
        if changed is not None and changed.local_date != row.local_date:
            await self._statistics.refresh(user_id, row.local_date)
        return await self._with_statistics(user_id, changed)

    def _refuse_future(self, started_at: datetime) -> None:
        if started_at > self._clock() + MAX_CLOCK_ERROR:
            raise InvalidInput.at("body.started_at", "must not be in the future")

    async def delete(self, user_id: UUID, workout_id: UUID) -> None:
        """Mark the workout as deleted, so that it can be restored; repeating it is harmless. Raises WorkoutNotFound."""
        local_date = await self._workouts.delete(user_id, workout_id, self._clock())
        if local_date is not None:
            await self._statistics.refresh(user_id, local_date)
        elif await self._workouts.find_saved(user_id, workout_id) is None:
            raise WorkoutNotFound

    async def restore(self, user_id: UUID, workout_id: UUID) -> bytes:
        """The SavedWorkout as JSON, restored if it was deleted; raises WorkoutNotFound."""
        return await self._with_statistics(user_id, await self._workouts.restore(user_id, workout_id, self._clock()))

    async def _with_statistics(self, user_id: UUID, row: WorkoutRow | None) -> bytes:
        """The SavedWorkout as JSON after a change, with the refreshed statistics."""
        if row is None:
            raise WorkoutNotFound
        statistics = await self._statistics.refresh(user_id, row.local_date)
        return (
            SavedWorkout(workout=Workout.model_validate(row), statistics=Statistics.model_validate_json(statistics))
            .model_dump_json()
            .encode()
        )

    async def list(self, user_id: UUID, wanted: WorkoutFilter) -> bytes:
        """A WorkoutPage as JSON, newest first; raises InvalidInput for an invalid cursor or period."""
        if wanted.details:
            page, _ = await self._rendered(user_id, wanted, _page_with_details, _list_turns)
            return page
        rows, next_cursor = await self._page(user_id, wanted)
        return responses.page([responses.workout_fields(row) for row in rows], next_cursor)

    async def _rendered(
        self,
        user_id: UUID,
        wanted: WorkoutFilter,
        render: Callable[[Sequence[WorkoutRow], str | None], Rendered],
        turns: Turns,
    ) -> tuple[Rendered, str | None]:
        """What `render` makes of a page with details and its next cursor, and that cursor.

        Such a page holds several megabytes until it is rendered, and rendering it takes milliseconds.
        """
        async with turns.taken():
            rows, next_cursor = await self._page(user_id, wanted)
            return await _render_threads.run(render, rows, next_cursor), next_cursor

    async def _page(self, user_id: UUID, wanted: WorkoutFilter) -> tuple[Sequence[WorkoutRow], str | None]:
        wanted.refuse_reversed()
        cursor = Cursor.decode(wanted.cursor) if wanted.cursor else None
        filters = {"exercise_type": wanted.exercise_type, "first": wanted.first, "last": wanted.last}
        # Ask for one row more, to know whether there is a next page.
        rows = await self._workouts.list(
            user_id, cursor=cursor, limit=wanted.limit + 1, details=wanted.details, filters=filters
        )
        page = rows[: wanted.limit]
        # A page with large details is cut short.
        found = rows[0].of_page if wanted.details and rows else len(rows)
        more = found > len(page)
        return page, Cursor(page[-1].started_at, page[-1].id).encode() if more else None

    async def save_imported(
        self, user_id: UUID, batches: AsyncIterator[Sequence[ImportedWorkout]], weight_kg: float | None
    ) -> int:
        """Store workouts from a file, except those already stored; returns how many were new.

        Raises UserGone and AccountFull. `weight_kg` is the profile's, for workouts without a weight.
        """
        if not await self._workouts.lock(user_id):
            raise UserGone
        count = 0
        async for batch in batches:
            trainings = {one.training.id: one.training for one in reversed(batch) if one.training is not None}
            rows = [_training_row(training, mode="json") for training in trainings.values()]
            await self._workouts.insert_imported_trainings(user_id, rows)
            count += await self._workouts.insert_imported(user_id, [_imported_values(one, weight_kg) for one in batch])
        # Nothing else would count or remove them, so that repeating an import would fill the disk.
        await self._workouts.drop_empty_trainings(user_id)
        if await self._workouts.is_full(user_id):
            raise AccountFull
        await self._statistics.recount(user_id)
        return count

    async def stored(self, user_id: UUID, ids: Sequence[UUID]) -> set[UUID]:
        """Those of the ids that belong to an existing workout."""
        return await self._workouts.stored(user_id, ids)

    async def pages(
        self, user_id: UUID, render: Callable[[Sequence[WorkoutRow]], Rendered], period: Period | None = None
    ) -> AsyncIterator[Rendered]:
        """All workouts of the period with their details, newest first, rendered in a thread page by page.

        `render` gets rows of Workout. Raises ServerBusy if too many wait.
        """
        days = period.model_dump() if period else {}
        wanted = WorkoutFilter.model_validate({"limit": MAX_PAGE_SIZE, "details": True}).model_copy(update=days)

        def render_some(rows: Sequence[WorkoutRow], _next_cursor: str | None) -> Rendered | None:
            return render(rows) if rows else None

        while True:
            rendered, next_cursor = await self._rendered(user_id, wanted, render_some, _export_turns)
            if rendered is not None:
                yield rendered
            if next_cursor is None:
                return
            wanted = wanted.model_copy(update={"cursor": next_cursor})


_list_turns = Turns(MAX_PAGES_WAITING, at_once=PAGES_AT_ONCE)
# Separate from lists, so that they cannot break off a running export.
_export_turns = Turns(MAX_PAGES_WAITING, at_once=PAGES_AT_ONCE)
_render_threads = Workers("pages", max_waiting=2 * PAGES_AT_ONCE)


def _page_with_details(rows: Sequence[WorkoutRow], next_cursor: str | None) -> bytes:
    return responses.page([Workout.model_validate(row).model_dump(mode="json") for row in rows], next_cursor)


async def purge_periodically(database: Database, clock: Clock) -> None:
    """Purge at once and every few hours, until cancelled."""
    while True:
        await purge_deleted(database, clock())
        await asyncio.sleep(PURGE_EVERY.total_seconds())


async def purge_deleted(database: Database, now: datetime) -> int:
    """Remove for good what was deleted too long ago to be restored; returns how many workouts."""
    return await WorkoutRepository(database).purge(now - RESTORABLE_FOR)


def _values(workout: NewWorkout) -> dict[str, Any]:
    """The columns of a new workout, with the energy cost of its exercise if the client gave none."""
    values = workout.model_dump(exclude={"details", "training"}) | _details_columns(workout.details)
    values |= _training_columns(workout.training)
    cost = energy_cost(workout.exercise_type, workout.reps_count, workout.duration_seconds)
    if workout.met is None:
        values |= {"met": cost.met, "met_code": cost.met_code}
    values["kcal_per_kg"] = kcal_per_kg(values["met"], workout.duration_seconds)
    values["request_sha256"] = _sha256(workout)
    return values


def _imported_values(workout: ImportedWorkout, weight_kg: float | None) -> dict[str, Any]:
    """The columns of an imported workout, as JSON has them."""
    values = workout.model_dump(mode="json", exclude={"time_zone", "details", "training"})
    values |= _details_columns(workout.details) | _training_columns(workout.training, mode="json")
    given = workout.model_fields_set
    if "weight_kg" not in given:
        values["weight_kg"] = weight_kg
    if not given & {"met", "met_code"}:
        cost = energy_cost(workout.exercise_type, workout.reps_count, workout.duration_seconds)
        values |= {"met": cost.met, "met_code": cost.met_code}
    if "calories_burned" not in given and values["met"] is not None and values["weight_kg"] is not None:
        kcal = kcal_per_kg(values["met"], workout.duration_seconds) * values["weight_kg"]
        values["calories_burned"] = round(kcal, 2)
    values["request_sha256"] = _sha256(workout).hex()
    return values


def _details_columns(details: SetDetails) -> dict[str, Any]:
    """The columns of the details and of the verdict counts."""
    return {"details": details.model_dump(mode="json"), **(details.verdict_counts() or _NOT_JUDGED)}


def _training_columns(training: Training | None, mode: Mode = "python") -> dict[str, Any]:
    """The columns of a set that name its training and its place in it."""
    if training is None:
        return _ON_ITS_OWN
    place = training.model_dump(mode=mode)
    return {
        "training_id": place["id"],
        "set_position": place["position"],
        "set_target": place["target"],
        "rest_seconds": place["rest_seconds"],
        "warm_up": place["warm_up"],
    }


def _training_row(training: Training, mode: Mode = "python") -> dict[str, Any]:
    """The columns of the training itself."""
    values = training.model_dump(mode=mode, include={"id", "plan_id", "name"})
    return values | {"plan": training.plan and training.plan.model_dump(mode="json")}


_ON_ITS_OWN: dict[str, Any] = dict.fromkeys(TRAINING_COLUMNS)
_NOT_JUDGED: Mapping[str, None] = dict.fromkeys(verdict.column for verdict in Verdict)


def _energy(workout: Workout) -> dict[str, Any]:
    """The columns that depend on exercise, repetitions and duration."""
    cost = energy_cost(workout.exercise_type, workout.reps_count, workout.duration_seconds)
    calories = None
    if workout.weight_kg is not None:
        calories = round(kcal_per_kg(cost.met, workout.duration_seconds) * workout.weight_kg, 2)
    return {"met": cost.met, "met_code": cost.met_code, "calories_burned": calories}


def _sha256(workout: NewWorkout) -> bytes:
    """Tells a repeated request from a different one with the same id; a null field equals a missing one."""
    return hashlib.sha256(workout.model_dump_json(exclude_none=True).encode()).digest()


def _sha256_as_sent(workout: NewWorkout) -> bytes:
    """The same hash as calculated before details had a schema: a repeat may come years after the save."""
    sent = workout.model_dump(mode="json", exclude={"details"}) | {"details": workout.details_as_sent}
    given = {name: value for name, value in sent.items() if value is not None}
    return hashlib.sha256(json.dumps(given, sort_keys=True).encode()).digest()
