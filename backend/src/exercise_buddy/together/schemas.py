"""What goes in and out around following. Nothing of the body, no note, no time of day."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Input, Output
from exercise_buddy.users.schemas import Username

FirstDay = Annotated[int, Field(ge=1, le=7, description="Of the week: 1 Monday (ISO 8601) to 7 Sunday.")]


class Visibility(StrEnum):
    """How much of his training a user shows; each step includes those before it."""

    NOTHING = "nothing"
    DAYS = "days"
    """On which days he trained."""
    EXERCISES = "exercises"
    """And which exercises."""
    COUNTS = "counts"
    """And how many repetitions, or seconds of a hold."""


class NamedUser(Input):
    """Somebody, by his exact username."""

    username: Username


class SharingChange(Input):
    """How much to show to followers."""

    shows: Visibility


class WeekWish(Input):
    """Which week: the reader's present one."""

    first_day: FirstDay = 1


class Following(Output):
    """Somebody whom the user follows, or has asked."""

    id: UUID
    username: str
    """As it was typed, until he allows it."""
    is_allowed: bool
    """False also where nobody of that name will ever answer."""
    shows: Visibility | None
    """Null until he allows it."""


class Follower(Output):
    """Somebody who follows the user, or asks to."""

    id: UUID
    username: str
    is_allowed: bool


class Blocked(Output):
    """A name that the user has blocked."""

    id: UUID
    username: str


class Together(Output):
    """Whom a user follows, who follows him, and what those see."""

    shows: Visibility
    following: list[Following]
    followers: list[Follower]
    """Those who ask first, at most a hundred."""
    blocked: list[Blocked]


class PersonOfWeek(Output):
    """On how many days of the week somebody trained."""

    username: str
    is_you: bool
    days: int


class RowOfWeek(Output):
    """What somebody did of one exercise in the week."""

    username: str
    is_you: bool
    amount: int | None
    """Repetitions, or whole seconds of a hold; null where he shows no counts."""


class ExerciseOfWeek(Output):
    """One exercise; the most first."""

    exercise_type: ExerciseType
    kind: Literal["reps", "hold"]
    rows: list[RowOfWeek]


class WeekTogether(Output):
    """The present week of the user and of those whom he follows; a day is that of the one who trained."""

    first: date
    last: date
    people: list[PersonOfWeek]
    """The user himself, and who shows anything, by days and then by name."""
    exercises: list[ExerciseOfWeek]


class ExerciseOfDay(Output):
    """What somebody did of one exercise on a day."""

    exercise_type: ExerciseType
    kind: Literal["reps", "hold"]
    amount: int | None
    """Repetitions, or whole seconds of a hold; null where he shows no counts."""


class DayTogether(Output):
    """A day on which somebody whom the user follows trained."""

    username: str
    local_date: date
    exercises: list[ExerciseOfDay]
    """Empty where he shows his days only."""


class DaysTogether(Output):
    """The last two weeks of those whom the user follows, the newest day first, at most a hundred."""

    items: list[DayTogether]
