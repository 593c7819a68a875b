"""What the statistics say."""

from datetime import date
from enum import StrEnum
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


class Amount(Output):
    """What exercises of any kind have in common. Repetitions are not: a push-up is no jump."""

    workouts: int
    duration_seconds: float
    calories: float
    """Of the workouts whose energy is known."""


class Totals(Amount):
    """What was done in some time, of all exercises together."""

    days: int
    """With a workout."""


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


class ExerciseAmount(Amount):
    """What was done of one exercise."""

    exercise_type: ExerciseType
    reps: int


class ExerciseTotals(ExerciseAmount):
    """What was done of one exercise, and how well."""

    quality: Quality | None
    """Null where the camera judged none of the repetitions."""


class DayTotals(Amount):
    """What was done on one day, of all exercises together."""

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
    today_by_exercise: list[ExerciseAmount]
    """Of today; the most done first."""
    daily: list[DayTotals]
    """Days with a workout, oldest first: of the days asked for, else of the last 30."""


class ExercisePeriod(Period):
    """Of which exercise, and the days asked for."""

    exercise_type: ExerciseType


class RepTotals(Totals):
    """What was done of one exercise in some time."""

    reps: int


class Record(StrEnum):
    """What one can be best at."""

    MOST_REPS_IN_A_SET = "most_reps_in_a_set"
    MOST_REPS_IN_A_DAY = "most_reps_in_a_day"
    LONGEST_SET_SECONDS = "longest_set_seconds"
    LONGEST_RUN = "longest_run"
    BEST_CADENCE_PER_MINUTE = "best_cadence_per_minute"


class DatedRecord(Output):
    """The best there ever was, and the first day on which it was reached."""

    record: Record
    value: float
    local_date: date


class ExerciseDay(Amount):
    """One day of one exercise: how much, the best of its sets, and how well."""

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
    """One exercise at a glance; days and weeks as in the statistics of all."""

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
    """Of all time; without those of which there are none yet."""
    quality: Quality | None
    """Of the days asked for, else of all time."""
    daily: list[ExerciseDay]
    """Days with a set of the exercise, oldest first: of the days asked for, else of the last 30."""
