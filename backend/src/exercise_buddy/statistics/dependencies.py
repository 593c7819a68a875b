"""The statistics service, for reading."""

from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.replicas import ReaderDep
from exercise_buddy.core.http.resources import clock_of
from exercise_buddy.statistics.repository import StatisticsRepository
from exercise_buddy.statistics.service import StatisticsService


def statistics_on(executor: Executor, clock: Clock) -> StatisticsService:
    """The service, inside a transaction that changes workouts or outside any."""
    return StatisticsService(StatisticsRepository(executor), clock)


async def statistics_service(request: Request, reader: ReaderDep) -> StatisticsService:
    """The service, outside any transaction."""
    return statistics_on(reader, clock_of(request))


StatisticsServiceDep = Annotated[StatisticsService, Depends(statistics_service)]
