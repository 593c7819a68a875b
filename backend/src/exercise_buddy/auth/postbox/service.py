"""Mails that tell the owner of an account what happened to it."""

from collections.abc import Callable
from uuid import UUID

from exercise_buddy.auth.postbox.letters import Change, Letters
from exercise_buddy.auth.postbox.mailer import Mail
from exercise_buddy.users.exceptions import EmailNotVerified
from exercise_buddy.users.schemas import User

Write = Callable[[Letters], Mail]
"""Writes a mail in the language of whom it is for."""
Post = Callable[[UUID, Write], None]
"""Has a mail to that user written, and sent once what it tells is stored."""


class Postbox:
    """Takes the mails of a request. `post` is None where the server sends none; then it takes and keeps nothing."""

    def __init__(self, post: Post | None) -> None:
        self._post = post

    @property
    def is_open(self) -> bool:
        """Whether the server sends mail."""
        return self._post is not None

    def require_verified(self, user: User) -> None:
        """Raise EmailNotVerified where mail is sent and the address has not been shown to be the user's.

        Else whoever signs up with another's address could keep a way in once that one resets the password.
        """
        if self.is_open and not user.email_verified:
            raise EmailNotVerified

    def put(self, user_id: UUID, write: Write) -> None:
        """Have the mail to the user sent."""
        if self._post is not None:
            self._post(user_id, write)

    def tell(self, user: User, change: Change) -> None:
        """Have the owner told what was changed just now."""
        self.put(user.id, lambda letters: letters.changed(user.email, user.username, change))
