"""All SQL of the workouts feature.

Every change of a user's workouts first locks the user's row, so that only one transaction at a time recounts the rollup
of a day. Different users never wait for each other.
"""

import json
import typing
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Date,
    Executable,
    Numeric,
    Table,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Parameters
from exercise_buddy.core.db.statement_times import named
from exercise_buddy.core.db.time_zones import unknown_zones_refused
from exercise_buddy.core.pagination import Cursor
from exercise_buddy.core.verdict import Verdict
from exercise_buddy.statistics.models import ExerciseTotal
from exercise_buddy.users.models import User
from exercise_buddy.workouts.columns import COLUMNS, SAVED, TRAINING_COLUMNS, WITH_DETAILS, WorkoutRow
from exercise_buddy.workouts.events import WorkoutEvent, storing_event
from exercise_buddy.workouts.lists import list_statement, within_bytes
from exercise_buddy.workouts.models import DetailsUsage, Training, Workout

MAX_WORKOUTS = 50_000
"""Limit per account, including deleted ones that can still be restored: ten sets a day for thirteen years."""
MAX_DELETED = 25_000
"""Limit of deleted ones among them; beyond it the earliest deleted are removed for good."""
MAX_DETAILS_BYTES = 200 * 1024 * 1024
"""Limit per account for the sum of its large details, as JSON."""
SMALL_DETAILS_BYTES = 4096
"""Details up to this size are not summed: all that an account may have cannot exceed MAX_DETAILS_BYTES. The triggers
use the same number."""

_STARTED_AT = Workout.started_at.type
_TABLE = typing.cast(Table, Workout.__table__)
_COPIED = (
    "user_id",
    "id",
    "request_sha256",
    "exercise_type",
    "reps_count",
    "counted_reps",
    "duration_seconds",
    "met",
    "met_code",
    "started_at",
    "note",
    "source",
    "details",
    *TRAINING_COLUMNS,
    *(verdict.column for verdict in Verdict),
)


_WORKOUTS_OF_USER = (
    select(func.count()).select_from(Workout).where(Workout.user_id == bindparam("user_id")).scalar_subquery()
)
_DETAILS_OF_USER = func.coalesce(
    select(DetailsUsage.large_bytes).where(DetailsUsage.user_id == bindparam("user_id")).scalar_subquery(), 0
)
_USAGE = select(_WORKOUTS_OF_USER.label("workouts"), _DETAILS_OF_USER.label("details_bytes"))
_LIVE_OF_USER = (
    select(func.coalesce(func.sum(ExerciseTotal.workouts), 0))
    .where(ExerciseTotal.user_id == bindparam("user_id"))
    .scalar_subquery()
)
_HAS_ROOM = and_(
    # Count all workouts only near the limit: the cost of counting grows with every day of training.
    or_(_LIVE_OF_USER < MAX_WORKOUTS - MAX_DELETED, _WORKOUTS_OF_USER < MAX_WORKOUTS),
    or_(
        func.octet_length(cast(bindparam("details", type_=_TABLE.c.details.type), Text)) <= SMALL_DETAILS_BYTES,
        _DETAILS_OF_USER < MAX_DETAILS_BYTES,
    ),
)


def _insert() -> Any:
    profile = (
        select(User.time_zone, User.weight_kg)
        .where(User.id == bindparam("user_id"))
        .with_for_update(key_share=True)
        .cte("profile")
    )
    columns = _TABLE.c
    weight_kg = func.coalesce(bindparam("weight_kg", type_=columns.weight_kg.type), profile.c.weight_kg)
    worked_out = func.round(bindparam("kcal_per_kg", type_=Numeric()) * weight_kg, 2)
    time_zone = func.coalesce(bindparam("time_zone", type_=Text()), profile.c.time_zone)
    started_at = bindparam("started_at", type_=columns.started_at.type)
    values = (
        select(
            *(bindparam(name, type_=columns[name].type) for name in _COPIED),
            weight_kg,
            func.coalesce(bindparam("calories_burned", type_=columns.calories_burned.type), worked_out),
            cast(func.timezone(time_zone, started_at), Date),
        )
        .select_from(profile)
        .where(_HAS_ROOM)
    )
    names = [*_COPIED, "weight_kg", "calories_burned", "local_date"]
    return storing_event(insert(_TABLE).from_select(names, values).on_conflict_do_nothing(), WorkoutEvent.SAVED, SAVED)


