"""What goes in and out of the goals feature."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Input, Integer, Output

Target = Annotated[Integer, Field(ge=1, le=100_000)]


class Measure(StrEnum):
    """What is counted."""

    REPS = "reps"
    MINUTES = "minutes"


class GoalPeriod(StrEnum):
    """The user's calendar day, or week starting on Monday."""

    DAY = "day"
    WEEK = "week"


class NewGoal(Input):
    """A target for each day or week."""

    exercise_type: ExerciseType | None = None
    """Null means all exercises together: minutes only, because different exercises' repetitions are not summed."""
    measure: Measure
    period: GoalPeriod
    target: Target

    def refuse_mixed_repetitions(self) -> None:
        """Raise InvalidInput for repetitions of all exercises together."""
        if self.exercise_type is None and self.measure is Measure.REPS:
            raise InvalidInput.at("body.exercise_type", "must name an exercise where repetitions are counted")


class GoalChanges(Input):
    """The new target."""

    target: Target


class Goal(Output):
    """A goal and its progress."""

    id: UUID
    exercise_type: ExerciseType | None
    measure: Measure
    period: GoalPeriod
    target: int
    progress: float
    """Repetitions or minutes of the current day or week."""
    created_at: datetime


class Goals(Output):
    """All of a user's goals, oldest first."""

    items: list[Goal]
