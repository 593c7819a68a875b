"""Endpoints of signing up, in and out."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, status

from exercise_buddy.auth.dependencies import (
    DEVICE_COOKIE,
    REFRESH_COOKIE,
    AuthServiceDep,
    OptionalRefreshTokenDep,
    RefreshTokenDep,
    UserAgent,
    is_known_device,
    own_origin,
)
from exercise_buddy.auth.exceptions import (
    ForeignOrigin,
    InvalidCredentials,
    RefreshTokenExpired,
    RefreshTokenInvalid,
    RefreshTokenMissing,
    RefreshTokenReused,
)
from exercise_buddy.auth.schemas import AccessToken, Login, SignedInSessions
from exercise_buddy.auth.service import Tokens
from exercise_buddy.core.errors import InvalidInput, NotFound, TooManyRequests, problems
from exercise_buddy.core.rate_limit import ClientNetwork, Limit, RateLimiterDep
from exercise_buddy.core.security import KnownDevices
from exercise_buddy.core.time_zones import UnknownTimeZone
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser, UserServiceDep
from exercise_buddy.users.exceptions import EmailTaken, UsernameTaken, WrongPassword
from exercise_buddy.users.router import PASSWORD_CONFIRMATIONS
from exercise_buddy.users.schemas import NewUser, PasswordChange, User

COOKIE_PATH = "/api/v1/auth"
DEVICE_COOKIE_PATH = "/api/v1/auth/login"
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})

REGISTRATIONS_PER_NETWORK = Limit.of("register", "60/hour")
LOGINS_PER_NETWORK = Limit.of("login-network", "60/minute")
LOGINS_PER_ACCOUNT_AND_NETWORK = Limit.of("login-account-network", "10/minute")
LOGINS_PER_ACCOUNT = Limit.of("login-account", "30/minute")
LOGINS_FROM_KNOWN_DEVICES = Limit.of("login-account-known-device", "10/minute")
REFRESHES_PER_NETWORK = Limit.of("refresh", "300/minute")

router = APIRouter(prefix="/auth", tags=["auth"], responses=problems(InvalidInput, TooManyRequests))
account_router = APIRouter(
    prefix="/users/me",
    tags=["users"],
    responses=problems(*ACCESS_REFUSALS),
)


@router.post(
    "/register",
    status_code=status.HTTP_201_CREATED,
    responses=problems(EmailTaken, UsernameTaken, InvalidInput, UnknownTimeZone),
)
async def register(form: NewUser, users: UserServiceDep, limiter: RateLimiterDep, network: ClientNetwork) -> User:
    """Open an account. It does not sign in."""
    await limiter.hit(REGISTRATIONS_PER_NETWORK, network)
    return await users.register(form)


@router.post("/login", responses=problems(InvalidCredentials))
async def login(
    form: Login,
    request: Request,
    response: Response,
    users: UserServiceDep,
    auth: AuthServiceDep,
    limiter: RateLimiterDep,
    network: ClientNetwork,
    user_agent: UserAgent,
) -> AccessToken:
    """Begin a session: an access token in the answer, the refresh token in a cookie no script can read."""
    await limiter.hit(LOGINS_PER_NETWORK, network)
    user_id = await users.id_of(form.identifier)
    account = str(user_id) if user_id else form.identifier.lower()
    if user_id and is_known_device(request, user_id):
        # Apart from what strangers use up: they can slow one another down, not the owner in his own browser.
        await limiter.hit(LOGINS_FROM_KNOWN_DEVICES, account)
    else:
        await limiter.hit(LOGINS_PER_ACCOUNT_AND_NETWORK, account, network)
        await limiter.hit(LOGINS_PER_ACCOUNT, account)
    return _hand_over(await auth.login(form.identifier, form.password, user_agent), request, response)


@router.post(
    "/refresh",
    dependencies=[Depends(own_origin)],
    responses=problems(
        RefreshTokenMissing, RefreshTokenInvalid, RefreshTokenExpired, RefreshTokenReused, ForeignOrigin
    ),
)
async def refresh(
    token: RefreshTokenDep,
    request: Request,
    response: Response,
    auth: AuthServiceDep,
    limiter: RateLimiterDep,
    network: ClientNetwork,
    user_agent: UserAgent,
) -> AccessToken:
    """Continue the session of the cookie. Each refresh token is good once; the answer brings the next."""
    await limiter.hit(REFRESHES_PER_NETWORK, network)
    return _hand_over(await auth.refresh(token, user_agent), request, response)


@router.post(
    "/logout",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[Depends(own_origin)],
    responses=problems(RefreshTokenInvalid, ForeignOrigin),
)
async def logout(token: OptionalRefreshTokenDep, request: Request, response: Response, auth: AuthServiceDep) -> None:
    """End the session of the cookie. Signing out twice is fine."""
    if token is not None:
        await auth.logout(token)
    response.delete_cookie(REFRESH_COOKIE, path=COOKIE_PATH, secure=_secure(request), httponly=True, samesite="strict")


@router.post(
    "/logout-all",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*ACCESS_REFUSALS),
)
async def logout_all(user: CurrentUser, auth: AuthServiceDep) -> None:
    """End every session, on every device, and with it the access tokens that are out."""
    await auth.logout_all(user.user_id)


@account_router.get("/sessions")
async def list_sessions(user: CurrentUser, auth: AuthServiceDep) -> SignedInSessions:
    """Where the account is signed in, the last used first."""
    return SignedInSessions(items=await auth.sessions(user))


@account_router.delete(
    "/sessions/{session_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(NotFound, InvalidInput)
)
async def end_session(session_id: UUID, user: CurrentUser, auth: AuthServiceDep) -> None:
    """End one session."""
    if not await auth.end_session(user.user_id, session_id):
        raise NotFound


@account_router.post(
    "/password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(WrongPassword, InvalidInput, TooManyRequests),
)
async def change_password(
    user: CurrentUser, change: PasswordChange, auth: AuthServiceDep, limiter: RateLimiterDep
) -> None:
    """Change the password and end every other session."""
    await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    await auth.change_password(user, change.current_password, change.new_password)


def _hand_over(tokens: Tokens, request: Request, response: Response) -> AccessToken:
    response.set_cookie(
        REFRESH_COOKIE,
        str(tokens.refresh_token),
        max_age=int(tokens.refresh_lifetime.total_seconds()),
        path=COOKIE_PATH,
        secure=_secure(request),
        httponly=True,
        samesite="strict",
    )
    response.set_cookie(
        DEVICE_COOKIE,
        request.app.state.known_devices.mark(tokens.refresh_token.user_id, request.app.state.clock()),
        max_age=int(KnownDevices.LIFETIME.total_seconds()),
        path=DEVICE_COOKIE_PATH,
        secure=_secure(request),
        httponly=True,
        samesite="strict",
    )
    return AccessToken(access_token=tokens.access_token, expires_in=int(tokens.access_lifetime.total_seconds()))


def _secure(request: Request) -> bool:
    """Browsers drop a Secure cookie on plain http, which is safe only inside one machine."""
    return request.url.scheme == "https" or request.url.hostname not in LOOPBACK_HOSTS
