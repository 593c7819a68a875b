"""Access tokens: who asks, signed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import jwt

from exercise_buddy.core.errors import NotAuthenticated

ALGORITHM = "HS256"
ISSUER = "exercise-buddy"
CLOCK_SKEW = timedelta(seconds=10)
MAX_TOKENS_REMEMBERED = 5_000
"""Some 3 MB; the one that was opened the longest ago goes first."""


class AccessTokenInvalid(NotAuthenticated):
    """The bearer token is none of ours."""

    code = "access_token_invalid"
    detail = "The access token is not valid."


class AccessTokenExpired(NotAuthenticated):
    """The bearer token was ours; refresh it."""

    code = "access_token_expired"
    detail = "The access token has expired."


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
    SCREEN_KIND = "screen+jwt"
    """Of a screen that watches live numbers, and may do nothing else."""

    def __init__(self, key_secrets: Sequence[str], lifetime: timedelta, kind: str = KIND) -> None:
        self._keys = SigningKeys(key_secrets)
        self._kind = kind
        self.lifetime = lifetime
        self._opened: dict[str, tuple[AccessClaims, float]] = {}
        """Tokens whose signature was found good, with their end: a token is shown some ten times for each page."""

    def issue(self, claims: AccessClaims, now: datetime) -> str:
        """A token that is good from `now` for the lifetime."""
        return self._keys.sign(self._kind, claims.user_id, now, self.lifetime, sid=str(claims.session_id))

    def read(self, token: str, now: datetime) -> AccessClaims:
        """What the token says; raises AccessTokenInvalid or AccessTokenExpired."""
        known = self._opened.get(token)
        if known is not None and now.timestamp() <= known[1]:
            return known[0]
        payload = self._keys.open(self._kind, token, now)
        try:
            claims = AccessClaims(UUID(payload["sub"]), UUID(payload["sid"]))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise AccessTokenInvalid from error
        self._remember(token, claims, float(payload["exp"]))
        return claims

    def _remember(self, token: str, claims: AccessClaims, expires_at: float) -> None:
        self._opened.pop(token, None)
        self._opened[token] = (claims, expires_at)
        if len(self._opened) > MAX_TOKENS_REMEMBERED:
            del self._opened[next(iter(self._opened))]


def _key_id(secret: str) -> str:
    """Names the key without giving it away: a few bits of its hash, under a label of their own."""
    return hashlib.sha256(b"kid:" + secret.encode()).hexdigest()[:12]
