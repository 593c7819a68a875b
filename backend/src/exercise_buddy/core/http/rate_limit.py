"""Rate limits, counted in memory, or in Redis where several processes have to share them."""

import asyncio
import hashlib
import ipaddress
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

import structlog
from fastapi import Depends, Request
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

from exercise_buddy.core.breaker import Breaker
from exercise_buddy.core.errors import TooManyRequests
from exercise_buddy.core.settings import SettingsError

if TYPE_CHECKING:
    from redis.asyncio import ConnectionPool

REDIS_CONNECTIONS = 20
REDIS_TIMEOUT_SECONDS = 1.0
FORGETTING_SECONDS = 60
REDIS_REST_SECONDS = 5.0
"""A Redis that did not answer is asked by one request in so long; the others count here."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Limit:
    """At most so many requests of one kind in one window, for each key."""

    name: str
    rate: RateLimitItem

    @classmethod
    def of(cls, name: str, rate: str) -> "Limit":
        """From a text such as "10/minute"."""
        return cls(name, parse(rate))


class _NeverDone:
    """Stands for limits' own task."""

    def done(self) -> bool:
        """No: so limits starts none."""
        return False

    def cancel(self) -> None:
        """There is nothing to cancel."""


class Memory(MemoryStorage):
    """Hits in memory. What has expired is forgotten once a minute.

    limits walks all keys after each hit, with a hand-over to a thread for each: the more people, the more it costs.
    """

    def __init__(self) -> None:
        super().__init__()
        self.timer = cast("asyncio.Task[None]", _NeverDone())
        self._forgot_at = time.time()

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Whether there is room for one more hit, which then is counted."""
        now = time.time()
        if now - self._forgot_at >= FORGETTING_SECONDS:
            self._forgot_at = now
            self._forget_expired(now)
        return await super().acquire_entry(key, limit, expiry, amount)

    def _forget_expired(self, now: float) -> None:
        for key in list(self.events):
            if self.locks[key].locked():
                continue
            kept = [hit for hit in self.events[key] if hit.expiry > now]
            if kept:
                self.events[key] = kept
            else:
                del self.events[key], self.locks[key]


class RateLimiter:
    """Counts hits; `enabled=False` lets everything pass, for load tests."""

    def __init__(self, redis_url: str | None = None, *, enabled: bool = True) -> None:
        self._enabled = enabled
        self._here = MovingWindowRateLimiter(Memory())
        self._pool = _redis_pool(redis_url) if redis_url else None
        self._shared = MovingWindowRateLimiter(_redis_storage(self._pool)) if self._pool else self._here
        self._breaker = Breaker(REDIS_REST_SECONDS)

    async def hit(self, limit: Limit, *keys: str) -> None:
        """Count one request; raises TooManyRequests, with the time to wait, where there have been too many."""
        if not self._enabled:
            return
        identifiers = (limit.name, *(_digest(key) for key in keys))
        if not self._breaker.admits() or not await self._hit_shared(limit.rate, identifiers):
            await _hit(self._here, limit.rate, identifiers)

    async def _hit_shared(self, rate: RateLimitItem, identifiers: tuple[str, ...]) -> bool:
        """Whether it was counted."""
        try:
            await _hit(self._shared, rate, identifiers)
        except StorageError:
            self._breaker.failed()
            log.warning("redis_unavailable", consequence="limits are counted in each process by itself")
            return False
        except TooManyRequests:
            self._breaker.answered()
            raise
        self._breaker.answered()
        return True

    async def close(self) -> None:
        """Close the connections to Redis."""
        if self._pool is not None:
            await self._pool.aclose()


async def _hit(strategy: MovingWindowRateLimiter, rate: RateLimitItem, identifiers: tuple[str, ...]) -> None:
    if await strategy.hit(rate, *identifiers):
        return
    window = await strategy.get_window_stats(rate, *identifiers)
    raise TooManyRequests(max(1, math.ceil(window.reset_time - time.time())))


def _redis_pool(url: str) -> "ConnectionPool":
    try:
        from redis.asyncio import BlockingConnectionPool  # noqa: PLC0415 - not installed everywhere
    except ImportError as error:
        raise SettingsError("REDIS_URL needs the extra: pip install 'exercise-buddy[redis]'") from error
    return BlockingConnectionPool.from_url(
        url, max_connections=REDIS_CONNECTIONS, socket_timeout=REDIS_TIMEOUT_SECONDS, timeout=REDIS_TIMEOUT_SECONDS
    )


def _redis_storage(pool: "ConnectionPool") -> RedisStorage:
    # The pool knows the address; "redispy" names the client that it belongs to.
    return RedisStorage("async+redis://", wrap_exceptions=True, implementation="redispy", connection_pool=pool)  # type: ignore[arg-type]  # undeclared, but documented


def _digest(key: str) -> str:
    """Keys hold names and addresses, which have no business in Redis, at any length and in any script."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def client_network(request: Request) -> str:
    """Where the request comes from, as a trusted proxy says where there is one."""
    return network_of(request.client.host if request.client else "")


def network_of(host: str) -> str:
    """The IPv4 address, or the /64 that one household gets of IPv6."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4:  # noqa: PLR2004 - IPv4
        return host
    return str(ipaddress.ip_network((address, 64), strict=False))


async def get_rate_limiter(request: Request) -> RateLimiter:
    """The one limiter of the process."""
    limiter: RateLimiter = request.app.state.resources.rate_limiter
    return limiter


RateLimiterDep = Annotated[RateLimiter, Depends(get_rate_limiter)]
ClientNetwork = Annotated[str, Depends(client_network)]
