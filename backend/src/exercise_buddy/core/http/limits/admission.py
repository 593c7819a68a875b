"""Admission: everything that a request's head can decide is checked before its body is read.

In this order: the client's requests in flight, authentication, rate limits, the length of the body and the total of
bodies held in memory; then, on the bytes, the complexity of the JSON. The endpoint comes last.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import structlog
from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from exercise_buddy.core.errors import BadRequest, PayloadTooLarge, RequestTimeout, ServerBusy
from exercise_buddy.core.http.limits.bounds import CONTENT_LENGTH
from exercise_buddy.core.http.limits.json_shape import refuse_complex, refuse_other_encodings
from exercise_buddy.core.http.limits.rate_limit import Limit, RateLimiter, client_network, site_of
from exercise_buddy.core.workers import CALLER, Caller

MEBIBYTE = 1024 * 1024
SMALL_FORM_BYTES = 16 * 1024
"""The longest form, a passkey's answer, has about 4 KiB."""
SMALL_FORM_VALUES = 200

SHARES_OF_A_SITE = 2
"""All networks of an IPv6 /48 together may have in flight what so many single ones may."""
REQUESTS_OF_A_NETWORK = 200
REQUESTS_OF_A_SITE = SHARES_OF_A_SITE * REQUESTS_OF_A_NETWORK
SIGNED_IN_REQUESTS = Limit.of("requests", "1200/minute")
"""Per account. The app sends about ten requests for a page."""
ANONYMOUS_FORMS = Limit.of("anonymous-forms", "240/minute")
"""Per network: each costs parsing time before anybody is authenticated."""

Check = Callable[[Request], Awaitable[str]]
"""Authenticates; returns the account's key for rate limits, or raises."""

Called = TypeVar("Called", bound=Callable[..., Any])

log = structlog.get_logger(__name__)
_checks: dict[Callable[..., Any], Check] = {}


def asked_first(check: Check) -> Callable[[Called], Called]:
    """Marks a dependency: routes that use it run `check` before the body is read."""

    def mark(dependency: Called) -> Called:
        _checks[dependency] = check
        return dependency

    return mark


@dataclass(frozen=True)
class Body:
    """The maximum length of a body and of values in its JSON; None if it is not JSON, or measured later."""

    max_bytes: int
    max_values: int | None

    @property
    def patience(self) -> int:
        """How many times as long as a small body it may take to arrive."""
        return 4 if self.max_bytes > MEBIBYTE else 1


SMALL_FORM = Body(SMALL_FORM_BYTES, SMALL_FORM_VALUES)
_bodies: dict[Callable[..., Any], Body] = {}


def takes(max_bytes: int, max_values: int | None) -> Callable[[Called], Called]:
    """Marks an endpoint that accepts more than a small form."""

    def mark(endpoint: Called) -> Called:
        _bodies[endpoint] = Body(max_bytes, max_values)
        return endpoint

    return mark


@dataclass
class InFlight:
    """An amount in flight, in total and per network; what exceeds the limits is refused and logged.

    All networks of an IPv6 /48 together have a limit, too.
    """

    what: str
    most: int
    most_of_one: int

    def __post_init__(self) -> None:
        self._all = 0
        self._by_network: Counter[str] = Counter()
        self._by_site: Counter[str] = Counter()

    def add(self, network: str, amount: int) -> None:
        """Add the amount; raises ServerBusy if that is too much."""
        site, of_network = site_of(network), self._by_network.get(network, 0)
        if (
            self._all + amount > self.most
            or of_network + amount > self.most_of_one
            or self._by_site.get(site, 0) + amount > SHARES_OF_A_SITE * self.most_of_one
        ):
            log.warning("too_much_in_flight", what=self.what, network=network, of_network=of_network)
            raise ServerBusy
        self._all += amount
        self._by_network[network] += amount
        self._by_site[site] += amount

    def remove(self, network: str, amount: int) -> None:
        """Subtract the amount."""
        self._all -= amount
        for counter, key in ((self._by_network, network), (self._by_site, site_of(network))):
            counter[key] -= amount
            if counter[key] <= 0:
                del counter[key]

    @contextmanager
    def held(self, network: str) -> Iterator[Callable[[int], None]]:
        """A function to add with; everything added is subtracted at the end."""
        amount = 0

        def add(more: int) -> None:
            nonlocal amount
            self.add(network, more)
            amount += more

        try:
            yield add
        finally:
            self.remove(network, amount)


