"""Responses about sessions."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from exercise_buddy.core.fields import Output


class AccessToken(Output):
    """A bearer token for the Authorization header; keep it in memory only."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the scheme's name
    expires_in: int
    """Seconds."""


class SignedInSession(Output):
    """One sign-in on one device, or one screen."""

    id: UUID
    user_agent: str
    signed_in_at: datetime
    last_used_at: datetime
    expires_at: datetime
    current: bool
    """Whether it is the requesting session."""
    view_only: bool
    """Whether it is a screen that may only watch live numbers."""


class SignedInSessions(Output):
    """Every live session, most recently used first."""

    items: list[SignedInSession]
