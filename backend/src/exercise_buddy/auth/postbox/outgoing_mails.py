"""Mails outlive the process: each is a row, from the transaction that causes it until a mail server has accepted it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import structlog

from exercise_buddy.auth.postbox.mailer import LONGEST_TRIES_SECONDS, MAX_WAITING, Mail, Mailer
from exercise_buddy.auth.postbox.repository import OutgoingMailRepository
from exercise_buddy.auth.secret_box import SealBroken, SecretBox
from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Database, Executor
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE
from exercise_buddy.core.queues import WaitingQuery
from exercise_buddy.core.words import Language, accepted_language

SEALING_PURPOSE = "exercise-buddy outgoing mails"
OWN_TRIES = timedelta(seconds=LONGEST_TRIES_SECONDS)
"""How long the process that queued a mail tries by itself."""

TOO_OLD = timedelta(days=1)
"""After this its news is stale and its link has expired; and a restored backup must not send old mails again."""

LOOK_EVERY = timedelta(minutes=1)

log = structlog.get_logger(__name__)


class OutgoingMails:
    """Stores mails until they have been sent, encrypted: their texts contain links that let people in."""

    def __init__(self, database: Database, box: SecretBox, mailer: Mailer, clock: Clock) -> None:
        self._database = database
        self._box = box
        self._mailer = mailer
        self._clock = clock

    async def language_of(self, executor: Executor, user_id: UUID, header: str) -> Language:
        """The language of mails to the user: the one chosen for mails, else the request's preferred one."""
        chosen = await OutgoingMailRepository(executor).language(user_id)
        return Language(chosen) if chosen else accepted_language(header)

    async def keep(self, executor: Executor, mail: Mail) -> Callable[[], None]:
        """Store the mail in the current transaction; the returned function sends it, to be called after the commit."""
        now, mail_id = self._clock(), uuid4()
        values = {
            "id": mail_id,
            "sealed": self._box.seal(json.dumps(_parts(mail))),
            "due_at": now + OWN_TRIES,
            "created_at": now,
        }
        await OutgoingMailRepository(executor).insert(values)
        return partial(self._mailer.post, mail, self._forgetting(mail_id))

    async def send_unsent(self) -> int:
        """Send mails left by a process that ended or gave up for now; returns how many were found."""
        now, mails = self._clock(), OutgoingMailRepository(self._database)
        if dropped := await mails.delete_before(now - TOO_OLD):
            log.error("mails_dropped", count=dropped, reason="not sent within a day")
        found = await mails.claim(now, now + OWN_TRIES, MAX_WAITING)
        for row in found:
            try:
                mail = Mail(**json.loads(self._box.open(row.sealed)))
            except SealBroken:
                log.exception("mail_dropped")
                await mails.delete(row.id)
            else:
                self._mailer.post(mail, self._forgetting(row.id))
        return len(found)

    async def send_unsent_periodically(self) -> None:
        """Run `send_unsent` now and every minute, until cancelled."""
        while self._mailer.is_configured:
            await self.send_unsent()
            await asyncio.sleep(LOOK_EVERY.total_seconds())

    def _forgetting(self, mail_id: UUID) -> Callable[[], Awaitable[None]]:
        async def forget() -> None:
            try:
                await OutgoingMailRepository(self._database).delete(mail_id)
            except ERRORS_OF_THE_DATABASE as error:
                log.warning("mail_may_be_sent_twice", error=type(error).__name__)

        return forget


def waiting_mails(database: Database) -> WaitingQuery:
    """The query for how many mails wait, for the metrics."""
    return OutgoingMailRepository(database).waiting


def _parts(mail: Mail) -> dict[str, Any]:
    """Only the parts that are set: an older version running beside this one may not know the others."""
    return {name: part for name, part in asdict(mail).items() if part is not None}
