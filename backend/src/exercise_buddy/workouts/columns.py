"""The columns to read of a workout, with and without its details."""

from typing import Any

from sqlalchemy import case, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB

from exercise_buddy.core.db.driver import Record
from exercise_buddy.workouts.models import Training, Workout

TRAINING_COLUMNS = ("training_id", "set_position", "set_target", "rest_seconds", "warm_up")
"""The training of a set, and its position, target and rest in it."""


def _training(*, plan: bool) -> Any:
    """The training of a set, with its plan if it has one and `plan` is set; null for a set on its own.

    By column names, not by attributes of Workout: in a RETURNING clause SQLAlchemy would join the whole table instead.
    """
    of_set: dict[str, Any] = {name: literal_column(f"workouts.{name}") for name in TRAINING_COLUMNS}
    fields: tuple[Any, ...] = (
        *("id", Training.id, "plan_id", Training.plan_id, "name", Training.name),
        *("position", of_set["set_position"], "target", of_set["set_target"]),
        *("rest_seconds", of_set["rest_seconds"], "warm_up", of_set["warm_up"]),
    )
    place = func.jsonb_build_object(*fields, type_=JSONB())
    known_plan = case(
        (Training.plan.is_(None), func.jsonb_build_object()), else_=func.jsonb_build_object("plan", Training.plan)
    )
    return (
        select(place.concat(known_plan) if plan else place)
        .where(Training.user_id == literal_column("workouts.user_id"), Training.id == of_set["training_id"])
        .scalar_subquery()
        .label("training")
    )


_PLAIN = (
    Workout.id,
    Workout.exercise_type,
    Workout.reps_count,
    Workout.counted_reps,
    Workout.duration_seconds,
    Workout.calories_burned,
    Workout.met,
    Workout.met_code,
    Workout.weight_kg,
    Workout.started_at,
    Workout.local_date,
    Workout.note,
    Workout.source,
    Workout.created_at,
    Workout.updated_at,
    func.coalesce(Workout.edited_at, Workout.created_at).label("edited_at"),
)
COLUMNS = (*_PLAIN, _training(plan=False))
SAVED = (*_PLAIN, _training(plan=True))
WITH_DETAILS = (*SAVED, Workout.details)
WorkoutRow = Record
"""A workout as selected by `COLUMNS` or `WITH_DETAILS`."""
