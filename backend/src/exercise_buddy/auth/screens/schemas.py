"""What goes in and out around screens."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from exercise_buddy.core.fields import Input, Output, Storable

MAX_TYPED = 32


class NewPairing(Output):
    """What a screen that asks to be let in gets."""

    id: UUID
    secret: str
    """Keep it in memory, show it to nobody: with it the screen takes up what was allowed."""
    code: str
    """To be shown, as text and in a QR code. By itself it opens nothing."""
    expires_in: int
    """Seconds."""


class PairingCode(Input):
    """What the screen shows, as it was scanned or typed."""

    code: Annotated[str, Field(min_length=1, max_length=MAX_TYPED), Storable()]


class AskingScreen(Output):
    """Who asks to be let in."""

    user_agent: str
    expires_in: int
    """Seconds."""


class PairingClaim(Input):
    """The screen that asked, proven by what it alone knows."""

    id: UUID
    secret: Annotated[str, Field(min_length=1, max_length=64), Storable()]


class PairedScreen(Output):
    """Whether the screen has been let in."""

    screen_token: str | None
    """A bearer token for `GET /live` and nothing else; keep it in memory only. Null while nobody has allowed it."""
    expires_in: int
    """Seconds: of the token, or else of the pairing."""
