"""What can be done with an account."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from exercise_buddy.users.exceptions import AccountChanged, EmailTaken, UserGone, UsernameTaken, WrongPassword
from exercise_buddy.users.live_sessions import SessionsEnded
from exercise_buddy.users.password_hasher import PasswordHasher
from exercise_buddy.users.passwords import refuse_weak
from exercise_buddy.users.repository import UserRepository
from exercise_buddy.users.schemas import NewUser, User, UserChanges


@dataclass(frozen=True)
class Authenticated:
    """The account that a password was checked for."""

    user_id: UUID
    second_factor: bool
    """Whether a code is required besides the password."""
    epoch: int
    """The epoch of the check: to be compared once the account is locked."""


@dataclass(frozen=True)
class Held:
    """An account that is locked until the end of the transaction."""

    user: User
    epoch: int
    email_held: bool
    """Whether the address belongs to the account, rather than only being claimed by it."""


class UserService:
    """Accounts. `reads` needs no transaction, so that none is open while a password is hashed."""

    def __init__(
        self, reads: UserRepository, writes: UserRepository, hasher: PasswordHasher, sessions_ended: SessionsEnded
    ) -> None:
        self._reads = reads
        self._writes = writes
        self._hasher = hasher
        self._sessions_ended = sessions_ended

    async def register(self, form: NewUser, *, may_claim: bool = False) -> User:
        """The new account; raises PasswordTooWeak, EmailTaken or UsernameTaken.

        With `may_claim` the new account may claim another account's address, so that the response does not reveal
        whether there is one: the address goes to whoever opens a link sent there.
        """
        known = (form.email, form.username, form.display_name or "")
        await refuse_weak(form.password, "body.password", known)
        password_hash = await self._hasher.hash(form.password)
        values = {
            "email": form.email,
            "username": form.username,
            "password_hash": password_hash,
            "display_name": form.display_name or form.username,
            "weight_kg": form.weight_kg,
            "time_zone": form.time_zone,
        }
        row = await (self._writes.insert_claiming(values) if may_claim else self._writes.insert(values))
        if row is None and not may_claim and await self._writes.email_exists(form.email):
            raise EmailTaken
        if row is None:
            raise UsernameTaken
        return User.model_validate(row)

    async def authenticate(self, identifier: str, password: str, *, confirmed: bool) -> Authenticated | None:
        """The account with this email or username and password; None, in the same time, if there is none.

        With `confirmed` an email counts once its mailbox has confirmed it. Otherwise whoever signs up with somebody
        else's would learn by signing in whether another account has it.
        """
        row = await self._reads.credentials(identifier, confirmed=confirmed)
        matches = await self._hasher.verify(password, row and row.password_hash)
        return Authenticated(row.id, row.second_factor, row.epoch) if row and matches else None

    async def named(self, identifier: str, *, confirmed: bool) -> tuple[UUID, int] | None:
        """The id and epoch of the account that `authenticate` would check."""
        row = await self._reads.credentials(identifier, confirmed=confirmed)
        return row and (row.id, row.epoch)

    async def hold(self, user_id: UUID, epoch: int | None = None) -> Held:
        """The account, locked: everything that begins or ends a session, or changes how to sign in, starts with this.

        Raises UserGone, or AccountChanged if the epoch is no longer the given one.
        """
        row = await self._writes.lock(user_id)
        if row is None:
            raise UserGone
        if epoch is not None and row.epoch != epoch:
            raise AccountChanged
        return Held(User.model_validate(row), row.epoch, row.email_held)

    async def move_epoch(self, user_id: UUID) -> int:
        """Move the epoch of a locked account; whatever was issued under the old one becomes void."""
        self._sessions_ended(user_id)
        return await self._writes.move_epoch(user_id)

    async def profile(self, user_id: UUID) -> User:
        """The account; raises UserGone."""
        row = await self._reads.profile(user_id)
        if row is None:
            raise UserGone
        return User.model_validate(row)

    async def found_by_email(self, email: str) -> Held | None:
        """The account with this address, ignoring case; not locked."""
        row = await self._writes.profile_by_email(email)
        return row and Held(User.model_validate(row), row.epoch, row.email_held)

    async def change(self, user_id: UUID, changes: UserChanges) -> User:
        """Change the given fields of the account; raises UserGone."""
        values = changes.model_dump(exclude_unset=True)
        if not values:
            return await self.profile(user_id)
        row = await self._writes.update(user_id, values)
        if row is None:
            raise UserGone
        return User.model_validate(row)

    async def hash_of_new(self, user_id: UUID, new: str) -> str:
        """The hash, to be stored after locking: hashing holds no lock. Raises PasswordTooWeak or UserGone."""
        user = await self.profile(user_id)
        await refuse_weak(new, "body.new_password", (user.email, user.username, user.display_name))
        return await self._hasher.hash(new)

    async def set_password_hash(self, user_id: UUID, new_hash: str) -> None:
        """Set the password of a locked account."""
        await self._writes.set_password_hash(user_id, new_hash)

    async def set_email(self, user_id: UUID, email: str, verified_at: datetime | None) -> User:
        """The account with the new address; raises EmailTaken or UserGone."""
        if verified_at is not None:
            await self._writes.release_email(email, user_id)
        row = await self._writes.set_email(user_id, email, verified_at)
        if row is None:
            raise UserGone
        return User.model_validate(row)

    async def set_email_verified(self, user_id: UUID, email: str, now: datetime) -> bool:
        """Confirm the address; False if the account no longer has or claims it. Raises EmailTaken."""
        await self._writes.release_email(email, user_id)
        return await self._writes.set_email_verified(user_id, email, now)

    async def set_second_factor(self, user_id: UUID, *, is_on: bool) -> None:
        """Store whether signing in requires a one-time code."""
        await self._writes.set_second_factor(user_id, is_on=is_on)

    async def delete(self, user_id: UUID) -> None:
        """Delete a locked account and all of its data."""
        await self._writes.delete(user_id)
        self._sessions_ended(user_id)

    async def confirm(self, user_id: UUID, password: str) -> int:
        """The epoch under which the password is correct; raises WrongPassword or UserGone."""
        row = await self._reads.password_hash(user_id)
        if row is None:
            raise UserGone
        if not await self._hasher.verify(password, row.password_hash):
            raise WrongPassword
        epoch: int = row.epoch
        return epoch
