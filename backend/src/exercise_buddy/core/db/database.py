"""Access to PostgreSQL: one pool, a transaction for a request that writes, single statements for reads.

Every wait also has a client-side time-out, because a hanging server does not end it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Protocol, TypeVar, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import UUID
from weakref import WeakValueDictionary

import asyncpg
from fastapi import Depends, Request
from sqlalchemy import DateTime, Executable, MetaData, Result, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import QueuePool

from exercise_buddy.core.breaker import Breaker
from exercise_buddy.core.db.addresses import SPREAD, Addresses, connected, spread_over
from exercise_buddy.core.db.driver import Parameters, Pool, Record, broke_while_idle, fetch, prepare
from exercise_buddy.core.db.errors import is_refusal
from exercise_buddy.core.db.statement_times import COMMIT, StatementTimes, name_of
from exercise_buddy.core.errors import AppError

CONNECT_TIMEOUT_SECONDS = 10
STATEMENT_TIMEOUT_MS = 15_000
IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000
TIMEOUTS_OF_A_CONNECTION = {
    "statement_timeout": STATEMENT_TIMEOUT_MS,
    "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_TIMEOUT_MS,
}
"""Server-side settings per connection; PgBouncer does not pass them on, so its role has them."""
LEAST_OF_DRIVER = 3
"""Also of a small pool: with one, a wait for a lock would block everybody's reads."""
CHECKOUT_TIMEOUT_SECONDS = 3
"""The wait for a usable connection. Longer waits are refused, so that queues do not grow."""

READ_TIMEOUT_SECONDS = STATEMENT_TIMEOUT_MS / 1000 + 2
TRANSACTION_TIMEOUT_SECONDS = 60
"""The server's own statement time-out is shorter; this one is for a server that hangs."""

REST_SECONDS = 1.0
"""After the database did not answer, one request a second probes it; the others are refused at once."""

REFUSED_REST_SECONDS = 0.2
"""After a refusal, as while the server restarts, one request in so long probes it: each probe costs a login."""

LIBPQ_ONLY_PARAMETERS = frozenset({"channel_binding", SPREAD[0]})
"""Parameters of libpq that asyncpg would send to the server as settings."""

HAS_WRITTEN = "has_written"
"""Set in a request's state after its transaction was committed."""

Used = TypeVar("Used")
Connect = Callable[..., Awaitable[asyncpg.Connection]]
Answering = Callable[[], AbstractAsyncContextManager[None]]
"""Limits the wait for a connection."""


