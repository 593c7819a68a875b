"""All SQL of webhooks, except for storing events (workouts/events.py)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record
from exercise_buddy.core.db.waiting import Waiting, find_waiting
from exercise_buddy.webhooks.schemas import DueEvent, Outcome, Receiver, Result

_SHOWN = """
    webhooks.id, url, events, with_notes, webhooks.enabled AND webhooks.epoch = users.epoch AS enabled,
    webhooks.created_at, tried_at, result, status, lost,
    (SELECT count(*) FROM webhook_events AS waiting
     WHERE waiting.user_id = webhooks.user_id AND waiting.webhook_id = webhooks.id) AS waiting
"""
_ALL = text(f"""
SELECT {_SHOWN} FROM webhooks JOIN users ON users.id = webhooks.user_id
WHERE webhooks.user_id = :user_id ORDER BY webhooks.id
""")  # noqa: S608 - names of ours
_FIND = text(f"""
SELECT {_SHOWN} FROM webhooks JOIN users ON users.id = webhooks.user_id
WHERE webhooks.user_id = :user_id AND webhooks.id = :id
""")  # noqa: S608 - names of ours
_INSERT = text("""
INSERT INTO webhooks (user_id, url, events, with_notes, sealed_secret, epoch, created_at)
VALUES (:user_id, :url, CAST(:events AS text[]), :with_notes, :sealed_secret, :epoch, :now)
RETURNING id
""")
_SWITCH_ON = text("""
UPDATE webhooks SET enabled = true, epoch = :epoch, lost = 0 WHERE user_id = :user_id AND id = :id RETURNING id
""")
_SWITCH_OFF = text("UPDATE webhooks SET enabled = false WHERE user_id = :user_id AND id = :id RETURNING id")
_FORGET = text("DELETE FROM webhook_events WHERE user_id = :user_id AND webhook_id = :id RETURNING id")
_DELETE = text("DELETE FROM webhooks WHERE user_id = :user_id AND id = :id RETURNING id")
_SEALED = text("SELECT user_id, id, sealed_secret FROM webhooks")
_RESEAL = text("""
UPDATE webhooks SET sealed_secret = :sealed
WHERE user_id = :user_id AND id = :id AND sealed_secret = :before RETURNING id
""")
_RECEIVER = text("SELECT url, sealed_secret FROM webhooks WHERE user_id = :user_id AND id = :id")
# The next try is scheduled before this one, so that the event is retried if the process dies in between.
_CLAIM = text("""
WITH due AS (
    SELECT event.user_id, event.webhook_id, event.id, webhooks.url, webhooks.sealed_secret
    FROM webhook_events AS event
    JOIN webhooks ON webhooks.user_id = event.user_id AND webhooks.id = event.webhook_id AND webhooks.enabled
    JOIN users ON users.id = webhooks.user_id AND users.epoch = webhooks.epoch
    WHERE event.due_at <= :now AND event.webhook_id <> ALL(CAST(:busy AS uuid[]))
    -- In turns: slow receivers with many events must not take every place for hours.
    ORDER BY webhooks.tried_at NULLS FIRST, event.due_at, event.id
    LIMIT 1
    -- Concurrent processes take different events.
    FOR UPDATE OF event SKIP LOCKED
)
UPDATE webhook_events SET tries = tries + 1,
    due_at = CAST(:now AS timestamptz) + make_interval(secs => (CAST(:pauses AS int[]))[tries + 1])
FROM due
WHERE webhook_events.user_id = due.user_id AND webhook_events.webhook_id = due.webhook_id AND webhook_events.id = due.id
RETURNING webhook_events.id, due.user_id, due.webhook_id, url, sealed_secret, type, workout, created_at
""")
# Only of webhooks that are on: the others wait for their owner.
_WAITING = text("""
SELECT count(*) AS number, min(event.due_at) AS since
FROM webhook_events AS event
JOIN webhooks ON webhooks.user_id = event.user_id AND webhooks.id = event.webhook_id AND webhooks.enabled
JOIN users ON users.id = webhooks.user_id AND users.epoch = webhooks.epoch
WHERE event.due_at <= :now
""")
_TAKEN = text("""
DELETE FROM webhook_events WHERE user_id = :user_id AND webhook_id = :webhook_id AND id = :id RETURNING id
""")
_NOTE = text("""
UPDATE webhooks SET tried_at = :now, result = :result, status = :status,
    delivered_at = coalesce(CAST(:delivered_at AS timestamptz), delivered_at)
