"""All SQL of reminders."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record
from exercise_buddy.core.db.waiting import Waiting, find_waiting
from exercise_buddy.core.words import Language
from exercise_buddy.reminders.schemas import QUIET_FROM, QUIET_UNTIL, DueReminder, Receiver

_FIND = text("SELECT days, hour FROM reminders WHERE user_id = :user_id")
# If today's hour has passed, reminders begin tomorrow.
_SET = text("""
INSERT INTO reminders (user_id, days, hour, done_on)
SELECT id, CAST(:days AS smallint[]), CAST(:hour AS int),
    local_time::date - CASE WHEN extract(hour FROM local_time) < CAST(:hour AS int) THEN 1 ELSE 0 END
FROM users
CROSS JOIN LATERAL (SELECT CAST(:now AS timestamptz) AT TIME ZONE time_zone AS local_time) AS wall
WHERE id = :user_id
FOR KEY SHARE OF users
ON CONFLICT (user_id) DO UPDATE SET days = excluded.days, hour = excluded.hour,
    done_on = greatest(reminders.done_on, excluded.done_on)
RETURNING user_id
""")
# A day begins first in Kiritimati: until it ends there, the index condition excludes users who are done.
_DUE = f"""
    FROM reminders
    JOIN users ON users.id = reminders.user_id
    CROSS JOIN LATERAL (SELECT CAST(:now AS timestamptz) AT TIME ZONE time_zone AS local_time) AS wall
    CROSS JOIN LATERAL (
        SELECT local_time::date AS today,
            local_time::date + make_interval(hours => greatest(hour, {QUIET_UNTIL})) AS begins_at,
            local_time::date + make_interval(hours => least(hour + 2, {QUIET_FROM})) AS ends_at
    ) AS day
    WHERE done_on < (CAST(:now AS timestamptz) AT TIME ZONE 'Pacific/Kiritimati')::date
        AND done_on < today
        AND extract(isodow FROM today)::int = ANY(days)
        AND local_time >= begins_at AND local_time < ends_at
"""  # noqa: S608 - numbers of ours
_CLAIM = text(f"""
WITH due AS (
    SELECT reminders.user_id, today, extract(epoch FROM ends_at - local_time)::int AS seconds_left
    {_DUE}
    ORDER BY done_on, reminders.user_id
    LIMIT 1
    -- Concurrent processes take different people.
    FOR UPDATE OF reminders SKIP LOCKED
)
UPDATE reminders SET done_on = today
FROM due WHERE reminders.user_id = due.user_id
RETURNING due.user_id, seconds_left, EXISTS (
    SELECT FROM daily_totals WHERE daily_totals.user_id = due.user_id AND local_date = today
) AS has_trained
""")  # noqa: S608 - numbers of ours
_WAITING = text(f"""
SELECT count(*) AS number, CAST(:now AS timestamptz) - max(local_time - begins_at) AS since {_DUE}
""")
_SUBSCRIBE = text("""
INSERT INTO push_subscriptions (user_id, session_id, endpoint, public_key, auth_secret, language, created_at)
VALUES (:user_id, :session_id, :endpoint, :public_key, :auth_secret, :language, :now)
ON CONFLICT (user_id, endpoint) DO UPDATE SET session_id = excluded.session_id, public_key = excluded.public_key,
    auth_secret = excluded.auth_secret, language = excluded.language, created_at = excluded.created_at
RETURNING id, session_id, endpoint, language, created_at
""")
_DROP_OLDEST = text("""
DELETE FROM push_subscriptions WHERE user_id = :user_id AND id IN (
    SELECT id FROM push_subscriptions WHERE user_id = :user_id
    ORDER BY created_at DESC, id DESC OFFSET CAST(:most AS int)
)
RETURNING id
""")
_SUBSCRIPTIONS = text("""
SELECT id, session_id, endpoint, public_key, auth_secret, language, created_at
FROM push_subscriptions WHERE user_id = :user_id ORDER BY created_at, id
""")
_DELETE = text("DELETE FROM push_subscriptions WHERE user_id = :user_id AND id = :id RETURNING id")
_KEY = text("SELECT private_key FROM push_keys")
_KEEP_KEY = text("INSERT INTO push_keys (id, private_key) VALUES (1, :key) ON CONFLICT DO NOTHING RETURNING id")


class ReminderRepository:
    """Reminder times and browsers of one user at a time, and the server's key."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def times(self, user_id: UUID) -> Record | None:
        """Days and hour, if they were ever set."""
        return await self._executor.fetch_first(_FIND, {"user_id": user_id})

    async def set_times(self, user_id: UUID, days: list[int], hour: int, now: datetime) -> bool:
        """Store days and hour; returns whether the user exists."""
        parameters = {"user_id": user_id, "days": days, "hour": hour, "now": now}
        return await self._executor.fetch_first(_SET, parameters) is not None

    async def claim(self, now: datetime) -> DueReminder | None:
        """A user who is due a reminder, marked as done for today; None if there is nobody."""
        row = await self._executor.fetch_first(_CLAIM, {"now": now})
        return row and DueReminder(row.user_id, row.seconds_left, row.has_trained)

    async def waiting(self, now: datetime) -> Waiting:
        """Users whose reminder is due and has not been handled."""
        return await find_waiting(self._executor, _WAITING, {"now": now})

    async def subscribe(self, values: dict[str, Any], most: int) -> Record:
        """Create or renew the subscription of a locked session; beyond `most` per user the oldest is deleted."""
        row = await self._executor.fetch_first(_SUBSCRIBE, values)
        assert row is not None  # noqa: S101 - INSERT ... RETURNING
        await self._executor.fetch_all(_DROP_OLDEST, {"user_id": values["user_id"], "most": most})
        return row

    async def subscriptions(self, user_id: UUID) -> Sequence[Record]:
        """The user's browsers, oldest first."""
        return await self._executor.fetch_all(_SUBSCRIPTIONS, {"user_id": user_id})

    async def receivers(self, user_id: UUID) -> list[Receiver]:
        """The user's browsers, with what is needed to send to them."""
        return [
            Receiver(row.id, row.endpoint, row.public_key, row.auth_secret, Language(row.language))
            for row in await self.subscriptions(user_id)
        ]

    async def unsubscribe(self, user_id: UUID, subscription_id: UUID) -> bool:
        """Delete the subscription; returns whether it existed."""
        return await self._executor.fetch_first(_DELETE, {"user_id": user_id, "id": subscription_id}) is not None

    async def key(self, make: Callable[[], bytes]) -> bytes:
        """The server's private key; created once, even if several processes ask at the same time."""
        row = await self._executor.fetch_first(_KEY, {})
        if row is None:
            await self._executor.fetch_first(_KEEP_KEY, {"key": make()})
            row = await self._executor.fetch_first(_KEY, {})
        assert row is not None  # noqa: S101 - it is there or was inserted
        return bytes(row.private_key)
