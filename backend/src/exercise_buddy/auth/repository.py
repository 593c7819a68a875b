"""All SQL of the auth feature."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, func, insert, select, update

from exercise_buddy.auth.models import RefreshTokenRecord as Token
from exercise_buddy.core.db.database import Executor

_INSERT = insert(Token).returning(Token.id)
_PURGE = (
    delete(Token).where(Token.user_id == bindparam("user_id"), Token.expires_at < bindparam("now")).returning(Token.id)
)
_FIND_FOR_UPDATE = (
    select(
        Token.id,
        Token.family_id,
        Token.user_agent,
        Token.signed_in_at,
        Token.expires_at,
        Token.used_at,
        Token.revoked_at,
    )
    .where(Token.user_id == bindparam("user_id"), Token.token_sha256 == bindparam("token_sha256"))
    .with_for_update()
)
_MARK_USED = (
    update(Token)
    .where(Token.user_id == bindparam("of_user"), Token.id == bindparam("of_token"))
    .values(used_at=bindparam("now"))
    .returning(Token.id)
)
_REVOKE = (
    update(Token)
    .where(Token.user_id == bindparam("of_user"), Token.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
    .returning(Token.id)
)
_REVOKE_FAMILY = _REVOKE.where(Token.family_id == bindparam("of_family"))
_REVOKE_OTHERS = _REVOKE.where(Token.family_id != bindparam("of_family"))
_IS_LIVE = (
    select(Token.id)
    .where(
        Token.user_id == bindparam("user_id"),
        Token.family_id == bindparam("family_id"),
        Token.revoked_at.is_(None),
        Token.expires_at > bindparam("now"),
    )
    .limit(1)
)
_LIVE_SESSIONS = (
    select(
        Token.family_id.label("id"),
        func.min(Token.signed_in_at).label("signed_in_at"),
        func.max(Token.created_at).label("last_used_at"),
        func.max(Token.expires_at).label("expires_at"),
        func.max(Token.user_agent).label("user_agent"),
    )
    .where(
        Token.user_id == bindparam("user_id"),
        Token.revoked_at.is_(None),
        Token.used_at.is_(None),
        Token.expires_at > bindparam("now"),
    )
    .group_by(Token.family_id)
    .order_by(func.max(Token.created_at).desc())
)


class RefreshTokenRepository:
    """Reads and writes the refresh tokens of one user at a time."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def insert(self, record: dict[str, Any]) -> None:
        """Store a token."""
        await self._executor.fetch_first(_INSERT, record)

    async def purge(self, user_id: UUID, now: datetime) -> None:
        """Delete the user's tokens that have expired."""
        await self._executor.fetch_all(_PURGE, {"user_id": user_id, "now": now})

    async def find_for_update(self, user_id: UUID, token_sha256: bytes) -> Row[Any] | None:
        """The token, locked, so that of two refreshes at once the second sees what the first did."""
        return await self._executor.fetch_first(_FIND_FOR_UPDATE, {"user_id": user_id, "token_sha256": token_sha256})

    async def mark_used(self, user_id: UUID, token_id: UUID, now: datetime) -> None:
        """Note that the token has been exchanged."""
        await self._executor.fetch_all(_MARK_USED, {"of_user": user_id, "of_token": token_id, "now": now})

    async def revoke_family(self, user_id: UUID, family_id: UUID, now: datetime) -> bool:
        """End one session; whether there was anything left to end."""
        parameters = {"of_user": user_id, "of_family": family_id, "now": now}
        return bool(await self._executor.fetch_all(_REVOKE_FAMILY, parameters))

    async def revoke_others(self, user_id: UUID, family_id: UUID, now: datetime) -> None:
        """End every session but this one."""
        parameters = {"of_user": user_id, "of_family": family_id, "now": now}
        await self._executor.fetch_all(_REVOKE_OTHERS, parameters)

    async def revoke_all(self, user_id: UUID, now: datetime) -> None:
        """End every session of the user."""
        await self._executor.fetch_all(_REVOKE, {"of_user": user_id, "now": now})

    async def is_live(self, user_id: UUID, family_id: UUID, now: datetime) -> bool:
        """Whether the session has been neither ended nor left alone for too long."""
        parameters = {"user_id": user_id, "family_id": family_id, "now": now}
        return await self._executor.fetch_first(_IS_LIVE, parameters) is not None

    async def live_sessions(self, user_id: UUID, now: datetime) -> Sequence[Row[Any]]:
        """The sessions that can still be refreshed, the last used first."""
        return await self._executor.fetch_all(_LIVE_SESSIONS, {"user_id": user_id, "now": now})
