"""What authenticators are asked, and what their answers prove: the only module that uses the WebAuthn library."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
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
from webauthn.registration.verify_registration_response import VerifiedRegistration

from exercise_buddy.auth.passkeys.exceptions import PasskeyInvalid, PasskeyRefused

RP_NAME = "Exercise Buddy"
TRANSPORTS = frozenset(transport.value for transport in AuthenticatorTransport)
UNREADABLE = (WebAuthnException, UnsupportedAlgorithm, ValueError, TypeError, LookupError)
"""What the library raises for a forged or broken answer."""

Asked = tuple[bytes, dict[str, Any]]
"""A challenge, and the browser options that contain it."""
Known = tuple[bytes, Sequence[str]]
"""A passkey's credential id and its transports."""


@dataclass(frozen=True)
class Ceremonies:
    """Ceremonies for the web app at `origin`; the passkeys belong to its host, `party_id`."""

    party_id: str
    origin: str

    def ask_to_register(self, user_id: UUID, username: str, display_name: str, known: Sequence[Known]) -> Asked:
        """Options for creating a passkey with user verification, on an authenticator that holds none of `known`."""
        options = webauthn.generate_registration_options(
            rp_id=self.party_id,
            rp_name=RP_NAME,
            user_id=user_id.bytes,
            user_name=username,
            user_display_name=display_name,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=[_descriptor(one) for one in known],
        )
        return options.challenge, options_to_json_dict(options)

    def registered(self, credential: Mapping[str, Any], challenge: bytes) -> VerifiedRegistration:
        """The new passkey; raises PasskeyRefused."""
        try:
            return webauthn.verify_registration_response(
                credential=dict(credential),
                expected_challenge=challenge,
                expected_rp_id=self.party_id,
                expected_origin=self.origin,
                require_user_verification=True,
            )
        except UNREADABLE as error:
            raise PasskeyRefused from error

    def ask_to_sign_in(self) -> Asked:
        """Options that any passkey of the app may answer."""
        options = webauthn.generate_authentication_options(
            rp_id=self.party_id, user_verification=UserVerificationRequirement.REQUIRED
        )
        return options.challenge, options_to_json_dict(options)

    def signed_in(
        self, credential: AuthenticationCredential, challenge: bytes, public_key: bytes, sign_count: int
    ) -> VerifiedAuthentication:
        """The verified sign-in; raises PasskeyInvalid."""
        try:
            return webauthn.verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self.party_id,
                expected_origin=self.origin,
                credential_public_key=public_key,
                credential_current_sign_count=sign_count,
                require_user_verification=True,
            )
        except UNREADABLE as error:
            raise PasskeyInvalid from error

    def parsed(self, credential: Mapping[str, Any]) -> tuple[UUID, AuthenticationCredential]:
        """The claimed user and the answer, both unverified; raises PasskeyInvalid."""
        try:
            parsed = parse_authentication_credential_json(dict(credential))
            return UUID(bytes=parsed.response.user_handle or b""), parsed
        except UNREADABLE as error:
            raise PasskeyInvalid from error

    def transports(self, credential: Mapping[str, Any]) -> list[str]:
        """The transports that the browser reports; only hints, so unknown ones are dropped."""
        response = credential.get("response")
        told = response.get("transports") if isinstance(response, dict) else None
        return sorted({text for text in told if isinstance(text, str)} & TRANSPORTS) if isinstance(told, list) else []


def _descriptor(known: Known) -> PublicKeyCredentialDescriptor:
    credential_id, transports = known
    return PublicKeyCredentialDescriptor(id=credential_id, transports=[AuthenticatorTransport(t) for t in transports])