_INSERT = _insert()
_MINE = (Workout.user_id == bindparam("user_id"), Workout.id == bindparam("workout_id"))
_FIND_SAVED = select(*WITH_DETAILS, Workout.request_sha256, Workout.deleted_at).where(*_MINE)
_FIND = select(*WITH_DETAILS, Workout.edited_at.label("last_edit")).where(*_MINE, Workout.deleted_at.is_(None))
# Not named user_id: in an UPDATE SQLAlchemy takes a parameter named like a column for the column's new value.
_LOCK_USER = select(User.id).where(User.id == bindparam("of_user")).with_for_update(key_share=True)
_OWNER = _LOCK_USER.cte("owner")
# The lock needs a statement of its own: a statement sees the state at its start, not what it has waited for.
_LOCKED = (Workout.user_id == bindparam("of_user"), Workout.id == bindparam("of_workout"))
_DELETE = storing_event(
    update(Workout).where(*_LOCKED, Workout.deleted_at.is_(None)).values(deleted_at=bindparam("now")),
    WorkoutEvent.DELETED,
    SAVED,
)
_RESTORE = storing_event(
    update(Workout).where(*_LOCKED, Workout.deleted_at.is_not(None)).values(deleted_at=None),
    WorkoutEvent.SAVED,
    WITH_DETAILS,
)
_PURGE = (
    delete(Workout)
    .where(Workout.deleted_at < bindparam("before", type_=Workout.started_at.type))
    .returning(Workout.user_id, Workout.training_id)
)
_PURGE_BEYOND = text("""
DELETE FROM workouts USING (
    SELECT id FROM workouts
    WHERE user_id = :user_id AND deleted_at IS NOT NULL
        AND (SELECT count(*) FROM workouts WHERE user_id = :user_id) > :most
    ORDER BY deleted_at DESC OFFSET :most
) AS beyond
WHERE workouts.user_id = :user_id AND workouts.id = beyond.id
RETURNING workouts.user_id, workouts.training_id
""")
_PURGE_TRAININGS = text("""
DELETE FROM trainings USING unnest(CAST(:user_ids AS uuid[]), CAST(:ids AS uuid[])) AS purged (user_id, id)
WHERE (trainings.user_id, trainings.id) = (purged.user_id, purged.id) AND NOT EXISTS (
    SELECT FROM workouts WHERE (workouts.user_id, workouts.training_id) = (trainings.user_id, trainings.id)
)
RETURNING trainings.id
""")

_DROP_EMPTY_TRAININGS = text("""
DELETE FROM trainings WHERE user_id = :user_id AND NOT EXISTS (
    SELECT FROM workouts WHERE (workouts.user_id, workouts.training_id) = (trainings.user_id, trainings.id)
)
RETURNING id
""")


def _insert_training() -> Any:
    trainings = typing.cast(Table, Training.__table__)
    given = ("id", "plan_id", "name", "plan")
    values = select(_OWNER.c.id, *(bindparam(f"training_{name}", type_=trainings.c[name].type) for name in given))
    return insert(trainings).from_select(["user_id", *given], values).on_conflict_do_nothing().returning(trainings.c.id)


_INSERT_TRAINING = _insert_training()


