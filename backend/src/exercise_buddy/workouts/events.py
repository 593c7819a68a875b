"""Events for webhooks. The statement that changes a workout stores an event for each webhook that wants it.

So a killed process loses none, and users without webhooks pay for no further statement: the join finds no row.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    Insert,
    Select,
    Text,
    Update,
    Uuid,
    bindparam,
    case,
    column,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY

from exercise_buddy.users.models import User
from exercise_buddy.workouts.models import Workout

MAX_WAITING = 1000
"""Limit per webhook; while that many events wait, no more are stored."""


class WorkoutEvent(StrEnum):
    """What happens to a workout."""

    SAVED = "workout.saved"
    """New, or restored after a deletion."""
    CHANGED = "workout.changed"
    DELETED = "workout.deleted"


# By name, as foreign keys are: the webhooks feature depends on this one.
_WEBHOOKS = table(
    "webhooks",
    column("user_id", Uuid()),
    column("id", Uuid()),
    column("events", ARRAY(Text())),
    column("with_notes", Boolean()),
    column("enabled", Boolean()),
    column("epoch"),
)
_EVENTS = table(
    "webhook_events",
    column("user_id", Uuid()),
    column("webhook_id", Uuid()),
    column("type", Text()),
    column("workout"),
    column("created_at", Workout.created_at.type),
    column("due_at", Workout.created_at.type),
)
_PRIVATE_FIELDS = "'{user_id,details,weight_kg,calories_burned}'::text[]"
"""No body data: energy, together with MET and duration, gives away the weight."""


def storing_event(change: Insert | Update, event: WorkoutEvent, columns: Sequence[Any]) -> Select[Any]:
    """A change of workouts, returning `columns`, that also stores an event per webhook; takes the parameter `now`."""
    changed = change.returning(*columns, Workout.user_id).cte("changed")
    stored = insert(_EVENTS).from_select([each.name for each in _EVENTS.c], _events(changed, event)).cte("stored")
    return select(*(changed.c[each.name] for each in columns)).add_cte(stored)


def _events(changed: Any, event: WorkoutEvent) -> Select[Any]:
    hooks, now = _WEBHOOKS.c, bindparam("now", type_=Workout.created_at.type)
    workout = (
        func.to_jsonb(literal_column("changed"))
        .op("-")(literal_column(_PRIVATE_FIELDS))
        .op("#-")(literal_column("'{training,plan}'::text[]"))
    )
    note = case((hooks.with_notes, literal_column("''")), else_=literal_column("'note'"))
    waiting = (
        select(func.count())
        .select_from(_EVENTS)
        .where(_EVENTS.c.user_id == hooks.user_id, _EVENTS.c.webhook_id == hooks.id)
        .scalar_subquery()
    )
    # A subquery, evaluated per webhook: with a join PostgreSQL would read the users before it knows that there is no
    # webhook.
    epoch = select(User.epoch).where(User.id == hooks.user_id).scalar_subquery()
    return (
        select(hooks.user_id, hooks.id, literal(event, Text()), workout.op("-")(note), now, now)
        .select_from(changed)
        .join(_WEBHOOKS, hooks.user_id == changed.c.user_id)
        .where(
            hooks.enabled,
            hooks.epoch == epoch,
            literal(event, Text()) == func.any(hooks.events),
            waiting < MAX_WAITING,
        )
    )
