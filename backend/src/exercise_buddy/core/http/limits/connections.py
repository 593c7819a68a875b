"""Limits for slow clients and for too many connections, which Uvicorn's protocol lacks."""

import sys
import time
from asyncio import TimerHandle, Transport
from collections import Counter
from collections.abc import Iterable
from ipaddress import ip_address, ip_network

import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from exercise_buddy.core.errors import BadRequest
from exercise_buddy.core.http.headers import DefaultHeaders
from exercise_buddy.core.http.limits.bounds import MAX_ADDRESS_BYTES, MAX_HEADERS_BYTES
from exercise_buddy.core.http.limits.rate_limit import network_of, site_of
from exercise_buddy.core.http.problems import problem_response

HEAD_TIMEOUT_SECONDS = 20.0
"""How long a client may take to send request line and headers, from the start of the connection."""

READ_TIMEOUT_SECONDS = 60.0
"""How long a client may leave our response unread."""

MAX_HEAD_BYTES = 2 * (MAX_ADDRESS_BYTES + MAX_HEADERS_BYTES)
"""Buffer limit for a head that does not end; `refusal_of_head` checks complete ones."""

MAX_REQUESTS_WAITING = 8
"""Pipelined requests queued per connection. No browser and no common proxy pipelines; Uvicorn queues without limit, at
some 5 KB of memory for 30 bytes sent."""

MAX_CONNECTIONS = 2000
MAX_CONNECTIONS_OF_ONE = 128
"""Per network: a household of twenty browsers with six connections each."""
DESCRIPTORS_FOR_THE_REST = 256
"""Reserved for the database, Redis, mail and files."""
SECONDS_BETWEEN_WARNINGS = 10.0

log = structlog.get_logger(__name__)


class OpenConnections:
    """The connections of a server. If there are too many, an idle one is dropped, or the new one if none is idle.

    The oldest connection without a request in flight is dropped, of the network with the most: clients that hoard
    connections lose them, clients that send requests are served. Trusted proxies are not limited: admission counts
    their clients' requests by the clients' own addresses.
    """

    def __init__(
        self,
        most: int = MAX_CONNECTIONS,
        most_of_one: int = MAX_CONNECTIONS_OF_ONE,
        trusted_proxies: Iterable[str] = (),
    ) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._proxies = [ip_network(proxy, strict=False) for proxy in trusted_proxies]
        self._by_network: dict[str, dict[PunctualHttpProtocol, None]] = {}
        self._count = 0
        self._dropped = 0
        self._warned_at = float("-inf")

    def add(self, connection: "PunctualHttpProtocol", host: str) -> str:
        """Count a connection; returns the network that it is counted for."""
        network = network_of(host)
        self._by_network.setdefault(network, {})[connection] = None
        self._count += 1
        if len(self._by_network[network]) > self._most_of_one and not self._is_proxy(host):
            self._drop_one([network], connection)
        elif self._count > self._most:
            self._drop_one(self._greediest_first(), connection)
        return network

    def remove(self, connection: "PunctualHttpProtocol", network: str) -> None:
        """Stop counting a connection that is closed or about to be."""
        connections = self._by_network.get(network, {})
        if connection in connections:
            del connections[connection]
            self._count -= 1
            if not connections:
                del self._by_network[network]

    def _greediest_first(self) -> list[str]:
        """The networks; those of an IPv6 /48 count together."""
        of_site: Counter[str] = Counter()
        for network, connections in self._by_network.items():
            of_site[site_of(network)] += len(connections)
        return sorted(self._by_network, key=lambda network: -of_site[site_of(network)])

    def _drop_one(self, networks: list[str], newest: "PunctualHttpProtocol") -> None:
        """Drop the oldest idle connection of the first network that has one, otherwise the newest connection."""
        for network in networks:
            idle = next((one for one in self._by_network[network] if one is not newest and one.is_idle), None)
            if idle is not None:
                self._drop(idle, network)
                return
        self._drop(newest, next(key for key, those in self._by_network.items() if newest in those))

    def _drop(self, connection: "PunctualHttpProtocol", network: str) -> None:
        self._dropped += 1
        now = time.monotonic()
        if now - self._warned_at >= SECONDS_BETWEEN_WARNINGS:
            held = len(self._by_network[network])
            log.warning(
                "connections_dropped", dropped=self._dropped, open=self._count, network=network, of_network=held
            )
            self._warned_at, self._dropped = now, 0
        self.remove(connection, network)
        connection.transport.abort()

    def _is_proxy(self, host: str) -> bool:
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return any(address in proxy for proxy in self._proxies)


