"""The mail service, and the letter that is written after the answer has left."""

from functools import partial
from typing import Annotated

import structlog
from fastapi import Depends, Request

from exercise_buddy.auth.dependencies import AuthServiceDep
from exercise_buddy.auth.mail.letters import Letters
from exercise_buddy.auth.mail.mailer import Mail, Mailer
from exercise_buddy.auth.mail.repository import MailTokenRepository
from exercise_buddy.auth.mail.service import MailService, MailTokens, letter_for_forgotten
from exercise_buddy.core.db.database import SessionDep
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE
from exercise_buddy.users.dependencies import UserServiceDep, users_on

log = structlog.get_logger(__name__)


async def get_mailer(request: Request) -> Mailer:
    """The one mailer of the process."""
    mailer: Mailer = request.app.state.mailer
    return mailer


MailerDep = Annotated[Mailer, Depends(get_mailer)]


async def mail_service(
    request: Request, users: UserServiceDep, auth: AuthServiceDep, session: SessionDep, mailer: MailerDep
) -> MailService:
    """The service; its mails leave when the request's transaction is committed, and not if that fails."""

    def post(mail: Mail) -> None:
        session.after_commit(partial(mailer.post, mail))

    state = request.app.state
    letters = Letters(state.settings.public_url)
    records = MailTokenRepository(session)
    return MailService(users, auth, records, letters, post if mailer.is_configured else None, state.clock)


async def send_to_forgotten(request: Request, email: str) -> None:
    """Send a link to a new password, if an account has the address.

    To be run after the answer has left, which so takes the same time whether or not there is an account.
    """
    state = request.app.state
    users = users_on(state.database, state.database, state.password_hasher)
    tokens = MailTokens(MailTokenRepository(state.database), state.clock)
    try:
        letter = await letter_for_forgotten(email, users, tokens, Letters(state.settings.public_url))
    except ERRORS_OF_THE_DATABASE as error:
        log.warning("no_letter_for_forgotten_password", error=type(error).__name__)
        return
    if letter is not None:
        state.mailer.post(letter)


MailServiceDep = Annotated[MailService, Depends(mail_service)]
