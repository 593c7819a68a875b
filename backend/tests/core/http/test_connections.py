"""Clients that are slow on purpose, on real sockets."""

import contextlib
import json
import select
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI, Request
from starlette.responses import StreamingResponse

from exercise_buddy.core.http.headers import SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY
from exercise_buddy.core.http.limits.connections import (
    HEAD_TIMEOUT_SECONDS,
    MAX_HEAD_BYTES,
    MAX_REQUESTS_WAITING,
    READ_TIMEOUT_SECONDS,
    OpenConnections,
    PunctualHttpProtocol,
    within,
)
from exercise_buddy.core.http.telemetry.observability import configure_logging
from exercise_buddy.serving.server import KEEP_ALIVE_SECONDS
from tests.core.http.deadlines import Deadlines
from tests.servers.live import served

PATIENCE = 60.0
"""Seconds after which a test takes what does not come for lost. The deadlines under test pass by hand."""
ENDLESS_BYTES = 1 << 28
REQUEST = b"GET /pong HTTP/1.1\r\nHost: here\r\n\r\n"


def ponging(under_way: threading.Event | None = None) -> FastAPI:
    app = FastAPI()

    @app.get("/pong")
    async def pong() -> str:
        return "pong"

    @app.post("/slowly")
    async def slowly(request: Request) -> object:
        if under_way is not None:
            under_way.set()
        return json.loads(await request.body())

    @app.post("/headers")
    async def headers(request: Request) -> list[str]:
        await request.body()
        return request.headers.getlist("x-forwarded-for")

    @app.get("/endless")
    async def endless() -> StreamingResponse:
        return StreamingResponse(b"x" * 65_536 for _ in range(ENDLESS_BYTES // 65_536))

    return app


@pytest.fixture
def deadlines(monkeypatch: pytest.MonkeyPatch) -> Deadlines:
    return Deadlines(monkeypatch)


@pytest.fixture
def address(deadlines: Deadlines) -> Iterator[tuple[str, int]]:
    with served(ponging()) as url:
        parts = urlsplit(url)
        yield str(parts.hostname), int(parts.port or 0)


@pytest.fixture
def client(address: tuple[str, int]) -> Iterator[socket.socket]:
    with socket.create_connection(address, timeout=PATIENCE) as client:
        yield client


def is_dropped(client: socket.socket) -> bool:
    """Whether the server ends the connection within our patience, without an answer."""
    try:
        return client.recv(65_536) == b""
    except ConnectionResetError:
        return True


def is_dropped_after_reading(client: socket.socket, at_most: int) -> bool:
    """Whether the connection ends before so many bytes could be read."""
    while at_most > 0:
        try:
            received = len(client.recv(1 << 20))
        except ConnectionResetError:
            return True
        if not received:
            return True
        at_most -= received
    return False


def is_open(client: socket.socket) -> bool:
    """Whether nothing has come from the server, not even an end."""
    return not select.select([client], [], [], 0)[0]


def sent_until_dropped(client: socket.socket, line: bytes, times: int, deadlines: Deadlines | None = None) -> int:
    """How many lines, each a tenth of the head's deadline after the last, the server took before it ended it."""
    for number in range(times):
        try:
            client.sendall(line)
        except (ConnectionResetError, BrokenPipeError):
            return number
        if deadlines is not None:
            deadlines.pass_by(HEAD_TIMEOUT_SECONDS / 10)
    return times


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"GET /pong HTTP/9.9\r\nHost: here\r\n\r\n",
        b"GET /pong HTTP/1.1\r\nHost here\r\n\r\n",
        b"POST /slowly HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n{}{}",
        b"POST /slowly HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
)
def test_invalid_http_is_refused_with_the_usual_headers(client: socket.socket, sent: bytes) -> None:
    client.sendall(sent)
    answer = HTTPResponse(client)
    answer.begin()
    assert (answer.status, json.loads(answer.read())["code"]) == (400, "bad_request")
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in answer.headers
    assert is_dropped(client)


def test_in_production_it_also_says_to_use_https() -> None:
    protocol = within(OpenConnections(), https_only=True)
    assert f"strict-transport-security: {STRICT_TRANSPORT_SECURITY}\r\n".encode() in protocol.malformed


def test_no_refusal_comes_amid_the_answer_to_an_earlier_request(client: socket.socket) -> None:
    client.sendall(b"GET /endless HTTP/1.1\r\nHost: here\r\n\r\n")
    assert client.recv(1024).startswith(b"HTTP/1.1 200")
    client.sendall(b"no HTTP\r\n\r\n")
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while more := client.recv(1 << 20):
            received += more[-200:]
    assert b"HTTP/1.1 400" not in received


def test_what_follows_a_body_is_no_header(client: socket.socket) -> None:
    head = b"POST /headers HTTP/1.1\r\nHost: here\r\nX-Forwarded-For: 203.0.113.5\r\nTransfer-Encoding: chunked\r\n"
    client.sendall(head + b"\r\n2\r\n{}\r\n0\r\nX-Forwarded-For: 198.51.100.7\r\n\r\n")
    answer = HTTPResponse(client)
    answer.begin()
    assert json.loads(answer.read()) == ["203.0.113.5"]


def test_a_client_that_sends_nothing_is_dropped(client: socket.socket, deadlines: Deadlines) -> None:
    deadlines.pass_by(HEAD_TIMEOUT_SECONDS - 1)
    assert is_open(client)
    deadlines.pass_by(1)
    assert is_dropped(client)


def test_a_client_that_dribbles_its_headers_is_dropped(client: socket.socket, deadlines: Deadlines) -> None:
    client.sendall(b"GET /pong HTTP/1.1\r\n")
    assert 9 < sent_until_dropped(client, b"X: y\r\n", 100, deadlines) < 20


def test_so_is_one_that_does_so_in_its_second_request(client: socket.socket, deadlines: Deadlines) -> None:
    client.sendall(REQUEST)
    assert b"pong" in client.recv(65_536)
    deadlines.pass_by(2 * HEAD_TIMEOUT_SECONDS)
    client.sendall(REQUEST[:-2])
    deadlines.pass_by(HEAD_TIMEOUT_SECONDS)
    assert is_dropped(client)


def test_an_idle_connection_is_kept(client: socket.socket, deadlines: Deadlines) -> None:
    for _ in range(3):
        client.sendall(REQUEST)
        assert b"pong" in client.recv(65_536)
        deadlines.pass_by(2 * HEAD_TIMEOUT_SECONDS)


@pytest.mark.parametrize(
    ("answered", "and_then"),
    [
        (REQUEST, b"\r\n"),
        (b"POST /nowhere HTTP/1.1\r\nHost: here\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"POST /nowhere HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"POST /nowhere HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n", b"0\r\nA: b"),
    ],
    ids=["a blank line", "the rest of a body", "a chunk of it", "trailers"],
)
def test_an_idle_connection_ends_whatever_came_that_begins_no_request(
    client: socket.socket, deadlines: Deadlines, answered: bytes, and_then: bytes
) -> None:
    client.sendall(answered)
    assert client.recv(65_536)
    client.sendall(and_then)
    deadlines.pass_by(KEEP_ALIVE_SECONDS)
    assert is_dropped_after_reading(client, at_most=65_536)


def test_a_few_requests_may_be_sent_ahead_and_are_answered_in_turn(client: socket.socket) -> None:
    client.sendall(REQUEST * MAX_REQUESTS_WAITING)
    received = b""
    while received.count(b"pong") < MAX_REQUESTS_WAITING:
        received += client.recv(65_536)


@pytest.mark.parametrize(
    "request_sent",
    [REQUEST, b"POST /slowly HTTP/1.1\r\nHost: here\r\nContent-Length: 1\r\n\r\nx"],
    ids=["without a body", "with one"],
)
def test_who_sends_ahead_without_end_is_dropped(client: socket.socket, request_sent: bytes) -> None:
    with contextlib.suppress(ConnectionResetError, BrokenPipeError):
        client.sendall(request_sent * 5000)
    # All of them have 5,000 answers, of 100 bytes each at least.
    assert is_dropped_after_reading(client, at_most=5000 * 100)


def test_a_body_may_take_longer_than_the_head(client: socket.socket, deadlines: Deadlines) -> None:
    client.sendall(
        b"POST /slowly HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"
    )
    for byte in b'{"a": 12}':
        client.sendall(bytes([byte]))
        deadlines.pass_by(HEAD_TIMEOUT_SECONDS / 5)
    assert b'{"a":12}' in client.recv(65_536)


def test_a_head_without_end_is_dropped_before_its_deadline(client: socket.socket) -> None:
    client.sendall(b"GET /pong HTTP/1.1\r\n")
    line = b"X: " + b"y" * 4091 + b"\r\n"
    # What the kernel takes in advance comes on top of what the server reads.
    assert sent_until_dropped(client, line, 100 * MAX_HEAD_BYTES // len(line)) * len(line) < 90 * MAX_HEAD_BYTES


def test_a_client_that_does_not_read_is_dropped(client: socket.socket, deadlines: Deadlines) -> None:
    client.sendall(b"GET /endless HTTP/1.1\r\nHost: here\r\n\r\n")
    deadlines.until_set(READ_TIMEOUT_SECONDS)
    deadlines.pass_by(READ_TIMEOUT_SECONDS)
    assert is_dropped_after_reading(client, at_most=ENDLESS_BYTES)


def test_a_client_that_reads_slowly_but_steadily_is_served(client: socket.socket, deadlines: Deadlines) -> None:
    client.sendall(b"GET /endless HTTP/1.1\r\nHost: here\r\n\r\n")
    for _ in range(30):
        deadlines.until_set(READ_TIMEOUT_SECONDS)
        assert client.recv(1 << 20)
        deadlines.pass_by(READ_TIMEOUT_SECONDS / 10)


MOST_OF_ONE = 5


@pytest.fixture
def under_way() -> threading.Event:
    """Set once a request with a body has come to the application."""
    return threading.Event()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, under_way: threading.Event) -> Iterator[tuple[str, int]]:
    """A server that takes few connections."""
    monkeypatch.setattr(PunctualHttpProtocol, "open_connections", OpenConnections(most=8, most_of_one=MOST_OF_ONE))
    with served(ponging(under_way)) as url:
        parts = urlsplit(url)
        yield str(parts.hostname), int(parts.port or 0)


def test_idle_connections_give_way_to_one_that_asks(few: tuple[str, int]) -> None:
    with contextlib.ExitStack() as stack:
        idle = [stack.enter_context(socket.create_connection(few, timeout=PATIENCE)) for _ in range(4 * MOST_OF_ONE)]
        asking = stack.enter_context(socket.create_connection(few, timeout=PATIENCE))
        asking.sendall(REQUEST)
        answer = asking.recv(65_536)
        # Head and body may come one after the other.
        assert b"pong" in answer or b"pong" in asking.recv(65_536)
        dropped = sum(is_dropped(connection) for connection in idle[: -MOST_OF_ONE + 1])
    assert dropped == len(idle) - MOST_OF_ONE + 1


def test_a_request_under_way_does_not_give_way(few: tuple[str, int], under_way: threading.Event) -> None:
    body = b'{"a":1}'
    head = b"POST /slowly HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(
        body
    )
    with contextlib.ExitStack() as stack:
        slow = stack.enter_context(socket.create_connection(few, timeout=PATIENCE))
        slow.sendall(head + body[:3])
        assert under_way.wait(PATIENCE)
        others = [stack.enter_context(socket.create_connection(few, timeout=PATIENCE)) for _ in range(3 * MOST_OF_ONE)]
        assert is_dropped(others[0])
        slow.sendall(body[3:])
        assert body in slow.recv(65_536)


