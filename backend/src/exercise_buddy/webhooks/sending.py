"""Delivers events to webhooks, with retries for about a day."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import httpcore
import structlog

from exercise_buddy.auth.secret_box import SealBroken, SecretBox
from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.outgoing_client import AT_ONCE, FAILURES, HostRefused, OutgoingClient
from exercise_buddy.webhooks.hosts import WebhookHosts
from exercise_buddy.webhooks.repository import WebhookRepository
from exercise_buddy.webhooks.schemas import DueEvent, Outcome, Receiver, Result
from exercise_buddy.webhooks.signing import Message, body_of
from exercise_buddy.workouts.schemas import WorkoutItem

LOOK_EVERY = timedelta(seconds=2)
MINUTE, HOUR = 60, 3600
PAUSES_SECONDS = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR, MINUTE)
"""The pause after each try, as Standard Webhooks proposes; the first is longer than any try. After the last the event
is given up."""
TOO_OLD = timedelta(days=2)
"""Events that waited longer, because webhooks were off or in a backup, are stale."""
TEST = "webhook.test"
log = structlog.get_logger(__name__)


class WebhookSender:
    """Sends due events. An event is deleted once accepted: it may be sent twice, with the same id, but never lost."""

    def __init__(
        self, database: Database, client: OutgoingClient, hosts: WebhookHosts, box: SecretBox, clock: Clock
    ) -> None:
        self._database = database
        self._records = WebhookRepository(database)
        self._client = client
        self._hosts = hosts
        self._box = box
        self._clock = clock

    async def send_due_periodically(self) -> None:
        """Run `send_due` now and every few seconds, until cancelled."""
        while self._hosts.places:
            await self.send_due()
            await asyncio.sleep(LOOK_EVERY.total_seconds())

    async def send_due(self) -> int:
        """Deliver until nothing is due, one event at a time per webhook; returns the number of tries."""
        tries, under_way = 0, dict[asyncio.Task[None], UUID]()
        try:
            while True:
                await self._give_up()
                while len(under_way) < AT_ONCE and (event := await self._claim(under_way.values())) is not None:
                    under_way[asyncio.create_task(self._deliver(event))] = event.receiver.webhook_id
                    tries += 1
                if not under_way:
                    return tries
                # A slow receiver must not delay other events.
                await asyncio.wait(under_way, timeout=LOOK_EVERY.total_seconds(), return_when=asyncio.FIRST_COMPLETED)
                for delivery in [each for each in under_way if each.done()]:
                    del under_way[delivery]
                    delivery.result()
        finally:
            for delivery in under_way:
                delivery.cancel()

    async def test(self, user_id: UUID, webhook_id: UUID) -> bool:
        """Send a test event, once; returns whether the webhook exists."""
        receiver = await self._records.receiver(user_id, webhook_id)
        if receiver is None:
            return False
        message = Message(str(uuid4()), body_of(TEST, self._clock(), {}))
        await self._records.note(receiver, await self._send(receiver, message), self._clock())
        return True

    async def _claim(self, busy: Iterable[UUID]) -> DueEvent | None:
        return await self._records.claim(self._clock(), busy, PAUSES_SECONDS)

    async def _give_up(self) -> None:
        now = self._clock()
        for row in await self._records.give_up(now, len(PAUSES_SECONDS), now - TOO_OLD):
            log.warning("webhook_events_given_up", user_id=str(row.user_id), webhook=str(row.id), count=row.events)

    async def _deliver(self, event: DueEvent) -> None:
        receiver = event.receiver
        message = Message(str(event.id), body_of(event.type, event.created_at, _public_fields(event.workout)))
        outcome = await self._send(receiver, message)
        if outcome.result is Result.DELIVERED:
            await self._records.taken(event)
        await self._records.note(receiver, outcome, self._clock())
        if outcome.status == HTTPStatus.GONE:
            # By convention, this status means that the receiver wants no more events.
            await self._records.switch_off(receiver.user_id, receiver.webhook_id)

    async def _send(self, receiver: Receiver, message: Message) -> Outcome:
        outcome = await self._outcome(receiver, message)
        # Do not log the URL, which may contain a secret of the receiver.
        log.info("webhook", webhook=str(receiver.webhook_id), result=outcome.result, status=outcome.status)
        return outcome

    async def _outcome(self, receiver: Receiver, message: Message) -> Outcome:
        try:
            if not self._hosts.allow(receiver.url):
                raise HostRefused
            headers = message.headers(self._box.open(receiver.sealed_secret), self._clock())
            status = await self._client.post(receiver.url, headers, message.body)
        except (SealBroken, *FAILURES) as error:
            return Outcome(_result_of(error))
        is_taken = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
        return Outcome(Result.DELIVERED if is_taken else Result.ANSWERED, status)


def _result_of(error: Exception) -> Result:
    if isinstance(error, SealBroken):
        return Result.SECRET_LOST
    if isinstance(error, HostRefused):
        return Result.NOT_ALLOWED
    return Result.TOO_SLOW if isinstance(error, TimeoutError | httpcore.TimeoutException) else Result.UNREACHABLE


def _public_fields(workout: Mapping[str, Any]) -> dict[str, Any]:
    """The workout as in lists, without what is not sent."""
    hidden: dict[str, Any] = {"weight_kg": None, "calories_burned": None, "note": None}
    item = WorkoutItem.model_validate(hidden | dict(workout))
    left_out = dict.fromkeys(hidden.keys() - workout.keys(), True)
    return item.model_dump(mode="json", exclude={**left_out, "training": {"plan"}})
