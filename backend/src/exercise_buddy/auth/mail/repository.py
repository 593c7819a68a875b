"""All SQL of links in mails."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, insert

from exercise_buddy.auth.mail.models import MailTokenRecord as Token
from exercise_buddy.auth.mail.schemas import Purpose
from exercise_buddy.core.db.database import Executor

_INSERT = insert(Token).returning(Token.user_id)
_DELETE = delete(Token).where(Token.user_id == bindparam("user_id")).returning(Token.user_id)
_DELETE_OF_PURPOSE = _DELETE.where(Token.purpose == bindparam("purpose"))
_TAKE = (
    delete(Token)
    .where(
        Token.user_id == bindparam("user_id"),
        Token.token_sha256 == bindparam("token_sha256"),
        Token.purpose.in_(bindparam("purposes", expanding=True)),
        Token.expires_at > bindparam("now"),
    )
    .returning(Token.purpose, Token.email)
)


class MailTokenRepository:
    """Stores tokens, and gives each back once."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def insert(self, record: dict[str, Any]) -> None:
        """Store a token."""
        await self._executor.fetch_first(_INSERT, record)

    async def delete(self, user_id: UUID, purpose: Purpose | None = None) -> None:
        """Make the user's links worthless, those of one purpose or all."""
        if purpose is None:
            await self._executor.fetch_all(_DELETE, {"user_id": user_id})
        else:
            await self._executor.fetch_all(_DELETE_OF_PURPOSE, {"user_id": user_id, "purpose": purpose})

    async def take(
        self, user_id: UUID, token_sha256: bytes, purposes: Sequence[Purpose], now: datetime
    ) -> Row[Any] | None:
        """The purpose and address of the token, which is gone then: of two who take it at once one gets it."""
        parameters = {"user_id": user_id, "token_sha256": token_sha256, "purposes": list(purposes), "now": now}
        return await self._executor.fetch_first(_TAKE, parameters)
