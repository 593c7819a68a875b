"""What signing in wants of the process."""

from dataclasses import dataclass

from exercise_buddy.auth.postbox.resources import PostboxResources
from exercise_buddy.auth.safe import Safe
from exercise_buddy.auth.sessions.resources import SessionResources


@dataclass(frozen=True, kw_only=True)
class AuthResources(PostboxResources, SessionResources):
    """All of it: sessions, mails, and what seals the secrets of authenticator apps."""

    totp_safe: Safe
