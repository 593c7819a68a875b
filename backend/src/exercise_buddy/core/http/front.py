"""The outermost layer: what every request passes first, and what every response gets.

A request: its id, limits of its head, our host names. A response: the id, security headers, a log line, metrics. It is
one layer instead of five, because each costs a call, a wrapped `send` and a pass over the headers.
"""

import asyncio
import re
import time
import uuid
from http import HTTPStatus

import structlog
from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exercise_buddy.core.errors import AppError, HostUnknown
from exercise_buddy.core.http.headers import DefaultHeaders
from exercise_buddy.core.http.hosts import ASKED_BY_BALANCERS, KnownHosts
from exercise_buddy.core.http.limits.bounds import refusal_of_head
from exercise_buddy.core.http.problems import as_app_error, problem_response
from exercise_buddy.core.http.telemetry.observability import Metrics, log_request

REQUEST_ID_HEADER = "X-Request-ID"
REQUEST_ID_FROM_OUTSIDE = re.compile(rb"[A-Za-z0-9._-]{1,64}")
REFUSAL_PAUSE_SECONDS = 0.5
"""How long a refusal for too many requests is delayed: without it, a client that retries at once costs half a
processor."""
_ID = REQUEST_ID_HEADER.lower().encode()

log = structlog.get_logger(__name__)


class Application(FastAPI):
    """FastAPI behind one layer of our own instead of its middleware stack and telemetry (docs/adr/029)."""

    front: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        scope["app"] = self
        await self.front(scope, receive, send)


class Front:
    """ASGI middleware around everything; answers uncaught exceptions with a 500."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, hosts: KnownHosts, headers: DefaultHeaders) -> None:
        self._app = app
        self._metrics = metrics
        self._hosts = hosts
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _bound_request_id(scope)
        started = time.perf_counter()
        status, answered = 0, 0.0

        async def send_and_note(message: Message) -> None:
            nonlocal status, answered
            if message["type"] == "http.response.start":
                status = await self._begun(message, scope, request_id)
            await send(message)
            # What is done in the background afterwards is no part of the response.
            answered = time.perf_counter()

        self._metrics.in_flight.inc()
        try:
            await (self._refused(scope) or self._app)(scope, receive, send_and_note)
        except Exception as exception:
            if status:
                log.exception("answer_broken_off")
                raise
            await _error_response(exception)(scope, receive, send_and_note)
        finally:
            self._note(scope, status, (answered or time.perf_counter()) - started)

    async def _begun(self, message: Message, scope: Scope, request_id: str) -> int:
        """Complete the headers; returns the status."""
        status = int(message["status"])
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            await asyncio.sleep(scope["app"].state.resources.refusal_pause_seconds)
        own = (_ID, request_id.encode())
        message["headers"] = self._headers.completed(scope["path"], message.get("headers", ()), own)
        return status

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        self._metrics.in_flight.dec()
        self._metrics.note(scope, status, seconds)
        log_request(scope, status, seconds)

    def _refused(self, scope: Scope) -> ASGIApp | None:
        """The refusal of a head that we do not serve."""
        if scope["path"] not in ASKED_BY_BALANCERS and not self._hosts.include_host_of(scope):
            return problem_response(HostUnknown())
        refusal = refusal_of_head(scope)
        return problem_response(refusal) if refusal is not None else None


def refusals_as_responses(app: ASGIApp) -> ASGIApp:
    """Turns refusals into responses inside a middleware that adds headers to them."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await app(scope, receive, send_and_note)
        except Exception as exception:
            if started:
                raise
            await _error_response(exception)(scope, receive, send)

    return serve


def _error_response(exception: Exception) -> ASGIApp:
    """The response to an exception that no handler knows; details go to the log only."""
    try:
        return problem_response(as_app_error(exception))
    except Exception:
        log.exception("unhandled_exception")
        return problem_response(AppError())


def _bound_request_id(scope: Scope) -> str:
    """The request id, bound to every log line from here on."""
    given = next((value for name, value in scope["headers"] if name == _ID), b"")
    request_id = given.decode() if REQUEST_ID_FROM_OUTSIDE.fullmatch(given) else uuid.uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)
    return request_id
