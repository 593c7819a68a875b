"""What goes in and out around one-time codes."""

from typing import Annotated

from pydantic import Field

from exercise_buddy.core.fields import Input, Output, Storable

SecondFactorCode = Annotated[str, Field(min_length=1, max_length=64), Storable()]
"""Six digits of an authenticator app, or a recovery code; spaces and hyphens do not matter."""


class NewTotp(Output):
    """For the authenticator app; it counts once a code of it has been confirmed."""

    secret: str
    """Base32, to type in."""
    uri: str
    """otpauth://..., to show as a QR code."""


class TotpConfirmation(Input):
    """The code that the app shows now."""

    code: SecondFactorCode


class RecoveryCodes(Output):
    """Shown once; each signs in once in place of the app's code."""

    recovery_codes: list[str]


class SecondFactor(Output):
    """Whether signing in takes a second step."""

    is_on: bool
    recovery_codes_left: int
