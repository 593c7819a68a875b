"""All SQL of sessions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, and_, bindparam, delete, insert, select, update

from exercise_buddy.auth.sessions.models import SessionRecord as Session
from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record
from exercise_buddy.users.models import User

SessionRow = Record
"""The columns of SessionRecord."""

_OF_USER = Session.user_id == bindparam("of_user")
_THE_ONE = and_(_OF_USER, Session.id == bindparam("of_session"))
_UNDER_THE_EPOCH = and_(User.id == Session.user_id, User.epoch == Session.epoch)

_INSERT = insert(Session).returning(Session.id)
_FIND = select(Session.__table__).where(_THE_ONE)
_FIND_BY_ROOT = select(Session.__table__).where(_OF_USER, Session.root_sha256 == bindparam("root_sha256"))
_REFRESH = (
    update(Session)
    .where(_THE_ONE)
    .values(
        generation=Session.generation + 1,
        user_agent=bindparam("agent"),
        refreshed_at=bindparam("now"),
        expires_at=bindparam("end"),
    )
    .returning(Session.id)
)
_CARRY_OVER = update(Session).where(_THE_ONE).values(epoch=bindparam("new_epoch")).returning(Session.id)
_DELETE = delete(Session).where(_OF_USER).returning(Session.id)
_DELETE_ONE = delete(Session).where(_THE_ONE).returning(Session.id)
_DELETE_VOID = _DELETE.where(Session.epoch != bindparam("new_epoch"))
_DELETE_EXPIRED = _DELETE.where(Session.expires_at < bindparam("now"))
_LEAST_USED = (
    select(Session.id)
    .where(_OF_USER)
    .order_by(Session.refreshed_at.desc(), Session.id)
    .offset(bindparam("kept", type_=Integer()))
)
_DELETE_LEAST_USED = _DELETE.where(Session.id.in_(_LEAST_USED))
_IS_LIVE = select(Session.id).join(User, _UNDER_THE_EPOCH).where(_THE_ONE, Session.expires_at > bindparam("now"))
_LIVE = (
    select(
        Session.id,
        Session.signed_in_at,
        Session.refreshed_at.label("last_used_at"),
        Session.expires_at,
        Session.user_agent,
        Session.view_only,
    )
    .join(User, _UNDER_THE_EPOCH)
    .where(_OF_USER, Session.expires_at > bindparam("now"))
    .order_by(Session.refreshed_at.desc(), Session.id)
)


class SessionRepository:
    """Reads and writes the sessions of one user at a time. Writers lock the account first."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def insert(self, record: Mapping[str, Any]) -> None:
        """Store a session."""
        await self._executor.fetch_first(_INSERT, record)

    async def find(self, user_id: UUID, session_id: UUID) -> SessionRow | None:
        """The session."""
        return await self._executor.fetch_first(_FIND, {"of_user": user_id, "of_session": session_id})

    async def find_by_root(self, user_id: UUID, root_sha256: bytes) -> SessionRow | None:
        """The session of a token that has no session id."""
        parameters = {"of_user": user_id, "root_sha256": root_sha256}
        return await self._executor.fetch_first(_FIND_BY_ROOT, parameters)

    async def refresh(self, user_id: UUID, session_id: UUID, agent: str, now: datetime, end: datetime) -> None:
        """Make the next refresh token the valid one."""
        parameters = {"of_user": user_id, "of_session": session_id, "agent": agent, "now": now, "end": end}
        await self._executor.fetch_first(_REFRESH, parameters)

    async def carry_over(self, user_id: UUID, session_id: UUID, epoch: int) -> None:
        """Continue the session under a new epoch."""
        parameters = {"of_user": user_id, "of_session": session_id, "new_epoch": epoch}
        await self._executor.fetch_first(_CARRY_OVER, parameters)

    async def delete(self, user_id: UUID, session_id: UUID) -> bool:
        """End one session; returns whether it existed."""
        parameters = {"of_user": user_id, "of_session": session_id}
        return await self._executor.fetch_first(_DELETE_ONE, parameters) is not None

    async def delete_void(self, user_id: UUID, epoch: int) -> None:
        """Delete sessions of earlier epochs of the user."""
        await self._executor.fetch_all(_DELETE_VOID, {"of_user": user_id, "new_epoch": epoch})

    async def delete_expired(self, user_id: UUID, now: datetime) -> None:
        """Delete sessions that were unused for too long."""
        await self._executor.fetch_all(_DELETE_EXPIRED, {"of_user": user_id, "now": now})

    async def delete_least_used(self, user_id: UUID, kept: int) -> bool:
        """Delete all but so many that were used last; returns whether there were more."""
        parameters = {"of_user": user_id, "kept": kept}
        return await self._executor.fetch_first(_DELETE_LEAST_USED, parameters) is not None

    async def is_live(self, user_id: UUID, session_id: UUID, now: datetime) -> bool:
        """Whether the session has neither been ended nor expired."""
        parameters = {"of_user": user_id, "of_session": session_id, "now": now}
        return await self._executor.fetch_first(_IS_LIVE, parameters) is not None

    async def live(self, user_id: UUID, now: datetime) -> Sequence[Record]:
        """The live sessions, most recently used first."""
        return await self._executor.fetch_all(_LIVE, {"of_user": user_id, "now": now})
