"""Endpoints for statistics."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response, status

from exercise_buddy.core.db.replicas import get_reader
from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.problems import problems
from exercise_buddy.core.http.resources import clock_of
from exercise_buddy.core.http.shortcuts import Answer, Shortcut, plain
from exercise_buddy.statistics.dependencies import StatisticsServiceDep, statistics_on
from exercise_buddy.statistics.schemas import ExercisePeriod, ExerciseStatistics, Period, Statistics
from exercise_buddy.users.api_tokens import Scope
from exercise_buddy.users.dependencies import READING_REFUSALS, StatisticsOf, claims_of, signed_in

router = APIRouter(
    route_class=AdmittedRoute,
    prefix="/statistics",
    tags=["statistics"],
    responses=problems(*READING_REFUSALS, InvalidInput),
)


@router.get("", response_model=Statistics)
async def get_statistics(
    user: StatisticsOf, period: Annotated[Period, Query()], statistics: StatisticsServiceDep
) -> Response:
    """Sums over all exercises, streak and records. `from` and `to` narrow `totals`, `by_exercise` and `daily`."""
    return Response(await statistics.read_json(user.user_id, period), media_type="application/json")


@router.get("/exercise", response_model=ExerciseStatistics)
async def get_exercise_statistics(
    user: StatisticsOf, wanted: Annotated[ExercisePeriod, Query()], statistics: StatisticsServiceDep
) -> Response:
    """Sums, dated records and days of one exercise. `from` and `to` narrow `totals`, `quality` and `daily`."""
    return Response(await statistics.read_exercise_json(user.user_id, wanted), media_type="application/json")


async def _read(request: Request, _body: bytes) -> Answer:
    claims = await claims_of(request, Scope.STATISTICS_READ)
    period = plain(Period, dict(request.query_params))
    statistics = statistics_on(await get_reader(request), clock_of(request))
    return status.HTTP_200_OK, (await statistics.read_json(claims.user_id, period)).encode()


shortcuts = (Shortcut("GET", "/statistics", _read, signed_in(get_statistics, scope=Scope.STATISTICS_READ)),)
