"""What goes in and out around screens."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from exercise_buddy.core.fields import Input, Output, Storable

MAX_TYPED = 32


class NewPairing(Output):
    """The answer to a screen that asks to be let in."""

    id: UUID
    secret: str
    """Keep it in memory and do not show it: the screen claims its access with it."""
    code: str
    """To be displayed as text and QR code. By itself it grants nothing."""
    expires_in: int
    """Seconds."""


class PairingCode(Input):
    """The code that the screen shows, as scanned or typed."""

    code: Annotated[str, Field(min_length=1, max_length=MAX_TYPED), Storable()]


class AskingScreen(Output):
    """The screen that asks to be let in."""

    user_agent: str
    expires_in: int
    """Seconds."""


class PairingClaim(Input):
    """The screen that asked, proven by its secret."""

    id: UUID
    secret: Annotated[str, Field(min_length=1, max_length=64), Storable()]


class PairedScreen(Output):
    """Whether the screen has been let in."""

    screen_token: str | None
    """A bearer token for `GET /live` only; keep it in memory. Null until somebody has allowed the screen."""
    expires_in: int
    """Lifetime in seconds, of the token or, until there is one, of the pairing."""
