"""The challenge service, for reading and for writing."""

from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.core.db.database import SessionDep
from exercise_buddy.core.db.replicas import ReaderDep
from exercise_buddy.core.http.resources import clock_of
from exercise_buddy.together.challenges.repository import ChallengeRepository
from exercise_buddy.together.challenges.service import ChallengeService


async def reading(request: Request, reader: ReaderDep) -> ChallengeService:
    """The service outside any transaction."""
    return ChallengeService(ChallengeRepository(reader), clock_of(request))


async def writing(request: Request, session: SessionDep) -> ChallengeService:
    """The service in the request's transaction."""
    return ChallengeService(ChallengeRepository(session), clock_of(request))


ChallengeReader = Annotated[ChallengeService, Depends(reading)]
ChallengeWriter = Annotated[ChallengeService, Depends(writing)]
