"""The client's address behind a CDN: as reported by the edge, trusted because of the secret sent with it.

Behind Vercel and Railway the peer addresses are those of their machines: limits per network would count all users of
one edge together, so that one of them could block sign-in for the others.
"""

import hmac
from collections.abc import Sequence
from ipaddress import ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

SECRET = b"x-edge-secret"
"""Set by the forwarding rule (deploy/vercel.json)."""
ADDRESS = b"x-vercel-forwarded-for"
"""Vercel overwrites whatever a browser sends; vercel.com/docs/headers/request-headers."""


class BehindEdge:
    """ASGI middleware. Without a valid secret, the address of the connection is used."""

    def __init__(self, app: ASGIApp, secrets: Sequence[str]) -> None:
        self._app = app
        self._secrets = [secret.encode() for secret in secrets]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            given = [value for name, value in scope["headers"] if name == SECRET]
            # Remove the secret, so that nothing else sees it.
            scope["headers"] = [header for header in scope["headers"] if header[0] != SECRET]
            if len(given) == 1 and any([hmac.compare_digest(given[0], secret) for secret in self._secrets]):  # noqa: C419 - each is compared, in the same time
                scope["client"] = _written(scope) or scope["client"]
        await self._app(scope, receive, send)


def _written(scope: Scope) -> tuple[str, int] | None:
    """The address in the edge's header; None if there is none or more than one."""
    addresses = [value.decode("latin-1").strip() for name, value in scope["headers"] if name == ADDRESS]
    try:
        return (str(ip_address(addresses[0])), 0) if len(addresses) == 1 else None
    except ValueError:
        return None
