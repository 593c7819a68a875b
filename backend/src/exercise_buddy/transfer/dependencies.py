"""The transfer service, for exports and for imports."""

from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.core.database import DatabaseDep, SessionDep
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.transfer.service import TransferService
from exercise_buddy.users.dependencies import UserServiceDep
from exercise_buddy.workouts.dependencies import workouts_on


async def reading(request: Request, database: DatabaseDep, users: UserServiceDep) -> TransferService:
    """The service outside of any transaction."""
    clock = request.app.state.clock
    return TransferService(workouts_on(database, clock), statistics_on(database, clock), users, clock)


async def writing(request: Request, session: SessionDep, users: UserServiceDep) -> TransferService:
    """The service in the request's transaction."""
    clock = request.app.state.clock
    return TransferService(workouts_on(session, clock), statistics_on(session, clock), users, clock)


TransferReader = Annotated[TransferService, Depends(reading)]
TransferWriter = Annotated[TransferService, Depends(writing)]
