"""The mail service, and the mail that is written after the response has been sent."""

import asyncio
from functools import partial
from typing import Annotated

import structlog
from fastapi import Depends, Request

from exercise_buddy.auth.mail.repository import MailTokenRepository
from exercise_buddy.auth.mail.service import MailService, MailTokens, password_reset_mail
from exercise_buddy.auth.passkeys.dependencies import PasskeyServiceDep
from exercise_buddy.auth.postbox.dependencies import PostboxDep, mail_texts_for, outgoing_mails
from exercise_buddy.auth.resources import AuthResources
from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.auth.totp.dependencies import TotpServiceDep
from exercise_buddy.core.db.database import DatabaseDep, SessionDep
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE
from exercise_buddy.core.errors import TooManyRequests
from exercise_buddy.core.http.resources import clock_of, resources
from exercise_buddy.users.dependencies import UserServiceDep, users_on

RESET_MAIL_WITHIN_SECONDS = 5.0
"""An account's mail takes the process some milliseconds. Begun with the response, it would slow down whatever is asked
next, which tells whether there is an account; begun at random in this time, it is lost among other requests."""

log = structlog.get_logger(__name__)


async def mail_tokens(request: Request, database: DatabaseDep, session: SessionDep) -> MailTokens:
    """The links, written in the request's transaction."""
    return MailTokens(MailTokenRepository(database), MailTokenRepository(session), clock_of(request))


async def mail_service(
    request: Request,
    users: UserServiceDep,
    sessions: SessionServiceDep,
    totp: TotpServiceDep,
    passkeys: PasskeyServiceDep,
    tokens: Annotated[MailTokens, Depends(mail_tokens)],
    postbox: PostboxDep,
) -> MailService:
    """The service, writing in the request's transaction."""
    return MailService(users, sessions, totp, passkeys, tokens, postbox, clock_of(request))


async def send_password_reset(request: Request, email: str) -> None:
    """Send a link to reset the password, if an account has the address.

    To be run after the response has been sent, so that its time does not tell whether there is an account; after a
    pause, neither does the time of the next one.
    """
    shared = resources(request, AuthResources)
    await asyncio.sleep(shared.reset_mail_pause_seconds())
    users = users_on(shared.database, shared.database, shared.password_hasher)
    records = MailTokenRepository(shared.database)
    tokens = MailTokens(records, records, shared.clock)
    try:
        to = partial(mail_texts_for, request=request, executor=shared.database)
        mail = await password_reset_mail(email, users, tokens, to, shared.rate_limiter)
        if mail is not None:
            send = await outgoing_mails(shared).keep(shared.database, mail)
            send()
    except TooManyRequests:
        log.info("no_password_reset_mail", reason="too_many_requests")
        return
    except ERRORS_OF_THE_DATABASE as error:
        log.warning("no_password_reset_mail", error=type(error).__name__)
        return


MailServiceDep = Annotated[MailService, Depends(mail_service)]
