"""Why second factors are refused."""

from exercise_buddy.core.errors import Conflict, InvalidInput, NotAuthenticated


class SecondFactorRequired(NotAuthenticated):
    """The password is right, but a code is required, too."""

    code = "second_factor_required"
    detail = "Enter the code of your authenticator app, too."


class SecondFactorInvalid(NotAuthenticated):
    """The password is right, but the code is wrong, expired or used."""

    code = "second_factor_invalid"
    detail = "This code is wrong, too old, or has been used already."


class SecondFactorUnreadable(NotAuthenticated):
    """The server has lost the key to the user's secret, so it cannot check the app's codes."""

    code = "second_factor_unreadable"
    detail = (
        "This server cannot check the codes of your app: it lost the key to them, perhaps when a backup was restored. "
        "Use one of your recovery codes, or ask the person who runs it."
    )


class SecondFactorOn(Conflict):
    """Two-step sign-in is on; it has to be turned off before it can be set up again."""

    code = "second_factor_on"
    detail = "Two-step sign-in is already on."


class SecondFactorOff(Conflict):
    """Two-step sign-in is off: there is nothing to confirm, turn off or make codes for."""

    code = "second_factor_off"
    detail = "Two-step sign-in is not set up."


class CodeWrong(InvalidInput):
    """The code that should confirm the app's set-up is wrong."""

    code = "code_wrong"
    detail = "This code is wrong or too old."
