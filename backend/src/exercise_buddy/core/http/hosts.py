"""Under which names the application answers: a page of another site must not reach it by a name of its own.

DNS rebinding: the page's name is pointed at 127.0.0.1, and the browser takes what answers there for the page's own.
An address in numbers cannot be pointed elsewhere, so those pass; in a household only the machine's own do.
"""

from collections.abc import Callable, Collection, Iterable
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

    def __init__(self, app: ASGIApp, names: Iterable[str], own: Callable[[], Collection[str]] | None = None) -> None:
        self._app = app
        self._names = frozenset({"localhost", *(name.lower() for name in names)})
        self._own = own
        """Where it is given: the machine's names and addresses at this moment, and no other address is answered to."""

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
        if name in self._names or "*" in self._names:
            return True
        return _is_address(name) if self._own is None else name in self._own()


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
