"""Endpoints for links in mails, and for changing address and password."""

from fastapi import APIRouter, BackgroundTasks, Request, Response, status

from exercise_buddy.auth.mail.dependencies import MailServiceDep, send_password_reset
from exercise_buddy.auth.mail.exceptions import EmailAlreadyVerified, MailNotConfigured, MailTokenInvalid
from exercise_buddy.auth.mail.recipients import inbox_of, mailbox_of
from exercise_buddy.auth.mail.schemas import (
    EmailChange,
    EmailVerification,
    ForgottenPassword,
    PasswordReset,
)
from exercise_buddy.auth.postbox.dependencies import MailerDep
from exercise_buddy.auth.sessions.dependencies import PASSWORD_CONFIRMATIONS
from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.limits.rate_limit import ClientNetwork, Limit, RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser, UserServiceDep
from exercise_buddy.users.exceptions import EmailTaken, WrongPassword
from exercise_buddy.users.passwords import PasswordTooWeak
from exercise_buddy.users.schemas import PasswordChange, User

RESETS_PER_ADDRESS = Limit.of("reset-address", "5/hour")
"""A limit of its own: who has used it up has sent the owner five links, and cannot otherwise keep him from one."""
LINKS_PER_ADDRESS = Limit.of("mail-address", "5/hour")
"""Of the other mails. Counted last: a request that is refused sends none, and must not use up a stranger's mailbox."""
LINKS_PER_NETWORK = Limit.of("mail-network", "30/hour")
OPENED_LINKS_PER_NETWORK = Limit.of("mail-token-network", "60/hour")

router = APIRouter(
    route_class=AdmittedRoute, prefix="/auth", tags=["auth"], responses=problems(InvalidInput, TooManyRequests)
)
account_router = APIRouter(
    route_class=AdmittedRoute,
    prefix="/users/me",
    tags=["users"],
    responses=problems(*ACCESS_REFUSALS, InvalidInput, TooManyRequests),
)


@router.post(
    "/forgot-password",
    status_code=status.HTTP_202_ACCEPTED,
    response_class=Response,
    responses=problems(MailNotConfigured),
)
async def forgot_password(
    form: ForgottenPassword,
    request: Request,
    background: BackgroundTasks,
    mailer: MailerDep,
    limiter: RateLimiterDep,
    network: ClientNetwork,
) -> None:
    """Send a link to choose a new password. The response is the same whether or not an account has the address."""
    if not mailer.is_configured:
        raise MailNotConfigured
    await limiter.hit(LINKS_PER_NETWORK, network)
    await limiter.hit(RESETS_PER_ADDRESS, mailbox_of(form.email))
    background.add_task(send_password_reset, request, form.email)


@router.post(
    "/reset-password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(MailTokenInvalid, PasswordTooWeak, InvalidInput),
)
async def reset_password(
    form: PasswordReset, mails: MailServiceDep, limiter: RateLimiterDep, network: ClientNetwork
) -> None:
    """Choose a new password with the link from a mail. Ends every session; a second factor stays.

    If the address had not been confirmed, passkeys and two-step sign-in are removed: somebody else may have signed up
    with it.
    """
    await limiter.hit(OPENED_LINKS_PER_NETWORK, network)
    await mails.reset_password(form.token, form.new_password)


@router.post(
    "/undo-email-change",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(MailTokenInvalid, PasswordTooWeak, EmailTaken, InvalidInput),
)
async def undo_email_change(
    form: PasswordReset, mails: MailServiceDep, limiter: RateLimiterDep, network: ClientNetwork
) -> None:
    """Recover an account whose address was changed, with the link that was sent to the old address.

    Sets a new password, ends every session, and removes sign-in methods that were added since then.
    """
    await limiter.hit(OPENED_LINKS_PER_NETWORK, network)
    await mails.undo_email_change(form.token, form.new_password)


@router.post("/verify-email", status_code=status.HTTP_204_NO_CONTENT, responses=problems(MailTokenInvalid, EmailTaken))
async def verify_email(
    form: EmailVerification, mails: MailServiceDep, limiter: RateLimiterDep, network: ClientNetwork
) -> None:
    """Confirm an address with the link from a mail; this also completes a change of address."""
    await limiter.hit(OPENED_LINKS_PER_NETWORK, network)
    await mails.verify(form.token)


@account_router.post(
    "/verify-email",
    status_code=status.HTTP_202_ACCEPTED,
    response_class=Response,
    responses=problems(MailNotConfigured, EmailAlreadyVerified),
)
async def send_verification(
    user: CurrentUser, users: UserServiceDep, mails: MailServiceDep, limiter: RateLimiterDep, network: ClientNetwork
) -> None:
    """Send another link to confirm the address."""
    await limiter.hit(LINKS_PER_NETWORK, network)
    await mails.resend_verification(user)
    await limiter.hit(LINKS_PER_ADDRESS, inbox_of((await users.profile(user.user_id)).email))


@account_router.post("/email", responses=problems(WrongPassword, EmailTaken))
async def change_email(
    user: CurrentUser, change: EmailChange, mails: MailServiceDep, limiter: RateLimiterDep, network: ClientNetwork
) -> User:
    """Change the address: at once or, if the server sends mail, when the link sent to the new address is opened.

    In the second case the response is the same whether or not another account has the address.
    """
    await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    await limiter.hit(LINKS_PER_NETWORK, network)
    changed = await mails.change_email(user, change.password, change.new_email)
    await limiter.hit(LINKS_PER_ADDRESS, inbox_of(change.new_email))
    return changed


@account_router.post(
    "/password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(WrongPassword, PasswordTooWeak, InvalidInput),
)
async def change_password(
    user: CurrentUser, change: PasswordChange, mails: MailServiceDep, limiter: RateLimiterDep
) -> None:
    """Change the password and end every other session."""
    await limiter.hit(PASSWORD_CONFIRMATIONS, str(user.user_id))
    await mails.change_password(user, change.current_password, change.new_password)
