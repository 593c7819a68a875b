"""Outgoing requests to addresses that clients name: push services of browsers, and webhooks."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from ssl import SSLContext, create_default_context
from typing import Any

import httpcore

MAX_SECONDS = 10.0
"""From name resolution to the complete response, even one that arrives byte by byte."""
AT_ONCE = 20
NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052."""

Resolve = Callable[[str, int], Awaitable[list[str]]]
MayReach = Callable[[str, int, str], bool]
"""Decides on a host, a port and one of the host's addresses."""


class HostRefused(Exception):
    """The host has an address that must not be reached."""


FAILURES = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError, HostRefused)
"""What `Doors.post` raises if a host cannot be reached or does not speak HTTP."""


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host; raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def is_public(address: str) -> bool:
    """Whether the address is on the internet: not private, loopback, link-local or multicast, in any notation."""
    ip = ip_address(address)
    return ip.is_global and not ip.is_multicast and all(map(is_public, _inside(ip)))


def _inside(ip: IPv4Address | IPv6Address) -> list[str]:
    """The IPv4 address embedded in an IPv6 gateway address."""
    if isinstance(ip, IPv4Address):
        return []
    translated = IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None
    return [str(each) for each in (ip.ipv4_mapped, ip.sixtofour, translated) if each is not None]


def on_the_internet(_host: str, _port: int, address: str) -> bool:
    """The default rule: only addresses on the internet."""
    return is_public(address)


class CheckedHosts(httpcore.AsyncNetworkBackend):
    """Connects to the address that was checked: resolving the name again could give another one (DNS rebinding)."""

    def __init__(
        self,
        may_reach: MayReach = on_the_internet,
        resolve: Resolve = resolve,
        inner: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._may_reach = may_reach
        self._resolve = resolve
        self._inner = inner or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection; raises HostRefused, and httpcore's errors."""
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            # Python raises UnicodeError for an invalid name.
            raise httpcore.ConnectError(type(error).__name__) from error
        if not addresses or not all(self._may_reach(host, port, address) for address in addresses):
            raise HostRefused
        return await self._inner.connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._inner.sleep(seconds)


class Doors:
    """Sends POST requests, a limited number at once. Redirects are not followed."""

    def __init__(
        self,
        backend: httpcore.AsyncNetworkBackend | None = None,
        ssl_context: SSLContext | None = None,
        max_seconds: float = MAX_SECONDS,
    ) -> None:
        self._max_seconds = max_seconds
        self._places = asyncio.Semaphore(AT_ONCE)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context or create_default_context(),
            max_connections=AT_ONCE,
            keepalive_expiry=30,
            network_backend=backend or CheckedHosts(),
        )

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        """The status of the response, of which nothing else is read; raises FAILURES."""
        # A request that waits for a free slot gets its full time-out afterwards.
        async with (
            self._places,
            asyncio.timeout(self._max_seconds),
            self._pool.stream("POST", url, headers=list(headers.items()), content=body) as answer,
        ):
            return int(answer.status)

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.aclose()
