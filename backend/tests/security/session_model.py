"""What sessions are, plainly: the model that the application is compared with."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from exercise_buddy.auth.sessions.service import RETRY_WINDOW
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
    """One sign-in. Of its refresh tokens, counted from 0, one is good: the one that was handed out last."""

    user: User
    id: str
    begun_at: datetime
    refreshed_at: datetime
    expires_at: datetime
    browser: str
    cookies: list[str] = field(default_factory=list)
    ended: bool = False
    purged: bool = False

    @property
    def is_stored(self) -> bool:
        """Whether the table has it."""
        return self.user.exists and not self.ended and not self.purged

    def is_live(self, now: datetime) -> bool:
        """Whether its access tokens are good, and its last refresh token, too."""
        return self.is_stored and self.expires_at > now


@dataclass(eq=False)
class Refresh:
    """A refresh token."""

    session: Session
    number: int

    @property
    def cookie(self) -> str:
        """As the browser holds it."""
        return self.session.cookies[self.number]

    @property
    def is_last(self) -> bool:
        """Whether no successor was handed out."""
        return self.number == len(self.session.cookies) - 1

    def refusal(self, now: datetime, browser: str) -> str | None:
        """The code that it is refused with, if it is."""
        session = self.session
        if not session.is_stored:
            return "refresh_token_invalid"
        if session.expires_at <= now:
            return "refresh_token_expired"
        was_last = self.number == len(session.cookies) - 2
        may_repeat = was_last and now - session.refreshed_at <= RETRY_WINDOW and browser == session.browser
        return None if self.is_last or may_repeat else "refresh_token_reused"


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
