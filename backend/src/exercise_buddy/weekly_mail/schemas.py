"""Requests and responses about the weekly mail, and its content."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Input, Output
from exercise_buddy.core.words import Language
from exercise_buddy.goals.schemas import Goal


class WeeklyMail(Output):
    """The setting of the mail about the previous week."""

    language: Language | None
    """Its language; null if it is off."""


class WeeklyMailChange(Input):
    """Turns the mail on or off."""

    language: Language | None
    """Its language; null turns it off."""


@dataclass(frozen=True)
class Recipient:
    """A user who is due the mail."""

    user_id: UUID
    email: str
    username: str
    time_zone: str
    language: Language
    monday: date
    """The first day of the user's current week; the mail is about the previous one."""


@dataclass(frozen=True)
class Sums:
    """The sums of a week, of one exercise or of all; the latter have no repetitions."""

    sets: int = 0
    seconds: float = 0
    days: int = 0
    reps: int = 0
    most_reps_in_a_set: int = 0
    longest_set_seconds: float = 0


@dataclass(frozen=True)
class Compared:
    """A week and the previous one."""

    last: Sums
    before: Sums


@dataclass(frozen=True)
class GoalOfWeek:
    """The result of a goal."""

    goal: Goal
    """On the last day of the week."""
    days_reached: int
    """The days on which a daily goal was reached."""


@dataclass(frozen=True)
class Week:
    """The data of the mail."""

    first: date
    last: date
    exercises: dict[ExerciseType, Compared]
    """The most done first."""
    together: Compared
    streak_days: int
    goals: list[GoalOfWeek]

    @property
    def is_empty(self) -> bool:
        """Whether both weeks are empty."""
        return not self.exercises
