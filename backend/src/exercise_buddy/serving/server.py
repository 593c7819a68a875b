"""Uvicorn, configured for Exercise Buddy."""

import asyncio
import gc
import socket
import ssl
import sys
from collections.abc import Callable, Coroutine, Sequence

import uvicorn
from fastapi import FastAPI

from exercise_buddy.core.http.limits.connections import (
    HEAD_TIMEOUT_SECONDS,
    OpenConnections,
    room_for_connections,
    within,
)
from exercise_buddy.core.memory import share_one_heap
from exercise_buddy.core.settings import Settings
from exercise_buddy.serving.ports import reporting_port_in_use

BACKLOG = 2048
KEEP_ALIVE_SECONDS = 75
"""Longer than the 60 s for which common proxies keep a connection, so that they close it first."""
GRACE_SECONDS = 10
SWITCH_SECONDS = 0.0005
"""How long a thread keeps the interpreter's lock when another wants it; Python's default is 5 ms. A save passes through
the event loop a dozen times, and each time waited that long while other threads read and rendered files."""
COLLECT_AFTER = (50_000, 20, 100)
"""Garbage collection thresholds. A collection stops everything: with Python's defaults (2,000, 10 and 10) for half a
second while a long file is being read."""


class Server(uvicorn.Server):
    """Uvicorn with a callback when ready, background tasks, and an optional second port with TLS."""

    def __init__(
        self,
        app: FastAPI,
        settings: Settings,
        announce: Callable[[], None],
        alongside: Sequence[Coroutine[None, None, None]] = (),
        tls: tuple[socket.socket, ssl.SSLContext] | None = None,
    ) -> None:
        super().__init__(_configured(app, settings))
        self._application = app
        self._announce = announce
        self._alongside = alongside
        self._tls = tls
        self._tasks: list[asyncio.Task[None]] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Announce the address only when it is ready."""
        sys.setswitchinterval(SWITCH_SECONDS)
        share_one_heap()
        # Objects that exist by now are permanent: exclude them from collections.
        gc.freeze()
        gc.set_threshold(*COLLECT_AFTER)
        with reporting_port_in_use(sockets[0] if sockets else None):
            await super().startup(sockets)
        if self._tls is not None:
            with reporting_port_in_use(self._tls[0]):
                self.servers.append(await self._listen_by_tls(*self._tls))
        self._tasks = [asyncio.create_task(work) for work in self._alongside]
        if self.started:
            self._announce()

    async def _listen_by_tls(self, listening: socket.socket, context: ssl.SSLContext) -> asyncio.Server:
        """Serves the same application on a TLS socket."""

        def protocol() -> asyncio.Protocol:
            return self.config.http_protocol_class(  # type: ignore[call-arg]  # as Uvicorn itself calls it
                config=self.config, server_state=self.server_state, app_state=self.lifespan.state
            )

        return await asyncio.get_running_loop().create_server(
            protocol, sock=listening, ssl=context, ssl_handshake_timeout=HEAD_TIMEOUT_SECONDS, backlog=BACKLOG
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Also stop the background tasks."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        # Uvicorn waits for responses in flight, and streams would not end.
        self._application.state.resources.live_hub.end_streams()
        await super().shutdown(sockets)


def _configured(app: FastAPI, settings: Settings) -> uvicorn.Config:
    connections = OpenConnections(room_for_connections(), trusted_proxies=settings.forwarded_allow_ips)
    return uvicorn.Config(
        app,
        http=within(connections, https_only=settings.is_production),
        proxy_headers=bool(settings.forwarded_allow_ips),
        forwarded_allow_ips=settings.forwarded_allow_ips,
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
