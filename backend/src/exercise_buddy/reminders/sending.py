"""Sends reminders at the chosen local hour, unless the user has trained that day."""

import asyncio
import json
from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

import structlog

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.outgoing_client import FAILURES, OutgoingClient
from exercise_buddy.core.words import Language, words_of
from exercise_buddy.reminders.push import Push, PushSigner, new_key
from exercise_buddy.reminders.repository import ReminderRepository
from exercise_buddy.reminders.schemas import DueReminder, Receiver

LOOK_EVERY = timedelta(minutes=1)
AT_ONCE = 100
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
"""RFC 8030, 7.3: the subscription no longer exists."""

log = structlog.get_logger(__name__)


def message_in(language: Language) -> bytes:
    """What the service worker shows: no personal data, because it appears on lock screens."""
    words = words_of(language)
    return json.dumps(
        {"title": words.say("Time to train"), "body": words.say("You wanted to be reminded."), "lang": language}
    ).encode()


class ReminderSender:
    """Sends due reminders.

    A day is marked before anything is sent: a killed process can lose a reminder, but none is sent twice.
    """

    def __init__(self, database: Database, services: OutgoingClient, contact: str, clock: Clock) -> None:
        self._database = database
        self._services = services
        self._contact = contact
        self._clock = clock

    async def send_due(self, most: int = AT_ONCE) -> int:
        """Handle up to `most` due users; returns how many there were."""
        records = ReminderRepository(self._database)
        due: list[DueReminder] = []
        while len(due) < most and (reminder := await records.claim(self._clock())) is not None:
            due.append(reminder)
        if any(not reminder.has_trained for reminder in due):
            signer = PushSigner(await records.key(new_key), self._contact)
            await asyncio.gather(*(self._remind(each, signer) for each in due if not each.has_trained))
        return len(due)

    async def send_due_periodically(self) -> None:
        """Run `send_due` now and every minute, until cancelled."""
        while True:
            done = await self.send_due()
            if done < AT_ONCE:
                await asyncio.sleep(LOOK_EVERY.total_seconds())

    async def _remind(self, reminder: DueReminder, signer: PushSigner) -> None:
        for receiver in await ReminderRepository(self._database).receivers(reminder.user_id):
            push = signer.push(receiver, message_in(receiver.language), reminder.seconds_left, self._clock())
            await self._send(reminder.user_id, receiver, push)

    async def _send(self, user_id: UUID, receiver: Receiver, push: Push) -> None:
        try:
            status = await self._services.post(push.url, push.headers, push.body)
        except FAILURES as error:
            # Do not log the endpoint: whoever knows it can reach the browser.
            log.warning("reminder_not_sent", user_id=str(user_id), error=type(error).__name__)
            return
        if status in GONE:
            await ReminderRepository(self._database).unsubscribe(user_id, receiver.id)
        log.info("reminder", user_id=str(user_id), status=status)
