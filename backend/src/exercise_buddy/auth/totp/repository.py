"""All SQL of one-time codes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from exercise_buddy.auth.totp.models import KeptKeys, RecoveryCode, TotpSecret
from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record
from exercise_buddy.core.db.statement_times import named

_INSERT = insert(TotpSecret)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=["user_id"],
    set_={"secret_sealed": _INSERT.excluded.secret_sealed, "last_step": None, "created_at": func.now()},
    # A secret that is in use is not replaced.
    where=TotpSecret.confirmed_at.is_(None),
).returning(TotpSecret.user_id)
_FIND = select(TotpSecret.secret_sealed, TotpSecret.confirmed_at).where(TotpSecret.user_id == bindparam("user_id"))
_ALL = select(TotpSecret.user_id, TotpSecret.secret_sealed).order_by(TotpSecret.user_id)
_RESEAL = (
    update(TotpSecret)
    .where(TotpSecret.user_id == bindparam("of_user"), TotpSecret.secret_sealed == bindparam("old"))
    .values(secret_sealed=bindparam("new"))
    .returning(TotpSecret.user_id)
)
_USE_STEP = (
    update(TotpSecret)
    .where(
        TotpSecret.user_id == bindparam("of_user"),
        or_(TotpSecret.last_step.is_(None), TotpSecret.last_step < bindparam("step")),
    )
    .values(last_step=bindparam("step"), confirmed_at=func.coalesce(TotpSecret.confirmed_at, bindparam("now")))
    .returning(TotpSecret.user_id)
)
_DELETE = delete(TotpSecret).where(TotpSecret.user_id == bindparam("user_id")).returning(TotpSecret.user_id)
_INSERT_CODES = insert(RecoveryCode).returning(RecoveryCode.user_id)
_DELETE_CODES = delete(RecoveryCode).where(RecoveryCode.user_id == bindparam("user_id")).returning(RecoveryCode.user_id)
_DELETE_CODES_SINCE = _DELETE_CODES.where(RecoveryCode.created_at >= bindparam("since"))
_USE_CODE = _DELETE_CODES.where(RecoveryCode.code_sha256 == bindparam("code_sha256"))
_COUNT_CODES = select(func.count().label("left")).where(RecoveryCode.user_id == bindparam("user_id"))
_INSERT_KEYS = insert(KeptKeys)
_KEEP_KEYS = _INSERT_KEYS.on_conflict_do_update(
    index_elements=["id"], set_={"secrets_sealed": _INSERT_KEYS.excluded.secrets_sealed}
).returning(KeptKeys.id)
_KEPT_KEYS = select(KeptKeys.secrets_sealed)


class TotpRepository:
    """Stores sealed secrets and hashed recovery codes."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def put(self, user_id: UUID, secret_sealed: bytes) -> bool:
        """Store an unconfirmed secret; False if one is in use."""
        parameters = {"user_id": user_id, "secret_sealed": secret_sealed}
        return await self._executor.fetch_first(_PUT, parameters) is not None

    async def find(self, user_id: UUID) -> Record | None:
        """The user's secret, and since when it has been in use."""
        return await self._executor.fetch_first(_FIND, {"user_id": user_id})

    async def all(self, limit: int | None = None) -> Sequence[Record]:
        """Every user's secret, or the first `limit` of them."""
        return await self._executor.fetch_all(named(_ALL.limit(limit), "auth.totp.all"), {})

    async def reseal(self, user_id: UUID, old: bytes, new: bytes) -> bool:
        """Replace a sealed secret, if it is still the old one; returns whether it was."""
        return await self._executor.fetch_first(_RESEAL, {"of_user": user_id, "old": old, "new": new}) is not None

    async def use_step(self, user_id: UUID, step: int, now: datetime) -> bool:
        """Mark the time step as used; False if it or a later one was used already."""
        parameters = {"of_user": user_id, "step": step, "now": now}
        return await self._executor.fetch_first(_USE_STEP, parameters) is not None

    async def delete(self, user_id: UUID) -> bool:
        """Delete secret and recovery codes; returns whether there was a secret."""
        await self._executor.fetch_all(_DELETE_CODES, {"user_id": user_id})
        return await self._executor.fetch_first(_DELETE, {"user_id": user_id}) is not None

    async def replace_codes(self, user_id: UUID, codes_sha256: Iterable[bytes], now: datetime) -> None:
        """Replace all recovery codes."""
        await self._executor.fetch_all(_DELETE_CODES, {"user_id": user_id})
        for code_sha256 in codes_sha256:
            values = {"user_id": user_id, "code_sha256": code_sha256, "created_at": now}
            await self._executor.fetch_first(_INSERT_CODES, values)

    async def delete_codes_since(self, user_id: UUID, since: datetime) -> None:
        """Delete the recovery codes made since then."""
        await self._executor.fetch_all(_DELETE_CODES_SINCE, {"user_id": user_id, "since": since})

    async def use_code(self, user_id: UUID, code_sha256: bytes) -> bool:
        """Use up a recovery code; returns whether it was valid."""
        parameters = {"user_id": user_id, "code_sha256": code_sha256}
        return await self._executor.fetch_first(_USE_CODE, parameters) is not None

    async def codes_left(self, user_id: UUID) -> int:
        """The number of unused recovery codes."""
        row = await self._executor.fetch_first(_COUNT_CODES, {"user_id": user_id})
        return int(row.left) if row else 0

    async def keep_keys(self, secrets_sealed: bytes) -> None:
        """Replace the sealed secrets that keys are derived from."""
        await self._executor.fetch_first(_KEEP_KEYS, {"id": 1, "secrets_sealed": secrets_sealed})

    async def kept_keys(self) -> bytes | None:
        """The sealed secrets that keys are derived from, if stored."""
        row = await self._executor.fetch_first(_KEPT_KEYS, {})
        return row.secrets_sealed if row else None
