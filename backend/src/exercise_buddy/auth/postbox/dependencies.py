"""The process's mailer, and the postbox of a request."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from exercise_buddy.auth.postbox.mail_texts import MailTexts
from exercise_buddy.auth.postbox.mailer import Mailer
from exercise_buddy.auth.postbox.outgoing_mails import OutgoingMails
from exercise_buddy.auth.postbox.resources import PostboxResources
from exercise_buddy.auth.postbox.service import Postbox, Write
from exercise_buddy.core.db.database import Executor, SessionDep
from exercise_buddy.core.http.resources import resources
from exercise_buddy.core.words import words_of


async def get_mailer(request: Request) -> Mailer:
    """The process's mailer."""
    return resources(request, PostboxResources).mailer


MailerDep = Annotated[Mailer, Depends(get_mailer)]


def outgoing_mails(shared: PostboxResources) -> OutgoingMails:
    """Stores mails until the process's mailer has sent them."""
    return OutgoingMails(shared.database, shared.mail_secret_box, shared.mailer, shared.clock)


async def mail_texts_for(user_id: UUID, request: Request, executor: Executor) -> MailTexts:
    """The mails that the request causes, in the user's language."""
    shared = resources(request, PostboxResources)
    header = request.headers.get("accept-language", "")
    language = await outgoing_mails(shared).language_of(executor, user_id, header)
    return MailTexts(shared.settings.public_url, words_of(language))


async def postbox(request: Request, session: SessionDep, mailer: MailerDep) -> Postbox:
    """Its mails are stored in the request's transaction and sent after the commit."""
    kept = outgoing_mails(resources(request, PostboxResources))

    def post(user_id: UUID, write: Write) -> None:
        async def store() -> None:
            texts = await mail_texts_for(user_id, request, session)
            session.after_commit(await kept.keep(session, write(texts)))

        session.before_commit(store)

    return Postbox(post if mailer.is_configured else None)


PostboxDep = Annotated[Postbox, Depends(postbox)]
