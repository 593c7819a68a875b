"""What goes in and out around API tokens."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from exercise_buddy.core.fields import Input, Integer, Output, Storable
from exercise_buddy.users.api_tokens import Scope
from exercise_buddy.users.schemas import PasswordAttempt

TokenName = Annotated[str, Field(min_length=1, max_length=80), Storable()]


class NewApiToken(Input):
    """What the token may read, and the password, because it outlives the session that makes it."""

    password: PasswordAttempt
    name: TokenName
    """A label, such as the name of the script."""
    scopes: Annotated[frozenset[Scope], Field(min_length=1)]
    expires_in_days: Annotated[Integer, Field(ge=1, le=366)] = 90


class ApiToken(Output):
    """An API token of the user."""

    id: UUID
    name: str
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    """To the nearest minute."""


class MadeApiToken(ApiToken):
    """A new token."""

    token: str
    """Shown only once."""


class ApiTokens(Output):
    """Every valid API token, oldest first."""

    items: list[ApiToken]
