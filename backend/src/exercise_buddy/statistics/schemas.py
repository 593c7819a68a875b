"""Responses of the statistics feature."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, create_model

from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Day, Input, Output
from exercise_buddy.core.verdict import Verdict


class Period(Input):
    """The requested days, both ends included; a missing end is open."""

    first: Annotated[Day | None, Field(alias="from")] = None
    last: Annotated[Day | None, Field(alias="to")] = None

    def refuse_reversed(self) -> None:
        """Raise InvalidInput if it ends before it begins."""
        if self.first and self.last and self.first > self.last:
            raise InvalidInput.at("query.to", "must not be before `from`")


class Amount(Output):
    """Amounts that can be summed across exercises. Repetitions cannot: a push-up is not a jump."""

    workouts: int
    duration_seconds: float
    calories: float
    """Of workouts whose energy is known."""


class Totals(Amount):
    """The sums of a period over all exercises."""

    days: int
    """Days with a workout."""


class Streak(Output):
    """Days with at least one workout, in a run of days of which at most one in any seven is missed.

    A missed day does not end the run, and does not count.
    """

    current: int
    """The run that reaches today or yesterday; 0 if it ended earlier."""
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
    """Rope jumps without a trip; null if unknown."""
    best_cadence_per_minute: float | None
    """Of sets with at least ten repetitions timed by the camera; null if there are none."""


_COUNTS: dict[str, Any] = {verdict.field: int for verdict in Verdict}
Quality = create_model("Quality", __base__=Output, __doc__="How many repetitions the camera judged how.", **_COUNTS)


class ExerciseAmount(Amount):
    """The sums of one exercise."""

    exercise_type: ExerciseType
    reps: int


class ExerciseTotals(ExerciseAmount):
    """The sums of one exercise, and the quality of its repetitions."""

    quality: Quality | None
    """Null if the camera judged none of the repetitions."""


class DayTotals(Amount):
    """The sums of one day over all exercises."""

    local_date: date


class Statistics(Output):
    """An overview. Days are in the user's time zone; a week begins on Monday."""

    totals: Totals
    """Of the requested days, by default of all time."""
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
    """Of the requested days, by default of all time; the most done first."""
    today_by_exercise: list[ExerciseAmount]
    """Of today; the most done first."""
    daily: list[DayTotals]
    """Days with a workout, oldest first: of the requested days, by default of the last 30."""


class ExercisePeriod(Period):
    """The exercise, and the requested days."""

    exercise_type: ExerciseType


class RepTotals(Totals):
    """The sums of one exercise over a period."""

    reps: int


class Record(StrEnum):
    """The kinds of records."""

    MOST_REPS_IN_A_SET = "most_reps_in_a_set"
    MOST_REPS_IN_A_DAY = "most_reps_in_a_day"
    LONGEST_SET_SECONDS = "longest_set_seconds"
    LONGEST_RUN = "longest_run"
    BEST_CADENCE_PER_MINUTE = "best_cadence_per_minute"


class DatedRecord(Output):
    """A record, and the first day on which it was reached."""

    record: Record
    value: float
    local_date: date


class ExerciseDay(Amount):
    """One day of one exercise: sums, the best of its sets, and quality."""

    local_date: date
    reps: int
    most_reps_in_a_set: int
    longest_set_seconds: float
    longest_run: int | None
    """Rope jumps without a trip; null where none are known."""
    best_cadence_per_minute: float | None
    """Of sets of at least ten repetitions that the camera timed; null where there are none."""
    quality: Quality | None
    """Null where the camera judged none of the repetitions."""


class ExerciseStatistics(Output):
    """An overview of one exercise; days and weeks as in the overall statistics."""

    exercise_type: ExerciseType
    totals: RepTotals
    """Of the days asked for, else of all time."""
    today: RepTotals
    yesterday: RepTotals
    week: RepTotals
    last_week: RepTotals
    month: RepTotals
    last_month: RepTotals
    records: list[DatedRecord]
    """Of all time; records that do not exist yet are omitted."""
    quality: Quality | None
    """Of the days asked for, else of all time."""
    daily: list[ExerciseDay]
    """Days with a set of the exercise, oldest first: of the requested days, by default of the last 30."""
