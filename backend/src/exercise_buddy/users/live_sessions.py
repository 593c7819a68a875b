"""Whether the session of an access token is still on, asked of the database seldom."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID

from exercise_buddy.core.errors import NotAuthenticated
from exercise_buddy.users.access_tokens import AccessClaims

TRUST = timedelta(seconds=10)
"""For so long is a session that was on taken to be on still; a process that ends one itself forgets it at once."""

MAX_USERS_REMEMBERED = 20_000

SessionLookUp = Callable[[AccessClaims, datetime], Awaitable[bool]]
"""Asks the database whether the session is on at this moment."""

SessionsEnded = Callable[[UUID], None]
"""To be told whose sessions have been ended, some or all of them."""


class SessionOver(NotAuthenticated):
    """The access token is good, its session was ended: by sign-out, a new password, or the account's end."""

    code = "session_over"
    detail = "This session is over. Sign in again."


class LiveSessions:
    """Remembers the sessions that were on a moment ago, so that a burst of reads costs one look at the database."""

    def __init__(self, look_up: SessionLookUp, trust: timedelta = TRUST) -> None:
        self._look_up = look_up
        self._trust = trust
        self._trusted_until: dict[UUID, dict[UUID, datetime]] = {}
        self._forgotten = 0

    async def require(self, claims: AccessClaims, now: datetime) -> None:
        """Raise SessionOver where the session is over."""
        trusted_until = self._trusted_until.get(claims.user_id, {}).get(claims.session_id)
        if trusted_until is not None and now < trusted_until:
            return
        forgotten = self._forgotten
        if not await self._look_up(claims, now):
            raise SessionOver
        # An answer from before a session was ended must not be remembered after it.
        if forgotten == self._forgotten:
            self._remember(claims, now)

    def forget(self, user_id: UUID) -> None:
        """Ask about this user's sessions anew; call it when one of them has been ended and that is committed."""
        self._forgotten += 1
        self._trusted_until.pop(user_id, None)

    def _remember(self, claims: AccessClaims, now: datetime) -> None:
        sessions = self._trusted_until.pop(claims.user_id, {})
        live = {session_id: until for session_id, until in sessions.items() if now < until}
        # The user goes to the end: the first of the dictionary is the one whose look-up is the longest ago.
        self._trusted_until[claims.user_id] = {**live, claims.session_id: now + self._trust}
        if len(self._trusted_until) > MAX_USERS_REMEMBERED:
            del self._trusted_until[next(iter(self._trusted_until))]
