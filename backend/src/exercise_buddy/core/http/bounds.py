"""ASGI middleware against what comes in too large or too slowly."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exercise_buddy.core.errors import AddressTooLong, HeadersTooLarge, PayloadTooLarge, RequestTimeout
from exercise_buddy.core.http.problems import problem_response

CONTENT_LENGTH = re.compile(r"[0-9]{1,15}")
MAX_ADDRESS_BYTES = 8 * 1024
"""RFC 9110, 4.1, recommends that at least 8,000 be supported; ours stay below 500."""
MAX_HEADERS_BYTES = 32 * 1024


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