class Opened:
    """A connection as OpenConnections knows it."""

    def __init__(self, *, is_idle: bool = True) -> None:
        self.is_idle = is_idle
        self.transport = self
        self.is_dropped = False

    def abort(self) -> None:
        self.is_dropped = True


def opened(connections: OpenConnections, host: str, *, is_idle: bool = True) -> Opened:
    connection = Opened(is_idle=is_idle)
    connections.add(connection, host)  # type: ignore[arg-type]  # as much of one as is needed
    return connection


def test_of_all_connections_those_of_the_greediest_give_way() -> None:
    connections = OpenConnections(most=6, most_of_one=4)
    honest = [opened(connections, "192.0.2.1"), opened(connections, "192.0.2.2")]
    greedy = [opened(connections, f"2001:db8::{n}") for n in range(4)]
    newcomer = opened(connections, "192.0.2.3")
    assert [one.is_dropped for one in greedy] == [True, False, False, False]
    assert not any(one.is_dropped for one in (*honest, newcomer))


def test_the_networks_of_one_site_are_greedy_together() -> None:
    connections = OpenConnections(most=6, most_of_one=4)
    honest = [opened(connections, "192.0.2.1") for _ in range(2)]
    greedy = [opened(connections, f"2001:db8:1:{n}::1") for n in range(4)]
    newcomer = opened(connections, "192.0.2.3")
    assert [one.is_dropped for one in greedy] == [True, False, False, False]
    assert not any(one.is_dropped for one in (*honest, newcomer))


def test_where_all_are_busy_the_new_one_is_refused() -> None:
    connections = OpenConnections(most=2, most_of_one=2)
    busy = [opened(connections, host, is_idle=False) for host in ("192.0.2.1", "192.0.2.2")]
    assert opened(connections, "192.0.2.3").is_dropped
    assert not any(one.is_dropped for one in busy)


def test_a_trusted_proxy_is_not_counted_as_one_client() -> None:
    connections = OpenConnections(most=100, most_of_one=2, trusted_proxies=["10.0.0.0/8"])
    assert not any(opened(connections, "10.1.2.3").is_dropped for _ in range(20))
    assert [opened(connections, "192.0.2.1").is_dropped for _ in range(2)] == [False, False]


def test_dropping_is_logged_but_not_each_time(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging(json=True, level="INFO")
    connections = OpenConnections(most=100, most_of_one=1)
    for _ in range(5):
        opened(connections, "192.0.2.1")
    lines = [line for line in capfd.readouterr().err.splitlines() if "connections_dropped" in line]
    configure_logging(json=True, level="ERROR")
    assert len(lines) == 1
    assert "192.0.2.1" in lines[0]
