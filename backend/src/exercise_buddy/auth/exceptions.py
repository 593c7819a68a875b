"""Why signing in is refused."""

from exercise_buddy.core.errors import NotAuthenticated


class InvalidCredentials(NotAuthenticated):
    """Unknown user or wrong password; the response does not say which."""

    code = "invalid_credentials"
    detail = "The username, email address or password is wrong."
