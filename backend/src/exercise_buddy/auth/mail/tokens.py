"""The tokens of links in mails."""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class MailToken:
    """The content of a link in a mail: the user's id and a secret, of which only the hash is stored."""

    user_id: UUID
    secret: str

    @classmethod
    def new(cls, user_id: UUID) -> "MailToken":
        """A new token, with 256 random bits."""
        return cls(user_id, secrets.token_urlsafe(32))

    @classmethod
    def parse(cls, text: str) -> "MailToken":
        """Parse a token from the link; raises ValueError."""
        user_id, _, secret = text.partition(".")
        return cls(UUID(hex=user_id), secret)

    def __str__(self) -> str:
        return f"{self.user_id.hex}.{self.secret}"

    @property
    def sha256(self) -> bytes:
        """What the database stores. A fast hash is enough for 256 random bits."""
        return hashlib.sha256(self.secret.encode("utf-8", "surrogateescape")).digest()