class TooManyWaiting(Exception):
    """Stops the parser in the middle of a chunk; the connection has been aborted by then."""


def answer_to_malformed(*, https_only: bool) -> bytes:
    """The response to what is no HTTP, which never reaches the application and its headers."""
    problem = problem_response(BadRequest())
    closing = (b"connection", b"close")
    headers = DefaultHeaders(https_only=https_only).completed("/api/", problem.raw_headers, closing)
    head = [b"HTTP/1.1 400 Bad Request", *(b": ".join(header) for header in headers)]
    return b"\r\n".join([*head, b"", bytes(problem.body)])


class PunctualHttpProtocol(HttpToolsProtocol):
    """Drops clients that do not send a request's head in time, do not read the response, or send ahead without end.

    Admission sets the body's deadline, and Uvicorn's keep-alive time-out ends idle connections.
    """

    open_connections = OpenConnections()
    """The process's connections; `within` makes a protocol with others."""

    malformed = answer_to_malformed(https_only=False)

    head_timeout_seconds = HEAD_TIMEOUT_SECONDS
    read_timeout_seconds = READ_TIMEOUT_SECONDS

    _head_timer: TimerHandle | None = None
    _read_timer: TimerHandle | None = None
    _head_bytes = 0
    _has_head = False
    _network = ""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as Uvicorn has it
        """The deadline for the head starts now."""
        super().connection_made(transport)
        self._await_head()
        self._network = self.open_connections.add(self, self.client[0] if self.client else "")

    @property
    def is_idle(self) -> bool:
        """Whether no request is being answered, and none has arrived completely."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    def data_received(self, data: bytes) -> None:
        """Drop a client whose head does not end."""
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_timer is not None:
            if self._head_bytes > MAX_HEAD_BYTES:
                self.transport.abort()
        elif self.is_idle and self.timeout_keep_alive_task is None and not self.transport.is_closing():
            # Uvicorn cancels the keep-alive time-out on any byte, even one that starts no request: a blank line, or the
            # rest of a body that was refused unread.
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, but never amid the response to an earlier request."""
        del msg
        if self.is_idle:
            self.transport.write(self.malformed)
            self.transport.close()
        else:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """The first byte of a request, which restarts the deadline on a kept connection."""
        super().on_message_begin()
        self._has_head = False
        self._await_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header; what follows a chunked body is dropped, which Uvicorn would take for headers, too.

        A proxy vouches for X-Forwarded-For in the head only (RFC 9110, 6.5.1).
        """
        if not self._has_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is complete; raises TooManyWaiting."""
        self._has_head = True
        self._stop_waiting_for_head()
        if len(self.pipeline) >= MAX_REQUESTS_WAITING:
            self.transport.abort()
            raise TooManyWaiting
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel all deadlines."""
        self.open_connections.remove(self, self._network)
        self._stop_waiting_for_head()
        self._stop_waiting_for_reader()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client does not keep up: it has to read something before the deadline."""
        super().pause_writing()
        self._read_timer = self.loop.call_later(self.read_timeout_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has read something."""
        self._stop_waiting_for_reader()
        super().resume_writing()

    def _await_head(self) -> None:
        if self._head_timer is None:
            self._head_bytes = 0
            self._head_timer = self.loop.call_later(self.head_timeout_seconds, self.transport.abort)

    def _stop_waiting_for_head(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _stop_waiting_for_reader(self) -> None:
        if self._read_timer is not None:
            self._read_timer.cancel()
            self._read_timer = None


def within(connections: OpenConnections, *, https_only: bool) -> type[PunctualHttpProtocol]:
    """The protocol class, with its connections counted in `connections`."""
    own = {"open_connections": connections, "malformed": answer_to_malformed(https_only=https_only)}
    return type("BoundedHttpProtocol", (PunctualHttpProtocol,), own)


def room_for_connections() -> int:
    """The number of connections that this process's file descriptors allow, after raising their limit."""
    if sys.platform == "win32":
        return MAX_CONNECTIONS
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_CONNECTIONS + DESCRIPTORS_FOR_THE_REST
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(MAX_CONNECTIONS, soft - DESCRIPTORS_FOR_THE_REST) if soft != resource.RLIM_INFINITY else MAX_CONNECTIONS
