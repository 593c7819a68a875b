"""What signing in needs from the process."""

from collections.abc import Callable
from dataclasses import dataclass

from exercise_buddy.auth.postbox.resources import PostboxResources
from exercise_buddy.auth.secret_box import SecretBox
from exercise_buddy.auth.sessions.resources import SessionResources


@dataclass(frozen=True, kw_only=True)
class AuthResources(PostboxResources, SessionResources):
    """Sessions, mails, and what encrypts the secrets of authenticator apps."""

    reset_mail_pause_seconds: Callable[[], float]
    """How long to wait before looking for the account of a forgotten password."""
    totp_secret_box: SecretBox
