"""Who sends a request, and the user service."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from exercise_buddy.core.db.database import DatabaseDep, Executor, SessionDep
from exercise_buddy.core.errors import NotAuthenticated, TooManyRequests
from exercise_buddy.core.http.limits.admission import Rules, asked_first
from exercise_buddy.core.http.limits.rate_limit import Limit, client_network
from exercise_buddy.core.http.resources import resources
from exercise_buddy.users.access_tokens import AccessClaims, AccessTokenExpired, AccessTokenInvalid
from exercise_buddy.users.api_tokens import (
    PREFIX,
    ApiToken,
    ApiTokenInvalid,
    ApiTokenNotTaken,
    Scope,
    ScopeMissing,
)
from exercise_buddy.users.exceptions import UserGone
from exercise_buddy.users.live_sessions import SessionOver, SessionsEnded
from exercise_buddy.users.password_hasher import PasswordHasher
from exercise_buddy.users.repository import UserRepository
from exercise_buddy.users.resources import UserResources
from exercise_buddy.users.service import UserService

_SESSION_REFUSALS = (NotAuthenticated, AccessTokenInvalid, AccessTokenExpired, SessionOver, UserGone)
ACCESS_REFUSALS = (*_SESSION_REFUSALS, ApiTokenNotTaken)
"""The refusals of an endpoint that takes `CurrentUser`, for its `responses=`."""
READING_REFUSALS = (*_SESSION_REFUSALS, ApiTokenInvalid, ScopeMissing, TooManyRequests)
"""The same for an endpoint that takes one of the readers."""

TOKEN_REQUESTS = Limit.of("api-token", "120/minute")
"""Per token: a runaway script is stopped before it uses up its owner's own limit."""
TOKEN_LOOK_UPS = Limit.of("api-token-network", "600/minute")
"""Per network: each look-up asks the database, also for guessed tokens."""

_CLAIMS = "exercise_buddy.claims"
_bearer = HTTPBearer(auto_error=False, description="The access token that login or refresh gave.")
_api_token = HTTPBearer(
    auto_error=False, scheme_name="ApiToken", description="A personal API token with the scope of the endpoint."
)


async def claims_of(request: Request, scope: Scope | None = None) -> AccessClaims:
    """Who sends the request, by the access token of a live session, or by an API token if a scope is given.

    Raises NotAuthenticated, and for API tokens ScopeMissing and TooManyRequests. Looked up only once.
    """
    # Cached per scope: being admitted for one must not admit a token for another.
    key = f"{_CLAIMS}.{scope}"
    claims: AccessClaims | None = request.scope.get(key)
    if claims is None:
        credentials = await _bearer(request)
        if credentials is None:
            raise NotAuthenticated
        claims = await _claims_by(credentials.credentials, request, scope)
        request.scope[key] = claims
    return claims


async def _claims_by(bearer: str, request: Request, scope: Scope | None) -> AccessClaims:
    if bearer.startswith(PREFIX):
        if scope is None:
            raise ApiTokenNotTaken
        return await _claims_by_api_token(ApiToken.parse(bearer), request, scope)
    shared = resources(request, UserResources)
    now = shared.clock()
    claims = shared.access_tokens.read(bearer, now)
    await shared.live_sessions.require(claims, now)
    return claims


async def _claims_by_api_token(token: ApiToken, request: Request, scope: Scope) -> AccessClaims:
    shared = resources(request, UserResources)
    await shared.rate_limiter.hit(TOKEN_LOOK_UPS, client_network(request))
    grant = await shared.grant_look_up(token, shared.clock())
    if grant is None:
        raise ApiTokenInvalid
    await shared.rate_limiter.hit(TOKEN_REQUESTS, str(grant.token_id))
    return grant.claims(token.user_id, scope)


async def account_of(request: Request) -> str:
    """The user's id; raises NotAuthenticated."""
    return str((await claims_of(request)).user_id)


@asked_first(account_of)
async def current_user(
    request: Request, _credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> AccessClaims:
    """The user; raises NotAuthenticated. The credentials are a parameter only for the OpenAPI document."""
    return await claims_of(request)


def _account_for(scope: Scope) -> Callable[[Request], Awaitable[str]]:
    async def account(request: Request) -> str:
        return str((await claims_of(request, scope)).user_id)

    return account


def _reader_of(scope: Scope) -> Callable[..., Awaitable[AccessClaims]]:
    @asked_first(_account_for(scope))
    async def reader(
        request: Request,
        _credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
        _token: Annotated[HTTPAuthorizationCredentials | None, Depends(_api_token)],
    ) -> AccessClaims:
        return await claims_of(request, scope)

    return reader


def signed_in(endpoint: Callable[..., Any], *, scope: Scope | None = None, takes_a_body: bool = False) -> Rules:
    """The rules for a shortcut to an endpoint that takes `CurrentUser`, or the reader of a scope."""
    check = account_of if scope is None else _account_for(scope)
    return Rules.of(endpoint, check, takes_a_body=takes_a_body)


CurrentUser = Annotated[AccessClaims, Depends(current_user)]
WorkoutsOf = Annotated[AccessClaims, Depends(_reader_of(Scope.WORKOUTS_READ))]
StatisticsOf = Annotated[AccessClaims, Depends(_reader_of(Scope.STATISTICS_READ))]
GoalsOf = Annotated[AccessClaims, Depends(_reader_of(Scope.GOALS_READ))]
"""Whose data is read: the signed-in user, or the owner of an API token with the scope."""


async def watcher_of(request: Request) -> str:
    """The id of the account that a screen watches; raises NotAuthenticated."""
    return str((await _watching_claims(request)).user_id)


@asked_first(watcher_of)
async def watcher(
    request: Request, _credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> AccessClaims:
    """Who watches: a signed-in user or one of their screens; raises NotAuthenticated."""
    return await _watching_claims(request)


async def _watching_claims(request: Request) -> AccessClaims:
    credentials = await _bearer(request)
    if credentials is None:
        raise NotAuthenticated
    shared = resources(request, UserResources)
    now = shared.clock()
    try:
        claims = shared.screen_tokens.read(credentials.credentials, now)
    except AccessTokenInvalid:
        return await claims_of(request)
    await shared.live_sessions.require(claims, now)
    return claims


Watcher = Annotated[AccessClaims, Depends(watcher)]


async def sessions_ended(request: Request, session: SessionDep) -> SessionsEnded:
    """Makes the process check the user's sessions again, once the request's transaction is committed."""
    live_sessions = resources(request, UserResources).live_sessions

    def note(user_id: UUID) -> None:
        session.after_commit(partial(live_sessions.forget, user_id))

    return note


SessionsEndedDep = Annotated[SessionsEnded, Depends(sessions_ended)]


def users_on(
    reads: Executor, writes: Executor, hasher: PasswordHasher, sessions_ended: SessionsEnded = lambda _user_id: None
) -> UserService:
    """The service; `reads` may be outside the transaction of `writes`."""
    return UserService(UserRepository(reads), UserRepository(writes), hasher, sessions_ended)


async def user_service(
    request: Request, database: DatabaseDep, session: SessionDep, sessions_ended: SessionsEndedDep
) -> UserService:
    """The service, writing in the request's transaction."""
    return users_on(database, session, resources(request, UserResources).password_hasher, sessions_ended)


UserServiceDep = Annotated[UserService, Depends(user_service)]
