"""ASGI middleware against what comes in too large, and the headers that go out with everything."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exercise_buddy.core.errors import (
    AddressTooLong,
    HeadersTooLarge,
    PayloadTooLarge,
    RequestTimeout,
    problem_response,
)

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "style-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CONTENT_LENGTH = re.compile(r"[0-9]{1,15}")
MAX_ADDRESS_BYTES = 8 * 1024
"""RFC 9110, 4.1, recommends that at least 8,000 be supported; ours stay below 500."""
MAX_HEADERS_BYTES = 32 * 1024
STRICT_TRANSPORT_SECURITY = "max-age=63072000; includeSubDomains"
API_CACHE_CONTROL = "no-store"


class SecurityHeaders:
    """Adds the browser's defences to every answer that does not bring its own."""

    def __init__(self, app: ASGIApp, *, https_only: bool) -> None:
        self._app = app
        self._headers = dict(SECURITY_HEADERS)
        if https_only:
            self._headers["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        defaults = self._headers
        if scope["path"].startswith("/api/"):
            defaults = defaults | {"Cache-Control": API_CACHE_CONTROL}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in defaults.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class HeadLimit:
    """Refuses an address or headers that are longer than any honest client's."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_ADDRESS_BYTES:
                await problem_response(AddressTooLong())(scope, receive, send)
                return
            if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEADERS_BYTES:
                await problem_response(HeadersTooLarge())(scope, receive, send)
                return
        await self._app(scope, receive, send)


@dataclass(frozen=True)
class BodyBounds:
    """How long a body may be, and how long it may take to come."""

    max_bytes: int
    timeout_seconds: float


class BodyLimit:
    """Refuses a body that is too long, announced or not, or that takes too long to come."""

    def __init__(self, app: ASGIApp, bounds: BodyBounds, exceptions: Mapping[str, BodyBounds]) -> None:
        self._app = app
        self._bounds = bounds
        self._exceptions = exceptions
        """Other bounds, by path."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bounds = self._exceptions.get(scope["path"], self._bounds)
        announced = Headers(scope=scope).get("content-length", "0")
        if not CONTENT_LENGTH.fullmatch(announced) or int(announced) > bounds.max_bytes:
            refusal = PayloadTooLarge(
                f"The request body is too large: at most {bounds.max_bytes // 1024} KiB are read."
            )
            await problem_response(refusal)(scope, receive, send)
            return
        await self._app(scope, self._limited(receive, bounds), send)

    def _limited(self, receive: Receive, bounds: BodyBounds) -> Receive:
        """HTTPExceptions, because FastAPI takes any other one here for an unreadable body."""
        received = 0
        deadline: float | None = asyncio.get_running_loop().time() + bounds.timeout_seconds

        async def receive_within_limits() -> Message:
            nonlocal received, deadline
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError as error:
                raise HTTPException(RequestTimeout.status) from error
            received += len(message.get("body", b""))
            if received > bounds.max_bytes:
                raise HTTPException(PayloadTooLarge.status)
            if not message.get("more_body", False):
                # What is waited for from here on is the end of the connection.
                deadline = None
            return message

        return receive_within_limits
