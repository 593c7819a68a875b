"""Waits for a database that does not answer at the start, and answers balancers meanwhile."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
import uvicorn
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from exercise_buddy.core.errors import DatabaseUnavailable
from exercise_buddy.core.http.connections import OpenConnections, room_for_connections, within
from exercise_buddy.core.http.front import Front
from exercise_buddy.core.http.headers import DefaultHeaders
from exercise_buddy.core.http.health import NEVER_STORED, SILENT
from exercise_buddy.core.http.hosts import names_of
from exercise_buddy.core.http.observability import Metrics
from exercise_buddy.core.http.problems import problem_response
from exercise_buddy.core.settings import Settings
from exercise_buddy.serving.errors import DatabaseAway

RETRY_SECONDS = 1.0
GRACE_SECONDS = 1.0
"""For answers that are under way when the database has come."""

log = structlog.get_logger(__name__)


async def once_it_answers(prepare: Callable[[], Awaitable[None]], listening: socket.socket, settings: Settings) -> None:
    """Prepare the database, again and again while it does not answer.

    A server that ended instead would be started again ever more rarely, and by some hosts not any more: it would stay
    down long after the database is back. Until the database has been silent once, connections are refused.
    """
    async with AsyncExitStack() as waiting:
        answers = False
        while True:
            try:
                return await prepare()
            except DatabaseAway as error:
                log.warning("waiting_for_database", reason=str(error), next_try_seconds=RETRY_SECONDS)
            if not answers:
                answers = True
                await waiting.enter_async_context(_answering(listening, settings))
            await asyncio.sleep(RETRY_SECONDS)


@asynccontextmanager
async def _answering(listening: socket.socket, settings: Settings) -> AsyncIterator[None]:
    """Serves `_without_database` on the socket, which remains open afterwards."""
    front = Front(
        _without_database,
        metrics=Metrics(),
        hosts=names_of(settings.public_url, settings.allowed_hosts),
        headers=DefaultHeaders(https_only=settings.is_production),
    )
    connections = OpenConnections(room_for_connections(), trusted_proxies=settings.forwarded_allow_ips)
    config = uvicorn.Config(front, lifespan="off", log_config=None, access_log=False, server_header=False)
    config.http = within(connections, https_only=settings.is_production)
    config.load()
    state = ServerState()

    def protocol() -> asyncio.Protocol:
        return config.http_protocol_class(config=config, server_state=state, app_state={})  # type: ignore[call-arg]  # as Uvicorn itself calls it

    server = await asyncio.get_running_loop().create_server(protocol, sock=listening.dup())
    try:
        yield
    finally:
        server.close()
        for connection in list(state.connections):
            connection.shutdown()
        if state.tasks:
            await asyncio.wait(state.tasks, timeout=GRACE_SECONDS)


async def _without_database(scope: Scope, receive: Receive, send: Send) -> None:
    """The process is alive; everything else has to wait."""
    answer: Response
    if scope["path"] == "/healthz":
        answer = JSONResponse({"status": "ok"}, headers=NEVER_STORED)
    elif scope["path"] == "/readyz":
        answer = JSONResponse({"status": SILENT}, DatabaseUnavailable.status, headers=NEVER_STORED)
    else:
        answer = problem_response(DatabaseUnavailable())
    # On a connection that is kept the next request could meet the end of this server.
    answer.headers["Connection"] = "close"
    await answer(scope, receive, send)
