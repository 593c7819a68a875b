"""The goal service, for reading and for writing."""

from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Executor, SessionDep
from exercise_buddy.core.db.replicas import ReaderDep
from exercise_buddy.core.http.resources import clock_of
from exercise_buddy.goals.repository import GoalRepository
from exercise_buddy.goals.service import GoalService


def goals_on(executor: Executor, clock: Clock) -> GoalService:
    """The service, inside a transaction or outside any."""
    return GoalService(GoalRepository(executor), clock)


async def reading(request: Request, reader: ReaderDep) -> GoalService:
    """The service outside any transaction."""
    return goals_on(reader, clock_of(request))


async def writing(request: Request, session: SessionDep) -> GoalService:
    """The service in the request's transaction."""
    return goals_on(session, clock_of(request))


GoalReader = Annotated[GoalService, Depends(reading)]
GoalWriter = Annotated[GoalService, Depends(writing)]
