"""The session service, and what the cookie endpoints require of a request."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Request, Response

from exercise_buddy.auth.sessions.devices import KnownDevices
from exercise_buddy.auth.sessions.exceptions import ForeignOrigin, RefreshTokenInvalid, RefreshTokenMissing
from exercise_buddy.auth.sessions.repository import SessionRepository
from exercise_buddy.auth.sessions.resources import SessionResources
from exercise_buddy.auth.sessions.schemas import AccessToken
from exercise_buddy.auth.sessions.service import SessionService, Tokens
from exercise_buddy.auth.sessions.tokens import RefreshToken
from exercise_buddy.core.db.database import Executor, SessionDep
from exercise_buddy.core.http.hosts import host_in
from exercise_buddy.core.http.limits.rate_limit import Limit
from exercise_buddy.core.http.resources import clock_of, resources
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.dependencies import SessionsEndedDep, UserServiceDep
from exercise_buddy.users.live_sessions import SessionLookUp

PASSWORD_CONFIRMATIONS = Limit.of("password-confirmation", "10/minute")
"""Per account, shared by all endpoints that ask a signed-in user for the password."""

REFRESH_COOKIE = "refresh_token"
REFRESH_COOKIE_PATH = "/api/v1/auth"
DEVICE_COOKIE = "known_device"
DEVICE_COOKIE_PATH = "/api/v1/auth/login"
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
MAX_COOKIE_LENGTH = 256
MAX_DEVICE_COOKIE_LENGTH = 1024


def session_look_up(executor: Executor) -> SessionLookUp:
    """Looks up whether the session of an access token is live."""
    records = SessionRepository(executor)

    async def is_live(claims: AccessClaims, now: datetime) -> bool:
        return await records.is_live(claims.user_id, claims.session_id, now)

    return is_live


async def session_service(
    request: Request, users: UserServiceDep, session: SessionDep, sessions_ended: SessionsEndedDep
) -> SessionService:
    """The service, writing in the request's transaction."""
    shared = resources(request, SessionResources)
    return SessionService(
        users,
        SessionRepository(session),
        shared.access_tokens,
        shared.screen_tokens,
        timedelta(days=shared.settings.refresh_token_days),
        shared.clock,
        sessions_ended,
    )


async def optional_refresh_token(request: Request) -> RefreshToken | None:
    """The cookie's token, if there is a cookie; raises RefreshTokenInvalid if it is malformed."""
    text = request.cookies.get(REFRESH_COOKIE)
    if not text:
        return None
    try:
        return RefreshToken.parse(text[:MAX_COOKIE_LENGTH])
    except ValueError as error:
        raise RefreshTokenInvalid from error


async def refresh_token(
    token: Annotated[RefreshToken | None, Depends(optional_refresh_token)],
) -> RefreshToken:
    """The cookie's token; raises RefreshTokenMissing."""
    if token is None:
        raise RefreshTokenMissing
    return token


def known_device(request: Request, user_id: UUID, epoch: int) -> str | None:
    """The id of the browser, if the user has signed in from it before and the epoch has not moved since."""
    mark = request.cookies.get(DEVICE_COOKIE, "")[:MAX_DEVICE_COOKIE_LENGTH]
    devices = resources(request, SessionResources).known_devices
    return devices.known(user_id, epoch, mark, clock_of(request)()) if mark else None


async def own_origin(request: Request) -> None:
    """Refuse a request from a page of another site; browsers tell where it comes from.

    SameSite=Strict keeps the cookie from other sites; this also keeps it from other ports and subdomains.
    Sec-Fetch-Site comes first, because no proxy changes it, while many drop the port from Host. Browsers omit it on
    plain http; then Origin and Host are compared. https://www.w3.org/TR/fetch-metadata/
    """
    origin = request.headers.get("origin")
    sent_by = request.headers.get("sec-fetch-site")
    if sent_by == "same-origin" or origin in resources(request, SessionResources).settings.cors_origins:
        return
    if sent_by is not None or (origin is not None and host_in(origin) != request.headers.get("host")):
        raise ForeignOrigin


def session_cookies(
    request: Request, response: Response, _own: Annotated[None, Depends(own_origin)]
) -> Callable[[Tokens], AccessToken]:
    """Hands over the tokens of a session: one in the response, the other in a cookie that scripts cannot read.

    Refuses first, before any work, a page that could not use the cookie afterwards.
    """

    def hand_over(tokens: Tokens) -> AccessToken:
        devices = resources(request, SessionResources).known_devices
        mark = devices.mark(tokens.user_id, tokens.session_id, tokens.epoch, clock_of(request)())
        cookies = (
            (REFRESH_COOKIE, str(tokens.refresh_token), tokens.refresh_lifetime, REFRESH_COOKIE_PATH),
            (DEVICE_COOKIE, mark, KnownDevices.LIFETIME, DEVICE_COOKIE_PATH),
        )
        for name, value, lifetime, path in cookies:
            response.set_cookie(
                name,
                value,
                max_age=int(lifetime.total_seconds()),
                path=path,
                secure=_secure(request),
                httponly=True,
                samesite="strict",
            )
        return AccessToken(access_token=tokens.access_token, expires_in=int(tokens.access_lifetime.total_seconds()))

    return hand_over


def forget_session(request: Request, response: Response) -> None:
    """Make the browser drop the refresh token."""
    response.delete_cookie(
        REFRESH_COOKIE, path=REFRESH_COOKIE_PATH, secure=_secure(request), httponly=True, samesite="strict"
    )


def _secure(request: Request) -> bool:
    """Whether to set Secure: browsers drop such cookies on plain http, which is safe only within one machine."""
    return request.url.scheme == "https" or request.url.hostname not in LOOPBACK_HOSTS


async def user_agent(user_agent: Annotated[str, Header(include_in_schema=False)] = "") -> str:
    """The client's User-Agent."""
    return user_agent


HandOver = Annotated[Callable[[Tokens], AccessToken], Depends(session_cookies)]
SessionServiceDep = Annotated[SessionService, Depends(session_service)]
RefreshTokenDep = Annotated[RefreshToken, Depends(refresh_token)]
OptionalRefreshTokenDep = Annotated[RefreshToken | None, Depends(optional_refresh_token)]
UserAgent = Annotated[str, Depends(user_agent)]
