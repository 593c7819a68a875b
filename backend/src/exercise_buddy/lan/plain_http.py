"""Over plain http, other devices only get the page that leads to https."""

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from exercise_buddy.core.errors import Forbidden
from exercise_buddy.core.http.problems import problem_response
from exercise_buddy.lan.household import is_this_machine

START_PAGE = "/lan"
PLAIN = {"Cross-Origin-Opener-Policy": "unsafe-none"}
"""Browsers ignore any other one on plain http, with a warning."""
OPEN_PATHS = frozenset({START_PAGE, "/healthz", "/readyz"})


class HttpsRequired(Forbidden):
    """Another device asked over plain http."""

    code = "https_required"
    detail = "Other devices are served over https only. Open /lan here in a browser: it says how to get there."


class HttpsForOthers:
    """ASGI middleware: redirects other devices on the network to https."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["scheme"] == "https" or self._is_open(scope):
            await self._app(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD") and not scope["path"].startswith("/api/"):
            await RedirectResponse(START_PAGE, headers=PLAIN)(scope, receive, send)
        else:
            await problem_response(HttpsRequired())(scope, receive, send)

    @staticmethod
    def _is_open(scope: Scope) -> bool:
        client = scope.get("client")
        path: str = scope["path"]
        is_of_page = path in OPEN_PATHS or path.rpartition("/")[0] == START_PAGE
        return is_of_page or (client is not None and is_this_machine(client[0]))
