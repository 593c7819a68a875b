"""A deployment to a stand-in for Railway: in the end the tested image runs, or the previous one."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import railway
import smoke

OLD, NEW = "ghcr.io/someone/api@sha256:old", "ghcr.io/someone/api@sha256:new"


class Host(ThreadingHTTPServer):
    """A stand-in for Railway's API, and the service at the same address."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.image: str | None = OLD
        self.serving = OLD
        self.ready = {OLD: True, NEW: True}
        self.answers = {
            "/readyz": (200, "{}"),
            "/api/v1/exercises": (200, "[]"),
            "/metrics": (404, ""),
            "/": (200, ""),
        }
        self.policy = "default-src 'self'"
        self.deployed: list[str | None] = []
        self.tokens: set[str | None] = set()
        self.upsets: list[tuple[int, str]] = []
        """What Railway's API answers the next questions with, in place of data."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def graphql(self, query: str, variables: dict[str, str]) -> dict[str, Any]:
        if "serviceInstanceUpdate" in query:
            self.image = variables["image"]
            return {"serviceInstanceUpdate": True}
        if "serviceInstanceDeployV2" in query:
            self.deployed.append(self.image)
            if self.image and self.ready[self.image]:
                self.serving = self.image
            return {"serviceInstanceDeployV2": self.image}
        if "deployment(" in query:
            return {"deployment": {"status": "SUCCESS" if self.ready[variables["id"]] else "FAILED"}}
        return {"serviceInstance": {"source": {"image": self.image}}}


class Asked(BaseHTTPRequestHandler):
    server: Host

    def do_POST(self) -> None:
        self.server.tokens.add(self.headers["Project-Access-Token"])
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.deployed and self.server.upsets:
            self._say(*self.server.upsets.pop())
            return
        self._say(200, json.dumps({"data": self.server.graphql(asked["query"], asked["variables"])}))

    def do_GET(self) -> None:
        version = {OLD: "1.0.0", NEW: "1.1.0"}[self.server.serving]
        openapi = (200, json.dumps({"info": {"version": version}}))
        self._say(*self.server.answers.get(self.path, openapi))

    def _say(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setattr(smoke, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(railway, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(smoke, "PATIENCE_SECONDS", 0.0)
    with Host() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.shutdown()


def promoted(host: Host) -> bool:
    service = railway.Service("service", "production", "token", api=host.url)
    return railway.promoted(service, NEW, host.url, "1.1.0")


def test_a_tested_image_runs_as_it_is(host: Host) -> None:
    assert promoted(host)
    assert (host.serving, host.deployed, host.tokens) == (NEW, [NEW], {"token"})


def test_one_that_does_not_become_ready_leaves_what_ran_before(host: Host, capsys: pytest.CaptureFixture[str]) -> None:
    host.ready[NEW] = False
    assert not promoted(host)
    assert (host.serving, host.image, host.deployed) == (OLD, OLD, [NEW, OLD])
    assert f"back to {OLD}" in capsys.readouterr().err


def test_without_an_image_before_there_is_no_way_back(host: Host, capsys: pytest.CaptureFixture[str]) -> None:
    host.image, host.ready[NEW] = None, False
    assert not promoted(host)
    assert host.deployed == [NEW]
    assert "no way back" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "answer", "fault"),
    [
        ("/readyz", (503, ""), "/readyz: 503"),
        ("/api/v1/exercises", (500, ""), "/api/v1/exercises: 500"),
        ("/metrics", (200, "requests 1"), "/metrics: 200"),
        ("/api/openapi.json", (200, '{"info": {"version": "1.0.9"}}'), "serves 1.0.9, not 1.1.0"),
        ("/api/openapi.json", (200, "<!doctype html>"), "serves no OpenAPI document, not 1.1.0"),
        ("/api/openapi.json", (200, "[]"), "serves no OpenAPI document, not 1.1.0"),
    ],
)
def test_one_that_answers_otherwise_than_it_must_goes(
    host: Host, capsys: pytest.CaptureFixture[str], path: str, answer: tuple[int, str], fault: str
) -> None:
    host.answers[path] = answer
    assert not promoted(host)
    assert host.deployed == [NEW, OLD]
    assert fault in capsys.readouterr().err


def test_railway_may_be_upset_for_a_moment(host: Host) -> None:
    host.upsets = [(502, ""), (200, "<html>")]
    assert promoted(host)
    assert (host.serving, host.deployed, host.upsets) == (NEW, [NEW], [])


def test_where_railway_stays_silent_the_way_back_is_tried(host: Host, capsys: pytest.CaptureFixture[str]) -> None:
    host.upsets = [(502, "")] * railway.TRIES
    assert not promoted(host)
    assert (host.serving, host.deployed) == (OLD, [NEW, OLD])
    assert "no answer" in capsys.readouterr().err


def test_where_railway_refuses_it_the_way_back_is_tried(host: Host, capsys: pytest.CaptureFixture[str]) -> None:
    host.upsets = [(200, '{"errors": [{"message": "Not now"}]}')]
    assert not promoted(host)
    assert (host.serving, host.deployed) == (OLD, [NEW, OLD])
    assert "Not now" in capsys.readouterr().err


def test_the_site_is_looked_at_too(host: Host) -> None:
    assert list(smoke.faults(host.url, host.url, None)) == []
    host.policy = "none"
    assert list(smoke.faults(host.url, host.url, None)) == [f"{host.url}/: its content security policy is 'none'"]
    assert next(smoke.faults("http://127.0.0.1:1", None, None)).startswith("http://127.0.0.1:1/readyz: ")
