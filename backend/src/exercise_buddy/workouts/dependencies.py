"""The workout service, for reading and for writing."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Executor, transaction_of
from exercise_buddy.core.db.replicas import ReaderDep
from exercise_buddy.core.http.resources import clock_of
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.users.dependencies import CurrentUser
from exercise_buddy.workouts.repository import WorkoutRepository
from exercise_buddy.workouts.service import WorkoutService


def workouts_on(executor: Executor, clock: Clock) -> WorkoutService:
    """The service, inside a transaction or outside any."""
    return WorkoutService(WorkoutRepository(executor), statistics_on(executor, clock), clock)


async def reading(request: Request, reader: ReaderDep) -> WorkoutService:
    """The service outside any transaction."""
    return workouts_on(reader, clock_of(request))


async def writing(request: Request, user: CurrentUser) -> AsyncIterator[WorkoutService]:
    """The service in the request's transaction, which is committed before the response is sent."""
    async with transaction_of(request, user.user_id) as transaction:
        yield workouts_on(transaction, clock_of(request))


WorkoutReader = Annotated[WorkoutService, Depends(reading)]
WorkoutWriter = Annotated[WorkoutService, Depends(writing, scope="function")]
