"""Why reminders are refused."""

from exercise_buddy.core.errors import NotFound


class SubscriptionNotFound(NotFound):
    """There is none of this id, or it is another user's."""

    code = "subscription_not_found"
    detail = "Reminders are off in that browser already."
