"""The following service, for reading and for writing."""

from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.core.db.database import SessionDep
from exercise_buddy.core.db.replicas import ReaderDep
from exercise_buddy.core.http.resources import clock_of
from exercise_buddy.together.repository import TogetherRepository
from exercise_buddy.together.service import TogetherService


async def reading(request: Request, reader: ReaderDep) -> TogetherService:
    """The service outside any transaction."""
    return TogetherService(TogetherRepository(reader), clock_of(request))


async def writing(request: Request, session: SessionDep) -> TogetherService:
    """The service in the request's transaction."""
    return TogetherService(TogetherRepository(session), clock_of(request))


TogetherReader = Annotated[TogetherService, Depends(reading)]
TogetherWriter = Annotated[TogetherService, Depends(writing)]
