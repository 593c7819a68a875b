"""What goes in and out of the live feature: numbers and a line of words, no landmarks and no picture."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Input, Number, Output, Storable

Whole = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]
Seconds = Annotated[Number, Field(ge=0, le=86_400)]


class LivePhase(StrEnum):
    """The phase of the set."""

    READY = "ready"
    COUNTDOWN = "countdown"
    COUNTING = "counting"
    PAUSED = "paused"
    RESTING = "resting"
    FINISHED = "finished"


class LiveState(Input):
    """What the counting device currently shows."""

    exercise_type: ExerciseType
    phase: LivePhase
    count: Whole
    """Repetitions, or seconds held."""
    target: Whole | None = None
    """The set's target, in the unit of `count`."""
    elapsed_seconds: Seconds = 0
    """Set time, without pauses."""
    seconds_left: Seconds | None = None
    """Of the countdown or the rest."""
    set_number: Annotated[int, Field(ge=1, le=1000, strict=True)] | None = None
    sets: Annotated[int, Field(ge=1, le=1000, strict=True)] | None = None
    hint: Annotated[str, Field(max_length=120), Storable()] = ""
    """The line that the counting device shows to the person."""


class Shown(Output):
    """The answer to a state."""

    watched: bool
    """Whether another screen shows it: without a watcher the client need not send every change."""
