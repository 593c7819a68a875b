"""What sessions are, plainly: the model that the application is compared with."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from exercise_buddy.auth.service import RETRY_WINDOW
from exercise_buddy.users.access_tokens import CLOCK_SKEW

ACCESS_LIFETIME = timedelta(minutes=15)
REFRESH_LIFETIME = timedelta(days=7)


@dataclass(eq=False)
class User:
    """An account of the model."""

    name: str
    password: str
    exists: bool = True
    sessions: list["Session"] = field(default_factory=list)


@dataclass(eq=False)
class Session:
    """One sign-in."""

    user: User
    id: str
    begun_at: datetime
    tokens: list["Refresh"] = field(default_factory=list)
    ended: bool = False

    @property
    def stored(self) -> list["Refresh"]:
        """What the table has of it."""
        return [token for token in self.tokens if self.user.exists and not token.purged]

    def is_live(self, now: datetime) -> bool:
        """Whether its access tokens are good."""
        return not self.ended and any(token.expires_at > now for token in self.stored)


@dataclass(eq=False)
class Refresh:
    """A refresh token."""

    session: Session
    cookie: str
    browser: str
    expires_at: datetime
    used_at: datetime | None = None
    purged: bool = False

    def refusal(self, now: datetime, browser: str) -> str | None:
        """The code that it is refused with, if it is."""
        if self not in self.session.stored or self.session.ended:
            return "refresh_token_invalid"
        if self.expires_at <= now:
            return "refresh_token_expired"
        is_retry = self.used_at and now - self.used_at <= RETRY_WINDOW and browser == self.browser
        return None if self.used_at is None or is_retry else "refresh_token_reused"


@dataclass(eq=False)
class Access:
    """An access token."""

    session: Session
    token: str
    expires_at: datetime

    def refusal(self, now: datetime) -> str | None:
        """The code that it is refused with, if it is."""
        if now > self.expires_at + CLOCK_SKEW:
            return "access_token_expired"
        return None if self.session.is_live(now) else "session_over"


@dataclass(eq=False)
class Grant:
    """What a login or a refresh gives."""

    refresh: Refresh
    access: Access
    session: Session
