"""The way to a real server, which can go dead without a word."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit


class Line:
    """A TCP line to the server's socket that can go dead: nothing is lost or closed, nothing moves."""

    def __init__(self, socket_path: str) -> None:
        self._socket_path = socket_path
        self._alive = asyncio.Event()
        self._alive.set()
        self.tries = 0
        self.refuses = False
        self.hangs_at: bytes | None = None
        """It goes dead when this is sent, before the server has it."""
        self.has_hung_there = asyncio.Event()

    @property
    def hangs(self) -> bool:
        return not self._alive.is_set()

    def hang(self) -> None:
        self._alive.clear()

    def go_on(self) -> None:
        self._alive.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.tries += 1
        if self.refuses:
            writer.close()
            return
        await self._alive.wait()
        from_server, to_server = await asyncio.open_unix_connection(self._socket_path)
        await asyncio.gather(self._pump(reader, to_server), self._pump(from_server, writer), return_exceptions=True)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65_536):
                if self.hangs_at is not None and self.hangs_at in data:
                    self.hangs_at = None
                    self.hang()
                    self.has_hung_there.set()
                await self._alive.wait()
                writer.write(data)
                await writer.drain()
        finally:
            writer.close()


@dataclass(frozen=True)
class Login:
    user: str
    database: str


@asynccontextmanager
async def lines_to(
    database_url: str, count: int, host: str = "127.0.0.1"
) -> AsyncIterator[tuple[list[Line], list[int], Login]]:
    """So many lines to it, their ports, and whom to connect as."""
    parts = urlsplit(database_url)
    query = dict(parse_qsl(parts.query))
    lines = [Line(f"{query['host']}/.s.PGSQL.{query['port']}") for _ in range(count)]
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(await asyncio.start_server(line.serve, host, 0)) for line in lines]
        ports = [server.sockets[0].getsockname()[1] for server in servers]
        try:
            yield lines, ports, Login(parts.username or "", parts.path[1:])
        finally:
            # Closing waits for whoever is connected.
            for line in lines:
                line.go_on()
