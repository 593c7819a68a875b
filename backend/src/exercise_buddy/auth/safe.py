"""Encryption of what has to be read again, such as the secrets of one-time codes."""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


class SealBroken(Exception):
    """None of the keys opens it: it was changed, or sealed under a secret that is no longer configured."""


class Safe:
    """Seals texts with Fernet (AES-128-CBC and HMAC-SHA256) under keys derived from the secrets of the configuration.

    The first secret seals, all of them open, so that a secret can be changed.
    `purpose` keeps keys of different use apart.
    """

    def __init__(self, key_secrets: Sequence[str], purpose: str) -> None:
        self._fernet = MultiFernet([Fernet(_derived_key(secret, purpose)) for secret in key_secrets])

    def seal(self, text: str) -> bytes:
        """The text, unreadable and unchangeable."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """The text again; raises SealBroken."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise SealBroken("JWT_SECRET and JWT_PREVIOUS_SECRETS do not open what is sealed.") from error


def _derived_key(secret: str, purpose: str) -> bytes:
    """RFC 5869. The secret has 160 random bits or more, so that it needs neither salt nor stretching."""
    key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(secret.encode())
    return base64.urlsafe_b64encode(key)
