"""The API token service, and the look-up of a presented token."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.auth.api_tokens.repository import ApiTokenRepository
from exercise_buddy.auth.api_tokens.service import ApiTokenService
from exercise_buddy.auth.postbox.dependencies import PostboxDep
from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.core.db.database import Executor, SessionDep
from exercise_buddy.core.http.resources import clock_of
from exercise_buddy.users.api_tokens import ApiToken, Grant, GrantLookUp

USE_NOTED_EVERY = timedelta(minutes=1)
"""A script may send many requests a second; its owner only wants to know whether it is still in use."""


def grant_look_up(executor: Executor) -> GrantLookUp:
    """Looks up what a token grants."""
    records = ApiTokenRepository(executor)

    async def look_up(token: ApiToken, now: datetime) -> Grant | None:
        row = await records.find(token.user_id, token.sha256, now)
        if row is None:
            return None
        if row.last_used_at is None or now - row.last_used_at >= USE_NOTED_EVERY:
            await records.note_use(token.user_id, row.id, now)
        return Grant(row.id, frozenset(row.scopes))

    return look_up


async def api_token_service(
    request: Request, sessions: SessionServiceDep, session: SessionDep, postbox: PostboxDep
) -> ApiTokenService:
    """The service, writing in the request's transaction."""
    return ApiTokenService(sessions, ApiTokenRepository(session), postbox, clock_of(request))


ApiTokenServiceDep = Annotated[ApiTokenService, Depends(api_token_service)]