class Base(DeclarativeBase):
    """The base class of every table; names its constraints, so that migrations can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy's own interface


class Executor(Protocol):
    """What a repository needs of the database, inside a transaction or without one."""

    async def fetch_all(self, statement: Executable, parameters: Parameters) -> Sequence[Record]:
        """All rows of the result."""
        ...

    async def fetch_first(self, statement: Executable, parameters: Parameters) -> Record | None:
        """The first row of the result, if any."""
        ...


class Transaction:
    """A transaction on the driver; an Executor."""

    def __init__(self, connection: asyncpg.Connection, times: StatementTimes) -> None:
        self._connection = connection
        self._times = times

    async def fetch_all(self, statement: Executable, parameters: Parameters) -> Sequence[Record]:
        """All rows of the result."""
        return await fetch(self._connection, self._times, statement, parameters)

    async def fetch_first(self, statement: Executable, parameters: Parameters) -> Record | None:
        """The first row of the result, if any."""
        return next(iter(await self.fetch_all(statement, parameters)), None)

    async def commit(self) -> None:
        """Commit; raises if the server rolled back instead, because a failed statement was ignored."""
        with self._times.of(COMMIT):
            if await self._connection.execute("COMMIT") != "COMMIT":
                raise RuntimeError("the transaction had failed before its commit")


class Session(AsyncSession):
    """One transaction; takes a connection at its first statement."""

    def __init__(self, bind: AsyncEngine, *, answering: Answering, times: StatementTimes, **options: Any) -> None:
        super().__init__(bind, **options)
        self._answering = answering
        self._times = times
        self._before_commit: list[Callable[[], Awaitable[None]]] = []

    async def fetch_all(self, statement: Executable, parameters: Parameters) -> Sequence[Record]:
        """All rows of the result."""
        return cast(Sequence[Record], (await self._executed(statement, parameters)).all())

    async def fetch_first(self, statement: Executable, parameters: Parameters) -> Record | None:
        """The first row of the result, if any."""
        return cast(Record | None, (await self._executed(statement, parameters)).first())

    async def _executed(self, statement: Executable, parameters: Parameters) -> Result[Any]:
        await self._take_connection()
        with self._times.of(name_of(statement)):
            return await self.execute(statement, parameters)

    async def _take_connection(self) -> None:
        if not self.in_transaction():
            async with self._answering():
                await self.connection()

    def before_commit(self, action: Callable[[], Awaitable[None]]) -> None:
        """Have `action` called as the last step before the commit."""
        self._before_commit.append(action)

    async def commit(self) -> None:
        """Run the `before_commit` actions, and commit."""
        while self._before_commit:
            await self._before_commit.pop(0)()
        with self._times.of(COMMIT):
            await super().commit()

    def after_commit(self, action: Callable[[], None]) -> None:
        """Have `action` called after a successful commit."""
        event.listen(self.sync_session, "after_commit", lambda _session: action(), once=True)


class Database:
    """The connection pools; as an Executor, it runs each statement in a transaction of its own.

    A third of the connections, at least three, are the driver's, for reads and for changes of workouts: they are
    returned within milliseconds, but each takes 6 MiB in PostgreSQL once every statement is planned. The rest are
    SQLAlchemy's, for sessions, at 1 MiB each. A read holds no connection before or after its statement, so hashing a
    password does not block one.
    """

    def __init__(
        self,
        url: str,
        *,
        pool_size: int = 10,
        statement_cache: bool = True,
        statement_timeout_ms: int = STATEMENT_TIMEOUT_MS,
        times: StatementTimes | None = None,
    ) -> None:
        self.pool_size = pool_size
        self.times = times or StatementTimes()
        options = _options(url, statement_cache=statement_cache, statement_timeout_ms=statement_timeout_ms)
        of_driver = min((pool_size + 1) // 2, max(LEAST_OF_DRIVER, pool_size // 3))
        hosts = spread_over(url)
        self.addresses = Addresses(options, hosts) if hosts else None
        connect = self.addresses.connect if self.addresses else connected
        self._pool = Pool(partial(_connect_driver, connect, options), of_driver)
        self.engine = _engine(
            connect, options, statement_cache=statement_cache, pool_size=max(1, pool_size - of_driver)
        )
        self._breaker = Breaker(REST_SECONDS)
        self._turns: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()
        self.session = async_sessionmaker(
            self.engine, class_=Session, expire_on_commit=False, answering=self._answering, times=self.times
        )

    async def fetch_all(self, statement: Executable, parameters: Parameters) -> Sequence[Record]:
        """All rows of the result."""
        try:
            async with asyncio.timeout(READ_TIMEOUT_SECONDS):
                asked = partial(fetch, times=self.times, statement=statement, given=parameters)
                connection, rows = await self._use_first(asked)
        except TimeoutError:
            self._breaker.failed()
            raise
        self._pool.give_back(connection, good=True)
        return rows

    async def fetch_first(self, statement: Executable, parameters: Parameters) -> Record | None:
        """The first row of the result, if any."""
        return next(iter(await self.fetch_all(statement, parameters)), None)

    @asynccontextmanager
    async def transaction_for(self, user_id: UUID) -> AsyncIterator[Transaction]:
        """A transaction that changes the user's data, after the user's earlier ones have finished.

        They would wait for the lock on the user's row, each holding a connection: an import keeps the lock for seconds.
        """
        turn = self._turns.setdefault(user_id, asyncio.Lock())
        async with asyncio.timeout(CHECKOUT_TIMEOUT_SECONDS):
            await turn.acquire()
        try:
            async with self.transaction() as transaction:
                yield transaction
        finally:
            turn.release()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A transaction on the driver, committed at the end and rolled back by an exception."""
        good = False
        async with asyncio.timeout(TRANSACTION_TIMEOUT_SECONDS):
            connection, _ = await self._use_first(_begin)
            try:
                transaction = Transaction(connection, self.times)
                yield transaction
                await transaction.commit()
                good = True
            except (AppError, asyncpg.PostgresError):
                # Only sessions commit despite a refusal (`keeps_changes`); a workout is saved completely or not at all.
                await connection.execute("ROLLBACK")
                good = True
                raise
            finally:
                self._pool.give_back(connection, good=good)

    async def _use_first(
        self, use: Callable[[asyncpg.Connection], Awaitable[Used]], *, again: bool = True
    ) -> tuple[asyncpg.Connection, Used]:
        """A connection, which the caller returns, and the result of its first use.

        A connection that broke while idle is replaced: nothing can have been executed on it.
        """
        async with self._answering():
            connection, lay_idle = await self._pool.take()
        try:
            return connection, await use(connection)
        except BaseException as error:
            broke = again and broke_while_idle(connection, error, lay_idle=lay_idle)
            self._pool.give_back(connection, good=not broke and isinstance(error, asyncpg.PostgresError))
            if not broke:
                raise
        self._pool.drop_idle()
        return await self._use_first(use, again=False)

    @asynccontextmanager
    async def _answering(self) -> AsyncIterator[None]:
        """Wraps taking a connection: gives up in time, and at once if the database has just failed to answer."""
        if not self._breaker.admits():
            raise ConnectionError("the database did not answer a moment ago")
        try:
            async with asyncio.timeout(CHECKOUT_TIMEOUT_SECONDS):
                yield
        except TimeoutError:
            self._breaker.failed()
            raise
        except (OSError, asyncpg.PostgresError, DBAPIError) as error:
            if is_refusal(error):
                self._breaker.failed(REFUSED_REST_SECONDS)
            raise
        self._breaker.answered()

    @property
    def connections_in_use(self) -> int:
        """The number of connections in use."""
        pool = self.engine.pool
        return self._pool.in_use + (pool.checkedout() if isinstance(pool, QueuePool) else 0)

    @property
    def is_silent(self) -> bool:
        """Whether the database did not answer the last time."""
        return self._breaker.is_open

    async def ping(self) -> None:
        """Raise if the database does not answer."""
        await self.fetch_first(text("SELECT 1"), {})

    async def close(self) -> None:
        """Close every connection."""
        self._pool.drop_idle()
        await self.engine.dispose()
        if self.addresses is not None:
            self.addresses.close()


