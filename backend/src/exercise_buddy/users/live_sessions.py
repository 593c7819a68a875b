"""Whether the session of an access token is still live, with a short-lived cache."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID

from exercise_buddy.core.errors import NotAuthenticated
from exercise_buddy.users.access_tokens import AccessClaims

TRUST = timedelta(seconds=10)
"""How long a live session is assumed to stay live; a process that ends a session itself forgets it at once."""

MAX_USERS_REMEMBERED = 20_000

SessionLookUp = Callable[[AccessClaims, datetime], Awaitable[bool]]
"""Asks the database whether the session is live."""

SessionsEnded = Callable[[UUID], None]
"""Called with the user some or all of whose sessions have ended."""


class SessionOver(NotAuthenticated):
    """The access token is valid, but its session was ended: by sign-out, a new password, or deletion of the account."""

    code = "session_over"
    detail = "This session is over. Sign in again."


class LiveSessions:
    """Remembers recently live sessions, so that a burst of reads costs one query."""

    def __init__(self, look_up: SessionLookUp, trust: timedelta = TRUST) -> None:
        self._look_up = look_up
        self._trust = trust
        self._seen: dict[UUID, dict[UUID, datetime]] = {}
        """When each user's sessions were last looked up and live."""
        self._forgotten = 0

    async def require(self, claims: AccessClaims, now: datetime) -> None:
        """Raise SessionOver if the session has ended."""
        seen_at = self._seen.get(claims.user_id, {}).get(claims.session_id)
        if seen_at is not None and self._is_trusted(seen_at, now):
            return
        forgotten = self._forgotten
        if not await self._look_up(claims, now):
            raise SessionOver
        # A result from before the session was ended must not be remembered afterwards.
        if forgotten == self._forgotten:
            self._remember(claims, now)

    def forget(self, user_id: UUID) -> None:
        """Forget this user's sessions; call it after ending one of them is committed."""
        self._forgotten += 1
        self._seen.pop(user_id, None)

    def _is_trusted(self, seen_at: datetime, now: datetime) -> bool:
        """Not before it was seen: a clock that is set back would have it trusted for as long."""
        return seen_at <= now < seen_at + self._trust

    def _remember(self, claims: AccessClaims, now: datetime) -> None:
        sessions = self._seen.pop(claims.user_id, {})
        live = {session_id: at for session_id, at in sessions.items() if self._is_trusted(at, now)}
        # Move the user to the end: the first in the dictionary is the one looked up the longest ago.
        self._seen[claims.user_id] = {**live, claims.session_id: now}
        if len(self._seen) > MAX_USERS_REMEMBERED:
            del self._seen[next(iter(self._seen))]
