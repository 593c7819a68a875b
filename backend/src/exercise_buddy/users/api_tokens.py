"""Personal API tokens, for a user's own scripts. They never write, and give no access to the account itself."""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from exercise_buddy.core.errors import Forbidden, NotAuthenticated
from exercise_buddy.users.access_tokens import AccessClaims

PREFIX = "exbuddy_"
"""Lets people and scanners for leaked secrets recognise it."""
UUID_BYTES = 16
SECRET_BYTES = 32


class Scope(StrEnum):
    """What a token may read."""

    WORKOUTS_READ = "workouts:read"
    STATISTICS_READ = "statistics:read"
    GOALS_READ = "goals:read"


class ApiTokenInvalid(NotAuthenticated):
    """It looks like an API token, but was never issued, has ended, or belongs to an older epoch."""

    code = "api_token_invalid"
    detail = "This API token is unknown, revoked or expired. Make another one under Security."


class ApiTokenNotTaken(NotAuthenticated):
    """The endpoint takes no API tokens."""

    code = "api_token_not_taken"
    detail = "This endpoint takes no API token, only the access token of a sign-in."


class ScopeMissing(Forbidden):
    """The token is valid, but not for this."""

    code = "scope_missing"
    detail = "This API token lacks the scope that this endpoint asks for. Make one that has it."


@dataclass(frozen=True)
class ApiToken:
    """Contains the user's id and a secret, of which only the hash is stored."""

    user_id: UUID
    secret: bytes

    @classmethod
    def new(cls, user_id: UUID) -> "ApiToken":
        """A new token, with 256 random bits."""
        return cls(user_id, secrets.token_bytes(SECRET_BYTES))

    @classmethod
    def parse(cls, text: str) -> "ApiToken":
        """Parse a token from a header; raises ApiTokenInvalid."""
        try:
            content = base64.b64decode(text.removeprefix(PREFIX), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise ApiTokenInvalid from error
        if len(content) != UUID_BYTES + SECRET_BYTES:
            raise ApiTokenInvalid
        return cls(UUID(bytes=content[:UUID_BYTES]), content[UUID_BYTES:])

    def __str__(self) -> str:
        return PREFIX + base64.urlsafe_b64encode(self.user_id.bytes + self.secret).decode()

    @property
    def sha256(self) -> bytes:
        """What the database stores. A fast hash is enough for 256 random bits."""
        return hashlib.sha256(self.secret).digest()


@dataclass(frozen=True)
class Grant:
    """What a valid token grants."""

    token_id: UUID
    scopes: frozenset[str]

    def claims(self, user_id: UUID, scope: Scope) -> AccessClaims:
        """The user, with the token's id in place of a session. Raises ScopeMissing."""
        if scope not in self.scopes:
            raise ScopeMissing(f"This API token lacks the scope {scope}. Make one that has it.")
        return AccessClaims(user_id, self.token_id)


GrantLookUp = Callable[[ApiToken, datetime], Awaitable[Grant | None]]
"""Asks the database what a token currently grants, and records its use."""
