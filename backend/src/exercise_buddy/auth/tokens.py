"""Tokens of refresh cookies and of links in mails, and the marks of browsers that are known."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from exercise_buddy.core.errors import NotAuthenticated
from exercise_buddy.users.access_tokens import SigningKeys


@dataclass(frozen=True)
class UserToken:
    """Says whose it is and holds a secret; only the secret's hash is stored."""

    user_id: UUID
    secret: str

    @classmethod
    def new(cls, user_id: UUID) -> Self:
        """A fresh one, with 256 random bits."""
        return cls(user_id, secrets.token_urlsafe(32))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read it back from the cookie or link; ValueError where it is none."""
        user_id, _, secret = text.partition(".")
        return cls(UUID(hex=user_id), secret)

    def __str__(self) -> str:
        return f"{self.user_id.hex}.{self.secret}"

    @property
    def sha256(self) -> bytes:
        """What the database knows of it. A fast hash is enough for 256 random bits."""
        return hashlib.sha256(self.secret.encode("utf-8", "surrogateescape")).digest()


class RefreshToken(UserToken):
    """What the cookie holds."""


class MailToken(UserToken):
    """What a link in a mail holds."""


class KnownDevices:
    """Marks a browser as one in which a user has signed in, so that strangers' guesses do not shut it out.

    It opens nothing by itself. After https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
    """

    KIND = "known-device+jwt"
    LIFETIME = timedelta(days=180)

    def __init__(self, key_secrets: Sequence[str]) -> None:
        self._keys = SigningKeys(key_secrets)

    def mark(self, user_id: UUID, now: datetime) -> str:
        """What the browser is to show when the user signs in the next time."""
        return self._keys.sign(self.KIND, user_id, now, self.LIFETIME)

    def is_known(self, user_id: UUID, mark: str, now: datetime) -> bool:
        """Whether the mark is genuine and of this user."""
        try:
            return bool(self._keys.open(self.KIND, mark, now)["sub"] == str(user_id))
        except NotAuthenticated:
            return False
