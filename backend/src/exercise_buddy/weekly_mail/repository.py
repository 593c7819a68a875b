"""All SQL of weekly mails."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.words import Language
from exercise_buddy.weekly_mail.schemas import Recipient

_FIND = text("SELECT language FROM weekly_mails WHERE user_id = :user_id")
# Turned on again on a Monday, it has already been sent this week.
_TURN_ON = text("""
INSERT INTO weekly_mails (user_id, language, done_for)
SELECT id, :language, date_trunc('week', CAST(:now AS timestamptz) AT TIME ZONE time_zone)::date
FROM users WHERE id = :user_id FOR KEY SHARE
ON CONFLICT (user_id) DO UPDATE SET language = excluded.language
RETURNING user_id
""")
_TURN_OFF = text("DELETE FROM weekly_mails WHERE user_id = :user_id RETURNING user_id")
# Monday begins first in Kiritimati: until a week later there, the index condition excludes users who are done.
_CLAIM = text("""
WITH due AS (
    SELECT weekly_mails.user_id, week.monday, users.email, users.username, users.time_zone
    FROM weekly_mails
    JOIN users ON users.id = weekly_mails.user_id
    CROSS JOIN LATERAL (SELECT CAST(:now AS timestamptz) AT TIME ZONE users.time_zone AS local_time) AS wall
    CROSS JOIN LATERAL (SELECT date_trunc('week', local_time)::date AS monday) AS week
    WHERE done_for <= (CAST(:now AS timestamptz) AT TIME ZONE 'Pacific/Kiritimati')::date - 7
        AND done_for < monday
        AND local_time - monday >= interval '7 hours'
        AND local_time - monday < interval '48 hours'
        AND email_verified_at IS NOT NULL
    ORDER BY done_for, weekly_mails.user_id
    LIMIT 1
    -- Concurrent processes take different people.
    FOR UPDATE OF weekly_mails SKIP LOCKED
)
UPDATE weekly_mails SET done_for = due.monday
FROM due WHERE weekly_mails.user_id = due.user_id
RETURNING due.user_id, email, username, time_zone, language, due.monday
""")


class WeeklyMailRepository:
    """The table `weekly_mails`."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def language(self, user_id: UUID) -> Language | None:
        """The language of the user's mail; None if it is off."""
        row = await self._executor.fetch_first(_FIND, {"user_id": user_id})
        return row and Language(row.language)

    async def turn_on(self, user_id: UUID, language: Language, now: datetime) -> bool:
        """Send it from the next Monday on; returns whether the user exists."""
        parameters = {"user_id": user_id, "language": language, "now": now}
        return await self._executor.fetch_first(_TURN_ON, parameters) is not None

    async def turn_off(self, user_id: UUID) -> None:
        """Stop sending it."""
        await self._executor.fetch_first(_TURN_OFF, {"user_id": user_id})

    async def claim(self, now: datetime) -> Recipient | None:
        """A user for whom it is Monday morning, marked as done by this transaction; None if there is nobody.

        After a downtime from 7:00 on, the mail may be late, until the end of Tuesday.
        """
        row = await self._executor.fetch_first(_CLAIM, {"now": now})
        return row and Recipient(
            row.user_id, row.email, row.username, row.time_zone, Language(row.language), row.monday
        )
