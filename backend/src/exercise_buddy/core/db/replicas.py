"""Reads from replicas, which may lag: never behind one's own writes, and at most a few seconds behind others'.

After a write the client gets the position of the primary's log as a cookie. A read goes to a replica that is known to
have replayed that much, otherwise to the primary. A replica that is lost, hangs or lags is skipped until it recovers.
"""

import asyncio
import itertools
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

import structlog
from fastapi import Depends, Request
from sqlalchemy import Executable, text
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exercise_buddy.core.breaker import Breaker
from exercise_buddy.core.db.database import HAS_WRITTEN, Database, Executor
from exercise_buddy.core.db.driver import Parameters, Record
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE

SECONDS_BETWEEN_LOOKS = 0.5
LOOK_TIMEOUT_SECONDS = 1.0
READ_TIMEOUT_SECONDS = 2.0
"""For a replica's answer; then the primary is asked, with the full statement time-out."""
MAX_LAG_SECONDS = 5.0
"""The allowed lag behind what other users or devices have saved."""
REST_SECONDS = 2.0

COOKIE = "written_at"
COOKIE_SECONDS = 60
"""Longer than the allowed lag of a replica."""

POSITION = re.compile(r"\d{1,18}")
BEYOND_ALL = 10**18 - 1
"""A position that no replica has reached: the primary answers."""

# In bytes since the log began. The time at which a server was started tells which one it is.
_WRITTEN = text("SELECT (pg_current_wal_flush_lsn() - '0/0')::bigint AS position, pg_postmaster_start_time() AS server")
_WRITTEN_OR_ABOUT_TO_BE = text("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint AS position")
# None from a primary: a promoted server still reports its last replay position.
_REPLAYED = text("""
    SELECT CASE WHEN pg_is_in_recovery() THEN (pg_last_wal_replay_lsn() - '0/0')::bigint END AS position,
           pg_postmaster_start_time() AS server
""")

log = structlog.get_logger(__name__)


class Replica:
    """A copy of the database, and how far it has replayed."""

    def __init__(self, database: Database, name: str) -> None:
        self.database = database
        self.name = name
        self.replayed: int | None = None
        """None while unknown: it does not answer, or is no replica."""
        self.is_the_primary = False
        """Whether it is the very server that all writes go to. The URLs may name each server: any can be promoted."""
        self.breaker = Breaker(REST_SECONDS)


