"""The service of weekly mails, and what sends them."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import State

from exercise_buddy.auth.postbox.dependencies import PostboxDep, kept_mails
from exercise_buddy.core.db.database import SessionDep
from exercise_buddy.goals.dependencies import goals_on
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.users.dependencies import UserServiceDep
from exercise_buddy.weekly_mail.repository import WeeklyMailRepository
from exercise_buddy.weekly_mail.sending import WeeklyMails
from exercise_buddy.weekly_mail.service import WeeklyMailService


def weekly_mails(state: State) -> WeeklyMails:
    """What sends the weekly mails of the process."""
    page = f"{state.settings.public_url}/statistics"
    return WeeklyMails(
        state.database, kept_mails(state), state.unsubscribe_links, page, state.clock, statistics_on, goals_on
    )


async def weekly_mail_service(
    request: Request, session: SessionDep, users: UserServiceDep, postbox: PostboxDep
) -> WeeklyMailService:
    """The service, its writes in the request's transaction."""
    state = request.app.state
    return WeeklyMailService(WeeklyMailRepository(session), users, postbox, state.unsubscribe_links, state.clock)


WeeklyMailServiceDep = Annotated[WeeklyMailService, Depends(weekly_mail_service)]
