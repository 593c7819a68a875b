"""One channel that every process of the application hears: PostgreSQL's notifications, or Redis where that is set."""

from collections.abc import Callable
from typing import Protocol

Hear = Callable[[str], None]
"""To be told each message, one's own included; it must not fail."""


class Channel(Protocol):
    """Short messages to all processes, at most once: what is said while nobody listens is lost."""

    async def say(self, message: str) -> None:
        """Send a message of at most 7,999 bytes; raises what its server's other calls raise."""
        ...

    async def listen(self, hear: Hear) -> None:
        """Hear every message until cancelled, connecting again whenever that breaks off."""
        ...

    async def close(self) -> None:
        """Close what is open."""
        ...
