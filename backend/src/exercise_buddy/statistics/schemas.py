"""What the statistics say."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, create_model

from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Day, Input, Output
from exercise_buddy.core.verdict import Verdict


class Period(Input):
    """The days asked for, both ends included; a missing end is open."""

    first: Annotated[Day | None, Field(alias="from")] = None
    last: Annotated[Day | None, Field(alias="to")] = None

    def refuse_reversed(self) -> None:
        """Raise InvalidInput where it ends before it begins."""
        if self.first and self.last and self.first > self.last:
            raise InvalidInput.at("query.to", "must not be before `from`")


class Totals(Output):
    """What was done in some time."""

    workouts: int
    reps: int
    duration_seconds: float
    calories: float
    """Of the workouts whose energy is known."""


class Streak(Output):
    """Days with at least one workout in a run of days, of which at most one of any seven in a row is missed.

    A missed day does not end the run, and does not count.
    """

    current: int
    """The run that reaches today or yesterday; 0 where it broke off before."""
    longest: int
    frozen_days: int
    """Missed days inside the current run."""


class PersonalBest(Output):
    """The records of one exercise."""

    exercise_type: ExerciseType
    most_reps_in_a_set: int
    most_reps_in_a_day: int
    longest_set_seconds: float
    longest_run: int | None
    """Rope jumps without a trip; null where none are known."""
    best_cadence_per_minute: float | None
    """Of sets of at least ten repetitions that the camera timed; null where there are none."""


_COUNTS: dict[str, Any] = {verdict.field: int for verdict in Verdict}
Quality = create_model("Quality", __base__=Output, __doc__="How many repetitions the camera judged how.", **_COUNTS)


class ExerciseTotals(Totals):
    """What was done of one exercise."""

    exercise_type: ExerciseType
    quality: Quality | None
    """Null where the camera judged none of the repetitions."""


class DayTotals(Totals):
    """What was done on one day."""

    local_date: date


class Statistics(Output):
    """Everything at a glance. Days are the user's own; a week begins on Monday."""

    totals: Totals
    """Of the days asked for, else of all time."""
    today: Totals
    yesterday: Totals
    week: Totals
    last_week: Totals
    """The whole week before this one."""
    month: Totals
    last_month: Totals
    """The whole month before this one."""
    streak: Streak
    bests: list[PersonalBest]
    """Of all time."""
    by_exercise: list[ExerciseTotals]
    """Of the days asked for, else of all time; the most done first."""
    daily: list[DayTotals]
    """Days with a workout, oldest first: of the days asked for, else of the last 30."""
