"""The weekly mail service, and the sender of weekly mails."""

from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.auth.postbox.dependencies import PostboxDep, outgoing_mails
from exercise_buddy.core.db.database import SessionDep
from exercise_buddy.core.http.resources import resources
from exercise_buddy.goals.dependencies import goals_on
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.users.dependencies import UserServiceDep
from exercise_buddy.weekly_mail.repository import WeeklyMailRepository
from exercise_buddy.weekly_mail.resources import WeeklyMailResources
from exercise_buddy.weekly_mail.sending import WeeklyMails
from exercise_buddy.weekly_mail.service import WeeklyMailService


def weekly_mails(shared: WeeklyMailResources) -> WeeklyMails:
    """The process's sender of weekly mails."""
    page = f"{shared.settings.public_url}/statistics"
    return WeeklyMails(
        shared.database, outgoing_mails(shared), shared.unsubscribe_links, page, shared.clock, statistics_on, goals_on
    )


async def weekly_mail_service(
    request: Request, session: SessionDep, users: UserServiceDep, postbox: PostboxDep
) -> WeeklyMailService:
    """The service, writing in the request's transaction."""
    shared = resources(request, WeeklyMailResources)
    return WeeklyMailService(WeeklyMailRepository(session), users, postbox, shared.unsubscribe_links, shared.clock)


WeeklyMailServiceDep = Annotated[WeeklyMailService, Depends(weekly_mail_service)]
