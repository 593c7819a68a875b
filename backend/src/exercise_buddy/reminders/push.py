"""Web Push messages, encrypted for one browser (RFC 8291) and signed by this server (RFC 8292)."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import http_ece
import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from exercise_buddy.reminders.schemas import Receiver

SIGNED_FOR = timedelta(hours=12)
"""RFC 8292, 2: at most a day."""


def new_key() -> bytes:
    """A private key for the server, PKCS #8 in DER."""
    return generate_private_key(SECP256R1()).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


@dataclass(frozen=True)
class Push:
    """A request to a push service."""

    url: str
    headers: dict[str, str]
    body: bytes


class PushSigner:
    """Makes signed requests to a browser's push service."""

    def __init__(self, private_key: bytes, contact: str) -> None:
        key = load_der_private_key(private_key, password=None)
        assert isinstance(key, EllipticCurvePrivateKey)  # noqa: S101 - `new_key` made it
        self._key = key
        self._contact = contact
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public_key = base64.urlsafe_b64encode(point).rstrip(b"=").decode()
        """The public key in base64url, as browsers expect it."""

    def push(self, receiver: Receiver, message: bytes, ttl_seconds: int, now: datetime) -> Push:
        """The message for one browser; the push service drops it if it cannot be delivered in time."""
        body = http_ece.encrypt(
            message,
            private_key=generate_private_key(SECP256R1()),
            dh=receiver.public_key,
            auth_secret=receiver.auth_secret,
            version="aes128gcm",
        )
        parts = urlsplit(receiver.endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((now + SIGNED_FOR).timestamp()),
            "sub": self._contact,
        }
        headers = {
            "Authorization": f"vapid t={jwt.encode(claims, self._key, 'ES256')}, k={self.public_key}",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(ttl_seconds),
            # A newer message replaces one that has not been shown yet.
            "Topic": "reminder",
            "Urgency": "normal",
        }
        return Push(receiver.endpoint, headers, body)
