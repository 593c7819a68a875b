"""Why webhooks are refused."""

from exercise_buddy.core.errors import Conflict, Forbidden, NotFound


class TooManyWebhooks(Conflict):
    """Nobody needs so many."""

    code = "too_many_webhooks"
    detail = "Delete a webhook before you add another one."


class WebhookHostNotAllowed(Forbidden):
    """The operator has not named the host, or that port of it, or wants https."""

    code = "webhook_host_not_allowed"
    detail = "The server may not send to this address. Its operator can add the host to WEBHOOK_HOSTS."


class WebhookNotFound(NotFound):
    """There is none of this id, or it is another user's."""

    code = "webhook_not_found"
    detail = "There is no such webhook."
