"""The one mailer of the process, and the postbox of a request."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import State

from exercise_buddy.auth.postbox.kept import KeptMails
from exercise_buddy.auth.postbox.letters import Letters
from exercise_buddy.auth.postbox.mailer import Mail, Mailer
from exercise_buddy.auth.postbox.service import Postbox
from exercise_buddy.core.db.database import SessionDep


async def get_mailer(request: Request) -> Mailer:
    """The one mailer of the process."""
    mailer: Mailer = request.app.state.mailer
    return mailer


MailerDep = Annotated[Mailer, Depends(get_mailer)]


def kept_mails(state: State) -> KeptMails:
    """What keeps mails until the process's mailer has sent them."""
    return KeptMails(state.database, state.mail_safe, state.mailer, state.clock)


async def postbox(request: Request, session: SessionDep, mailer: MailerDep) -> Postbox:
    """Its mails are stored in the request's transaction, and leave when that is committed."""
    kept = kept_mails(request.app.state)

    def post(mail: Mail) -> None:
        async def store() -> None:
            session.after_commit(await kept.keep(session, mail))

        session.before_commit(store)

    return Postbox(Letters(request.app.state.settings.public_url), post if mailer.is_configured else None)


PostboxDep = Annotated[Postbox, Depends(postbox)]
