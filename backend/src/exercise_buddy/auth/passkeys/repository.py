"""All SQL of passkeys."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql

from exercise_buddy.auth.passkeys.models import Passkey, PasskeyChallenge
from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record

_SHOWN = (Passkey.id, Passkey.name, Passkey.created_at, Passkey.last_used_at)

_LIST = (
    select(*_SHOWN, Passkey.credential_id, Passkey.transports)
    .where(Passkey.user_id == bindparam("user_id"))
    .order_by(Passkey.id)
)
_INSERT = postgresql.insert(Passkey).on_conflict_do_nothing().returning(*_SHOWN)
_FIND_FOR_UPDATE = (
    select(Passkey.id, Passkey.public_key, Passkey.sign_count)
    .where(Passkey.user_id == bindparam("user_id"), Passkey.credential_id == bindparam("credential_id"))
    .with_for_update()
)
_NOTE_USE = (
    update(Passkey)
    .where(Passkey.user_id == bindparam("of_user"), Passkey.id == bindparam("of_passkey"))
    .values(sign_count=bindparam("new_count"), last_used_at=bindparam("now"))
    .returning(Passkey.id)
)
_DELETE = (
    delete(Passkey)
    .where(Passkey.user_id == bindparam("user_id"), Passkey.id == bindparam("passkey_id"))
    .returning(Passkey.id)
)
_DELETE_SINCE = (
    delete(Passkey)
    .where(Passkey.user_id == bindparam("user_id"), Passkey.created_at >= bindparam("since"))
    .returning(Passkey.id)
)
_NEW_CHALLENGE = insert(PasskeyChallenge).returning(PasskeyChallenge.id)
_PURGE_CHALLENGES = (
    delete(PasskeyChallenge).where(PasskeyChallenge.expires_at < bindparam("now")).returning(PasskeyChallenge.id)
)
_TAKE_CHALLENGE = (
    delete(PasskeyChallenge)
    .where(
        PasskeyChallenge.id == bindparam("challenge_id"),
        PasskeyChallenge.user_id.is_not_distinct_from(bindparam("user_id")),
        PasskeyChallenge.epoch.is_not_distinct_from(bindparam("epoch")),
        PasskeyChallenge.expires_at > bindparam("now"),
    )
    .returning(PasskeyChallenge.challenge)
)


class PasskeyRepository:
    """Stores passkeys, and challenges until they are answered."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def all(self, user_id: UUID) -> Sequence[Record]:
        """The user's passkeys, oldest first."""
        return await self._executor.fetch_all(_LIST, {"user_id": user_id})

    async def insert(self, values: Mapping[str, Any]) -> Record | None:
        """The new passkey; None if the user has it already."""
        return await self._executor.fetch_first(_INSERT, values)

    async def find_for_update(self, user_id: UUID, credential_id: bytes) -> Record | None:
        """The passkey, locked, so that one request at a time compares and sets its counter."""
        parameters = {"user_id": user_id, "credential_id": credential_id}
        return await self._executor.fetch_first(_FIND_FOR_UPDATE, parameters)

    async def note_use(self, user_id: UUID, passkey_id: UUID, sign_count: int, now: datetime) -> None:
        """Store the authenticator's counter and the time."""
        parameters = {"of_user": user_id, "of_passkey": passkey_id, "new_count": sign_count, "now": now}
        await self._executor.fetch_first(_NOTE_USE, parameters)

    async def delete(self, user_id: UUID, passkey_id: UUID) -> bool:
        """Delete the passkey; returns whether it existed."""
        return await self._executor.fetch_first(_DELETE, {"user_id": user_id, "passkey_id": passkey_id}) is not None

    async def delete_since(self, user_id: UUID, since: datetime) -> None:
        """Delete the passkeys added since then."""
        await self._executor.fetch_all(_DELETE_SINCE, {"user_id": user_id, "since": since})

    async def new_challenge(self, values: Mapping[str, Any], now: datetime) -> UUID:
        """Store a challenge, and delete expired ones."""
        await self._executor.fetch_all(_PURGE_CHALLENGES, {"now": now})
        row = await self._executor.fetch_first(_NEW_CHALLENGE, values)
        assert row is not None  # noqa: S101 - INSERT ... RETURNING
        challenge_id: UUID = row.id
        return challenge_id

    async def take_challenge(
        self, challenge_id: UUID, now: datetime, user_id: UUID | None = None, epoch: int | None = None
    ) -> bytes | None:
        """Take the challenge, which is deleted; one for signing in has no user and no epoch."""
        parameters = {"challenge_id": challenge_id, "user_id": user_id, "epoch": epoch, "now": now}
        row = await self._executor.fetch_first(_TAKE_CHALLENGE, parameters)
        return row and row.challenge
