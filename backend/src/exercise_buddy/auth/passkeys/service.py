"""Adding passkeys, and signing in with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from cryptography.exceptions import UnsupportedAlgorithm
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import options_to_json_dict, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

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
from exercise_buddy.auth.postbox.letters import Change
from exercise_buddy.auth.postbox.service import Postbox
from exercise_buddy.auth.sessions.service import SessionService, Tokens
from exercise_buddy.core.clock import Clock
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.exceptions import UserGone
from exercise_buddy.users.service import UserService

RP_NAME = "Exercise Buddy"
CHALLENGE_LIFETIME = timedelta(minutes=5)
MAX_PASSKEYS = 20

TRANSPORTS = frozenset(transport.value for transport in AuthenticatorTransport)
UNREADABLE = (WebAuthnException, UnsupportedAlgorithm, ValueError, TypeError, LookupError)
"""What the library raises over an answer that is forged or broken."""


@dataclass(frozen=True)
class RelyingParty:
    """Whose passkeys they are: the web app at its public address."""

    origin: str

    @property
    def id(self) -> str:
        """The host; a passkey works nowhere else."""
        return urlsplit(self.origin).hostname or ""

    @property
    def is_possible(self) -> bool:
        """Whether browsers have passkeys there: on https, or on localhost, but not on 127.0.0.1."""
        return self.origin.startswith("https://") or self.id == "localhost"


class PasskeyService:
    """Passkeys, whose authenticator has made sure of its user: they need no second factor."""

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
        """The user's passkeys, the oldest first."""
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
        options = webauthn.generate_registration_options(
            rp_id=self._party.id,
            rp_name=RP_NAME,
            user_id=user.id.bytes,
            user_name=user.username,
            user_display_name=user.display_name,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=[_descriptor(row.credential_id, row.transports) for row in known],
        )
        return await self._asked(options.challenge, options_to_json_dict(options), user.id, held.epoch)

    async def add(self, claims: AccessClaims, new: NewPasskey) -> Passkey:
        """The passkey, from now on good to sign in with; raises PasskeyRefused or PasskeyExists."""
        held = await self._sessions.hold(claims)
        now = self._clock()
        challenge = await self._records.take_challenge(new.challenge_id, now, held.user.id, held.epoch)
        if challenge is None:
            raise PasskeyRefused
        try:
            verified = webauthn.verify_registration_response(
                credential=dict(new.credential),
                expected_challenge=challenge,
                expected_rp_id=self._party.id,
                expected_origin=self._party.origin,
                require_user_verification=True,
            )
        except UNREADABLE as error:
            raise PasskeyRefused from error
        row = await self._records.insert(
            {
                "user_id": held.user.id,
                "credential_id": verified.credential_id,
                "public_key": verified.credential_public_key,
                "sign_count": verified.sign_count,
                "transports": _transports(new.credential),
                "name": new.name,
                "created_at": now,
            }
        )
        if row is None:
            raise PasskeyExists
        self._postbox.tell(held.user, Change.PASSKEY_ADDED)
        return Passkey.model_validate(row)

    async def remove(self, claims: AccessClaims, passkey_id: UUID, password: str) -> None:
        """Take it for good no longer, and end every other session; raises WrongPassword or PasskeyNotFound."""
        user = (await self._sessions.hold_by_password(claims, password)).user
        if not await self._records.delete(user.id, passkey_id):
            raise PasskeyNotFound
        await self._sessions.end_all(user.id, but=claims.session_id)
        self._postbox.tell(user, Change.PASSKEY_REMOVED)

    async def drop(self, user_id: UUID, since: datetime) -> None:
        """Remove what was added since then, of an account that is held."""
        await self._records.delete_since(user_id, since)

    async def begin_login(self) -> PasskeyOptions:
        """What to ask the authenticator for; it finds out by itself whose passkey it has."""
        if not self._party.is_possible:
            raise PasskeysImpossible
        options = webauthn.generate_authentication_options(
            rp_id=self._party.id, user_verification=UserVerificationRequirement.REQUIRED
        )
        return await self._asked(options.challenge, options_to_json_dict(options))

    async def login(self, answer: PasskeyLogin, user_agent: str) -> Tokens:
        """A new session; raises PasskeyInvalid."""
        now = self._clock()
        challenge = await self._records.take_challenge(answer.challenge_id, now)
        if challenge is None:
            raise PasskeyInvalid
        user_id, credential = _parsed(answer.credential)
        try:
            epoch = (await self._users.hold(user_id)).epoch
        except UserGone as error:
            raise PasskeyInvalid from error
        row = await self._records.find_for_update(user_id, credential.raw_id)
        if row is None:
            raise PasskeyInvalid
        verified = self._verified(credential, challenge, row.public_key, row.sign_count)
        await self._records.note_use(user_id, row.id, verified.new_sign_count, now)
        return await self._sessions.begin(user_id, epoch, user_agent)

    def _verified(
        self, credential: AuthenticationCredential, challenge: bytes, public_key: bytes, sign_count: int
    ) -> VerifiedAuthentication:
        try:
            return webauthn.verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self._party.id,
                expected_origin=self._party.origin,
                credential_public_key=public_key,
                credential_current_sign_count=sign_count,
                require_user_verification=True,
            )
        except UNREADABLE as error:
            raise PasskeyInvalid from error

    async def _asked(
        self, challenge: bytes, options: dict[str, Any], user_id: UUID | None = None, epoch: int | None = None
    ) -> PasskeyOptions:
        now = self._clock()
        values = {"user_id": user_id, "epoch": epoch, "challenge": challenge, "expires_at": now + CHALLENGE_LIFETIME}
        challenge_id = await self._records.new_challenge(values, now)
        return PasskeyOptions(challenge_id=challenge_id, options=options)


def _parsed(credential: Mapping[str, Any]) -> tuple[UUID, AuthenticationCredential]:
    """Whose it says to be, and the answer, nothing of it verified."""
    try:
        parsed = parse_authentication_credential_json(dict(credential))
        return UUID(bytes=parsed.response.user_handle or b""), parsed
    except UNREADABLE as error:
        raise PasskeyInvalid from error


def _descriptor(credential_id: bytes, transports: list[str]) -> PublicKeyCredentialDescriptor:
    known = [AuthenticatorTransport(text) for text in transports]
    return PublicKeyCredentialDescriptor(id=credential_id, transports=known)


def _transports(credential: Mapping[str, Any]) -> list[str]:
    """What the browser says of the way to the authenticator; only a hint, so what is not known is left out."""
    response = credential.get("response")
    told = response.get("transports") if isinstance(response, dict) else None
    return sorted({text for text in told if isinstance(text, str)} & TRANSPORTS) if isinstance(told, list) else []
