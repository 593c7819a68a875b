"""Refresh tokens: successive generations of one root, none of which is stored."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from uuid import UUID

ROOT_BYTES = 32
KEY_BYTES = 32
MAX_DIGITS = 9
PARTS, PARTS_BEFORE_SESSIONS_WERE_ROWS = 5, 2


@dataclass(frozen=True)
class RefreshToken:
    """The content of the cookie.

    The root is random and fixed for the life of a session. The seal differs per generation and is made with the
    session's key, which is in its row. So a reader of the database, which has only a hash of the root, cannot make a
    token, and the holder of a token cannot make its successor.
    """

    user_id: UUID
    session_id: UUID | None
    """None in cookies from before sessions were rows: those contain `user.root` and are generation 0."""
    generation: int
    root: str
    seal: str = ""

    @classmethod
    def parse(cls, text: str) -> "RefreshToken":
        """Parse the cookie; raises ValueError."""
        parts = text.split(".")
        if len(parts) == PARTS_BEFORE_SESSIONS_WERE_ROWS:
            return cls(UUID(hex=parts[0]), None, 0, parts[1])
        if len(parts) != PARTS or not parts[2].isascii() or not parts[2].isdigit() or len(parts[2]) > MAX_DIGITS:
            raise ValueError("not a refresh token")
        user, session, generation, root, seal = parts
        return cls(UUID(hex=user), UUID(hex=session), int(generation), root, seal)

    def __str__(self) -> str:
        session = self.session_id.hex if self.session_id else ""
        return f"{self.user_id.hex}.{session}.{self.generation}.{self.root}.{self.seal}"

    @property
    def root_sha256(self) -> bytes:
        """What the database stores. A fast hash is enough for 256 random bits."""
        return hashlib.sha256(self.root.encode("utf-8", "surrogateescape")).digest()


def new_key() -> bytes:
    """The key that seals a session's tokens."""
    return secrets.token_bytes(KEY_BYTES)


def first_token(user_id: UUID, session_id: UUID, key: bytes) -> RefreshToken:
    """The first token of a new session."""
    return _sealed(RefreshToken(user_id, session_id, 0, secrets.token_urlsafe(ROOT_BYTES)), key)


def successor(token: RefreshToken, session_id: UUID, key: bytes) -> RefreshToken:
    """The next token: always the same for the same token."""
    return _sealed(replace(token, session_id=session_id, generation=token.generation + 1), key)


def is_genuine(token: RefreshToken, root_sha256: bytes, key: bytes) -> bool:
    """Whether the token belongs to the session. One from before sessions were rows proves that by its root alone."""
    if not hmac.compare_digest(token.root_sha256, root_sha256):
        return False
    seal = token.seal.encode("utf-8", "surrogateescape")
    return token.session_id is None or hmac.compare_digest(seal, _seal(token, key).encode())


def _sealed(token: RefreshToken, key: bytes) -> RefreshToken:
    return replace(token, seal=_seal(token, key))


def _seal(token: RefreshToken, key: bytes) -> str:
    """HMAC-SHA256 (RFC 2104) of all other parts."""
    unsealed = str(replace(token, seal="")).encode("utf-8", "surrogateescape")
    return urlsafe_b64encode(hmac.digest(key, unsealed, "sha256")).rstrip(b"=").decode()
