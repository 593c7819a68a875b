"""Why screens are refused."""

from exercise_buddy.core.errors import NotFound


class PairingOver(NotFound):
    """The code was never issued, is too old, or has been used; or the account has changed since it was allowed."""

    code = "pairing_over"
    detail = "This code has expired or has been used. The screen shows a new one."
