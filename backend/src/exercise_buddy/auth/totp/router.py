"""Endpoints for one-time codes."""

from fastapi import APIRouter, status

from exercise_buddy.auth.sessions.dependencies import PASSWORD_CONFIRMATIONS
from exercise_buddy.auth.totp.dependencies import TotpServiceDep
from exercise_buddy.auth.totp.exceptions import CodeWrong, SecondFactorOff, SecondFactorOn
from exercise_buddy.auth.totp.schemas import NewTotp, RecoveryCodes, SecondFactor, TotpConfirmation
from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.limits.rate_limit import RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser
from exercise_buddy.users.exceptions import EmailNotVerified, WrongPassword
from exercise_buddy.users.schemas import PasswordConfirmation

router = APIRouter(route_class=AdmittedRoute, prefix="/users/me", tags=["users"], responses=problems(*ACCESS_REFUSALS))


@router.get("/totp")
async def get_second_factor(user: CurrentUser, totp: TotpServiceDep) -> SecondFactor:
    """Whether signing in requires a code of an authenticator app."""
    return await totp.state(user.user_id)


@router.post(
    "/totp", responses=problems(WrongPassword, EmailNotVerified, SecondFactorOn, InvalidInput, TooManyRequests)
)
async def begin_totp(
    user: CurrentUser, form: PasswordConfirmation, totp: TotpServiceDep, limiter: RateLimiterDep
) -> NewTotp:
    """A secret for an authenticator app. Codes are required once the first one has been confirmed."""
    await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    return await totp.begin(user, form.password)


@router.post(
    "/totp/confirm",
    responses=problems(CodeWrong, EmailNotVerified, SecondFactorOn, SecondFactorOff, InvalidInput, TooManyRequests),
)
async def confirm_totp(user: CurrentUser, form: TotpConfirmation, totp: TotpServiceDep) -> RecoveryCodes:
    """Turn two-step sign-in on with a code of the app, and end every other session.

    The recovery codes are shown only once.
    """
    return await totp.confirm(user, form.code)


@router.delete(
    "/totp",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(WrongPassword, SecondFactorOff, InvalidInput, TooManyRequests),
)
async def turn_off_totp(
    user: CurrentUser, form: PasswordConfirmation, totp: TotpServiceDep, limiter: RateLimiterDep
) -> None:
    """Turn two-step sign-in off, delete the recovery codes, and end every other session."""
    await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    await totp.turn_off(user, form.password)


@router.post("/recovery-codes", responses=problems(WrongPassword, SecondFactorOff, InvalidInput, TooManyRequests))
async def renew_recovery_codes(
    user: CurrentUser, form: PasswordConfirmation, totp: TotpServiceDep, limiter: RateLimiterDep
) -> RecoveryCodes:
    """New recovery codes; the old ones are void."""
    await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    return await totp.renew_codes(user, form.password)
