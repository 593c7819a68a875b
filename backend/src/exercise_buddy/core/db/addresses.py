"""Several addresses of one database, such as two PgBouncers, of which one may freeze or lose its network.

A driver tries addresses in order, and only when it connects. Here each address is probed continuously; the connections
of one that does not answer are dropped, so that the requests waiting on them fail at once and use another address.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import parse_qsl, urlsplit
from weakref import WeakSet

import asyncpg
import structlog

from exercise_buddy.core.db.wire import notice_lost_packets

SPREAD = ("load_balance_hosts", "random")
"""libpq's parameter: the addresses are equivalent. Without it asyncpg tries them in order."""
SECONDS_BETWEEN_LOOKS = 0.25
LOOK_TIMEOUT_SECONDS = 0.5
CONNECT_TIMEOUT_SECONDS = 1.0
"""Per address: a request that waits for a connection still has time for the next one."""
CONSOLE = "pgbouncer"
"""PgBouncer's admin database, answered without the server: a hung primary does not look like a hung PgBouncer."""
DEFAULT_PORT = 5432

log = structlog.get_logger(__name__)


async def connected(*arguments: Any, **options: Any) -> asyncpg.Connection:
    """A connection that breaks if its packets are lost.

    A socket that is not there, as while the embedded server restarts, is an absent server.
    """
    try:
        connection: asyncpg.Connection = await asyncpg.connect(*arguments, **options)
    except FileNotFoundError as error:
        raise ConnectionRefusedError("the socket of the database is not there") from error
    notice_lost_packets(connection)
    return connection


@dataclass(eq=False)
class Address:
    """One address, and the connections made through it."""

    host: str
    port: int
    answers: bool = True
    connections: WeakSet[asyncpg.Connection] = field(default_factory=WeakSet)
    _connecting: int = 0
    _console: asyncpg.Connection | None = None

    @property
    def load(self) -> int:
        """The number of connections, including those being made."""
        return self._connecting + sum(not connection.is_closed() for connection in self.connections)

    async def connect(self, options: dict[str, Any]) -> asyncpg.Connection:
        """A new connection."""
        here = options | {"host": self.host, "port": self.port, "timeout": CONNECT_TIMEOUT_SECONDS}
        self._connecting += 1
        try:
            connection = await connected(**here)
        finally:
            self._connecting -= 1
        self.connections.add(connection)
        return connection

    async def check(self, options: dict[str, Any]) -> None:
        """Probe it, twice if the first probe fails: this process itself may have been delayed."""
        answers = await self._is_there(options) or await self._is_there(options)
        if answers != self.answers:
            event = "database_address_found" if answers else "database_address_lost"
            log.warning(event, host=self.host, port=self.port)
        self.answers = answers
        if not answers:
            self.drop()

    async def _is_there(self, options: dict[str, Any]) -> bool:
        try:
            async with asyncio.timeout(LOOK_TIMEOUT_SECONDS):
                if self._console is None:
                    here = {"host": self.host, "port": self.port, "database": CONSOLE}
                    self._console = await connected(**options | here)
                await self._console.execute("SHOW VERSION")
        except asyncpg.PostgresError as error:
            self._leave_console()
            # A refusal is an answer, too; a broken connection is not.
            return not isinstance(error, asyncpg.ConnectionDoesNotExistError)
        except (OSError, asyncpg.InterfaceError):
            self._leave_console()
            return False
        return True

    def _leave_console(self) -> None:
        if self._console is not None:
            self._console.terminate()
            self._console = None

    def drop(self) -> None:
        """Close all of its connections; statements that wait on one fail at once."""
        self._leave_console()
        for connection in list(self.connections):
            connection.terminate()
        self.connections.clear()


class Addresses:
    """All addresses. Without `watch`, one that does not answer is only skipped by new connections."""

    def __init__(self, options: dict[str, Any], hosts: Sequence[tuple[str, int]]) -> None:
        self._options = options
        self._all = [Address(host, port) for host, port in hosts]

    async def connect(self, *_arguments: Any, **options: Any) -> asyncpg.Connection:
        """A connection through the answering address with the fewest connections; another one if that fails."""
        failures: list[Exception] = []
        for address in sorted(self._all, key=lambda each: (not each.answers, each.load)):
            try:
                return await address.connect(options)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                failures.append(error)
        raise failures[-1]

    async def watch(self) -> NoReturn:
        """Probe them until cancelled."""
        while True:
            await self.check()
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def check(self) -> None:
        """Probe each once."""
        await asyncio.gather(*(address.check(self._options) for address in self._all))

    def close(self) -> None:
        """Close every connection."""
        for address in self._all:
            address.drop()


def addresses_in(url: str) -> list[tuple[str, int]]:
    """Hosts and ports of a URL, which may name several, in its netloc or by the parameters `host` and `port`."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if "host" in query:
        hosts = query["host"].split(",")
        ports = query.get("port", str(DEFAULT_PORT)).split(",")
        ports = ports * len(hosts) if len(ports) == 1 else ports
        return [(host, int(port)) for host, port in zip(hosts, ports, strict=True)]
    each = [urlsplit(f"//{host}") for host in parts.netloc.rpartition("@")[2].split(",")]
    return [(one.hostname or "", one.port or DEFAULT_PORT) for one in each]


def spread_over(url: str) -> list[tuple[str, int]]:
    """The addresses of a URL that declares them equivalent; empty for any other URL."""
    return addresses_in(url) if SPREAD in parse_qsl(urlsplit(url).query) else []
