"""Why reminders are refused."""

from exercise_buddy.core.errors import NotFound


class SubscriptionNotFound(NotFound):
    """The user has no such subscription."""

    code = "subscription_not_found"
    detail = "Reminders are off in that browser already."
