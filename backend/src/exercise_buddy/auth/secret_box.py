"""Encryption of data that has to be read again, such as the secrets of one-time codes."""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


class SealBroken(Exception):
    """No key opens it: it was modified, or sealed with a secret that is no longer configured."""


class SecretBox:
    """Seals texts with Fernet (AES-128-CBC and HMAC-SHA256) under keys derived from the secrets of the configuration.

    The first secret seals, all of them open, so that secrets can be rotated. `purpose` separates the keys of different
    uses.
    """

    def __init__(self, key_secrets: Sequence[str], purpose: str) -> None:
        self._fernet = MultiFernet([Fernet(_derived_key(secret, purpose)) for secret in key_secrets])

    def seal(self, text: str) -> bytes:
        """The encrypted and authenticated text."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """The decrypted text; raises SealBroken."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise SealBroken("JWT_SECRET and JWT_PREVIOUS_SECRETS do not open what is sealed.") from error


def _derived_key(secret: str, purpose: str) -> bytes:
    """RFC 5869. The secret has at least 160 random bits, so it needs neither salt nor stretching."""
    key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(secret.encode())
    return base64.urlsafe_b64encode(key)
