"""Redis publish/subscribe as a channel, used if REDIS_URL is set: it takes the notifications off PostgreSQL."""

import asyncio
from typing import TYPE_CHECKING

import structlog

from exercise_buddy.core.channel import Receive
from exercise_buddy.core.settings import SettingsError

if TYPE_CHECKING:
    from redis.asyncio import Redis

SECONDS_BETWEEN_ATTEMPTS = 2
SECONDS_BETWEEN_PROBES = 15
TIMEOUT_SECONDS = 5.0

log = structlog.get_logger(__name__)


class RedisChannel:
    """The channel `name` of a Redis server."""

    def __init__(self, url: str, name: str) -> None:
        self._redis = _client(url)
        self._name = name

    async def publish(self, message: str) -> None:
        """Send a message; raises ConnectionError or TimeoutError."""
        from redis.exceptions import RedisError  # noqa: PLC0415 - not installed everywhere

        try:
            await self._redis.publish(self._name, message)
        except RedisError as error:
            raise ConnectionError("Redis does not answer") from error

    async def listen(self, receive: Receive) -> None:
        """Receive every message until cancelled."""
        from redis.exceptions import RedisError  # noqa: PLC0415 - not installed everywhere

        while True:
            try:
                await self._listen_once(receive)
            except (OSError, RedisError) as error:
                log.warning("not_listening", error=type(error).__name__)
            await asyncio.sleep(SECONDS_BETWEEN_ATTEMPTS)

    async def close(self) -> None:
        """Close the connections to Redis."""
        await self._redis.aclose()

    async def _listen_once(self, receive: Receive) -> None:
        async with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:
            await subscription.subscribe(self._name)
            while True:
                message = await subscription.get_message(timeout=SECONDS_BETWEEN_PROBES)
                if message is None:
                    await subscription.ping()
                elif message["type"] == "message":
                    receive(message["data"].decode())


def _client(url: str) -> "Redis":
    try:
        from redis.asyncio import Redis  # noqa: PLC0415 - not installed everywhere
    except ImportError as error:
        raise SettingsError("REDIS_URL needs the extra: pip install 'exercise-buddy[redis]'") from error
    client: Redis = Redis.from_url(url, socket_connect_timeout=TIMEOUT_SECONDS)
    return client
