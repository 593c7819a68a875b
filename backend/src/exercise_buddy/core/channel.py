"""A channel that every process of the application receives: PostgreSQL's notifications, or Redis if configured."""

from collections.abc import Callable
from typing import Protocol

Receive = Callable[[str], None]
"""Called with each message, including the process's own; it must not fail."""


class Channel(Protocol):
    """Short messages to all processes, delivered at most once: they are lost while nobody listens."""

    async def publish(self, message: str) -> None:
        """Send a message of at most 7,999 bytes; raises the errors of the underlying server."""
        ...

    async def listen(self, receive: Receive) -> None:
        """Receive every message until cancelled, reconnecting whenever the connection breaks."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...