WHERE user_id = :user_id AND id = :webhook_id
RETURNING id
""")
# A webhook that accepted nothing since the first of these events is switched off; one that refuses only some stays on.
_GIVE_UP = text("""
WITH given_up AS (
    DELETE FROM webhook_events WHERE due_at <= :now AND (tries >= :most_tries OR created_at < :before)
    RETURNING user_id, webhook_id, created_at
), lost AS (
    SELECT user_id, webhook_id, count(*) AS events, min(created_at) AS since FROM given_up GROUP BY user_id, webhook_id
)
UPDATE webhooks SET lost = webhooks.lost + lost.events, enabled = enabled AND coalesce(delivered_at >= since, false)
FROM lost WHERE webhooks.user_id = lost.user_id AND webhooks.id = lost.webhook_id
RETURNING webhooks.user_id, webhooks.id, lost.events
""")


class WebhookRepository:
    """The webhooks of one user at a time, and all due events."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def all(self, user_id: UUID) -> Sequence[Record]:
        """The user's webhooks, oldest first."""
        return await self._executor.fetch_all(_ALL, {"user_id": user_id})

    async def find(self, user_id: UUID, webhook_id: UUID) -> Record | None:
        """The webhook, if the user has it."""
        return await self._executor.fetch_first(_FIND, {"user_id": user_id, "id": webhook_id})

    async def insert(self, values: Mapping[str, Any]) -> UUID:
        """Store a webhook; returns its id."""
        row = await self._executor.fetch_first(_INSERT, values)
        assert row is not None  # noqa: S101 - INSERT ... RETURNING
        webhook_id: UUID = row.id
        return webhook_id

    async def switch_on(self, user_id: UUID, webhook_id: UUID, epoch: int) -> bool:
        """Switch it on under the owner's epoch; returns whether it existed."""
        parameters = {"user_id": user_id, "id": webhook_id, "epoch": epoch}
        return await self._executor.fetch_first(_SWITCH_ON, parameters) is not None

    async def switch_off(self, user_id: UUID, webhook_id: UUID) -> bool:
        """Switch it off and delete its waiting events; returns whether it existed."""
        parameters = {"user_id": user_id, "id": webhook_id}
        await self._executor.fetch_all(_FORGET, parameters)
        return await self._executor.fetch_first(_SWITCH_OFF, parameters) is not None

    async def delete(self, user_id: UUID, webhook_id: UUID) -> bool:
        """Delete the webhook; returns whether it existed."""
        return await self._executor.fetch_first(_DELETE, {"user_id": user_id, "id": webhook_id}) is not None

    async def receiver(self, user_id: UUID, webhook_id: UUID) -> Receiver | None:
        """The receiver, whether on or off."""
        row = await self._executor.fetch_first(_RECEIVER, {"user_id": user_id, "id": webhook_id})
        return row and Receiver(user_id, webhook_id, row.url, row.sealed_secret)

    async def sealed(self) -> Sequence[Record]:
        """The secrets of everybody's webhooks, with `user_id` and `id`."""
        return await self._executor.fetch_all(_SEALED, {})

    async def reseal(self, webhook: Record, sealed: bytes) -> None:
        """Store its secret under another key, unless it was changed."""
        parameters = {"user_id": webhook.user_id, "id": webhook.id, "before": webhook.sealed_secret, "sealed": sealed}
        await self._executor.fetch_first(_RESEAL, parameters)

    async def claim(self, now: datetime, busy: Iterable[UUID], pauses_seconds: Sequence[int]) -> DueEvent | None:
        """The next event of the webhook whose turn it is, except `busy` ones; it is due again after the next pause."""
        parameters = {"now": now, "busy": list(busy), "pauses": list(pauses_seconds)}
        row = await self._executor.fetch_first(_CLAIM, parameters)
        if row is None:
            return None
        receiver = Receiver(row.user_id, row.webhook_id, row.url, row.sealed_secret)
        return DueEvent(row.id, receiver, row.type, row.workout, row.created_at)

    async def taken(self, event: DueEvent) -> None:
        """Delete an accepted event."""
        receiver = event.receiver
        parameters = {"user_id": receiver.user_id, "webhook_id": receiver.webhook_id, "id": event.id}
        await self._executor.fetch_first(_TAKEN, parameters)

    async def note(self, receiver: Receiver, outcome: Outcome, now: datetime) -> None:
        """Store the result of the last try."""
        parameters = {
            "user_id": receiver.user_id,
            "webhook_id": receiver.webhook_id,
            "now": now,
            "result": outcome.result,
            "status": outcome.status,
            "delivered_at": now if outcome.result is Result.DELIVERED else None,
        }
        await self._executor.fetch_first(_NOTE, parameters)

    async def give_up(self, now: datetime, most_tries: int, before: datetime) -> Sequence[Record]:
        """Drop due events after too many tries or that are too old; returns `user_id`, `id`, `events` per webhook."""
        parameters = {"now": now, "most_tries": most_tries, "before": before}
        return await self._executor.fetch_all(_GIVE_UP, parameters)

    async def waiting(self, now: datetime) -> Waiting:
        """The events that are due."""
        return await find_waiting(self._executor, _WAITING, {"now": now})
