"""All SQL of links in mails."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, and_, bindparam, delete, func, insert, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from exercise_buddy.auth.mail.models import MailTokenRecord as Token
from exercise_buddy.auth.mail.schemas import Purpose
from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record
from exercise_buddy.users.models import User

_GOOD = and_(
    Token.user_id == bindparam("user_id"),
    Token.token_sha256 == bindparam("token_sha256"),
    Token.purpose == func.any(bindparam("purposes", type_=ARRAY(Text()))),
    Token.expires_at > bindparam("now"),
    # The undo link ignores the epoch: it is for owners whose account was taken by someone who moved it.
    or_(
        Token.purpose == Purpose.UNDO_EMAIL_CHANGE,
        Token.epoch == select(User.epoch).where(User.id == Token.user_id).scalar_subquery(),
    ),
)
_INSERT = insert(Token).returning(Token.user_id)
_DELETE_OF_PURPOSE = (
    delete(Token)
    .where(Token.user_id == bindparam("user_id"), Token.purpose == bindparam("purpose"))
    .returning(Token.user_id)
)
_DELETE_FROM = (
    delete(Token)
    .where(Token.user_id == bindparam("user_id"), Token.created_at >= bindparam("since"))
    .returning(Token.user_id)
)
_PURGE = (
    delete(Token)
    .where(Token.user_id == bindparam("user_id"), Token.expires_at <= bindparam("now"))
    .returning(Token.user_id)
)
_FIND = select(Token.purpose, Token.email).where(_GOOD)
_TAKE = delete(Token).where(_GOOD).returning(Token.purpose, Token.email, Token.session_id, Token.created_at)


class MailTokenRepository:
    """Stores tokens, each of which can be taken once."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def insert(self, record: Mapping[str, Any]) -> None:
        """Store a token."""
        await self._executor.fetch_first(_INSERT, record)

    async def delete(self, user_id: UUID, purpose: Purpose) -> None:
        """Void the user's links of one purpose."""
        await self._executor.fetch_all(_DELETE_OF_PURPOSE, {"user_id": user_id, "purpose": purpose})

    async def delete_from(self, user_id: UUID, since: datetime) -> None:
        """Void the user's links that were sent at that time or later."""
        await self._executor.fetch_all(_DELETE_FROM, {"user_id": user_id, "since": since})

    async def purge(self, user_id: UUID, now: datetime) -> None:
        """Delete the user's expired links."""
        await self._executor.fetch_all(_PURGE, {"user_id": user_id, "now": now})

    async def is_good(self, user_id: UUID, token_sha256: bytes, purpose: Purpose, now: datetime) -> bool:
        """Whether the token is valid."""
        parameters = {"user_id": user_id, "token_sha256": token_sha256, "purposes": [purpose], "now": now}
        return await self._executor.fetch_first(_FIND, parameters) is not None

    async def take(self, user_id: UUID, token_sha256: bytes, purposes: list[Purpose], now: datetime) -> Record | None:
        """Take the token of a locked account: its purpose, address, session and time. It is deleted."""
        parameters = {"user_id": user_id, "token_sha256": token_sha256, "purposes": purposes, "now": now}
        return await self._executor.fetch_first(_TAKE, parameters)
