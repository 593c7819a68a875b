"""Passwords, access tokens and refresh tokens."""

import asyncio
import hashlib
import os
import secrets
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar
from uuid import UUID

import bcrypt
import jwt

from exercise_buddy.core.errors import NotAuthenticated, ServerBusy

BCRYPT_COST = 12
BCRYPT_DIGEST_LENGTH = 31
MAX_PASSWORD_BYTES = 72
"""bcrypt reads no further; a longer password is refused rather than cut."""

HASHING_NICENESS = 10
MAX_HASHES_WAITING = 100
"""Half a minute's work on two cores; who comes later is better told at once to come again."""

ALGORITHM = "HS256"
Result = TypeVar("Result")

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
    """bcrypt in threads of low priority, so few that other requests keep a processor."""

    def __init__(self, cost: int = BCRYPT_COST, *, max_waiting: int = MAX_HASHES_WAITING) -> None:
        self._cost = cost
        self._threads = ThreadPoolExecutor(
            max(1, (os.cpu_count() or 1) - 1), thread_name_prefix="bcrypt", initializer=_step_back
        )
        self._waiting = 0
        self._max_waiting = max_waiting
        # Of the right form and cost, and of no password: comparing with it is as much work as with any.
        self._hash_of_nobody = (bcrypt.gensalt(cost) + b"." * BCRYPT_DIGEST_LENGTH).decode()

    async def hash(self, password: str) -> str:
        """A salted hash of the password, which has at most 72 bytes; raises ServerBusy."""
        hashed = await self._in_thread(bcrypt.hashpw, password.encode(), bcrypt.gensalt(self._cost))
        return hashed.decode()

    async def verify(self, password: str, password_hash: str | None) -> bool:
        """Whether they belong together; raises ServerBusy.

        Without a hash (an unknown user) it takes as long and says no.
        """
        candidate = password.encode()
        if len(candidate) > MAX_PASSWORD_BYTES:
            password_hash, candidate = None, candidate[:MAX_PASSWORD_BYTES]
        against = (password_hash or self._hash_of_nobody).encode()
        matches = await self._in_thread(bcrypt.checkpw, candidate, against)
        return matches and password_hash is not None

    async def _in_thread(self, function: Callable[[bytes, bytes], Result], first: bytes, second: bytes) -> Result:
        if self._waiting >= self._max_waiting:
            raise ServerBusy
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, function, first, second)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Let the threads go; what they are at is finished, what waits is not begun."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _step_back() -> None:
    """Have this thread run when the others of the machine leave time: requests and PostgreSQL go first.

    Linux counts niceness by thread; elsewhere it is the process's, and stays as it is.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), HASHING_NICENESS)


@dataclass(frozen=True)
class AccessClaims:
    """Who asks, and in which of his sessions."""

    user_id: UUID
    session_id: UUID


class SigningKeys:
    """Signs and opens JSON Web Tokens (RFC 7519) with HS256.

    The first secret signs; all of them are accepted, told apart by `kid`, so that a secret can be changed
    while tokens signed with the old one are still about. A token is good as the kind (`typ`) it was signed as only.
    """

    def __init__(self, key_secrets: Sequence[str]) -> None:
        self._keys = {_key_id(secret): secret for secret in key_secrets}
        self._signing_key_id = _key_id(key_secrets[0])

    def sign(self, kind: str, user_id: UUID, now: datetime, lifetime: timedelta, **claims: str) -> str:
        """A token about the user that is good from `now` for `lifetime`."""
        payload = {
            "iss": ISSUER,
            "sub": str(user_id),
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            **claims,
        }
        key = self._keys[self._signing_key_id]
        return jwt.encode(payload, key, ALGORITHM, headers={"kid": self._signing_key_id, "typ": kind})

    def open(self, kind: str, token: str, now: datetime) -> Mapping[str, Any]:
        """What the token says; raises AccessTokenInvalid or AccessTokenExpired."""
        try:
            header = jwt.get_unverified_header(token)
            payload: dict[str, Any] = jwt.decode(
                token,
                self._keys[header["kid"]],
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                # Against our own clock, below.
                options={"require": ["exp", "iat", "sub"], "verify_exp": False, "verify_iat": False},
            )
            expires_at = float(payload["exp"])
        except (jwt.InvalidTokenError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise AccessTokenInvalid from error
        if header.get("typ") != kind:
            raise AccessTokenInvalid
        if now.timestamp() > expires_at + CLOCK_SKEW.total_seconds():
            raise AccessTokenExpired
        return payload


class AccessTokens:
    """The tokens of the Authorization header: short-lived, never stored."""

    KIND = "at+jwt"
    """RFC 9068, 2.1."""

    def __init__(self, key_secrets: Sequence[str], lifetime: timedelta) -> None:
        self._keys = SigningKeys(key_secrets)
        self.lifetime = lifetime

    def issue(self, claims: AccessClaims, now: datetime) -> str:
        """A token that is good from `now` for the lifetime."""
        return self._keys.sign(self.KIND, claims.user_id, now, self.lifetime, sid=str(claims.session_id))

    def read(self, token: str, now: datetime) -> AccessClaims:
        """What the token says; raises AccessTokenInvalid or AccessTokenExpired."""
        payload = self._keys.open(self.KIND, token, now)
        try:
            return AccessClaims(UUID(payload["sub"]), UUID(payload["sid"]))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise AccessTokenInvalid from error


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


def _key_id(secret: str) -> str:
    """Names the key without giving it away: a few bits of its hash, under a label of their own."""
    return hashlib.sha256(b"kid:" + secret.encode()).hexdigest()[:12]


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
