"""A training: one or several sets, done by a plan, with rests between them.

Each set carries the training that it belongs to, so that the training needs no request of its own and no order of
requests can lose it (ADR 026). Only the plan has a default: requests and responses have the same shape.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Input, Integer, Number, Storable

MAX_STEPS = 60
MAX_POSITION = 999
MAX_SECONDS = 86_400

Seconds = Annotated[Integer, Field(ge=1, le=MAX_SECONDS)]
Reps = Annotated[Integer, Field(ge=1, le=100_000)]
Name = Annotated[str, Field(min_length=1, max_length=60, examples=["100 push-ups"]), Storable()]
PlanId = Annotated[str, Field(min_length=1, max_length=64, examples=["push-ups-100"]), Storable()]


class RepsTarget(Input):
    """A number of repetitions."""

    kind: Literal["reps"]
    reps: Reps


class SecondsTarget(Input):
    """A number of seconds."""

    kind: Literal["seconds"]
    seconds: Seconds


class OpenTarget(Input):
    """As many repetitions as possible."""

    kind: Literal["open"]


SetTarget = Annotated[RepsTarget | SecondsTarget | OpenTarget, Field(discriminator="kind")]


class TimedRest(Input):
    """A number of seconds from the end of the set."""

    kind: Literal["seconds"]
    seconds: Annotated[Integer, Field(ge=0, le=MAX_SECONDS)]


class RestUntilReturn(Input):
    """Until the person is back in position."""

    kind: Literal["return"]


class IntervalRest(Input):
    """The next set begins this many seconds after the start of this one."""

    kind: Literal["every"]
    seconds: Seconds


Rest = Annotated[TimedRest | RestUntilReturn | IntervalRest, Field(discriminator="kind")]


class PlanStep(Input):
    """A set of a plan, and the rest after it."""

    exercise: ExerciseType
    target: SetTarget
    rest: Rest
    warm_up: bool


class Plan(Input):
    """What is to be done."""

    steps: Annotated[list[PlanStep], Field(min_length=1, max_length=MAX_STEPS)]
    until_reps: Reps | None
    """If given, the last step is repeated until the sets add up to this many repetitions."""


class Training(Input):
    """The training that a set belongs to, and the set's place in it."""

    id: UUID
    """Chosen by the client, a UUIDv7: the same in every set of the training."""
    plan_id: PlanId | None
    """The same for every training by the same plan."""
    name: Name
    position: Annotated[Integer, Field(ge=0, le=MAX_POSITION)]
    """0 for its first set."""
    target: SetTarget
    rest_seconds: Annotated[Number, Field(ge=0, le=MAX_SECONDS)] | None
    """Taken before this set; null before the first one."""
    warm_up: bool
    """Whether the training's totals leave it out."""
    plan: Plan | None = Field(default=None, exclude_if=lambda plan: plan is None)
    """The plan of the whole training, as sent with the first set to arrive. Lists leave it out."""
