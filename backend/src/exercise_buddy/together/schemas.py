"""Requests and responses about following: no body data, no notes, no times of day."""

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
    """How much of their training a user shows; each step includes the previous ones."""

    NOTHING = "nothing"
    DAYS = "days"
    """On which days they trained."""
    EXERCISES = "exercises"
    """Also which exercises."""
    COUNTS = "counts"
    """Also how many repetitions, or seconds of a hold."""


class NamedUser(Input):
    """A user, by exact username."""

    username: Username


class SharingChange(Input):
    """How much to show to followers."""

    shows: Visibility


class WeekQuery(Input):
    """Which week: the reader's current one."""

    first_day: FirstDay = 1


class Following(Output):
    """A user that the user follows or has asked to follow."""

    id: UUID
    username: str
    """As it was typed, until the request is accepted."""
    is_allowed: bool
    """Also False if nobody with that name will ever answer."""
    shows: Visibility | None
    """Null until the request is accepted."""


class Follower(Output):
    """A user who follows the user, or asks to."""

    id: UUID
    username: str
    is_allowed: bool


class Blocked(Output):
    """A name that the user has blocked."""

    id: UUID
    username: str


class Together(Output):
    """Whom a user follows, the user's followers, and what they see."""

    shows: Visibility
    following: list[Following]
    followers: list[Follower]
    """Requests first, at most a hundred."""
    blocked: list[Blocked]


class PersonOfWeek(Output):
    """The number of days in the week on which a person trained."""

    username: str
    is_you: bool
    days: int


class RowOfWeek(Output):
    """A person's amount of one exercise in the week."""

    username: str
    is_you: bool
    amount: int | None
    """Repetitions, or whole seconds of a hold; null if the person shows no counts."""


class ExerciseOfWeek(Output):
    """One exercise, the largest amounts first."""

    exercise_type: ExerciseType
    kind: Literal["reps", "hold"]
    rows: list[RowOfWeek]


class WeekTogether(Output):
    """The current week of the user and of followed users; days are in the time zone of whoever trained."""

    first: date
    last: date
    people: list[PersonOfWeek]
    """The user, and everyone who shows anything, by days and then by name."""
    exercises: list[ExerciseOfWeek]


class ExerciseOfDay(Output):
    """A person's amount of one exercise on a day."""

    exercise_type: ExerciseType
    kind: Literal["reps", "hold"]
    amount: int | None
    """Repetitions, or whole seconds of a hold; null where he shows no counts."""


class DayTogether(Output):
    """A day on which a followed user trained."""

    username: str
    local_date: date
    exercises: list[ExerciseOfDay]
    """Empty if the person shows only days."""


class DaysTogether(Output):
    """The last two weeks of followed users, newest day first, at most a hundred."""

    items: list[DayTogether]
