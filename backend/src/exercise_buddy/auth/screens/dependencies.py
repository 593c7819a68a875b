"""The screen service."""

from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.auth.screens.repository import PairingRepository
from exercise_buddy.auth.screens.service import ScreenService
from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.core.db.database import DatabaseDep, SessionDep
from exercise_buddy.core.http.resources import clock_of


async def screen_service(
    request: Request, database: DatabaseDep, session: SessionDep, sessions: SessionServiceDep
) -> ScreenService:
    """The service, writing in the request's transaction."""
    return ScreenService(PairingRepository(database), PairingRepository(session), sessions, clock_of(request))


ScreenServiceDep = Annotated[ScreenService, Depends(screen_service)]