class Replicas:
    """Chooses which server answers a read. Unless `watch` is running, all reads go to the primary."""

    def __init__(
        self, primary: Database, replicas: Sequence[Replica], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._primary = primary
        self._replicas = replicas
        self._monotonic = monotonic
        self._turns = itertools.count()
        self._written: deque[tuple[float, int]] = deque()

    def after(self, position: int) -> Executor:
        """The server for a read that has to see everything written up to that position."""
        fitting = [replica for replica in self._replicas if self._is_fit(replica, position)]
        if not fitting:
            return self._primary
        return _WithFallback(fitting[next(self._turns) % len(fitting)], self._primary)

    async def position(self) -> int:
        """The position of the primary's log that covers everything committed by now."""
        row = await _asked(self._primary, _WRITTEN_OR_ABOUT_TO_BE)
        return BEYOND_ALL if row is None else int(row.position)

    async def watch(self) -> None:
        """Check the servers periodically, until cancelled."""
        while True:
            await self.check()
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def check(self) -> None:
        """Ask all servers for their positions in parallel; one that does not answer does not delay the others."""
        written, *replayed = await asyncio.gather(
            _asked(self._primary, _WRITTEN), *(_asked(replica.database, _REPLAYED) for replica in self._replicas)
        )
        if written is not None:
            self._note(int(written.position))
        for replica, row in zip(self._replicas, replayed, strict=True):
            position = None if row is None or row.position is None else int(row.position)
            replica.is_the_primary = row is not None and written is not None and row.server == written.server
            if (position is None) != (replica.replayed is None):
                log.warning("replica_lost" if position is None else "replica_found", replica=replica.name)
            replica.replayed = position

    def lag_seconds(self, replica: Replica) -> float:
        """The age of the newest data that it certainly has; infinite if it does not answer."""
        if replica.replayed is None or not self._written:
            return float("inf")
        now = self._monotonic()
        if replica.replayed >= self._written[-1][1]:
            return 0.0
        seen = [at for at, position in self._written if position <= replica.replayed]
        return now - max(seen) if seen else float("inf")

    def lags(self) -> list[tuple[str, float]]:
        """The name and lag of each replica; a primary that is named among them lags behind nobody."""
        return [(each.name, self.lag_seconds(each)) for each in self._replicas if not each.is_the_primary]

    async def close(self) -> None:
        """Close every connection to a replica."""
        for replica in self._replicas:
            await replica.database.close()

    def _is_fit(self, replica: Replica, position: int) -> bool:
        return (
            replica.replayed is not None
            and replica.replayed >= position
            and self.lag_seconds(replica) <= MAX_LAG_SECONDS
            and replica.breaker.admits()
        )

    def _note(self, position: int) -> None:
        now = self._monotonic()
        self._written.append((now, position))
        while now - self._written[0][0] > 2 * MAX_LAG_SECONDS:
            self._written.popleft()


class _WithFallback:
    """An Executor: a replica or, if that fails, the primary."""

    def __init__(self, replica: Replica, primary: Database) -> None:
        self._replica = replica
        self._primary = primary

    async def fetch_all(self, statement: Executable, parameters: Parameters) -> Sequence[Record]:
        """All rows of the result."""
        async with self._trying():
            return await self._replica.database.fetch_all(statement, parameters)
        return await self._primary.fetch_all(statement, parameters)

    async def fetch_first(self, statement: Executable, parameters: Parameters) -> Record | None:
        """The first row of the result, if any."""
        async with self._trying():
            return await self._replica.database.fetch_first(statement, parameters)
        return await self._primary.fetch_first(statement, parameters)

    @asynccontextmanager
    async def _trying(self) -> AsyncIterator[None]:
        """Suppresses the replica's failures, such as a read cancelled by its log replay; execution then continues."""
        try:
            async with asyncio.timeout(READ_TIMEOUT_SECONDS):
                yield
        except (OSError, *ERRORS_OF_THE_DATABASE) as error:
            self._replica.breaker.failed()
            log.warning("replica_failed", replica=self._replica.name, error=type(error).__name__)
        else:
            self._replica.breaker.answered()


async def _asked(database: Database, statement: Executable) -> Record | None:
    try:
        async with asyncio.timeout(LOOK_TIMEOUT_SECONDS):
            return await database.fetch_first(statement, {})
    except (OSError, *ERRORS_OF_THE_DATABASE):
        return None


def replicas_of(primary: Database, urls: Sequence[str], pool_size: int, *, statement_cache: bool) -> Replicas:
    """The replicas at these URLs, named by their hosts in logs."""
    databases = [
        Database(url, pool_size=pool_size, statement_cache=statement_cache, times=primary.times) for url in urls
    ]
    return Replicas(primary, [Replica(each, name_of(url)) for each, url in zip(databases, urls, strict=True)])


def name_of(url: str) -> str:
    """The host, without user and password."""
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] or str(dict(parse_qsl(parts.query)).get("host", "socket"))


class WrittenAt:
    """ASGI middleware: after a write, sets the log position in a cookie that scripts cannot read."""

    def __init__(self, app: ASGIApp, replicas: Replicas) -> None:
        self._app = app
        self._replicas = replicas

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and scope.get("state", {}).get(HAS_WRITTEN):
                position = await self._replicas.position()
                secure = "; Secure" if scope["scheme"] == "https" else ""
                MutableHeaders(scope=message).append(
                    "Set-Cookie",
                    f"{COOKIE}={position}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Lax{secure}",
                )
            await send(message)

        await self._app(scope, receive, send_with_cookie)


async def get_reader(request: Request) -> Executor:
    """The executor for reads that may come from a replica; it sees everything that this client has written."""
    replicas: Replicas | None = request.app.state.resources.replicas
    if replicas is None:
        database: Database = request.app.state.resources.database
        return database
    given = request.cookies.get(COOKIE, "0")
    # An invalid position is treated as one that no replica has reached.
    return replicas.after(int(given) if POSITION.fullmatch(given) else BEYOND_ALL)


ReaderDep = Annotated[Executor, Depends(get_reader)]
