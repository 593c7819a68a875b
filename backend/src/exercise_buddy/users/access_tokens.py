"""Access tokens: signed statements of who sends a request."""

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
"""About 3 MB; the least recently opened token is dropped first."""


class AccessTokenInvalid(NotAuthenticated):
    """The bearer token is not ours."""

    code = "access_token_invalid"
    detail = "The access token is not valid."


class AccessTokenExpired(NotAuthenticated):
    """The bearer token has expired; refresh it."""

    code = "access_token_expired"
    detail = "The access token has expired."


@dataclass(frozen=True)
class AccessClaims:
    """The user, and the session, that a request comes from."""

    user_id: UUID
    session_id: UUID


class SigningKeys:
    """Signs and opens JSON Web Tokens (RFC 7519) with HS256.

    The first secret signs; all of them are accepted, told apart by `kid`, so that a secret can be rotated while tokens
    signed with the old one are still in use. A token is only valid as the kind (`typ`) that it was signed as.
    """

    def __init__(self, key_secrets: Sequence[str]) -> None:
        self._keys = {_key_id(secret): secret for secret in key_secrets}
        self._signing_key_id = _key_id(key_secrets[0])

    def sign(self, kind: str, user_id: UUID, now: datetime, lifetime: timedelta, **claims: str) -> str:
        """A token about the user that is valid from `now` for `lifetime`."""
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
        """The token's claims; raises AccessTokenInvalid or AccessTokenExpired."""
        try:
            header = jwt.get_unverified_header(token)
            payload: dict[str, Any] = jwt.decode(
                token,
                self._keys[header["kid"]],
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                # Checked against our own clock, below.
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
    """Of a screen that may only watch live numbers."""

    def __init__(self, key_secrets: Sequence[str], lifetime: timedelta, kind: str = KIND) -> None:
        self._keys = SigningKeys(key_secrets)
        self._kind = kind
        self.lifetime = lifetime
        self._opened: dict[str, tuple[AccessClaims, float]] = {}
        """Tokens with a verified signature, and their expiry: a page presents its token about ten times."""

    def issue(self, claims: AccessClaims, now: datetime) -> str:
        """A token that is valid from `now` for the lifetime."""
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
    """Identifies the key without revealing it: a few bits of its hash under a label."""
    return hashlib.sha256(b"kid:" + secret.encode()).hexdigest()[:12]
