"""Why webhooks are refused."""

from exercise_buddy.core.errors import Conflict, Forbidden, NotFound


class TooManyWebhooks(Conflict):
    """The account has as many webhooks as allowed."""

    code = "too_many_webhooks"
    detail = "Delete a webhook before you add another one."


class WebhookHostNotAllowed(Forbidden):
    """The operator has not allowed this host or port, or requires https."""

    code = "webhook_host_not_allowed"
    detail = "The server may not send to this address. Its operator can add the host to WEBHOOK_HOSTS."


class WebhookNotFound(NotFound):
    """The user has no such webhook."""

    code = "webhook_not_found"
    detail = "There is no such webhook."
