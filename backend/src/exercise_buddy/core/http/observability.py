"""Structured logs with a request id, and Prometheus metrics."""

import logging
import re
import sys
import time
import uuid
from collections.abc import MutableMapping
from http import HTTPStatus
from typing import Any, TextIO

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exercise_buddy.core.errors import AppError
from exercise_buddy.core.http.log_privacy import redacted, without_values
from exercise_buddy.core.http.problems import as_app_error, problem_response

REQUEST_ID_HEADER = "X-Request-ID"
REQUEST_ID_FROM_OUTSIDE = re.compile(r"[A-Za-z0-9._-]{1,64}")
KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Anything can be sent as a method, and must not become a label."""
QUIET_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})
QUIET_WHILE_WELL = frozenset({"/api/v1/live"})
"""Asked several times a second while somebody trains."""
CHATTY_LOGGERS = ("alembic", "uvicorn")
DURATION_BUCKETS_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

log = structlog.get_logger(__name__)


def configure_logging(*, json: bool, level: str, stream: TextIO | None = None) -> None:
    """Send everything that is logged, ours and the libraries', to stderr (or `stream`) in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    renderer = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(sys.stderr.isatty())
    rendering: list[structlog.typing.Processor] = [
        structlog.processors.ExceptionRenderer(without_values),
        redacted,
        renderer,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in CHATTY_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)


class Metrics:
    """What Prometheus reads: requests by route and status, their times, and requests under way."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("http_requests", "Requests answered.", labels, registry=self.registry)
        self.seconds = Histogram(
            "http_request_duration_seconds",
            "Time until the answer was complete.",
            ("method", "route"),
            buckets=DURATION_BUCKETS_SECONDS,
            registry=self.registry,
        )
        self.in_flight = Gauge("http_requests_in_flight", "Requests being answered.", registry=self.registry)

    def render(self) -> bytes:
        """The text format of Prometheus."""
        return generate_latest(self.registry)


class RequestObserver:
    """ASGI middleware: gives each request an id, logs and counts it, and answers what nobody caught with a 500."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        status = 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id
            await send(message)

        with self._metrics.in_flight.track_inprogress():
            try:
                await self._app(scope, receive, send_and_note)
            except Exception as exception:
                if status:
                    log.exception("answer_broken_off")
                    raise
                await _refuse(exception)(scope, receive, send_and_note)
            finally:
                self._note(scope, int(status), time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = _route_template(scope)
        method = scope["method"] if scope["method"] in KNOWN_METHODS else "other"
        self._metrics.requests.labels(method, route, status).inc()
        self._metrics.seconds.labels(method, route).observe(seconds)
        is_one_of_many = scope["path"] in QUIET_WHILE_WELL and status < HTTPStatus.BAD_REQUEST
        level = logging.DEBUG if scope["path"] in QUIET_PATHS or is_one_of_many else logging.INFO
        # As it came, percent-encoded: a line break in it must not make a line of the log.
        path = scope.get("raw_path", b"").decode("latin-1")
        log.log(level, "request", method=method, path=path, status=status, duration_ms=round(seconds * 1000, 1))


def _refuse(exception: Exception) -> ASGIApp:
    """An answer for what no handler knew; the details go to the log only."""
    try:
        return problem_response(as_app_error(exception))
    except Exception:
        log.exception("unhandled_exception")
        return problem_response(AppError())


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get(REQUEST_ID_HEADER, "")
    return given if REQUEST_ID_FROM_OUTSIDE.fullmatch(given) else uuid.uuid4().hex


def _route_template(scope: MutableMapping[str, Any]) -> str:
    """The path with names for its ids: few enough values to be a label."""
    return str(getattr(scope.get("route"), "path", "none"))
