"""All SQL of the users feature."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record
from exercise_buddy.core.db.statement_times import named
from exercise_buddy.core.db.time_zones import unknown_zones_refused
from exercise_buddy.users.exceptions import EmailTaken
from exercise_buddy.users.models import User

PROFILE = (
    User.id,
    User.email,
    User.email_verified_at.is_not(None).label("email_verified"),
    User.second_factor,
    User.username,
    User.display_name,
    User.weight_kg,
    User.time_zone,
    User.preferences,
    User.created_at,
)

# Calculating the local time makes PostgreSQL refuse a zone that it does not know, before it is stored.
_ZONE_CHECK = func.timezone(User.time_zone, func.now())

_HAS_EMAIL = and_(User.email_held, func.lower(User.email) == func.lower(bindparam("address")))
_RELEASE_EMAIL = (
    update(User)
    .where(_HAS_EMAIL, User.email_verified_at.is_(None), User.id != bindparam("of_user"))
    .values(email_held=False)
    .returning(User.id)
)
_INSERT = insert(User).on_conflict_do_nothing().returning(*PROFILE, _ZONE_CHECK)
_EMAIL_EXISTS = select(User.id).where(_HAS_EMAIL)
_PROFILE = select(*PROFILE).where(User.id == bindparam("user_id"))
_PROFILE_BY_EMAIL = select(*PROFILE, User.epoch, User.email_held).where(_HAS_EMAIL)
_PASSWORD_HASH = select(User.password_hash, User.epoch).where(User.id == bindparam("user_id"))
_CREDENTIALS = select(User.id, User.password_hash, User.second_factor, User.epoch)
_CREDENTIALS_BY_EMAIL = _CREDENTIALS.where(_HAS_EMAIL)
_CREDENTIALS_BY_CONFIRMED_EMAIL = _CREDENTIALS_BY_EMAIL.where(User.email_verified_at.is_not(None))
_CREDENTIALS_BY_USERNAME = _CREDENTIALS.where(func.lower(User.username) == func.lower(bindparam("username")))
_HELD = (*PROFILE, User.epoch, User.email_held)
_LOCK = select(*_HELD).where(User.id == bindparam("user_id")).with_for_update(key_share=True)
_MOVE_EPOCH = update(User).where(User.id == bindparam("of_user")).values(epoch=User.epoch + 1).returning(User.epoch)
_SET_PASSWORD = (
    update(User)
    .where(User.id == bindparam("of_user"))
    .values(password_hash=bindparam("new_hash"), updated_at=func.now())
    .returning(User.id)
)
_SET_EMAIL = (
    update(User)
    .where(User.id == bindparam("of_user"))
    .values(
        email=bindparam("new_email"),
        email_held=True,
        email_verified_at=bindparam("verified_at"),
        updated_at=func.now(),
    )
    .returning(*PROFILE)
)
_SET_EMAIL_VERIFIED = (
    update(User)
    .where(User.id == bindparam("of_user"), func.lower(User.email) == func.lower(bindparam("of_email")))
    .values(email_held=True, email_verified_at=func.coalesce(User.email_verified_at, bindparam("verified_at")))
    .returning(User.id)
)
_SET_SECOND_FACTOR = (
    update(User)
    .where(User.id == bindparam("of_user"))
    .values(second_factor=bindparam("is_on"), updated_at=func.now())
    .returning(User.id)
)
_DELETE = delete(User).where(User.id == bindparam("user_id")).returning(User.id)


class UserRepository:
    """Reads and writes users."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def insert(self, values: Mapping[str, Any]) -> Record | None:
        """The new user's profile; None if the email or the username is taken."""
        with unknown_zones_refused():
            return await self._executor.fetch_first(_INSERT, values)

    async def insert_claiming(self, values: Mapping[str, Any]) -> Record | None:
        """The same, but where another account has the email, the new one only claims it.

        One statement in either case: a second one would be seen in the time that the answer takes.
        """
        held = User.__table__.alias()
        is_held = exists().where(held.c.email_held, func.lower(held.c.email) == func.lower(values["email"]))
        statement = named(_INSERT.values(**values, email_held=~is_held), "users.insert_claiming")
        with unknown_zones_refused():
            row = await self._executor.fetch_first(statement, {})
        # Two at once take each other's address for free.
        return row or await self.insert({**values, "email_held": False})

    async def email_exists(self, email: str) -> bool:
        """Whether an account has the address, ignoring case."""
        return await self._executor.fetch_first(_EMAIL_EXISTS, {"address": email}) is not None

    async def profile(self, user_id: UUID) -> Record | None:
        """The profile as the user sees it."""
        return await self._executor.fetch_first(_PROFILE, {"user_id": user_id})

    async def profile_by_email(self, email: str) -> Record | None:
        """The profile with this address, ignoring case."""
        return await self._executor.fetch_first(_PROFILE_BY_EMAIL, {"address": email})

    async def credentials(self, identifier: str, *, confirmed: bool) -> Record | None:
        """The credentials for this email, which may have to be `confirmed`, or username, ignoring case."""
        if "@" in identifier:
            by_email = _CREDENTIALS_BY_CONFIRMED_EMAIL if confirmed else _CREDENTIALS_BY_EMAIL
            return await self._executor.fetch_first(by_email, {"address": identifier})
        return await self._executor.fetch_first(_CREDENTIALS_BY_USERNAME, {"username": identifier})

    async def password_hash(self, user_id: UUID) -> Record | None:
        """The user's password hash, and its epoch."""
        return await self._executor.fetch_first(_PASSWORD_HASH, {"user_id": user_id})

    async def lock(self, user_id: UUID) -> Record | None:
        """Lock the user's row until the end of the transaction; returns profile and epoch."""
        return await self._executor.fetch_first(_LOCK, {"user_id": user_id})

    async def move_epoch(self, user_id: UUID) -> int:
        """Move the epoch of a user whose row is locked; returns the new one."""
        row = await self._executor.fetch_first(_MOVE_EPOCH, {"of_user": user_id})
        assert row is not None  # noqa: S101 - the row is locked
        return int(row.epoch)

    async def update(self, user_id: UUID, changes: Mapping[str, Any]) -> Record | None:
        """Change at least one column of the profile; returns the new profile."""
        change = update(User).where(User.id == user_id).values(**changes, updated_at=func.now())
        statement = named(change.returning(*PROFILE, _ZONE_CHECK), "users.update")
        with unknown_zones_refused():
            return await self._executor.fetch_first(statement, {})

    async def set_password_hash(self, user_id: UUID, new_hash: str) -> None:
        """Store the hash of a new password."""
        await self._executor.fetch_first(_SET_PASSWORD, {"of_user": user_id, "new_hash": new_hash})

    async def set_email(self, user_id: UUID, email: str, verified_at: datetime | None) -> Record | None:
        """The profile with the new address; raises EmailTaken."""
        parameters = {"of_user": user_id, "new_email": email, "verified_at": verified_at}
        with _taken_addresses_refused():
            return await self._executor.fetch_first(_SET_EMAIL, parameters)

    async def set_email_verified(self, user_id: UUID, email: str, now: datetime) -> bool:
        """Confirm the address; False if it is no longer the user's. Raises EmailTaken."""
        parameters = {"of_user": user_id, "of_email": email, "verified_at": now}
        with _taken_addresses_refused():
            return await self._executor.fetch_first(_SET_EMAIL_VERIFIED, parameters) is not None

    async def release_email(self, email: str, user_id: UUID) -> None:
        """Take the address from another account that has not verified it."""
        await self._executor.fetch_all(_RELEASE_EMAIL, {"address": email, "of_user": user_id})

    async def set_second_factor(self, user_id: UUID, *, is_on: bool) -> None:
        """Store whether signing in requires a one-time code."""
        await self._executor.fetch_first(_SET_SECOND_FACTOR, {"of_user": user_id, "is_on": is_on})

    async def delete(self, user_id: UUID) -> None:
        """Delete the user and, by foreign keys, all of the user's data."""
        await self._executor.fetch_first(_DELETE, {"user_id": user_id})


@contextmanager
def _taken_addresses_refused() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise EmailTaken from error
