"""Structured logs and Prometheus metrics."""

import logging
import sys
from functools import cache
from http import HTTPStatus
from typing import TextIO

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import Scope

from exercise_buddy.core.http.telemetry.log_privacy import redacted, without_values

KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Clients can send anything as a method, and it must not become a label."""
QUIET_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})
QUIET_WHILE_WELL = frozenset({"/api/v1/live"})
"""Requested several times a second while somebody trains."""
CHATTY_LOGGERS = ("alembic", "uvicorn")
DURATION_BUCKETS_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
SAVED_AFTER_SECONDS = (10, 60, 600, 3600, 86_400, 604_800)

log = structlog.get_logger(__name__)
_is_logged = logging.getLogger(__name__).isEnabledFor


def configure_logging(*, json: bool, level: str, stream: TextIO | None = None) -> None:
    """Send all logs, ours and the libraries', to stderr (or `stream`) in one format."""
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
    """Prometheus metrics: requests by route and status, their durations, and what clients report."""

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
        self.saved_after = Histogram(
            "workout_saved_after_seconds",
            "From the end of a counted set until it was saved: for so long it was on the device alone.",
            buckets=SAVED_AFTER_SECONDS,
            registry=self.registry,
        )
        self.in_flight = Gauge("http_requests_in_flight", "Requests being answered.", registry=self.registry)

        # Cached per kind of request: `labels` validates and locks each time.
        self._count = cache(self.requests.labels)
        self._time = cache(self.seconds.labels)

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """Record a completed request."""
        method, route = known_method(scope["method"]), route_template(scope)
        self._count(method, route, status).inc()
        self._time(method, route).observe(seconds)

    def render(self) -> bytes:
        """Prometheus' text format."""
        return generate_latest(self.registry)


def log_request(scope: Scope, status: int, seconds: float) -> None:
    """Log one line for a completed request."""
    is_one_of_many = scope["path"] in QUIET_WHILE_WELL and status < HTTPStatus.BAD_REQUEST
    level = logging.DEBUG if scope["path"] in QUIET_PATHS or is_one_of_many else logging.INFO
    if not _is_logged(level):
        return
    # Percent-encoded, as received: a line break in it must not start a new log line.
    path = scope.get("raw_path", b"").decode("latin-1")
    method, milliseconds = known_method(scope["method"]), round(seconds * 1000, 1)
    log.log(level, "request", method=method, path=path, status=status, duration_ms=milliseconds)


def known_method(method: str) -> str:
    """The method, if it is a known one."""
    return method if method in KNOWN_METHODS else "other"


def route_template(scope: Scope) -> str:
    """The path with placeholders for ids, so that it has few enough values for a label."""
    return str(getattr(scope.get("route"), "path", "none"))
