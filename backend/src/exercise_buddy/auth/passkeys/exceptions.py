"""Why passkeys are refused."""

from exercise_buddy.core.errors import BadRequest, Conflict, NotAuthenticated, NotFound


class PasskeyInvalid(NotAuthenticated):
    """The passkey is not known, or its answer does not fit: challenge, origin, signature, counter or user."""

    code = "passkey_invalid"
    detail = "This passkey was not accepted. Try again, or sign in with the password."
    # The challenge is used up nevertheless.
    keeps_changes = True


class PasskeyRefused(BadRequest):
    """The new credential does not fit: challenge, origin, signature or missing user verification."""

    code = "passkey_refused"
    detail = "This passkey could not be added. Try again."
    keeps_changes = True


class PasskeyExists(Conflict):
    """The passkey was added before."""

    code = "passkey_exists"
    detail = "This passkey has been added already."


class TooManyPasskeys(Conflict):
    """The account has as many passkeys as allowed."""

    code = "too_many_passkeys"
    detail = "Remove a passkey before you add another one."


class PasskeysImpossible(Conflict):
    """Browsers support no passkeys at an address that is neither https nor localhost."""

    code = "passkeys_impossible"
    detail = "Passkeys need https, or localhost."


class PasskeyNotFound(NotFound):
    """The user has no such passkey."""

    code = "passkey_not_found"
    detail = "There is no such passkey."
