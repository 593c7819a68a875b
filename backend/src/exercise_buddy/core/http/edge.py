"""Whose request it is where a CDN hands it on: by the address that the edge writes, believed for the secret beside it.

Behind Vercel and Railway the nearest addresses are those of their machines: limits by network would count all who come
through one edge as one, who could shut sign-in for the others.
"""

import hmac
from collections.abc import Sequence
from ipaddress import ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

SECRET = b"x-edge-secret"
"""Set by the rule that hands requests on (deploy/vercel.json)."""
ADDRESS = b"x-vercel-forwarded-for"
"""Written by Vercel over whatever a browser sends; vercel.com/docs/headers/request-headers."""


class BehindEdge:
    """ASGI middleware. Who does not know a secret is taken for whom the connection says he is."""

    def __init__(self, app: ASGIApp, secrets: Sequence[str]) -> None:
        self._app = app
        self._secrets = [secret.encode() for secret in secrets]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            given = [value for name, value in scope["headers"] if name == SECRET]
            # It is nobody's else to read.
            scope["headers"] = [header for header in scope["headers"] if header[0] != SECRET]
            if len(given) == 1 and any([hmac.compare_digest(given[0], secret) for secret in self._secrets]):  # noqa: C419 - each is compared, in the same time
                scope["client"] = _written(scope) or scope["client"]
        await self._app(scope, receive, send)


def _written(scope: Scope) -> tuple[str, int] | None:
    """The address in the edge's header; None where there is none, or more than one."""
    addresses = [value.decode("latin-1").strip() for name, value in scope["headers"] if name == ADDRESS]
    try:
        return (str(ip_address(addresses[0])), 0) if len(addresses) == 1 else None
    except ValueError:
        return None
