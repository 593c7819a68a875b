"""Why the users feature refuses."""

from exercise_buddy.core.errors import Conflict, Forbidden, NotAuthenticated


class EmailTaken(Conflict):
    """Another account has this address."""

    code = "email_taken"
    detail = "There is already an account with this email address."


class UsernameTaken(Conflict):
    """Another account has this name."""

    code = "username_taken"
    detail = "This username is already taken."


class UserGone(NotAuthenticated):
    """The token is good, its account is deleted."""

    code = "user_gone"
    detail = "This account no longer exists."


class WrongPassword(Forbidden):
    """The password that confirms the step is wrong; the session itself is fine, so it is no 401."""

    code = "wrong_password"
    detail = "The password is wrong."
