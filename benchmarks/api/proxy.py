"""A proxy between clients and server that treats requests as a bad network does.

It knows just enough of HTTP/1.1 to find the end of a request, by its Content-Length. One request per connection.
"""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

CONTENT_LENGTH = re.compile(rb"^content-length: *(\d+)\r$", re.IGNORECASE | re.MULTILINE)
# The probability of each fault; all other requests pass unchanged.
MISFORTUNES = {
    "request dropped": 0.05,
    "answer dropped": 0.05,
    "answer cut in half": 0.02,
    "request repeated": 0.06,
    "request delayed": 0.10,
}
MAX_DELAY_SECONDS = 0.5


@dataclass
class BadNetwork:
    """Forwards to `port` on this machine; the same seed gives the same faults."""

    port: int
    seed: int
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - luck, no secret

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[int]:
        """The port of the proxy."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        async with server:
            yield int(server.sockets[0].getsockname()[1])

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            answer = await self._answer(await _request(reader))
            writer.write(answer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            self.counts["connection lost"] += 1
        finally:
            writer.close()

    async def _answer(self, request: bytes) -> bytes:
        """The bytes that the client receives; empty if nothing."""
        [fate] = self._random.choices([*MISFORTUNES, "passed"], [*MISFORTUNES.values(), 1 - sum(MISFORTUNES.values())])
        self.counts[fate] += 1
        if fate == "request dropped":
            return b""
        if fate == "request delayed":
            await asyncio.sleep(self._random.uniform(0, MAX_DELAY_SECONDS))
        if fate == "request repeated":
            return (await asyncio.gather(self._forward(request), self._forward(request)))[1]
        answer = await self._forward(request)
        return {"answer dropped": b"", "answer cut in half": answer[: len(answer) // 2]}.get(fate, answer)

    async def _forward(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request)
            await writer.drain()
            return await reader.read(-1)
        finally:
            writer.close()


async def _request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = CONTENT_LENGTH.search(head)
    return head + (await reader.readexactly(int(length[1])) if length else b"")
