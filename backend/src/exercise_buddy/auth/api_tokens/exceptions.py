"""Why API tokens are refused."""

from exercise_buddy.core.errors import Conflict, NotFound


class TooManyApiTokens(Conflict):
    """Nobody needs so many."""

    code = "too_many_api_tokens"
    detail = "Revoke an API token before you make another one."


class ApiTokenNotFound(NotFound):
    """It is no token of the one who asks."""

    code = "api_token_not_found"
    detail = "There is no such API token."
