"""What goes in and out around one-time codes."""

from typing import Annotated

from pydantic import Field

from exercise_buddy.core.fields import Input, Output, Storable

SecondFactorCode = Annotated[str, Field(min_length=1, max_length=64), Storable()]
"""Six digits of an authenticator app, or a recovery code; spaces and hyphens do not matter."""


class NewTotp(Output):
    """For the authenticator app; takes effect once one of its codes has been confirmed."""

    secret: str
    """Base32, for typing in."""
    uri: str
    """otpauth://..., for a QR code."""


class TotpConfirmation(Input):
    """The code that the app shows now."""

    code: SecondFactorCode


class RecoveryCodes(Output):
    """Shown only once; each replaces the app's code for one sign-in."""

    recovery_codes: list[str]


class SecondFactor(Output):
    """Whether two-step sign-in is on."""

    is_on: bool
    recovery_codes_left: int