_IMPORTED = {
    "id": "uuid",
    "request_sha256": "text",
    "exercise_type": "text",
    "reps_count": "integer",
    "counted_reps": "integer",
    "duration_seconds": "numeric",
    "calories_burned": "numeric",
    "met": "numeric",
    "met_code": "text",
    "weight_kg": "numeric",
    "started_at": "timestamptz",
    "local_date": "date",
    "note": "text",
    "source": "text",
    "details": "jsonb",
    "training_id": "uuid",
    "set_position": "integer",
    "set_target": "jsonb",
    "rest_seconds": "numeric",
    "warm_up": "boolean",
    **{verdict.column: "integer" for verdict in Verdict},
}
_IMPORT_TRAININGS = text("""
INSERT INTO trainings (user_id, id, plan_id, name, plan)
SELECT DISTINCT ON (row.id) CAST(:user_id AS uuid), row.id, row.plan_id, row.name, nullif(row.plan, 'null')
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS row (id uuid, plan_id text, name text, plan jsonb)
ON CONFLICT (user_id, id) DO NOTHING
RETURNING id
""")
# An import restores deleted workouts and leaves existing ones as they are.
_IMPORT = text(f"""
INSERT INTO workouts AS old (user_id, {", ".join(_IMPORTED)})
SELECT :user_id, {", ".join(_IMPORTED).replace("request_sha256", "decode(request_sha256, 'hex')")}
FROM jsonb_to_recordset(CAST(:rows AS jsonb))
    AS row ({", ".join(f"{name} {kind}" for name, kind in _IMPORTED.items())})
ON CONFLICT (user_id, id) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in _IMPORTED)},
    deleted_at = NULL, edited_at = NULL, updated_at = now()
    WHERE old.deleted_at IS NOT NULL
RETURNING id
""")  # noqa: S608 - made of names that stand right above
_STORED = select(Workout.id).where(
    Workout.user_id == bindparam("user_id"),
    Workout.id == func.any(bindparam("ids", type_=ARRAY(Uuid()))),
    Workout.deleted_at.is_(None),
)


