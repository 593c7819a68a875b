"""Outgoing requests to addresses that clients name: push services of browsers, and webhooks."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from ssl import SSLContext, create_default_context
from typing import Any

import httpcore

MAX_SECONDS = 10.0
"""From name resolution to the complete response, even one that arrives byte by byte."""
AT_ONCE = 20
MAX_RESPONSE_BYTES = 16 * 1024
"""For a response head and the interim (1xx) responses before it, which take longer to parse than to receive."""
NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052."""
GLOBAL_UNICAST = IPv6Network("2000::/3")
"""All IPv6 space in use on the internet. Deprecated formats outside it lead to internal hosts: fec0::/10 (RFC 3879),
::127.0.0.1 (RFC 4291, 2.5.5.1), ::ffff:0:127.0.0.1 (RFC 2765)."""

CLOUD_METADATA = frozenset(map(ip_address, ("168.63.129.16", "100.100.100.200", "fd00:ec2::254", "fd20:ce::254")))
"""Where a cloud keeps a machine's keys, besides link-local addresses: Azure, Alibaba, and over IPv6 AWS and Google. By
their networks the first is on the internet and the others are in a house."""

Resolve = Callable[[str, int], Awaitable[list[str]]]
MayReach = Callable[[str, int, str], bool]
"""Decides on a host, a port and one of the host's addresses."""


class HostRefused(Exception):
    """The host has an address that must not be reached."""


FAILURES = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError, HostRefused)
"""What `OutgoingClient.post` raises if a host cannot be reached or does not speak HTTP."""


_resolver_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="names")
"""A silent name server blocks a thread for half a minute, even after the caller has given up. The event loop has few
threads, which also resolve the names of the database and the mail server."""


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host; raises OSError."""
    look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_resolver_threads, look_up)
    return [str(address[0]) for *_, address in found]


def is_public(address: str) -> bool:
    """Whether the address is on the internet: not private, loopback, link-local or multicast, in any notation."""
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return ip.is_global and not ip.is_multicast and ip not in CLOUD_METADATA
    embedded = _embedded(ip)
    return is_public(str(embedded)) if embedded is not None else ip.is_global and ip in GLOBAL_UNICAST


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address embedded in an IPv6 gateway address."""
    return ip.ipv4_mapped or ip.sixtofour or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None)


def on_the_internet(_host: str, _port: int, address: str) -> bool:
    """The default rule: only addresses on the internet."""
    return is_public(address)


class BoundedResponses(httpcore.AsyncNetworkStream):
    """A connection that reads at most MAX_RESPONSE_BYTES per request."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner
        self._left = MAX_RESPONSE_BYTES

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        """Received bytes; raises ReadError beyond the limit."""
        if self._left <= 0:
            raise httpcore.ReadError("the response is too long")
        data = await self._inner.read(min(max_bytes, self._left), timeout)
        self._left -= len(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        """Send a request, which resets the limit."""
        self._left = MAX_RESPONSE_BYTES
        await self._inner.write(buffer, timeout)

    async def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's interface
    ) -> httpcore.AsyncNetworkStream:
        """The same over TLS; closed if it is given up meanwhile, which httpcore leaves to the garbage collector."""
        try:
            return BoundedResponses(await self._inner.start_tls(ssl_context, server_hostname, timeout))
        except asyncio.CancelledError:
            await self.aclose()
            raise

    async def aclose(self) -> None:
        """Close the connection."""
        await self._inner.aclose()

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks about a connection."""
        return self._inner.get_extra_info(info)


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
        stream = await self._inner.connect_tcp(addresses[0], port, timeout, local_address, socket_options)
        return BoundedResponses(stream)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._inner.sleep(seconds)


class OutgoingClient:
    """Sends POST requests, a limited number at once. Redirects are not followed."""

    def __init__(
        self,
        backend: httpcore.AsyncNetworkBackend | None = None,
        ssl_context: SSLContext | None = None,
        max_seconds: float = MAX_SECONDS,
    ) -> None:
        self._max_seconds = max_seconds
        self._slots = asyncio.Semaphore(AT_ONCE)
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
            self._slots,
            asyncio.timeout(self._max_seconds),
            self._pool.stream("POST", url, headers=list(headers.items()), content=body) as answer,
        ):
            return int(answer.status)

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.aclose()
