"""Endpoints for signing up, in and out."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, status

from exercise_buddy.auth.dependencies import AuthServiceDep
from exercise_buddy.auth.exceptions import InvalidCredentials
from exercise_buddy.auth.mail.dependencies import MailServiceDep
from exercise_buddy.auth.mail.recipients import inbox_of
from exercise_buddy.auth.mail.router import LINKS_PER_ADDRESS
from exercise_buddy.auth.passkeys.dependencies import PasskeysHere
from exercise_buddy.auth.postbox.dependencies import MailerDep
from exercise_buddy.auth.resources import AuthResources
from exercise_buddy.auth.schemas import Capabilities, Login
from exercise_buddy.auth.sessions.dependencies import (
    PASSWORD_CONFIRMATIONS,
    HandOver,
    OptionalRefreshTokenDep,
    RefreshTokenDep,
    SessionServiceDep,
    UserAgent,
    forget_session,
    known_device,
    own_origin,
)
from exercise_buddy.auth.sessions.exceptions import (
    ForeignOrigin,
    RefreshTokenExpired,
    RefreshTokenInvalid,
    RefreshTokenMissing,
    RefreshTokenReused,
)
from exercise_buddy.auth.sessions.schemas import AccessToken, SignedInSessions
from exercise_buddy.auth.sessions.service import RETRY_WINDOW_SECONDS
from exercise_buddy.auth.totp.exceptions import SecondFactorInvalid, SecondFactorRequired, SecondFactorUnreadable
from exercise_buddy.core.db.time_zones import UnknownTimeZone
from exercise_buddy.core.errors import InvalidInput, NotFound, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.limits.rate_limit import ClientNetwork, Limit, RateLimiterDep, site_of
from exercise_buddy.core.http.problems import problems
from exercise_buddy.core.http.resources import resources
from exercise_buddy.core.workers import CALLER, Caller
from exercise_buddy.lan.sign_up import AsksForCode, SignUpCheck, SignUpCodeRequired, SignUpCodeWrong
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser, UserServiceDep
from exercise_buddy.users.exceptions import AccountChanged, EmailTaken, UsernameTaken, WrongPassword
from exercise_buddy.users.names import in_lower_case
from exercise_buddy.users.passwords import PasswordTooWeak
from exercise_buddy.users.schemas import NewUser, PasswordConfirmation, User

REGISTRATIONS_PER_NETWORK = Limit.of("register", "60/hour")
LOGINS_PER_NETWORK = Limit.of("login-network", "60/minute")
LOGINS_PER_NAME_AND_NETWORK = Limit.of("login-account-network", "10/minute")
LOGINS_PER_NAME = Limit.of("login-account", "30/minute")
LOGINS_FROM_KNOWN_DEVICES = Limit.of("login-account-known-device", "10/minute")
REFRESHES_PER_NETWORK = Limit.of("refresh", "300/minute")

router = APIRouter(
    route_class=AdmittedRoute, prefix="/auth", tags=["auth"], responses=problems(InvalidInput, TooManyRequests)
)
account_router = APIRouter(
    route_class=AdmittedRoute,
    prefix="/users/me",
    tags=["users"],
    responses=problems(*ACCESS_REFUSALS),
)


@router.get("/capabilities")
async def get_capabilities(
    request: Request, mailer: MailerDep, passkeys: PasskeysHere, asks_for_code: AsksForCode
) -> Capabilities:
    """What this server can do, so that a client offers nothing else."""
    shared = resources(request, AuthResources)
    return Capabilities(
        mail=mailer.is_configured,
        passkeys=passkeys,
        public_url=shared.settings.public_url,
        sign_up_code=asks_for_code,
        phone_url=shared.household.start_url if shared.household else None,
    )


@router.post(
    "/register",
    status_code=status.HTTP_201_CREATED,
    dependencies=[Depends(own_origin)],
    responses=problems(
        EmailTaken,
        UsernameTaken,
        PasswordTooWeak,
        InvalidInput,
        UnknownTimeZone,
        ForeignOrigin,
        SignUpCodeRequired,
        SignUpCodeWrong,
    ),
)
async def register(
    form: NewUser,
    users: UserServiceDep,
    mails: MailServiceDep,
    mailer: MailerDep,
    limiter: RateLimiterDep,
    network: ClientNetwork,
    check_code: SignUpCheck,
) -> User:
    """Create an account. This does not sign in.

    If the server sends mail, it sends a link to confirm the address, and the response is the same whether or not
    another account has the address. Until that link is opened the account signs in by username.
    """
    await limiter.hit(REGISTRATIONS_PER_NETWORK, network)
    await check_code(form.sign_up_code)
    user = await users.register(form, may_claim=mailer.is_configured)
    await mails.send_first_verification(user)
    if mailer.is_configured:
        await limiter.hit(LINKS_PER_ADDRESS, inbox_of(form.email))
    return user


@router.post(
    "/login",
    responses=problems(
        InvalidCredentials,
        SecondFactorRequired,
        SecondFactorInvalid,
        SecondFactorUnreadable,
        AccountChanged,
        ForeignOrigin,
    ),
)
async def login(
    form: Login,
    request: Request,
    hand_over: HandOver,
    auth: AuthServiceDep,
    limiter: RateLimiterDep,
    network: ClientNetwork,
    user_agent: UserAgent,
) -> AccessToken:
    """Begin a session: returns an access token, and sets the refresh token in a cookie that scripts cannot read.

    If the server sends mail, an address signs in once it is confirmed; a username does at once.
    """
    await limiter.hit(LOGINS_PER_NETWORK, network)
    named = await auth.named(form.identifier)
    device = known_device(request, *named) if named else None
    if named and device:
        # A separate limit: strangers can exhaust each other's, but not the owner's in a known browser.
        await limiter.hit(LOGINS_FROM_KNOWN_DEVICES, str(named[0]), device)
        # Goes ahead of strangers who wait to have a password hashed.
        CALLER.set(Caller(site_of(network), is_known=True))
    else:
        # By the name alone, whether or not an account has it. One limit for username and address, which only an account
        # has, would tell whose address it is.
        name = in_lower_case(form.identifier)
        await limiter.hit(LOGINS_PER_NAME_AND_NETWORK, name, network)
        await limiter.hit(LOGINS_PER_NAME, name)
    return hand_over(await auth.login(form, user_agent, device))


@router.post(
    "/refresh",
    responses=problems(
        RefreshTokenMissing, RefreshTokenInvalid, RefreshTokenExpired, RefreshTokenReused, ForeignOrigin
    ),
    openapi_extra={"x-retry-window-seconds": RETRY_WINDOW_SECONDS},
)
async def refresh(
    token: RefreshTokenDep,
    hand_over: HandOver,
    sessions: SessionServiceDep,
    limiter: RateLimiterDep,
    network: ClientNetwork,
    user_agent: UserAgent,
) -> AccessToken:
    """Continue the cookie's session. Each refresh token is valid once; the response sets the next.

    A repeat within `x-retry-window-seconds` gets the same next token, in case the response was lost.
    """
    await limiter.hit(REFRESHES_PER_NETWORK, network)
    return hand_over(await sessions.refresh(token, user_agent))


@router.post(
    "/logout",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[Depends(own_origin)],
    responses=problems(RefreshTokenInvalid, ForeignOrigin),
)
async def logout(
    token: OptionalRefreshTokenDep, request: Request, response: Response, sessions: SessionServiceDep
) -> None:
    """End the cookie's session. Signing out twice is fine."""
    if token is not None:
        await sessions.log_out(token)
    forget_session(request, response)


@router.post(
    "/logout-all",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(*ACCESS_REFUSALS),
)
async def logout_all(user: CurrentUser, sessions: SessionServiceDep) -> None:
    """End every session on every device, together with their access tokens."""
    await sessions.log_out_everywhere(user)


@account_router.get("/sessions")
async def list_sessions(user: CurrentUser, sessions: SessionServiceDep) -> SignedInSessions:
    """Where the account is signed in, most recently used first."""
    return SignedInSessions(items=await sessions.all(user))


@account_router.delete(
    "/sessions/{session_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(NotFound, InvalidInput)
)
async def end_session(session_id: UUID, user: CurrentUser, sessions: SessionServiceDep) -> None:
    """End one session."""
    if not await sessions.end(user, session_id):
        raise NotFound


@account_router.delete(
    "", status_code=status.HTTP_204_NO_CONTENT, responses=problems(WrongPassword, InvalidInput, TooManyRequests)
)
async def delete_current_user(
    user: CurrentUser, deletion: PasswordConfirmation, sessions: SessionServiceDep, limiter: RateLimiterDep
) -> None:
    """Delete the account and all of its data, for good."""
    await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    await sessions.delete_account(user, deletion.password)