@dataclass
class Admission:
    """State shared by the routes of an application."""

    timeout_seconds: float
    """How long a small body may take to arrive."""
    requests: InFlight
    bytes: InFlight

    @classmethod
    def of(cls, timeout_seconds: float) -> "Admission":
        """With this product's limits."""
        return cls(
            timeout_seconds,
            InFlight("requests", most=1000, most_of_one=REQUESTS_OF_A_NETWORK),
            InFlight("bytes of bodies", most=64 * MEBIBYTE, most_of_one=24 * MEBIBYTE),
        )


@dataclass(frozen=True)
class Rules:
    """What is checked of the requests of one endpoint."""

    checks: tuple[Check, ...]
    body: Body
    takes_a_body: bool

    @classmethod
    def of(cls, endpoint: Callable[..., Any], *checks: Check, takes_a_body: bool) -> "Rules":
        """From the endpoint's `takes` mark."""
        return cls(checks, _bodies.get(endpoint, SMALL_FORM), takes_a_body or endpoint in _bodies)


@asynccontextmanager
async def admitted(request: Request, receive: Receive, rules: Rules) -> AsyncIterator[bytes]:
    """The body, read and checked; it counts as held, and the request as in flight, until the response is sent.

    Raises the refusal.
    """
    admission: Admission = request.app.state.resources.admission
    network = client_network(request)
    CALLER.set(Caller(site_of(network)))
    with admission.requests.held(network) as under_way:
        under_way(1)
        if not request.scope.get(_ASKED):
            await _ask_first(request, network, rules)
            request.scope[_ASKED] = True
        if not _has_body(request):
            yield b""
            return
        _refuse_announced(request.headers, rules.body.max_bytes)
        with admission.bytes.held(network) as hold:
            async with _in_time(admission.timeout_seconds * rules.body.patience):
                body = await _read(receive, rules.body.max_bytes, hold)
            if rules.body.max_values is not None:
                refuse_other_encodings(body)
                refuse_complex(body, rules.body.max_values)
            yield body


_ASKED = "exercise_buddy.asked"
"""Set in the scope of a request that has been counted and authenticated."""


async def _ask_first(request: Request, network: str, rules: Rules) -> None:
    limiter: RateLimiter = request.app.state.resources.rate_limiter
    for check in rules.checks:
        await limiter.hit(SIGNED_IN_REQUESTS, await check(request))
    if not rules.checks and rules.takes_a_body:
        await limiter.hit(ANONYMOUS_FORMS, network)


def _has_body(request: Request) -> bool:
    """Without either header there is no body: RFC 9112, 6.3."""
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in request.scope["headers"])


class AdmittedRoute(APIRoute):
    """A route of the API. Every router uses it, which a test checks."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["method"] not in (self.methods or ()):
            await super().handle(scope, receive, send)
            return
        async with admitted(Request(scope), receive, self._rules) as body:
            await super().handle(scope, replayed(body, receive), send)

    @cached_property
    def _rules(self) -> Rules:
        checks = (_checks[call] for call in _calls(self.dependant) if call in _checks)
        return Rules.of(self.endpoint, *checks, takes_a_body=self.body_field is not None)


def _calls(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    for inner in dependant.dependencies:
        if inner.call is not None:
            yield inner.call
        yield from _calls(inner)


def _too_large(most: int) -> PayloadTooLarge:
    return PayloadTooLarge(f"The request body is too large: at most {most // 1024} KiB are read.")


def _refuse_announced(headers: Headers, most: int) -> None:
    announced = headers.get("content-length", "0")
    if not CONTENT_LENGTH.fullmatch(announced) or int(announced) > most:
        raise _too_large(most)


@asynccontextmanager
async def _in_time(seconds: float) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise RequestTimeout from error


async def _read(receive: Receive, most: int, hold: Callable[[int], None]) -> bytes:
    chunks: list[bytes] = []
    received = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest
        chunk = message.get("body", b"")
        received += len(chunk)
        if received > most:
            raise _too_large(most)
        hold(len(chunk))
        chunks.append(chunk)
        more = message.get("more_body", False)
    return b"".join(chunks)


def replayed(body: bytes, receive: Receive) -> Receive:
    """The body as one message; afterwards only the end of the connection is awaited."""
    is_read = False

    async def receive_again() -> Message:
        nonlocal is_read
        if is_read:
            return await receive()
        is_read = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
