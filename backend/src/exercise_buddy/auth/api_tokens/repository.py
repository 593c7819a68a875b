"""All SQL of API tokens."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, exists, insert, or_, select, update

from exercise_buddy.auth.api_tokens.models import ApiTokenRecord
from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record
from exercise_buddy.users.models import User

_SHOWN = (
    ApiTokenRecord.id,
    ApiTokenRecord.name,
    ApiTokenRecord.scopes,
    ApiTokenRecord.created_at,
    ApiTokenRecord.expires_at,
    ApiTokenRecord.last_used_at,
)
_IS_GOOD = (
    ApiTokenRecord.user_id == bindparam("of_user"),
    ApiTokenRecord.expires_at > bindparam("now"),
    exists().where(User.id == ApiTokenRecord.user_id, User.epoch == ApiTokenRecord.epoch),
)

_LIST = select(*_SHOWN).where(*_IS_GOOD).order_by(ApiTokenRecord.id)
_FIND = select(ApiTokenRecord.id, ApiTokenRecord.scopes, ApiTokenRecord.last_used_at).where(
    *_IS_GOOD, ApiTokenRecord.sha256 == bindparam("sha256")
)
_INSERT = insert(ApiTokenRecord).returning(*_SHOWN)
_NOTE_USE = (
    update(ApiTokenRecord)
    .where(ApiTokenRecord.user_id == bindparam("of_user"), ApiTokenRecord.id == bindparam("of_token"))
    .values(last_used_at=bindparam("now"))
    .returning(ApiTokenRecord.id)
)
_DELETE = (
    delete(ApiTokenRecord)
    .where(ApiTokenRecord.user_id == bindparam("of_user"), ApiTokenRecord.id == bindparam("of_token"))
    .returning(ApiTokenRecord.id)
)
_PURGE = (
    delete(ApiTokenRecord)
    .where(
        ApiTokenRecord.user_id == bindparam("of_user"),
        or_(ApiTokenRecord.expires_at <= bindparam("now"), ApiTokenRecord.epoch != bindparam("epoch")),
    )
    .returning(ApiTokenRecord.id)
)


class ApiTokenRepository:
    """Stores API tokens by their hash."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def all(self, user_id: UUID, now: datetime) -> Sequence[Record]:
        """The user's valid tokens, oldest first."""
        return await self._executor.fetch_all(_LIST, {"of_user": user_id, "now": now})

    async def find(self, user_id: UUID, sha256: bytes, now: datetime) -> Record | None:
        """The token, if it is valid."""
        return await self._executor.fetch_first(_FIND, {"of_user": user_id, "sha256": sha256, "now": now})

    async def note_use(self, user_id: UUID, token_id: UUID, now: datetime) -> None:
        """Store when the token was last used."""
        await self._executor.fetch_first(_NOTE_USE, {"of_user": user_id, "of_token": token_id, "now": now})

    async def insert(self, values: Mapping[str, Any]) -> Record:
        """The new token."""
        row = await self._executor.fetch_first(_INSERT, values)
        assert row is not None  # noqa: S101 - INSERT ... RETURNING
        return row

    async def delete(self, user_id: UUID, token_id: UUID) -> bool:
        """Delete the token; returns whether it existed."""
        parameters = {"of_user": user_id, "of_token": token_id}
        return await self._executor.fetch_first(_DELETE, parameters) is not None

    async def purge(self, user_id: UUID, epoch: int, now: datetime) -> None:
        """Delete the tokens that are no longer valid."""
        await self._executor.fetch_all(_PURGE, {"of_user": user_id, "epoch": epoch, "now": now})
