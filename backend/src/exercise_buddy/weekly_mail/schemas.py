"""What goes in and out around the weekly mail, and what it tells."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Input, Output
from exercise_buddy.core.words import Language
from exercise_buddy.goals.schemas import Goal


class WeeklyMail(Output):
    """Whether a mail about the week before comes on Monday mornings."""

    language: Language | None
    """In which it is written; null where none is sent."""


class WeeklyMailChange(Input):
    """Turns the mail on or off."""

    language: Language | None
    """In which it is to be written; null turns it off."""


@dataclass(frozen=True)
class Recipient:
    """Whose turn it is."""

    user_id: UUID
    email: str
    username: str
    time_zone: str
    language: Language
    monday: date
    """The first day of his present week; the mail tells of the one before."""


@dataclass(frozen=True)
class Sums:
    """What was done in a week: of one exercise, or of all, which then has no repetitions."""

    sets: int = 0
    seconds: float = 0
    days: int = 0
    reps: int = 0
    most_reps_in_a_set: int = 0
    longest_set_seconds: float = 0


@dataclass(frozen=True)
class Compared:
    """A week, and the one before it."""

    last: Sums
    before: Sums


@dataclass(frozen=True)
class GoalOfWeek:
    """How a goal went."""

    goal: Goal
    """As it stood on the last day of the week."""
    days_reached: int
    """On which the goal of a day was reached."""


@dataclass(frozen=True)
class Week:
    """What the mail tells."""

    first: date
    last: date
    exercises: dict[ExerciseType, Compared]
    """The most done first."""
    together: Compared
    streak_days: int
    goals: list[GoalOfWeek]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was done in either week."""
        return not self.exercises
