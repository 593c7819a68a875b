"""Endpoints of the statistics."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.http.admission import AdmittedRoute
from exercise_buddy.core.http.problems import problems
from exercise_buddy.statistics.dependencies import StatisticsServiceDep
from exercise_buddy.statistics.schemas import ExercisePeriod, ExerciseStatistics, Period, Statistics
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser

router = APIRouter(
    route_class=AdmittedRoute,
    prefix="/statistics",
    tags=["statistics"],
    responses=problems(*ACCESS_REFUSALS, InvalidInput),
)


@router.get("", response_model=Statistics)
async def get_statistics(
    user: CurrentUser, period: Annotated[Period, Query()], statistics: StatisticsServiceDep
) -> Response:
    """Sums over all exercises, streak and bests. `from` and `to` narrow `totals`, `by_exercise` and `daily`."""
    return Response(await statistics.read_json(user.user_id, period), media_type="application/json")


@router.get("/exercise", response_model=ExerciseStatistics)
async def get_exercise_statistics(
    user: CurrentUser, wanted: Annotated[ExercisePeriod, Query()], statistics: StatisticsServiceDep
) -> Response:
    """Sums, dated records and days of one exercise. `from` and `to` narrow `totals`, `quality` and `daily`."""
    return Response(await statistics.read_exercise_json(user.user_id, wanted), media_type="application/json")
