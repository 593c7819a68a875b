"""Why the live feature refuses."""

from exercise_buddy.core.errors import TooManyRequests


class TooManyScreens(TooManyRequests):
    """The account has as many watching screens as allowed."""

    code = "too_many_screens"
    detail = "Too many screens of your account are watching. Close one of them."

    def __init__(self) -> None:
        super().__init__(retry_after_seconds=10)
