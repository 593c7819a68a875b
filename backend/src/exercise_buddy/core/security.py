"""Passwords, access tokens and refresh tokens."""

import asyncio
import hashlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import bcrypt
import jwt

from exercise_buddy.core.errors import NotAuthenticated

BCRYPT_COST = 12
BCRYPT_DIGEST_LENGTH = 31
MAX_PASSWORD_BYTES = 72
"""bcrypt reads no further; a longer password is refused rather than cut."""

ALGORITHM = "HS256"
ISSUER = "exercise-buddy"
CLOCK_SKEW = timedelta(seconds=10)


class AccessTokenInvalid(NotAuthenticated):
    """The bearer token is none of ours."""

    code = "access_token_invalid"
    detail = "The access token is not valid."


class AccessTokenExpired(NotAuthenticated):
    """The bearer token was ours; refresh it."""

    code = "access_token_expired"
    detail = "The access token has expired."


class PasswordHasher:
    """bcrypt in threads, so few at a time that other requests keep a processor."""

    def __init__(self, cost: int = BCRYPT_COST) -> None:
        self._cost = cost
        self._slots = asyncio.Semaphore(max(1, (os.cpu_count() or 1) - 1))
        # Of the right form and cost, and of no password: comparing with it is as much work as with any.
        self._hash_of_nobody = (bcrypt.gensalt(cost) + b"." * BCRYPT_DIGEST_LENGTH).decode()

    async def hash(self, password: str) -> str:
        """A salted hash of the password, which has at most 72 bytes."""
        async with self._slots:
            hashed = await asyncio.to_thread(bcrypt.hashpw, password.encode(), bcrypt.gensalt(self._cost))
        return hashed.decode()

    async def verify(self, password: str, password_hash: str | None) -> bool:
        """Whether they belong together. Without a hash (an unknown user) it takes as long and says no."""
        candidate = password.encode()
        if len(candidate) > MAX_PASSWORD_BYTES:
            password_hash, candidate = None, candidate[:MAX_PASSWORD_BYTES]
        against = (password_hash or self._hash_of_nobody).encode()
        async with self._slots:
            matches = await asyncio.to_thread(bcrypt.checkpw, candidate, against)
        return matches and password_hash is not None


@dataclass(frozen=True)
class AccessClaims:
    """Who asks, and in which of his sessions."""

    user_id: UUID
    session_id: UUID


class AccessTokens:
    """Signs and reads access tokens: JWT (RFC 7519) with HS256.

    The first secret signs; all of them are accepted, told apart by `kid`, so that a secret can be changed
    while tokens signed with the old one are still about.
    """

    def __init__(self, key_secrets: Sequence[str], lifetime: timedelta) -> None:
        self._keys = {_key_id(secret): secret for secret in key_secrets}
        self._signing_key_id = _key_id(key_secrets[0])
        self.lifetime = lifetime

    def issue(self, claims: AccessClaims, now: datetime) -> str:
        """A token that is good from `now` for the lifetime."""
        payload = {
            "iss": ISSUER,
            "sub": str(claims.user_id),
            "sid": str(claims.session_id),
            "iat": int(now.timestamp()),
            "exp": int((now + self.lifetime).timestamp()),
        }
        key = self._keys[self._signing_key_id]
        return jwt.encode(payload, key, ALGORITHM, headers={"kid": self._signing_key_id, "typ": "at+jwt"})

    def read(self, token: str, now: datetime) -> AccessClaims:
        """What the token says; raises AccessTokenInvalid or AccessTokenExpired."""
        try:
            header = jwt.get_unverified_header(token)
            payload = jwt.decode(
                token,
                self._keys[header["kid"]],
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                # Against our own clock, below.
                options={"require": ["exp", "iat", "sub", "sid"], "verify_exp": False, "verify_iat": False},
            )
            claims = AccessClaims(UUID(payload["sub"]), UUID(payload["sid"]))
            expires_at = float(payload["exp"])
        except (jwt.InvalidTokenError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise AccessTokenInvalid from error
        if header.get("typ") != "at+jwt":
            raise AccessTokenInvalid
        if now.timestamp() > expires_at + CLOCK_SKEW.total_seconds():
            raise AccessTokenExpired
        return claims


def _key_id(secret: str) -> str:
    """Names the key without giving it away: a few bits of its hash, under a label of their own."""
    return hashlib.sha256(b"kid:" + secret.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class RefreshToken:
    """What the cookie holds: whose it is and a secret; only the secret's hash is stored."""

    user_id: UUID
    secret: str

    @classmethod
    def new(cls, user_id: UUID) -> "RefreshToken":
        """A fresh one, with 256 random bits."""
        return cls(user_id, secrets.token_urlsafe(32))

    @classmethod
    def parse(cls, text: str) -> "RefreshToken":
        """Read it back from the cookie; ValueError where it is none."""
        user_id, _, secret = text.partition(".")
        return cls(UUID(hex=user_id), secret)

    def __str__(self) -> str:
        return f"{self.user_id.hex}.{self.secret}"

    @property
    def sha256(self) -> bytes:
        """What the database knows of it. A fast hash is enough for 256 random bits."""
        return hashlib.sha256(self.secret.encode("utf-8", "surrogateescape")).digest()
