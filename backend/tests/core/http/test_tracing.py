"""Traces as a collector gets them, from a traceparent down to the statements, and nothing of people in them."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from fastapi import FastAPI
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app
from tests.support import NOW, Api, FakeClock, new_workout

TRACE = "1" * 32
PARENT = "2" * 16


class Collector(ThreadingHTTPServer):
    """Takes what OpenTelemetry's exporter sends."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.bodies: list[bytes] = []

    @property
    def spans(self) -> list[Span]:
        requests = [ExportTraceServiceRequest.FromString(body) for body in self.bodies]
        return [
            span for each in requests for of in each.resource_spans for kind in of.scope_spans for span in kind.spans
        ]


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Collector)
        assert self.path == "/v1/traces"
        self.server.bodies.append(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
async def traced(settings: Settings, collector: Collector) -> AsyncIterator[FastAPI]:
    endpoint = f"http://127.0.0.1:{collector.server_address[1]}"
    traced = settings.model_copy(update={"otel_exporter_otlp_endpoint": endpoint})
    app = create_app(traced, clock=FakeClock(NOW))
    yield app
    await app.state.resources.database.close()


async def test_a_save_is_a_span_with_its_statements_in_the_trace_that_was_begun_outside(
    traced: FastAPI, ada: Api, collector: Collector
) -> None:
    headers = {"Authorization": f"Bearer {ada.token}", "traceparent": f"00-{TRACE}-{PARENT}-01"}
    transport = httpx.ASGITransport(traced)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        workout = new_workout(note="between us")
        saved = await client.post("/api/v1/workouts", json=workout, headers=headers)
        assert saved.status_code == 201
        await client.get(f"/api/v1/workouts/{workout['id']}", headers=headers)
        await client.get("/healthz", headers=headers)
    await asyncio.to_thread(traced.state.resources.tracing.close)
    spans = {span.name: span for span in collector.spans}
    save = spans["POST /workouts"]
    assert {span.trace_id.hex() for span in collector.spans} == {TRACE}
    assert save.parent_span_id.hex() == PARENT
    below = {span.name for span in collector.spans if span.parent_span_id == save.span_id}
    assert {"workouts.insert", "statistics.refresh", "commit"} <= below
    insert = spans["workouts.insert"]
    assert save.start_time_unix_nano <= insert.start_time_unix_nano < insert.end_time_unix_nano
    told = {each.key: each.value for each in save.attributes}
    assert told["http.response.status_code"].int_value == 201
    assert told["exercise_buddy.request_id"].string_value == saved.headers["x-request-id"]
    assert "GET /workouts/{workout_id}" in spans
    assert not [name for name in spans if "healthz" in name]
    sent = b"".join(collector.bodies)
    for private in ("between us", "ada@example.com", workout["id"], ada.token or "none"):
        assert private.encode() not in sent


def test_without_an_endpoint_nothing_is_traced_or_in_the_way(app: FastAPI) -> None:
    assert app.state.resources.tracing is None
    assert type(app.front).__name__ == "Front"  # type: ignore[attr-defined]  # it is an Application
    assert type(app.state.resources.database.times).__name__ == "StatementTimes"
