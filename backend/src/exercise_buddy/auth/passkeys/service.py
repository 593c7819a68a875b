"""Adding passkeys, and signing in with them."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from exercise_buddy.auth.passkeys.exceptions import (
    PasskeyExists,
    PasskeyInvalid,
    PasskeyNotFound,
    PasskeyRefused,
    PasskeysImpossible,
    TooManyPasskeys,
)
from exercise_buddy.auth.passkeys.repository import PasskeyRepository
from exercise_buddy.auth.passkeys.schemas import NewPasskey, Passkey, PasskeyLogin, PasskeyOptions
from exercise_buddy.auth.postbox.mail_texts import Change
from exercise_buddy.auth.postbox.service import Postbox
from exercise_buddy.auth.sessions.service import SessionService, Tokens
from exercise_buddy.core.clock import Clock
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.exceptions import UserGone
from exercise_buddy.users.service import UserService

if TYPE_CHECKING:
    from exercise_buddy.auth.passkeys.ceremonies import Ceremonies

CHALLENGE_LIFETIME = timedelta(minutes=5)
MAX_PASSKEYS = 20


@dataclass(frozen=True)
class RelyingParty:
    """The web app at its public address, to which the passkeys belong."""

    origin: str

    @property
    def id(self) -> str:
        """The host; a passkey only works there."""
        return urlsplit(self.origin).hostname or ""

    @property
    def is_possible(self) -> bool:
        """Whether browsers support passkeys there: on https and on localhost, but not on 127.0.0.1."""
        return self.origin.startswith("https://") or self.id == "localhost"


class PasskeyService:
    """Passkeys with user verification: they need no second factor."""

    def __init__(
        self,
        users: UserService,
        sessions: SessionService,
        records: PasskeyRepository,
        party: RelyingParty,
        postbox: Postbox,
        clock: Clock,
    ) -> None:
        self._users = users
        self._sessions = sessions
        self._records = records
        self._party = party
        self._postbox = postbox
        self._clock = clock

    async def all(self, user_id: UUID) -> list[Passkey]:
        """The user's passkeys, oldest first."""
        return [Passkey.model_validate(row) for row in await self._records.all(user_id)]

    async def begin_adding(self, claims: AccessClaims, password: str) -> PasskeyOptions:
        """What to ask the authenticator for.

        Raises WrongPassword, EmailNotVerified, TooManyPasskeys or PasskeysImpossible.
        """
        if not self._party.is_possible:
            raise PasskeysImpossible
        held = await self._sessions.hold_by_password(claims, password)
        user = held.user
        self._postbox.require_verified(user)
        known = await self._records.all(user.id)
        if len(known) >= MAX_PASSKEYS:
            raise TooManyPasskeys
        ceremonies = await self._ceremonies()
        excluded = [(row.credential_id, row.transports) for row in known]
        challenge, options = ceremonies.ask_to_register(user.id, user.username, user.display_name, excluded)
        return await self._asked(challenge, options, user.id, held.epoch)

    async def add(self, claims: AccessClaims, new: NewPasskey) -> Passkey:
        """The new passkey; raises PasskeyRefused or PasskeyExists."""
        held = await self._sessions.hold(claims)
        now = self._clock()
        challenge = await self._records.take_challenge(new.challenge_id, now, held.user.id, held.epoch)
        if challenge is None:
            raise PasskeyRefused
        ceremonies = await self._ceremonies()
        verified = ceremonies.registered(new.credential, challenge)
        row = await self._records.insert(
            {
                "user_id": held.user.id,
                "credential_id": verified.credential_id,
                "public_key": verified.credential_public_key,
                "sign_count": verified.sign_count,
                "transports": ceremonies.transports(new.credential),
                "name": new.name,
                "created_at": now,
            }
        )
        if row is None:
            raise PasskeyExists
        self._postbox.tell(held.user, Change.PASSKEY_ADDED)
        return Passkey.model_validate(row)

    async def remove(self, claims: AccessClaims, passkey_id: UUID, password: str) -> None:
        """Remove the passkey and end every other session; raises WrongPassword or PasskeyNotFound."""
        user = (await self._sessions.hold_by_password(claims, password)).user
        if not await self._records.delete(user.id, passkey_id):
            raise PasskeyNotFound
        await self._sessions.end_all(user.id, but=claims.session_id)
        self._postbox.tell(user, Change.PASSKEY_REMOVED)

    async def drop(self, user_id: UUID, since: datetime) -> None:
        """Remove the passkeys of a locked account that were added since then."""
        await self._records.delete_since(user_id, since)

    async def begin_login(self) -> PasskeyOptions:
        """What to ask the authenticator for; the authenticator knows whose passkey it has."""
        if not self._party.is_possible:
            raise PasskeysImpossible
        return await self._asked(*(await self._ceremonies()).ask_to_sign_in())

    async def login(self, answer: PasskeyLogin, user_agent: str) -> Tokens:
        """A new session; raises PasskeyInvalid."""
        now = self._clock()
        challenge = await self._records.take_challenge(answer.challenge_id, now)
        if challenge is None:
            raise PasskeyInvalid
        ceremonies = await self._ceremonies()
        user_id, credential = ceremonies.parsed(answer.credential)
        try:
            epoch = (await self._users.hold(user_id)).epoch
        except UserGone as error:
            raise PasskeyInvalid from error
        row = await self._records.find_for_update(user_id, credential.raw_id)
        if row is None:
            raise PasskeyInvalid
        verified = ceremonies.signed_in(credential, challenge, row.public_key, row.sign_count)
        await self._records.note_use(user_id, row.id, verified.new_sign_count, now)
        return await self._sessions.begin(user_id, epoch, user_agent)

    async def _ceremonies(self) -> "Ceremonies":
        """Loads the WebAuthn library, which takes 16 MB and tenths of a second, in a thread, at the first passkey."""
        return await asyncio.to_thread(_ceremonies_of, self._party)

    async def _asked(
        self, challenge: bytes, options: dict[str, Any], user_id: UUID | None = None, epoch: int | None = None
    ) -> PasskeyOptions:
        now = self._clock()
        values = {"user_id": user_id, "epoch": epoch, "challenge": challenge, "expires_at": now + CHALLENGE_LIFETIME}
        challenge_id = await self._records.new_challenge(values, now)
        return PasskeyOptions(challenge_id=challenge_id, options=options)


def _ceremonies_of(party: RelyingParty) -> "Ceremonies":
    from exercise_buddy.auth.passkeys.ceremonies import Ceremonies  # noqa: PLC0415 - see above

    return Ceremonies(party.id, party.origin)
