"""Under which names the application answers: a page of another site must not reach it by a name of its own.

DNS rebinding: the page's name is pointed at 127.0.0.1, and the browser takes what answers there for the page's own.
An address in numbers cannot be pointed elsewhere, so those pass.
"""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from exercise_buddy.core.errors import HostUnknown
from exercise_buddy.core.http.problems import problem_response

ASKED_BY_BALANCERS = frozenset({"/healthz", "/readyz"})
"""By whatever name they have for the machine; the answers tell nothing of anybody."""


class KnownHosts:
    """ASGI middleware: refuses a request whose Host is none of ours."""

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app = app
        self._names = frozenset({"localhost", *(name.lower() for name in names)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["path"] not in ASKED_BY_BALANCERS and not self._is_ours(scope):
            await problem_response(HostUnknown())(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        given = Headers(scope=scope).getlist("host")
        if len(given) != 1:
            return False
        try:
            name = (urlsplit(f"//{given[0]}").hostname or "").rstrip(".")
        except ValueError:
            return False
        return name in self._names or "*" in self._names or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
