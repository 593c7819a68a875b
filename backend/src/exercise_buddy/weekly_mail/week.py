"""A user's previous week, from statistics and goals."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.goals.schemas import Goal
from exercise_buddy.goals.service import GoalService
from exercise_buddy.statistics.schemas import ExerciseDay, ExercisePeriod, ExerciseStatistics, Period, Totals
from exercise_buddy.statistics.service import StatisticsService
from exercise_buddy.weekly_mail.schemas import Compared, GoalOfWeek, Recipient, Sums, Week

WEEK = timedelta(days=7)

GoalsAt = Callable[[Clock], GoalService]
"""The goals as of a given time."""


async def week_of(recipient: Recipient, statistics: StatisticsService, goals_at: GoalsAt) -> Week:
    """The recipient's previous week, compared with the one before it."""
    user_id, first = recipient.user_id, recipient.monday - WEEK
    last_week = await statistics.read(user_id, _period(first))
    week_before = await statistics.read(user_id, _period(first - WEEK))
    done = dict.fromkeys(each.exercise_type for each in (*last_week.by_exercise, *week_before.by_exercise))
    return Week(
        first=first,
        last=_last_day(first),
        exercises={each: await _exercise(user_id, each, first, statistics) for each in done},
        together=Compared(_together(last_week.totals), _together(week_before.totals)),
        streak_days=last_week.streak.current,
        goals=await _goals(recipient, first, goals_at),
    )


async def _exercise(user_id: UUID, exercise_type: ExerciseType, first: date, statistics: StatisticsService) -> Compared:
    both = {"from": first - WEEK, "to": _last_day(first), "exercise_type": exercise_type}
    answer = await statistics.read_exercise_json(user_id, ExercisePeriod.model_validate(both))
    days = ExerciseStatistics.model_validate_json(answer).daily
    return Compared(
        _summed([day for day in days if day.local_date >= first]),
        _summed([day for day in days if day.local_date < first]),
    )


def _summed(days: Sequence[ExerciseDay]) -> Sums:
    return Sums(
        sets=sum(day.workouts for day in days),
        seconds=sum(day.duration_seconds for day in days),
        days=len(days),
        reps=sum(day.reps for day in days),
        most_reps_in_a_set=max((day.most_reps_in_a_set for day in days), default=0),
        longest_set_seconds=max((day.longest_set_seconds for day in days), default=0),
    )


def _together(totals: Totals) -> Sums:
    return Sums(sets=totals.workouts, seconds=totals.duration_seconds, days=totals.days)


async def _goals(recipient: Recipient, first: date, goals_at: GoalsAt) -> list[GoalOfWeek]:
    """Each goal as of the end of the week, and on how many days its target was reached."""
    zone = ZoneInfo(recipient.time_zone)
    noons = [datetime.combine(first + timedelta(days=n), time(12), zone) for n in range(WEEK.days)]
    by_day = [(await goals_at(_standing_at(noon)).list(recipient.user_id)).items for noon in noons]
    return [GoalOfWeek(goal, _days_reached(goal, by_day)) for goal in by_day[-1]]


def _days_reached(goal: Goal, by_day: Sequence[Sequence[Goal]]) -> int:
    return sum(each.progress >= each.target for day in by_day for each in day if each.id == goal.id)


def _standing_at(moment: datetime) -> Clock:
    return lambda: moment


def _period(first: date) -> Period:
    return Period.model_validate({"from": first, "to": _last_day(first)})


def _last_day(first: date) -> date:
    return first + WEEK - timedelta(days=1)
