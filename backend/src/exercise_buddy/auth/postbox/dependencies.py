"""The one mailer of the process, and the postbox of a request."""

from functools import partial
from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.auth.postbox.letters import Letters
from exercise_buddy.auth.postbox.mailer import Mail, Mailer
from exercise_buddy.auth.postbox.service import Postbox
from exercise_buddy.core.db.database import SessionDep


async def get_mailer(request: Request) -> Mailer:
    """The one mailer of the process."""
    mailer: Mailer = request.app.state.mailer
    return mailer


MailerDep = Annotated[Mailer, Depends(get_mailer)]


async def postbox(request: Request, session: SessionDep, mailer: MailerDep) -> Postbox:
    """Its mails leave when the request's transaction is committed, and not if that fails."""

    def post(mail: Mail) -> None:
        session.after_commit(partial(mailer.post, mail))

    return Postbox(Letters(request.app.state.settings.public_url), post if mailer.is_configured else None)


PostboxDep = Annotated[Postbox, Depends(postbox)]
