"""A security key made of software: what a browser would send for a real one (WebAuthn level 3, section 6)."""

import hashlib
import json
import struct
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

USER_PRESENT, USER_VERIFIED, ATTESTED = 0x01, 0x04, 0x40
ES256 = -7


@dataclass
class Authenticator:
    """One credential of a user; what can be wrong with an answer can be set."""

    rp_id: str = "localhost"
    origin: str = "http://localhost:8000"
    user_verified: bool = True
    sign_count: int = 0
    credential_id: bytes = b"a credential of sixteen bytes"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    user_handle: bytes = b""

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """What navigator.credentials.create() gives."""
        self.user_handle = base64url_to_bytes(options["user"]["id"])
        attested = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + self._public_key()
        data = self._data(ATTESTED) + attested
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        client_data = self._client_data("webauthn.create", options["challenge"])
        response = {
            "clientDataJSON": bytes_to_base64url(client_data),
            "attestationObject": bytes_to_base64url(attestation),
            "transports": ["usb", "from-the-future"],
        }
        return self._credential(response)

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """What navigator.credentials.get() gives; the counter has gone up."""
        self.sign_count += 1
        data = self._data(0)
        client_data = self._client_data("webauthn.get", options["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": bytes_to_base64url(client_data),
            "authenticatorData": bytes_to_base64url(data),
            "signature": bytes_to_base64url(signature),
            "userHandle": bytes_to_base64url(self.user_handle),
        }
        return self._credential(response)

    def belongs_to(self, user_id: str) -> None:
        """Pretend to be another user's."""
        self.user_handle = UUID(user_id).bytes

    def _data(self, flags: int) -> bytes:
        flags |= USER_PRESENT | (USER_VERIFIED if self.user_verified else 0)
        return hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(">BI", flags, self.sign_count)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _public_key(self) -> bytes:
        """COSE (RFC 9053): key type EC2, algorithm, curve P-256, x, y."""
        numbers = self.key.public_key().public_numbers()
        point = {-1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        return encode_cbor({1: 2, 3: ES256, **point})

    def _credential(self, response: dict[str, Any]) -> dict[str, Any]:
        text = bytes_to_base64url(self.credential_id)
        return {"id": text, "rawId": text, "type": "public-key", "response": response, "clientExtensionResults": {}}
