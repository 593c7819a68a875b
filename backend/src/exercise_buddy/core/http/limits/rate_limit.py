"""Rate limits, counted in memory, or in Redis if several processes share them."""

import asyncio
import hashlib
import ipaddress
import math
import time
from dataclasses import dataclass
from functools import cached_property, lru_cache
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

NETWORKS_OF_A_SITE = 16
"""A whole IPv6 /48 may have as much as so many of its 65,536 networks: whoever has one sends from each of them."""
SITES_REMEMBERED = 4096
REDIS_CONNECTIONS = 20
REDIS_TIMEOUT_SECONDS = 1.0
FORGETTING_SECONDS = 60
LEAP_SECONDS = 1.0
"""A clock that goes back by more was set; by less it may have been corrected, or another thread was faster."""
REDIS_REST_SECONDS = 5.0
"""After Redis did not answer, one request in this time probes it; the others are counted in memory."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Limit:
    """A maximum number of requests of one kind per window and key."""

    name: str
    rate: RateLimitItem

    @classmethod
    def of(cls, name: str, rate: str) -> "Limit":
        """Parse a text such as "10/minute"."""
        return cls(name, parse(rate))

    @cached_property
    def of_site(self) -> "Limit":
        """The limit of all networks of an IPv6 /48 together."""
        rate = type(self.rate)(self.rate.amount * NETWORKS_OF_A_SITE, self.rate.multiples)
        return Limit(f"{self.name}-site", rate)


class _NeverDone:
    """Replaces the background task of the `limits` library."""

    def done(self) -> bool:
        """Never done, so that `limits` does not start its task."""
        return False

    def cancel(self) -> None:
        """Nothing to cancel."""


class Memory(MemoryStorage):
    """Hits in memory. Expired ones are removed once a minute.

    `limits` itself walks all keys after each hit, with a thread switch for each: the more users, the higher the cost.
    """

    def __init__(self) -> None:
        super().__init__()
        self.timer = cast("asyncio.Task[None]", _NeverDone())
        self._forgot_at = self._hit_at = time.time()

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count one more hit if there is room; returns whether there was."""
        now = time.time()
        if now < self._hit_at - LEAP_SECONDS:
            # Hits from the future would shut their clients out until the clock is there again.
            await self.reset()
            self._forgot_at = now
        self._hit_at = now
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
    """Counts hits; with `enabled=False` everything passes, for load tests."""

    def __init__(self, redis_url: str | None = None, *, enabled: bool = True) -> None:
        self._enabled = enabled
        self._here = MovingWindowRateLimiter(Memory())
        self._pool = _redis_pool(redis_url) if redis_url else None
        self._shared = MovingWindowRateLimiter(_redis_storage(self._pool)) if self._pool else self._here
        self._breaker = Breaker(REDIS_REST_SECONDS)

    async def hit(self, limit: Limit, *keys: str) -> None:
        """Count one request; raises TooManyRequests, with the time to wait, if there were too many."""
        if not self._enabled:
            return
        await self._count(limit, keys)
        sites = tuple(map(site_of, keys))
        if sites != keys:
            await self._count(limit.of_site, sites)

    async def _count(self, limit: Limit, keys: tuple[str, ...]) -> None:
        identifiers = (limit.name, *(_digest(key) for key in keys))
        if not self._breaker.admits() or not await self._hit_shared(limit.rate, identifiers):
            await _hit(self._here, limit.rate, identifiers)

    async def _hit_shared(self, rate: RateLimitItem, identifiers: tuple[str, ...]) -> bool:
        """Count in Redis; False if Redis is away. Raises TooManyRequests."""
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
    # The pool has the address; "redispy" names its client library.
    return RedisStorage("async+redis://", wrap_exceptions=True, implementation="redispy", connection_pool=pool)  # type: ignore[arg-type]  # undeclared, but documented


def _digest(key: str) -> str:
    """Keys contain names and addresses of any length and script, which should not be stored in Redis."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def client_network(request: Request) -> str:
    """The client's network, as reported by a trusted proxy if there is one."""
    return network_of(request.client.host if request.client else "")


def network_of(host: str) -> str:
    """The IPv4 address, or the IPv6 /64 of one household."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    # A proxy that listens for both reports IPv4 clients like this: they are not one household.
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


@lru_cache(SITES_REMEMBERED)
def site_of(network: str) -> str:
    """The /48 around a household's IPv6 /64, as much as one customer of a provider gets; otherwise the network."""
    try:
        return str(ipaddress.IPv6Network(network).supernet(new_prefix=48))
    except ValueError:
        return network


async def get_rate_limiter(request: Request) -> RateLimiter:
    """The process's limiter."""
    limiter: RateLimiter = request.app.state.resources.rate_limiter
    return limiter


RateLimiterDep = Annotated[RateLimiter, Depends(get_rate_limiter)]
ClientNetwork = Annotated[str, Depends(client_network)]
