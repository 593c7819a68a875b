"""ASGI middleware against heads that are too large; bodies are measured by the route, in admission."""

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from exercise_buddy.core.errors import AddressTooLong, HeadersTooLarge
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
