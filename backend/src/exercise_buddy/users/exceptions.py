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


class EmailNotVerified(Forbidden):
    """The address has to be confirmed first, because what is to be set up outlives the password."""

    code = "email_not_verified"
    detail = "Confirm your email address first: open the link that we sent you, or ask for another one."


class UserGone(NotAuthenticated):
    """The token is valid, but its account was deleted."""

    code = "user_gone"
    detail = "This account no longer exists."


class AccountChanged(NotAuthenticated):
    """The password or session that authorised the request was changed before it could be carried out."""

    code = "account_changed"
    detail = "Something about this account was changed just now. Try again."


class WrongPassword(Forbidden):
    """The confirming password is wrong; the session itself is valid, so this is not a 401."""

    code = "wrong_password"
    detail = "The password is wrong."
