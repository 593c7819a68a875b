"""OpenTelemetry traces, if OTEL_EXPORTER_OTLP_ENDPOINT is set: a span per request, with a child span per statement.

Otherwise requests do not pass through any of this, and its packages are not imported. A span has names and times and no
personal data: the route with placeholders for ids, the statement by its name in the code.
"""

import time
from typing import Any

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exercise_buddy.core.db.statement_times import StatementTimes
from exercise_buddy.core.http.telemetry.observability import QUIET_PATHS, known_method, route_template

REQUEST_ID = b"x-request-id"


class Tracing:
    """The exporter of spans. OpenTelemetry's own variables set everything else, such as headers and sampling."""

    def __init__(self, endpoint: str) -> None:
        self._provider = TracerProvider(resource=Resource.create({SERVICE_NAME: "exercise-buddy"}))
        exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("exercise_buddy")
        self.times: StatementTimes = TracedTimes(self._tracer)

    def around(self, app: ASGIApp) -> ASGIApp:
        """Wrap the application so that its requests are traced."""
        return Traced(app, self._tracer)

    def close(self) -> None:
        """Flush and stop; blocks until the receiver has answered."""
        self._provider.shutdown()


class TracedTimes(StatementTimes):
    """Statement times that also add a span to a traced request."""

    def __init__(self, tracer: Tracer) -> None:
        super().__init__()
        self._tracer = tracer

    def took(self, name: str, seconds: float) -> None:
        """Record a successful statement."""
        super().took(name, seconds)
        if trace.get_current_span().get_span_context().is_valid:
            ended = time.time_ns()
            started = ended - round(seconds * 1e9)
            attributes = {"db.system.name": "postgresql", "db.query.summary": name}
            span = self._tracer.start_span(name, kind=SpanKind.CLIENT, start_time=started, attributes=attributes)
            span.end(ended)


class Traced:
    """ASGI middleware: a span around each request, continuing the trace of its `traceparent`."""

    def __init__(self, app: ASGIApp, tracer: Tracer) -> None:
        self._app = app
        self._tracer = tracer
        self._propagator = TraceContextTextMapPropagator()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"] in QUIET_PATHS:
            await self._app(scope, receive, send)
            return
        given = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        method, context = known_method(scope["method"]), self._propagator.extract(given)
        with self._tracer.start_as_current_span(method, context=context, kind=SpanKind.SERVER) as span:

            async def send_and_note(message: Message) -> None:
                if message["type"] == "http.response.start":
                    for name, value in _answered(scope, message).items():
                        span.set_attribute(name, value)
                    if message["status"] >= 500:  # noqa: PLR2004 - the server's own
                        span.set_status(StatusCode.ERROR)
                await send(message)

            await self._app(scope, receive, send_and_note)
            span.update_name(f"{method} {route_template(scope)}")


def _answered(scope: Scope, message: Message) -> dict[str, Any]:
    request_id = next((value.decode() for name, value in message["headers"] if name == REQUEST_ID), "")
    return {
        "http.request.method": known_method(scope["method"]),
        "http.route": route_template(scope),
        "http.response.status_code": message["status"],
        "exercise_buddy.request_id": request_id,
    }
