"""Why API tokens are refused."""

from exercise_buddy.core.errors import Conflict, NotFound


class TooManyApiTokens(Conflict):
    """The account has as many API tokens as allowed."""

    code = "too_many_api_tokens"
    detail = "Revoke an API token before you make another one."


class ApiTokenNotFound(NotFound):
    """The user has no such token."""

    code = "api_token_not_found"
    detail = "There is no such API token."
