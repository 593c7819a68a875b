"""All SQL of outgoing mails."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert, select, text, update

from exercise_buddy.auth.postbox.models import OutgoingMail
from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record
from exercise_buddy.core.db.waiting import Waiting, find_waiting

_INSERT = insert(OutgoingMail).returning(OutgoingMail.id)
_DELETE = delete(OutgoingMail).where(OutgoingMail.id == bindparam("id")).returning(OutgoingMail.id)
_DELETE_OLD = delete(OutgoingMail).where(OutgoingMail.created_at < bindparam("before")).returning(OutgoingMail.id)
_CLAIM = (
    update(OutgoingMail)
    .where(
        OutgoingMail.id.in_(
            select(OutgoingMail.id)
            .where(OutgoingMail.due_at <= bindparam("now"))
            .order_by(OutgoingMail.due_at)
            .limit(bindparam("limit"))
            # Concurrent processes claim different mails.
            .with_for_update(skip_locked=True)
        )
    )
    .values(due_at=bindparam("due_at_next"))
    .returning(OutgoingMail.id, OutgoingMail.sealed)
)
_WAITING = select(func.count().label("number"), func.min(OutgoingMail.created_at).label("since"))

# By name: the weekly mail feature depends on this one.
_LANGUAGE = text("SELECT language FROM weekly_mails WHERE user_id = :user_id")


class OutgoingMailRepository:
    """The table `outgoing_mails`."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def language(self, user_id: UUID) -> str | None:
        """The language that the user chose for mails, if any."""
        row = await self._executor.fetch_first(_LANGUAGE, {"user_id": user_id})
        return row and str(row.language)

    async def insert(self, values: dict[str, Any]) -> None:
        """Store a mail."""
        await self._executor.fetch_first(_INSERT, values)

    async def delete(self, mail_id: UUID) -> None:
        """Remove a mail, if it exists."""
        await self._executor.fetch_first(_DELETE, {"id": mail_id})

    async def delete_before(self, moment: datetime) -> int:
        """Remove the mails stored before then; returns how many."""
        return len(await self._executor.fetch_all(_DELETE_OLD, {"before": moment}))

    async def claim(self, now: datetime, due_at_next: datetime, limit: int) -> Sequence[Record]:
        """The mails that are due, as id and sealed text; postpones them to the given time."""
        parameters = {"now": now, "due_at_next": due_at_next, "limit": limit}
        return await self._executor.fetch_all(_CLAIM, parameters)

    async def waiting(self, _now: datetime) -> Waiting:
        """The mails that no server has accepted yet."""
        return await find_waiting(self._executor, _WAITING, {})
