"""Mails that tell the owner of an account about changes to it."""

from collections.abc import Callable
from uuid import UUID

from exercise_buddy.auth.postbox.mail_texts import Change, MailTexts
from exercise_buddy.auth.postbox.mailer import Mail
from exercise_buddy.users.exceptions import EmailNotVerified
from exercise_buddy.users.schemas import User

Write = Callable[[MailTexts], Mail]
"""Writes a mail in the recipient's language."""
Post = Callable[[UUID, Write], None]
"""Writes a mail to the user, and sends it after the commit."""


class Postbox:
    """Collects the mails of a request. If the server sends no mail, `post` is None and nothing is stored."""

    def __init__(self, post: Post | None) -> None:
        self._post = post

    @property
    def is_open(self) -> bool:
        """Whether the server sends mail."""
        return self._post is not None

    def require_verified(self, user: User) -> None:
        """Raise EmailNotVerified if the server sends mail and the user's address is not confirmed.

        Otherwise somebody who signed up with another person's address could keep a way in after its owner resets the
        password.
        """
        if self.is_open and not user.email_verified:
            raise EmailNotVerified

    def put(self, user_id: UUID, write: Write) -> None:
        """Send the mail to the user."""
        if self._post is not None:
            self._post(user_id, write)

    def tell(self, user: User, change: Change) -> None:
        """Tell the owner what has just been changed; nothing goes to an address that nobody has confirmed.

        It may be a stranger's, and changes are limited by account, not by mailbox.
        """
        if user.email_verified:
            self.put(user.id, lambda texts: texts.changed(user.email, user.username, change))
