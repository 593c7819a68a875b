"""The link that stops the weekly mail without signing in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from exercise_buddy.core.errors import NotAuthenticated
from exercise_buddy.users.access_tokens import SigningKeys
from exercise_buddy.weekly_mail.exceptions import UnsubscribeLinkInvalid

PAGE = "/weekly-mail"
ENDPOINT = "/weekly-mail/unsubscribe"


class UnsubscribeLinks:
    """Signs and verifies tokens that only turn one user's weekly mail off."""

    KIND = "unsubscribe+jwt"
    LIFETIME = timedelta(days=730)
    """Long, because people also use links in old mails."""

    def __init__(self, key_secrets: Sequence[str], public_url: str) -> None:
        self._keys = SigningKeys(key_secrets)
        self._public_url = public_url

    def token(self, user_id: UUID, now: datetime) -> str:
        """A token of the user."""
        return self._keys.sign(self.KIND, user_id, now, self.LIFETIME)

    def user_of(self, token: str, now: datetime) -> UUID:
        """The token's user; raises UnsubscribeLinkInvalid."""
        try:
            return UUID(self._keys.open(self.KIND, token, now)["sub"])
        except (NotAuthenticated, ValueError) as error:
            raise UnsubscribeLinkInvalid from error

    def page(self, token: str) -> str:
        """For people: a page with a button. The token comes after #, which browsers do not send to servers."""
        return f"{self._public_url}{PAGE}#token={token}"

    def one_click(self, token: str) -> str:
        """For mail programs, which post there (RFC 8058)."""
        return f"{self._public_url}/api/v1{ENDPOINT}?token={token}"
