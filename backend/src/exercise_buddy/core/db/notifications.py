"""PostgreSQL's LISTEN and NOTIFY as a channel, on one direct connection per process, outside any pool."""

import asyncio

import asyncpg
import structlog
from sqlalchemy import text

from exercise_buddy.core.channel import Receive
from exercise_buddy.core.db.database import CONNECT_TIMEOUT_SECONDS, Database, for_asyncpg
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE

SECONDS_BETWEEN_PROBES = 15
"""A silently dropped connection is noticed within this time."""
SECONDS_BETWEEN_ATTEMPTS = 2

LISTENER = "exercise-buddy-listener"

log = structlog.get_logger(__name__)
_NOTIFY = text("SELECT pg_notify(:channel, :message)")


class Notifications:
    """The channel `name` of a database. `direct_url` must not lead through a transaction pooler."""

    def __init__(self, database: Database, direct_url: str, name: str) -> None:
        self._database = database
        self._direct_url = direct_url
        self._name = name

    async def publish(self, message: str) -> None:
        """Send a message through the pool; raises ERRORS_OF_THE_DATABASE."""
        await self._database.fetch_first(_NOTIFY, {"channel": self._name, "message": message})

    async def listen(self, receive: Receive) -> None:
        """Receive every message until cancelled."""
        while True:
            try:
                await self._listen_once(receive)
            except (OSError, *ERRORS_OF_THE_DATABASE) as error:
                log.warning("not_listening", error=type(error).__name__)
            await asyncio.sleep(SECONDS_BETWEEN_ATTEMPTS)

    async def close(self) -> None:
        """Nothing to close: a connection is open only while listening."""

    async def _listen_once(self, receive: Receive) -> None:
        connection = await asyncpg.connect(
            for_asyncpg(self._direct_url),
            timeout=CONNECT_TIMEOUT_SECONDS,
            server_settings={"application_name": LISTENER},
        )
        is_over = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _connection: is_over.set())
            await connection.add_listener(
                self._name, lambda _connection, _pid, _channel, message: receive(str(message))
            )
            while not await _set_within(is_over, SECONDS_BETWEEN_PROBES):
                await connection.execute("SELECT 1", timeout=SECONDS_BETWEEN_PROBES)
        finally:
            connection.terminate()


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
