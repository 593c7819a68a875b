"""Rate limits, counted in memory, or in Redis where several processes have to share them."""

import hashlib
import ipaddress
import math
import time
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from limits import RateLimitItem, parse
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

from exercise_buddy.core.errors import TooManyRequests

IN_MEMORY = "async+memory://"


@dataclass(frozen=True)
class Limit:
    """At most so many requests of one kind in one window, for each key."""

    name: str
    rate: RateLimitItem

    @classmethod
    def of(cls, name: str, rate: str) -> "Limit":
        """From a text such as "10/minute"."""
        return cls(name, parse(rate))


class RateLimiter:
    """Counts hits; `enabled=False` lets everything pass, for load tests."""

    def __init__(self, redis_url: str | None = None, *, enabled: bool = True) -> None:
        # "redispy" names the client of the extra `redis`; without it, another one is asked for.
        storage = (
            storage_from_string(IN_MEMORY)
            if redis_url is None
            else storage_from_string(f"async+{redis_url}", implementation="redispy")
        )
        self._strategy = MovingWindowRateLimiter(storage)
        self._enabled = enabled

    async def hit(self, limit: Limit, *keys: str) -> None:
        """Count one request; raises TooManyRequests, with the time to wait, where there have been too many."""
        if not self._enabled:
            return
        identifiers = (limit.name, *(_digest(key) for key in keys))
        if await self._strategy.hit(limit.rate, *identifiers):
            return
        window = await self._strategy.get_window_stats(limit.rate, *identifiers)
        raise TooManyRequests(max(1, math.ceil(window.reset_time - time.time())))


def _digest(key: str) -> str:
    """Keys hold names and addresses, which have no business in Redis, at any length and in any script."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def client_network(request: Request) -> str:
    """Where the request comes from: the IPv4 address, or the /64 that one household gets of IPv6."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4:  # noqa: PLR2004 - IPv4
        return host
    return str(ipaddress.ip_network((address, 64), strict=False))


async def get_rate_limiter(request: Request) -> RateLimiter:
    """The one limiter of the process."""
    limiter: RateLimiter = request.app.state.rate_limiter
    return limiter


RateLimiterDep = Annotated[RateLimiter, Depends(get_rate_limiter)]
ClientNetwork = Annotated[str, Depends(client_network)]
