"""Who asks, and the service for what he asks."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from exercise_buddy.core.db.database import DatabaseDep, Executor, SessionDep
from exercise_buddy.core.errors import NotAuthenticated
from exercise_buddy.core.http.admission import Rules, asked_first
from exercise_buddy.users.access_tokens import AccessClaims, AccessTokenExpired, AccessTokenInvalid
from exercise_buddy.users.exceptions import UserGone
from exercise_buddy.users.live_sessions import LiveSessions, SessionOver, SessionsEnded
from exercise_buddy.users.password_hasher import PasswordHasher
from exercise_buddy.users.repository import UserRepository
from exercise_buddy.users.service import UserService

ACCESS_REFUSALS = (NotAuthenticated, AccessTokenInvalid, AccessTokenExpired, SessionOver, UserGone)
"""How an endpoint that wants `CurrentUser` refuses, for its `responses=`."""

_CLAIMS = "exercise_buddy.claims"
_bearer = HTTPBearer(auto_error=False, description="The access token that login or refresh gave.")


async def claims_of(request: Request) -> AccessClaims:
    """Who asks, by the access token of a session that is not over; raises NotAuthenticated. Looked up only once."""
    claims: AccessClaims | None = request.scope.get(_CLAIMS)
    if claims is None:
        credentials = await _bearer(request)
        if credentials is None:
            raise NotAuthenticated
        state = request.app.state
        now = state.clock()
        claims = state.access_tokens.read(credentials.credentials, now)
        await state.live_sessions.require(claims, now)
        request.scope[_CLAIMS] = claims
    return claims


async def account_of(request: Request) -> str:
    """The id of the one who asks; raises NotAuthenticated."""
    return str((await claims_of(request)).user_id)


@asked_first(account_of)
async def current_user(
    request: Request, _credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> AccessClaims:
    """Who asks; raises NotAuthenticated. The credentials are a parameter for the OpenAPI document's sake."""
    return await claims_of(request)


def signed_in(endpoint: Callable[..., Any], *, takes_a_body: bool = False) -> Rules:
    """The rules for a shortcut to an endpoint that wants `CurrentUser`."""
    return Rules.of(endpoint, account_of, takes_a_body=takes_a_body)


CurrentUser = Annotated[AccessClaims, Depends(current_user)]


async def sessions_ended(request: Request, session: SessionDep) -> SessionsEnded:
    """Has the access tokens of a user looked at anew, once the request's transaction is committed."""
    live_sessions: LiveSessions = request.app.state.live_sessions

    def note(user_id: UUID) -> None:
        session.after_commit(partial(live_sessions.forget, user_id))

    return note


SessionsEndedDep = Annotated[SessionsEnded, Depends(sessions_ended)]


def users_on(
    reads: Executor, writes: Executor, hasher: PasswordHasher, sessions_ended: SessionsEnded = lambda _user_id: None
) -> UserService:
    """The service; `reads` may be outside of the transaction of `writes`."""
    return UserService(UserRepository(reads), UserRepository(writes), hasher, sessions_ended)


async def user_service(
    request: Request, database: DatabaseDep, session: SessionDep, sessions_ended: SessionsEndedDep
) -> UserService:
    """The service, its writes in the request's transaction."""
    return users_on(database, session, request.app.state.password_hasher, sessions_ended)


UserServiceDep = Annotated[UserService, Depends(user_service)]
