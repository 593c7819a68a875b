"""What live numbers need from the process."""

from dataclasses import dataclass

from exercise_buddy.live.service import LiveHub
from exercise_buddy.users.resources import UserResources


@dataclass(frozen=True, kw_only=True)
class LiveResources(UserResources):
    """The hub between the training device and the screens."""

    live_hub: LiveHub
    live_stream_seconds: float
    """A screen's stream ends after this time, and the screen reconnects."""
