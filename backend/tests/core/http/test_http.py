"""Headers, sizes, cross-origin requests, problems of the framework, logs and metrics."""

import asyncio
import io
import json
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from exercise_buddy.core.http import front
from exercise_buddy.core.http.headers import DefaultHeaders
from exercise_buddy.core.http.hosts import known_hosts
from exercise_buddy.core.http.telemetry.observability import Metrics, configure_logging
from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app
from tests.support import PASSWORD, Api, assert_problem, changed

PRODUCTION: dict[str, Any] = {
    "environment": "production",
    "database_url": SecretStr("postgresql://u:p@127.0.0.1:1/d?sslmode=require"),
    "jwt_secret": SecretStr("Zk3vQ8r1Yt6Wm0Xb5Nc9Hd2Lf7Gj4Sp1Aq8Eu"),
    "cors_origins": ["https://buddy.example.com"],
    "public_url": "https://buddy.example.com",
    "allowed_hosts": ["api.example.com"],
}


@asynccontextmanager
async def app_with(**fields: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application of its own, without a database."""
    transport = httpx.ASGITransport(create_app(Settings(**(PRODUCTION | fields))))
    async with httpx.AsyncClient(transport=transport, base_url="https://api.example.com") as client:
        yield client


@pytest.fixture(scope="module")
async def production() -> AsyncIterator[httpx.AsyncClient]:
    """One for all that only read from it: judging its secret takes a process, and its routes a quarter of a second."""
    async with app_with() as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/exercises", "/api/nothing", "/api/docs", "/assets/x.js"])
async def test_every_answer_has_the_browsers_defences(http: httpx.AsyncClient, path: str) -> None:
    headers = (await http.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "camera=(self)" in headers["permissions-policy"]
    assert headers["referrer-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "strict-transport-security" not in headers
    assert "server" not in headers


async def test_production_insists_on_https(production: httpx.AsyncClient) -> None:
    assert "max-age=63072000" in (await production.get("/healthz")).headers["strict-transport-security"]


async def test_answers_of_the_api_are_not_cached(api: Api) -> None:
    assert (await api.get("/exercises")).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/v2/x", "/api/v1/workouts/"])
async def test_an_unknown_address_of_the_api_is_a_404_problem(http: httpx.AsyncClient, method: str, path: str) -> None:
    assert_problem(await http.request(method, path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/workouts"), ("GET", "/auth/login"), ("BREW", "/exercises"), ("TRACE", "/exercises")]
)
async def test_a_wrong_method_is_a_405_problem_that_says_what_is_right(api: Api, method: str, path: str) -> None:
    answer = await api.call(method, path)
    assert_problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"]


async def test_an_announced_body_that_is_too_long_is_refused_unread(api: Api) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": str(10**9)}
    assert_problem(await api.call("POST", "/auth/login", content=b"{}", headers=headers), 413, "payload_too_large")


@pytest.mark.parametrize("length", ["-1", "1e3", "two", "9" * 5000])
async def test_a_nonsensical_length_is_refused(api: Api, length: str) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": length}
    assert_problem(await api.call("POST", "/auth/login", content=b"{}", headers=headers), 413, "payload_too_large")


@pytest.mark.parametrize("path", ["/exercises?x=" + "y" * 8192, "/exercises/" + "z" * 8192])
async def test_an_address_that_is_too_long_is_refused(api: Api, path: str) -> None:
    assert_problem(await api.call("GET", path), 414, "address_too_long")


async def test_headers_that_are_too_large_are_refused(api: Api) -> None:
    large = {f"X-{number}": "y" * 1000 for number in range(33)}
    assert_problem(await api.call("GET", "/exercises", headers=large), 431, "headers_too_large")


async def test_a_body_that_grows_too_long_is_refused(api: Api) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 65_536

    headers = {"Content-Type": "application/json"}
    assert_problem(await api.call("POST", "/auth/login", content=chunks(), headers=headers), 413, "payload_too_large")


async def test_a_body_that_dribbles_in_is_refused() -> None:
    async def dribble() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(60)

    headers = {"Content-Type": "application/json"}
    async with app_with(body_timeout_seconds=0.05) as client:
        answer = await client.post("/api/v1/auth/login", content=dribble(), headers=headers)
    assert_problem(answer, 408, "request_timeout")


async def test_only_listed_origins_may_call_from_elsewhere() -> None:
    preflight = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    async with app_with() as client:
        mine = await client.options("/api/v1/workouts", headers=preflight | {"Origin": "https://buddy.example.com"})
        assert mine.headers["access-control-allow-origin"] == "https://buddy.example.com"
        assert mine.headers["access-control-allow-credentials"] == "true"
        other = await client.options("/api/v1/workouts", headers=preflight | {"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers
        refused = await client.get("/api/v1/users/me", headers={"Origin": "https://buddy.example.com"})
        assert refused.status_code == 401
        assert refused.headers["access-control-allow-origin"] == "https://buddy.example.com"


async def test_without_a_list_nobody_may(http: httpx.AsyncClient) -> None:
    answer = await http.get("/api/v1/exercises", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(("given", "kept"), [("abc-1.2_3", True), ("x" * 65, False), ("a b", False), ("é", False)])
async def test_a_request_id_is_kept_if_it_is_harmless(http: httpx.AsyncClient, given: str, kept: bool) -> None:
    answer = await http.get("/healthz", headers={b"X-Request-ID": given.encode()})
    assert (answer.headers["x-request-id"] == given) is kept
    assert answer.headers["x-request-id"]


async def test_metrics_count_by_route_not_by_address(app: FastAPI, ada: Api) -> None:
    for _ in range(2):
        await ada.save()
    await ada.get("/workouts/01939b5e-0000-7000-8000-000000000001")
    await ada.http.get("/some/page?with=query")
    with changed(app, settings=app.state.resources.settings.model_copy(update={"metrics_open": True})):
        text = (await ada.http.get("/metrics")).text
    assert 'http_requests_total{method="POST",route="/workouts",status="201"}' in text
    assert 'route="/workouts/{workout_id}",status="404"' in text
    assert "01939b5e" not in text
    assert "some/page" not in text


async def test_metrics_can_be_locked() -> None:
    token = secrets.token_urlsafe(32)
    async with app_with(metrics_token=SecretStr(token)) as client:
        assert_problem(await client.get("/metrics"), 401, "not_authenticated")
        assert_problem(await client.get("/metrics", headers={"Authorization": "Bearer no"}), 401, "not_authenticated")
        assert (await client.get("/metrics", headers={"Authorization": f"Bearer {token}"})).status_code == 200


async def test_metrics_are_not_there_unless_they_are_opened(production: httpx.AsyncClient) -> None:
    assert_problem(await production.get("/metrics"), 404, "not_found")
    async with app_with(metrics_open=True) as client:
        assert (await client.get("/metrics")).status_code == 200


@pytest.mark.parametrize(
    ("host", "is_known"),
    [
        ("api.example.com", True),
        ("BUDDY.example.com.", True),
        ("buddy.example.com:8443", True),
        ("localhost:8000", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("192.168.1.7", True),
        ("evil.example", False),
        ("buddy.example.com.evil.example", False),
        ("evil.example:8000", False),
        ("127.0.0.1.evil.example", False),
        ("user@buddy.example.com@evil.example", False),
        ("[::1", False),
        ("", False),
    ],
)
async def test_it_answers_to_its_own_names_only(production: httpx.AsyncClient, host: str, is_known: bool) -> None:
    answer = await production.get("/api/v1/exercises", headers={"Host": host})
    assert (await production.get("/healthz", headers={"Host": host})).status_code == 200
    assert (await production.get("/readyz", headers={"Host": host})).status_code == 503
    if is_known:
        assert answer.status_code == 200
    else:
        assert_problem(answer, 421, "host_unknown")


async def test_readiness_is_the_databases(http: httpx.AsyncClient, sql: Any) -> None:
    assert (await http.get("/readyz")).json() == {"status": "ok"}
    newest = await sql.value("DELETE FROM alembic_version RETURNING version_num")
    unmigrated = await http.get("/readyz")
    await sql.execute("INSERT INTO alembic_version VALUES ('of a newer version')")
    beside_a_newer_one = await http.get("/readyz")
    await sql.execute("UPDATE alembic_version SET version_num = $1", newest)
    assert unmigrated.status_code == 503
    assert beside_a_newer_one.status_code == 200


async def test_the_docs_page_loads_nothing_from_elsewhere(http: httpx.AsyncClient) -> None:
    page = await http.get("/api/docs")
    assert page.status_code == 200
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert "<script>" not in page.text
    for part in ("swagger-ui.css", "swagger-ui-bundle.js", "start.js"):
        assert f"/api/docs/{part}" in page.text
        assert (await http.get(f"/api/docs/{part}")).status_code == 200
    assert (await http.get("/api/openapi.json")).json()["info"]["title"] == "Exercise Buddy"


@pytest.fixture
def logs(quiet_logs: None) -> Iterator[io.StringIO]:
    """What is logged meanwhile, as in production."""
    stream = io.StringIO()
    configure_logging(json=True, level="INFO", stream=stream)
    yield stream
    configure_logging(json=True, level="ERROR")


async def test_what_happens_to_sessions_is_logged_without_names_and_secrets(logs: io.StringIO, api: Api) -> None:
    ada = await api.sign_up("ada")
    await api.post("/auth/login", {"identifier": "a password by mistake", "password": "wrong"})
    change = {"current_password": PASSWORD, "new_password": "staple correct horse"}
    assert (await ada.post("/users/me/password", change)).status_code == 204
    assert (await ada.post("/auth/logout-all")).status_code == 204
    lines = [json.loads(line) for line in logs.getvalue().splitlines()]
    events = [line for line in lines if line["logger"].startswith("exercise_buddy.auth.")]
    assert [line["event"] for line in events] == [
        *("signed_in", "sign_in_refused", "password_changed"),
        *("sessions_ended", "sessions_ended"),
    ]
    assert ada.user is not None
    assert {line["user_id"] for line in events if "user_id" in line} == {ada.user["id"]}
    assert all(line["request_id"] and line["timestamp"] for line in events)
    for secret in (PASSWORD, "staple correct horse", "by mistake", str(ada.token), ada.user["email"]):
        assert secret not in logs.getvalue()


async def test_logs_are_one_json_line_a_request_and_hold_no_secret(logs: io.StringIO, api: Api) -> None:
    ada = await api.sign_up("ada")
    await ada.call("GET", "/users/me", headers={"X-Request-ID": "find-me"})
    lines = [json.loads(line) for line in logs.getvalue().splitlines()]
    line = next(line for line in lines if line.get("request_id") == "find-me")
    assert (line["method"], line["path"], line["status"], line["event"]) == ("GET", "/api/v1/users/me", 200, "request")
    assert PASSWORD not in logs.getvalue()
    assert str(ada.token) not in logs.getvalue()


async def test_the_time_of_a_request_ends_with_its_response(logs: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = 0.0

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal seconds
        seconds = 2.0
        await Response()(scope, receive, send)
        # Done in the background, of which the client knows nothing.
        seconds = 7.0

    monkeypatch.setattr(front, "time", SimpleNamespace(perf_counter=lambda: seconds))
    served = front.Front(app, metrics=Metrics(), hosts=known_hosts("", []), headers=DefaultHeaders(https_only=False))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url="http://localhost") as client:
        await client.get("/api/v1/exercises")
    lines = [json.loads(line) for line in logs.getvalue().splitlines()]
    assert [line["duration_ms"] for line in lines if line["event"] == "request"] == [2000]