def _options(url: str, *, statement_cache: bool, statement_timeout_ms: int) -> dict[str, Any]:
    """The driver's connection options."""
    # asyncpg parses the URL itself: SQLAlchemy's parser knows neither sslmode nor unix sockets.
    options: dict[str, Any] = {
        "dsn": for_asyncpg(url),
        "timeout": CONNECT_TIMEOUT_SECONDS,
        # By default asyncpg caches no statement above 15 kB, and PostgreSQL would plan those each time.
        "max_cacheable_statement_size": 0,
        "server_settings": {
            "application_name": "exercise-buddy",
            "TimeZone": "UTC",
            **{name: str(milliseconds) for name, milliseconds in TIMEOUTS_OF_A_CONNECTION.items()},
            "statement_timeout": str(statement_timeout_ms),
        },
    }
    return options if statement_cache else options | {"statement_cache_size": 0}


def _engine(connect: Connect, options: dict[str, Any], *, statement_cache: bool, pool_size: int) -> AsyncEngine:
    arguments = options | {"async_creator_fn": connect}
    if not statement_cache:
        arguments |= {"prepared_statement_cache_size": 0}
    # Autocommit, so that the ping before each use is not a transaction of its own.
    return create_async_engine(
        "postgresql+asyncpg://",
        connect_args=arguments,
        isolation_level="AUTOCOMMIT",
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        # Otherwise errors would contain the parameters: notes, addresses, hashes.
        hide_parameters=True,
    ).execution_options(isolation_level="READ COMMITTED")


async def _connect_driver(connect: Connect, options: dict[str, Any]) -> asyncpg.Connection:
    connection = await connect(**options)
    await prepare(connection, statements_are_kept=options.get("statement_cache_size") != 0)
    return connection


async def _begin(connection: asyncpg.Connection) -> None:
    await connection.execute("BEGIN")


def for_asyncpg(url: str) -> str:
    """The URL in asyncpg's form, from any of the usual forms."""
    parts = urlsplit(url)
    scheme = parts.scheme.partition("+")[0]
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in LIBPQ_ONLY_PARAMETERS]
    return urlunsplit((scheme, parts.netloc, parts.path, urlencode(query), ""))


async def get_database(request: Request) -> Database:
    """The pool, for reads."""
    database: Database = request.app.state.resources.database
    return database


async def get_session(request: Request) -> AsyncIterator[Session]:
    """The transaction of a request that writes, with its only commit.

    Use it with scope="function": by FastAPI's default the commit would come after the response has been sent.
    """
    refusal: AppError | None = None
    async with asyncio.timeout(TRANSACTION_TIMEOUT_SECONDS), request.app.state.resources.database.session() as session:
        try:
            yield session
        except AppError as error:
            if not error.keeps_changes:
                raise
            refusal = error
        await session.commit()
        setattr(request.state, HAS_WRITTEN, True)
    if refusal is not None:
        raise refusal


DatabaseDep = Annotated[Database, Depends(get_database)]


@asynccontextmanager
async def transaction_of(request: Request, user_id: UUID) -> AsyncIterator[Transaction]:
    """The transaction of a request that changes the user's workouts."""
    async with request.app.state.resources.database.transaction_for(user_id) as transaction:
        yield transaction
    setattr(request.state, HAS_WRITTEN, True)


SessionDep = Annotated[Session, Depends(get_session, scope="function")]
