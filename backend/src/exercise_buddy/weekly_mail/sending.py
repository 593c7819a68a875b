"""Sends weekly mails on Monday morning in their readers' time zones."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import structlog

from exercise_buddy.auth.postbox.mailer import MAX_WAITING, Mailer
from exercise_buddy.auth.postbox.outgoing_mails import OutgoingMails
from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Database, Executor, Session
from exercise_buddy.goals.service import GoalService
from exercise_buddy.statistics.service import StatisticsService
from exercise_buddy.weekly_mail.links import UnsubscribeLinks
from exercise_buddy.weekly_mail.mail_text import Links, weekly_mail_text
from exercise_buddy.weekly_mail.repository import WeeklyMailRepository
from exercise_buddy.weekly_mail.schemas import Recipient
from exercise_buddy.weekly_mail.week import week_of

LOOK_EVERY = timedelta(minutes=1)
AT_ONCE = MAX_WAITING // 2
"""Limited, so that password reset mails, which somebody waits for, can be sent in between."""

log = structlog.get_logger(__name__)

StatisticsOn = Callable[[Executor, Clock], StatisticsService]
GoalsOn = Callable[[Executor, Clock], GoalService]


class WeeklyMails:
    """Writes due mails.

    A mail is stored in the transaction that marks its reader's week as done, and sent by `OutgoingMails`: exactly one
    mail, whichever process is killed and however many run.
    """

    def __init__(
        self,
        database: Database,
        kept: OutgoingMails,
        links: UnsubscribeLinks,
        statistics_page: str,
        clock: Clock,
        statistics_on: StatisticsOn,
        goals_on: GoalsOn,
    ) -> None:
        self._database = database
        self._kept = kept
        self._links = links
        self._statistics_page = statistics_page
        self._clock = clock
        self._statistics_on = statistics_on
        self._goals_on = goals_on

    async def send_due(self, most: int = AT_ONCE) -> int:
        """Handle up to `most` due users; returns how many there were."""
        for done in range(most):
            async with self._database.session() as session:
                if not await self._see_to_one(session):
                    return done
                await session.commit()
        return most

    async def send_due_periodically(self, mailer: Mailer) -> None:
        """Run `send_due` now and every minute, until cancelled."""
        while mailer.is_configured:
            done = await self.send_due()
            if done < AT_ONCE:
                await asyncio.sleep(LOOK_EVERY.total_seconds())
            else:
                await mailer.settle(LOOK_EVERY.total_seconds())

    async def _see_to_one(self, session: Session) -> bool:
        recipient = await WeeklyMailRepository(session).claim(self._clock())
        if recipient is None:
            return False
        week = await week_of(recipient, self._statistics_on(session, self._clock), partial(self._goals_on, session))
        if not week.is_empty:
            mail = weekly_mail_text(recipient, week, self._links_for(recipient))
            session.after_commit(await self._kept.keep(session, mail))
        log.info("weekly_mail", user_id=str(recipient.user_id), written=not week.is_empty)
        return True

    def _links_for(self, recipient: Recipient) -> Links:
        token = self._links.token(recipient.user_id, self._clock())
        return Links(self._statistics_page, self._links.page(token), self._links.one_click(token))
