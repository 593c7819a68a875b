"""What live numbers want of the process."""

from dataclasses import dataclass

from exercise_buddy.live.service import LiveHub
from exercise_buddy.users.resources import UserResources


@dataclass(frozen=True, kw_only=True)
class LiveResources(UserResources):
    """The way from the training screen to the others."""

    live_hub: LiveHub
    live_stream_seconds: float
    """A screen's stream ends after so long, and is asked for anew."""
