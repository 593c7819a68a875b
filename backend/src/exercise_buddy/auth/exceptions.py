"""Why signing in is refused."""

from exercise_buddy.core.errors import NotAuthenticated


class InvalidCredentials(NotAuthenticated):
    """No such user, or another password: it is not said which."""

    code = "invalid_credentials"
    detail = "The username, email address or password is wrong."
