"""Endpoints of passkeys."""

from uuid import UUID

from fastapi import APIRouter, status

from exercise_buddy.auth.passkeys.dependencies import PasskeyServiceDep
from exercise_buddy.auth.passkeys.exceptions import (
    PasskeyExists,
    PasskeyInvalid,
    PasskeyNotFound,
    PasskeyRefused,
    PasskeysImpossible,
    TooManyPasskeys,
)
from exercise_buddy.auth.passkeys.schemas import NewPasskey, Passkey, PasskeyLogin, PasskeyOptions, Passkeys
from exercise_buddy.auth.sessions.dependencies import PASSWORD_CONFIRMATIONS, HandOver, UserAgent
from exercise_buddy.auth.sessions.exceptions import ForeignOrigin
from exercise_buddy.auth.sessions.schemas import AccessToken
from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.limits.rate_limit import ClientNetwork, Limit, RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser
from exercise_buddy.users.exceptions import EmailNotVerified, WrongPassword
from exercise_buddy.users.schemas import PasswordConfirmation

PASSKEY_LOGINS_PER_NETWORK = Limit.of("passkey-network", "60/minute")

router = APIRouter(
    route_class=AdmittedRoute, prefix="/auth/passkeys", tags=["auth"], responses=problems(TooManyRequests)
)
account_router = APIRouter(
    route_class=AdmittedRoute,
    prefix="/users/me/passkeys",
    tags=["users"],
    responses=problems(*ACCESS_REFUSALS, TooManyRequests),
)


@router.post("/options", responses=problems(PasskeysImpossible))
async def begin_passkey_login(
    passkeys: PasskeyServiceDep, limiter: RateLimiterDep, network: ClientNetwork
) -> PasskeyOptions:
    """What to hand to navigator.credentials.get()."""
    await limiter.hit(PASSKEY_LOGINS_PER_NETWORK, network)
    return await passkeys.begin_login()


@router.post("/login", responses=problems(PasskeyInvalid, InvalidInput, ForeignOrigin))
async def passkey_login(
    form: PasskeyLogin,
    passkeys: PasskeyServiceDep,
    hand_over: HandOver,
    limiter: RateLimiterDep,
    network: ClientNetwork,
    user_agent: UserAgent,
) -> AccessToken:
    """Begin a session with a passkey. No code is needed: the authenticator has verified its user."""
    await limiter.hit(PASSKEY_LOGINS_PER_NETWORK, network)
    return hand_over(await passkeys.login(form, user_agent))


@account_router.get("")
async def list_passkeys(user: CurrentUser, passkeys: PasskeyServiceDep) -> Passkeys:
    """The passkeys of the account, oldest first."""
    return Passkeys(items=await passkeys.all(user.user_id))


@account_router.post(
    "/options",
    responses=problems(WrongPassword, EmailNotVerified, TooManyPasskeys, PasskeysImpossible, InvalidInput),
)
async def begin_adding_passkey(
    user: CurrentUser, form: PasswordConfirmation, passkeys: PasskeyServiceDep, limiter: RateLimiterDep
) -> PasskeyOptions:
    """What to hand to navigator.credentials.create()."""
    await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    return await passkeys.begin_adding(user, form.password)


@account_router.post(
    "", status_code=status.HTTP_201_CREATED, responses=problems(PasskeyRefused, PasskeyExists, InvalidInput)
)
async def add_passkey(user: CurrentUser, form: NewPasskey, passkeys: PasskeyServiceDep) -> Passkey:
    """Add a passkey."""
    return await passkeys.add(user, form)


@account_router.delete(
    "/{passkey_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(WrongPassword, PasskeyNotFound, InvalidInput),
)
async def remove_passkey(
    passkey_id: UUID,
    user: CurrentUser,
    form: PasswordConfirmation,
    passkeys: PasskeyServiceDep,
    limiter: RateLimiterDep,
) -> None:
    """Remove a passkey, and end every other session. The copy on the device no longer works."""
    await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    await passkeys.remove(user, passkey_id, form.password)