class WorkoutRepository:
    """Reads and writes the workouts of one user at a time."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def insert(self, user_id: UUID, values: Mapping[str, Any], now: datetime) -> WorkoutRow | None:
        """Store a workout; weight and time zone default to the profile's.

        None if the id is taken (also by a concurrent save, for which this one waits), the account is full, or the user
        is gone.
        """
        with unknown_zones_refused():
            return await self._executor.fetch_first(_INSERT, {"user_id": user_id, "now": now, **values})

    async def insert_training(self, user_id: UUID, training: Mapping[str, Any]) -> None:
        """Store a training with its id, plan_id, name and plan, unless it exists."""
        parameters = {f"training_{name}": value for name, value in training.items()}
        await self._executor.fetch_all(_INSERT_TRAINING, {"of_user": user_id, **parameters})

    async def insert_imported_trainings(self, user_id: UUID, trainings: Sequence[Mapping[str, Any]]) -> None:
        """Store imported trainings, given as JSON objects, except those that exist."""
        await self._executor.fetch_all(_IMPORT_TRAININGS, {"user_id": user_id, "rows": json.dumps(trainings)})

    async def find_saved(self, user_id: UUID, workout_id: UUID) -> WorkoutRow | None:
        """The workout, deleted or not, with the hash of the request that created it."""
        return await self._executor.fetch_first(_FIND_SAVED, {"user_id": user_id, "workout_id": workout_id})

    async def find(self, user_id: UUID, workout_id: UUID) -> WorkoutRow | None:
        """The workout, with the time of its last edit, null if it was never edited."""
        return await self._executor.fetch_first(_FIND, {"user_id": user_id, "workout_id": workout_id})

    async def find_for_change(self, user_id: UUID, workout_id: UUID) -> WorkoutRow | None:
        """The workout, read under the lock on the user's workouts."""
        await self.lock(user_id)
        return await self.find(user_id, workout_id)

    async def update(
        self, user_id: UUID, workout_id: UUID, changes: Mapping[str, Any], time_zone: str | None, now: datetime
    ) -> WorkoutRow | None:
        """Change columns of a workout that `find_for_change` returned; returns the updated workout.

        A new start moves it to its day in `time_zone`, by default the profile's.
        """
        values = dict(changes)
        if "started_at" in changes:
            profile = select(User.time_zone).where(User.id == user_id).scalar_subquery()
            zone = func.coalesce(cast(time_zone, Text()), profile)
            values["local_date"] = cast(func.timezone(zone, literal(changes["started_at"], _STARTED_AT)), Date)
        change = (
            update(Workout)
            .where(Workout.user_id == user_id, Workout.id == workout_id)
            .values(**values, updated_at=func.now())
        )
        statement = named(storing_event(change, WorkoutEvent.CHANGED, WITH_DETAILS), "workouts.update")
        with unknown_zones_refused():
            return await self._executor.fetch_first(statement, {"now": now})

    async def delete(self, user_id: UUID, workout_id: UUID, now: datetime) -> date | None:
        """Mark the workout as deleted; returns its day, None if there was none to delete."""
        await self.lock(user_id)
        row = await self._executor.fetch_first(_DELETE, {"of_user": user_id, "of_workout": workout_id, "now": now})
        if row is None:
            return None
        await self._purge(_PURGE_BEYOND, {"user_id": user_id, "most": MAX_DELETED})
        local_date: date = row.local_date
        return local_date

    async def restore(self, user_id: UUID, workout_id: UUID, now: datetime) -> WorkoutRow | None:
        """Restore the workout and return it; None if there is none."""
        await self.lock(user_id)
        parameters = {"of_user": user_id, "of_workout": workout_id, "now": now}
        restored = await self._executor.fetch_first(_RESTORE, parameters)
        return restored or await self.find(user_id, workout_id)

    async def lock(self, user_id: UUID) -> bool:
        """Wait until no other transaction is changing the user's workouts; False if the user is gone."""
        return await self._executor.fetch_first(_LOCK_USER, {"of_user": user_id}) is not None

    async def insert_imported(self, user_id: UUID, rows: Sequence[Mapping[str, Any]]) -> int:
        """Store imported workouts, given as JSON objects, except those that exist; returns how many were stored."""
        parameters = {"user_id": user_id, "rows": json.dumps(rows)}
        return len(await self._executor.fetch_all(_IMPORT, parameters))

    async def drop_empty_trainings(self, user_id: UUID) -> None:
        """Remove trainings without a set: rows that an import skips, or moves to another one, leave some."""
        await self._executor.fetch_all(_DROP_EMPTY_TRAININGS, {"user_id": user_id})

    async def is_full(self, user_id: UUID) -> bool:
        """Whether the account has reached its limits."""
        usage = await self._executor.fetch_first(_USAGE, {"user_id": user_id})
        return usage is not None and (usage.workouts >= MAX_WORKOUTS or usage.details_bytes >= MAX_DETAILS_BYTES)

    async def stored(self, user_id: UUID, ids: Sequence[UUID]) -> set[UUID]:
        """Those of the ids that belong to an existing workout."""
        return {row.id for row in await self._executor.fetch_all(_STORED, {"user_id": user_id, "ids": ids})}

    async def purge(self, before: datetime) -> int:
        """Remove for good what anyone deleted before that time, and trainings left empty; returns how many sets."""
        return await self._purge(_PURGE, {"before": before})

    async def _purge(self, statement: Executable, parameters: Parameters) -> int:
        rows = await self._executor.fetch_all(statement, parameters)
        trainings = {(row.user_id, row.training_id) for row in rows if row.training_id is not None}
        if trainings:
            user_ids, ids = zip(*trainings, strict=True)
            await self._executor.fetch_all(_PURGE_TRAININGS, {"user_ids": user_ids, "ids": ids})
        return len(rows)

    async def list(
        self, user_id: UUID, *, cursor: Cursor | None, limit: int, details: bool, filters: Mapping[str, Any]
    ) -> Sequence[WorkoutRow]:
        """Newest first, after the cursor; filters are exercise_type, first and last, each may be None.

        With large details there may be fewer rows than the page has: `of_page` of each row is the full number.
        """
        parameters = {name: value for name, value in filters.items() if value is not None}
        if cursor is not None:
            parameters["cursor_id"] = cursor.id
        columns = WITH_DETAILS if details else COLUMNS
        statement = list_statement(columns, *sorted(parameters))
        if details:
            statement = within_bytes(statement)
        if cursor is not None:
            parameters["cursor_moment"] = cursor.moment
        return await self._executor.fetch_all(statement, {"user_id": user_id, "limit": limit, **parameters})
