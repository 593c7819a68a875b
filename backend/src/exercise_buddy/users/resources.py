"""What identifies the user of a request."""

from dataclasses import dataclass

from exercise_buddy.lan.resources import LanResources
from exercise_buddy.users.access_tokens import AccessTokens
from exercise_buddy.users.api_tokens import GrantLookUp
from exercise_buddy.users.live_sessions import LiveSessions
from exercise_buddy.users.password_hasher import PasswordHasher


@dataclass(frozen=True, kw_only=True)
class UserResources(LanResources):
    """Tokens, sessions and passwords."""

    access_tokens: AccessTokens
    screen_tokens: AccessTokens
    """Of screens that only watch."""
    live_sessions: LiveSessions
    grant_look_up: GrantLookUp
    password_hasher: PasswordHasher
