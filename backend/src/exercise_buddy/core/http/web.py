"""Serves the built web app: compressed if a compressed file is beside it, and cached according to its name."""

import errno
import mimetypes
import os
import stat
from pathlib import Path, PurePosixPath

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Receive, Scope, Send

FOREVER = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
FOR_AN_HOUR = "public, max-age=3600"
"""Without it each page requests its logo three times: for the first paint, for the app, and as the tab's icon."""
IMMUTABLE_FOLDERS = frozenset({"assets", "mediapipe", "models"})
"""Their file or folder names contain a hash or a version."""
ICONS = ("logo.svg", "icons/")

MEDIA_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".task": "application/octet-stream",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""Fixed here because the result of `mimetypes` depends on the machine."""

ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
NOT_BUILT = "The web app has not been built. Run `make run` in a checkout, or install the wheel."


class WebApp(StaticFiles):
    """The files of a build; any other address is a page of the app and gets index.html."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory, html=False)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at `path`, or index.html."""
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        full_path, status = self._find(path)
        if status is None:
            if is_api(path) or PurePosixPath(path).suffix:
                raise HTTPException(404)
            path = "index.html"
            full_path, status = self._find(path)
        if status is None:
            raise HTTPException(404)
        return self._answer(path, full_path, status, Headers(scope=scope))

    def _find(self, path: str) -> tuple[str, os.stat_result | None]:
        try:
            full_path, status = self.lookup_path(path)
        except ValueError:
            # NUL or other characters that no file name can have.
            return "", None
        except OSError as error:
            if error.errno != errno.ENAMETOOLONG:
                raise
            return "", None
        if status is None or not stat.S_ISREG(status.st_mode):
            return full_path, None
        return full_path, status

    def _answer(self, path: str, full_path: str, status: os.stat_result, headers: Headers) -> Response:
        served_path, served_status, encoding = self._compressed(path, headers) or (full_path, status, None)
        response = FileResponse(
            served_path,
            stat_result=served_status,
            media_type=_media_type(path),
            headers={"Cache-Control": _cache_control(path), "Vary": "Accept-Encoding"},
        )
        if encoding:
            response.headers["Content-Encoding"] = encoding
        if self.is_not_modified(response.headers, headers):
            return NotModifiedResponse(response.headers)
        return response

    def _compressed(self, path: str, headers: Headers) -> tuple[str, os.stat_result, str] | None:
        if "range" in headers:
            return None
        accepted = _accepted_encodings(headers.get("accept-encoding", ""))
        for encoding, suffix in ENCODINGS:
            if encoding in accepted:
                full_path, status = self._find(path + suffix)
                if status is not None:
                    return full_path, status, encoding
        return None


def is_api(path: str) -> bool:
    """Whether the path, without its leading slash, belongs to the API and is never a page of the app."""
    return path == "api" or path.startswith("api/")


def _accepted_encodings(header: str) -> set[str]:
    """RFC 9110, 12.5.3, as far as browsers use it; a weight of 0 means not accepted."""
    accepted = set()
    for part in header.split(","):
        name, _, weight = part.strip().partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            accepted.add(name.strip().lower())
    return accepted


def _media_type(path: str) -> str:
    suffix = PurePosixPath(path).suffix
    return MEDIA_TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _cache_control(path: str) -> str:
    if path.startswith(ICONS):
        return FOR_AN_HOUR
    return FOREVER if path.split("/", 1)[0] in IMMUTABLE_FOLDERS else REVALIDATE


async def not_built(scope: Scope, receive: Receive, send: Send) -> None:
    """Replaces the web app if it has not been built."""
    if is_api(scope["path"].lstrip("/")):
        raise HTTPException(404)
    await PlainTextResponse(NOT_BUILT, status_code=503)(scope, receive, send)
