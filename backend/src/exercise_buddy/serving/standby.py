"""Waits at the start for a database that does not answer or is not migrated, and answers balancers meanwhile."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
import uvicorn
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.server import ServerState

from exercise_buddy.core.errors import DatabaseUnavailable
from exercise_buddy.core.http.front import Front
from exercise_buddy.core.http.headers import DefaultHeaders
from exercise_buddy.core.http.health import NEVER_STORED
from exercise_buddy.core.http.hosts import known_hosts
from exercise_buddy.core.http.limits.connections import OpenConnections, room_for_connections, within
from exercise_buddy.core.http.problems import problem_response
from exercise_buddy.core.http.telemetry.observability import Metrics
from exercise_buddy.core.settings import Settings
from exercise_buddy.serving.errors import NotYet

PREPARING = "the database is being prepared"
RETRY_SECONDS = 1.0
SLOW_SECONDS = 3.0
"""Balancers count a few probes without an answer as a failed start; most migrations are over sooner."""
GRACE_SECONDS = 1.0
"""For those who are connected when the database has come: to ask, and to read their answer."""
GLANCE_SECONDS = 0.01

log = structlog.get_logger(__name__)


async def once_it_answers(prepare: Callable[[], Awaitable[None]], listening: socket.socket, settings: Settings) -> None:
    """Prepare the database, again and again while it does not answer or somebody else has still to migrate it.

    A server that ended instead would be started again ever more rarely, and by some hosts not any more: it would stay
    down long after the database is back. Until something is amiss, connections are refused.
    """
    async with _Standby(listening, settings) as standby:
        while True:
            try:
                return await standby.answering_if_slow(prepare())
            except NotYet as error:
                log.warning("waiting_for_database", reason=str(error), next_try_seconds=RETRY_SECONDS)
                await standby.answer(error.reason)
            await asyncio.sleep(RETRY_SECONDS)


class _Standby(AsyncExitStack):
    """Answers in place of the application, from when there is a reason to; the socket remains open afterwards."""

    def __init__(self, listening: socket.socket, settings: Settings) -> None:
        super().__init__()
        self._listening = listening
        self._settings = settings
        self._reason: str | None = None

    async def answering_if_slow(self, work: Awaitable[None]) -> None:
        """Wait for the work; a database may freeze in the middle of it, or have much to migrate."""
        task = asyncio.ensure_future(work)
        try:
            finished, _ = await asyncio.wait({task}, timeout=SLOW_SECONDS)
            if not finished:
                log.warning("waiting_for_database", reason="Preparing the database takes long, or it has frozen.")
                await self.answer(PREPARING)
            await task
        finally:
            task.cancel()

    async def answer(self, reason: str) -> None:
        """Say why there is no application yet."""
        is_new = self._reason is None
        self._reason = reason
        if is_new:
            await self.enter_async_context(_answering(self, self._listening, self._settings))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The process is alive; everything else has to wait."""
        answer: Response
        if scope["path"] == "/healthz":
            answer = JSONResponse({"status": "ok"}, headers=NEVER_STORED)
        elif scope["path"] == "/readyz":
            answer = JSONResponse({"status": self._reason}, DatabaseUnavailable.status, headers=NEVER_STORED)
        else:
            answer = problem_response(DatabaseUnavailable())
        # On a connection that is kept the next request could meet the end of this server.
        answer.headers["Connection"] = "close"
        await answer(scope, receive, send)


@asynccontextmanager
async def _answering(app: ASGIApp, listening: socket.socket, settings: Settings) -> AsyncIterator[None]:
    front = Front(
        app,
        metrics=Metrics(),
        hosts=known_hosts(settings.public_url, settings.allowed_hosts),
        headers=DefaultHeaders(https_only=settings.is_production),
    )
    connections = OpenConnections(room_for_connections(), trusted_proxies=settings.forwarded_allow_ips)
    config = uvicorn.Config(front, lifespan="off", log_config=None, access_log=False, server_header=False)
    config.http = within(connections, https_only=settings.is_production)
    config.load()
    state = ServerState()

    def protocol() -> asyncio.Protocol:
        return config.http_protocol_class(config=config, server_state=state, app_state={})  # type: ignore[call-arg]  # as Uvicorn itself calls it

    loop = asyncio.get_running_loop()
    own = listening.dup()
    server = await loop.create_server(protocol, sock=own)
    try:
        yield
    finally:
        # Whoever is not accepted yet is left to the application; a server that is closed at once would reset them.
        loop.remove_reader(own)
        await _all_answered(state)
        server.close()
        for connection in list(state.connections):
            connection.shutdown()


async def _all_answered(state: ServerState) -> None:
    """Wait until each connection has ended, as it does with its answer, or for the grace.

    One that has just been accepted is among them at the first glance.
    """
    for _ in range(round(GRACE_SECONDS / GLANCE_SECONDS)):
        await asyncio.sleep(GLANCE_SECONDS)
        if not state.connections:
            return
