"""Marks of browsers in which a user has signed in before."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from exercise_buddy.core.errors import NotAuthenticated
from exercise_buddy.users.access_tokens import SigningKeys


class KnownDevices:
    """Marks a browser as one in which a user has signed in, so that strangers' guesses do not shut it out.

    A mark grants nothing by itself, and is void once the user's epoch has moved: a thief's browser is unknown again.
    After https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
    """

    KIND = "known-device+jwt"
    LIFETIME = timedelta(days=180)

    def __init__(self, key_secrets: Sequence[str]) -> None:
        self._keys = SigningKeys(key_secrets)

    def mark(self, user_id: UUID, device: UUID, epoch: int, now: datetime) -> str:
        """The mark that the browser presents at the next sign-in; `device` is its session's id."""
        return self._keys.sign(self.KIND, user_id, now, self.LIFETIME, device=device.hex, epoch=str(epoch))

    def known(self, user_id: UUID, epoch: int, mark: str, now: datetime) -> str | None:
        """The device's id, if the mark is genuine and for this user and epoch."""
        try:
            claims = self._keys.open(self.KIND, mark, now)
        except NotAuthenticated:
            return None
        is_good = (claims["sub"], claims.get("epoch")) == (str(user_id), str(epoch))
        return str(claims.get("device")) if is_good else None
