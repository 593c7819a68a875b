"""All SQL of pairings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql

from exercise_buddy.auth.screens.models import ScreenPairing as Pairing
from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record

_IS_GOOD = Pairing.expires_at > bindparam("now")
_ASKS = (Pairing.code_sha256 == bindparam("of_code"), Pairing.user_id.is_(None), _IS_GOOD)

_INSERT = postgresql.insert(Pairing).on_conflict_do_nothing().returning(Pairing.id)
_PURGE = delete(Pairing).where(Pairing.expires_at <= bindparam("now")).returning(Pairing.id)
_FIND = select(Pairing.__table__).where(Pairing.id == bindparam("of_pairing"), _IS_GOOD)
_ASKING = select(Pairing.user_agent, Pairing.expires_at).where(*_ASKS)
_ALLOW = (
    update(Pairing)
    .where(*_ASKS)
    .values(user_id=bindparam("new_user"), epoch=bindparam("new_epoch"), expires_at=bindparam("end"))
    .returning(Pairing.id)
)
_TAKE = (
    delete(Pairing)
    .where(Pairing.id == bindparam("of_pairing"), Pairing.user_id == bindparam("of_user"), _IS_GOOD)
    .returning(Pairing.id)
)


class PairingRepository:
    """Stores pairings until they are claimed. A pairing belongs to nobody until somebody allows it."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def insert(self, values: Mapping[str, Any], now: datetime) -> UUID | None:
        """Store a pairing, and delete expired ones; None if its code is in use."""
        await self._executor.fetch_all(_PURGE, {"now": now})
        row = await self._executor.fetch_first(_INSERT, values)
        return row and row.id

    async def find(self, pairing_id: UUID, now: datetime) -> Record | None:
        """The pairing, allowed or not."""
        return await self._executor.fetch_first(_FIND, {"of_pairing": pairing_id, "now": now})

    async def asking(self, code_sha256: bytes, now: datetime) -> Record | None:
        """The pairing with this code, if nobody has allowed it yet."""
        return await self._executor.fetch_first(_ASKING, {"of_code": code_sha256, "now": now})

    async def allow(self, code_sha256: bytes, user_id: UUID, epoch: int, now: datetime, end: datetime) -> bool:
        """Allow the pairing for the user; False if somebody had allowed it already."""
        parameters = {"of_code": code_sha256, "new_user": user_id, "new_epoch": epoch, "now": now, "end": end}
        return await self._executor.fetch_first(_ALLOW, parameters) is not None

    async def take(self, user_id: UUID, pairing_id: UUID, now: datetime) -> bool:
        """Delete the pairing; returns whether it existed."""
        parameters = {"of_user": user_id, "of_pairing": pairing_id, "now": now}
        return await self._executor.fetch_first(_TAKE, parameters) is not None
