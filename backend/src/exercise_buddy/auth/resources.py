"""What signing in needs from the process."""

from dataclasses import dataclass

from exercise_buddy.auth.postbox.resources import PostboxResources
from exercise_buddy.auth.secret_box import SecretBox
from exercise_buddy.auth.sessions.resources import SessionResources


@dataclass(frozen=True, kw_only=True)
class AuthResources(PostboxResources, SessionResources):
    """Sessions, mails, and what encrypts the secrets of authenticator apps."""

    totp_secret_box: SecretBox
