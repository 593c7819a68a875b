"""The security headers of every response."""

from collections.abc import Iterable, Mapping

Header = tuple[bytes, bytes]
"""In ASGI's form: a lower-case name and its value."""

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
STRICT_TRANSPORT_SECURITY = "max-age=63072000; includeSubDomains"
API_CACHE_CONTROL = "no-store"


class DefaultHeaders:
    """Headers added to every response that does not set them itself."""

    def __init__(self, *, https_only: bool) -> None:
        headers = dict(SECURITY_HEADERS)
        if https_only:
            headers["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY
        self._everywhere = _encoded(headers)
        self._of_api = _encoded(headers | {"Cache-Control": API_CACHE_CONTROL})

    def completed(self, path: str, headers: Iterable[Header], *more: Header) -> list[Header]:
        """The headers of a response, plus missing defaults, plus `more`, which replace its own."""
        replaced = {name for name, _ in more}
        kept = [header for header in headers if header[0] not in replaced]
        given = {name for name, _ in kept}
        defaults = self._of_api if path.startswith("/api/") else self._everywhere
        return [*kept, *more, *(header for header in defaults if header[0] not in given)]


def _encoded(headers: Mapping[str, str]) -> tuple[Header, ...]:
    return tuple((name.lower().encode(), value.encode()) for name, value in headers.items())
