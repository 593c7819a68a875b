"""The way to PostgreSQL: one pool, a transaction for a request that writes, single statements for reads.

Every wait has its end on this side, too: a server that hangs ends nothing by itself.
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
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import QueuePool

from exercise_buddy.core.breaker import Breaker
from exercise_buddy.core.db.driver import Parameters, Pool, Record, broke_while_idle, fetch, prepare
from exercise_buddy.core.db.statement_times import COMMIT, StatementTimes, name_of
from exercise_buddy.core.errors import AppError

CONNECT_TIMEOUT_SECONDS = 10
STATEMENT_TIMEOUT_MS = 15_000
IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000
TIMEOUTS_OF_A_CONNECTION = {
    "statement_timeout": STATEMENT_TIMEOUT_MS,
    "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_TIMEOUT_MS,
}
"""Settings that the server keeps; a PgBouncer does not hand them on, and its role has them."""
LEAST_OF_DRIVER = 3
"""Of a small pool: with one, whatever waits for a lock would keep everybody's reads waiting."""
CHECKOUT_TIMEOUT_SECONDS = 3
"""For a free connection that answers. Whoever would wait longer is asked to come back: queues must not grow."""

READ_TIMEOUT_SECONDS = STATEMENT_TIMEOUT_MS / 1000 + 2
TRANSACTION_TIMEOUT_SECONDS = 60
"""The server ends its statements sooner; these are for a server that does nothing any more."""

REST_SECONDS = 1.0
"""A database that did not answer is asked by one request a second; the others are refused at once."""

LIBPQ_ONLY_PARAMETERS = frozenset({"channel_binding"})
"""Parameters that hosters put into their URLs and asyncpg would send to the server as settings."""

HAS_WRITTEN = "has_written"
"""Set in a request's state when its transaction was committed."""

Used = TypeVar("Used")
Answering = Callable[[], AbstractAsyncContextManager[None]]
"""What bounds the wait for a connection."""


class Base(DeclarativeBase):
    """The base of every table; names its constraints, so that migrations can address them."""

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
    """What a repository asks of the database, inside a transaction or without one."""

    async def fetch_all(self, statement: Executable, parameters: Parameters) -> Sequence[Record]:
        """Every row of the answer."""
        ...

    async def fetch_first(self, statement: Executable, parameters: Parameters) -> Record | None:
        """The first row of the answer, if there is one."""
        ...


class Transaction:
    """One transaction on the driver; an Executor."""

    def __init__(self, connection: asyncpg.Connection, times: StatementTimes) -> None:
        self._connection = connection
        self._times = times

    async def fetch_all(self, statement: Executable, parameters: Parameters) -> Sequence[Record]:
        """Every row of the answer."""
        return await fetch(self._connection, self._times, statement, parameters)

    async def fetch_first(self, statement: Executable, parameters: Parameters) -> Record | None:
        """The first row of the answer, if there is one."""
        return next(iter(await self.fetch_all(statement, parameters)), None)

    async def commit(self) -> None:
        """Commit; raises where the server has rolled back instead, for a statement that failed was taken lightly."""
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
        """Every row of the answer."""
        return cast(Sequence[Record], (await self._executed(statement, parameters)).all())

    async def fetch_first(self, statement: Executable, parameters: Parameters) -> Record | None:
        """The first row of the answer, if there is one."""
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
        """Have `action` called as the last of the transaction, where it comes to be committed."""
        self._before_commit.append(action)

    async def commit(self) -> None:
        """Run what was to come last, and commit."""
        while self._before_commit:
            await self._before_commit.pop(0)()
        with self._times.of(COMMIT):
            await super().commit()

    def after_commit(self, action: Callable[[], None]) -> None:
        """Have `action` called when the transaction has been committed; it is not if that fails."""
        event.listen(self.sync_session, "after_commit", lambda _session: action(), once=True)


class Database:
    """The connections; as an Executor, each statement is a transaction of its own.

    A third of them, three at least, are the driver's, for reads and for changes of workouts: given back within
    milliseconds, but with 6 MiB of PostgreSQL each once every statement is planned. The rest are SQLAlchemy's, for
    sessions, with 1 MiB each.
    A read holds no connection before or after its statement: hashing a password meanwhile costs no one else theirs.
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
        self._pool = Pool(partial(_connect_driver, options), of_driver)
        self.engine = _engine(options, statement_cache=statement_cache, pool_size=max(1, pool_size - of_driver))
        self._breaker = Breaker(REST_SECONDS)
        self._turns: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()
        self.session = async_sessionmaker(
            self.engine, class_=Session, expire_on_commit=False, answering=self._answering, times=self.times
        )

    async def fetch_all(self, statement: Executable, parameters: Parameters) -> Sequence[Record]:
        """Every row of the answer."""
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
        """The first row of the answer, if there is one."""
        return next(iter(await self.fetch_all(statement, parameters)), None)

    @asynccontextmanager
    async def transaction_for(self, user_id: UUID) -> AsyncIterator[Transaction]:
        """A transaction that changes what the user has, after those of his that came before.

        They would wait for his row's lock, each with a connection that others need: an import keeps it for seconds.
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
        """A transaction on the driver, committed at the end; what is raised in it undoes it."""
        good = False
        async with asyncio.timeout(TRANSACTION_TIMEOUT_SECONDS):
            connection, _ = await self._use_first(_begin)
            try:
                transaction = Transaction(connection, self.times)
                yield transaction
                await transaction.commit()
                good = True
            except (AppError, asyncpg.PostgresError):
                # One that keeps its changes belongs to sessions; a workout is saved whole or not.
                await connection.execute("ROLLBACK")
                good = True
                raise
            finally:
                self._pool.give_back(connection, good=good)

    async def _use_first(
        self, use: Callable[[asyncpg.Connection], Awaitable[Used]], *, again: bool = True
    ) -> tuple[asyncpg.Connection, Used]:
        """A connection, which the caller gives back, and what its first use gave.

        One that had broken while it lay idle is replaced: nothing can have been done on it.
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
        """Around what takes a connection: gives up in time, and at once where the database was silent just now."""
        if not self._breaker.admits():
            raise ConnectionError("the database did not answer a moment ago")
        try:
            async with asyncio.timeout(CHECKOUT_TIMEOUT_SECONDS):
                yield
        except TimeoutError:
            self._breaker.failed()
            raise
        self._breaker.answered()

    @property
    def connections_in_use(self) -> int:
        """How many of the pool's are with somebody."""
        pool = self.engine.pool
        return self._pool.in_use + (pool.checkedout() if isinstance(pool, QueuePool) else 0)

    @property
    def is_silent(self) -> bool:
        """Whether it did not answer the last time."""
        return self._breaker.is_open

    async def ping(self) -> None:
        """Raise where the database does not answer."""
        await self.fetch_first(text("SELECT 1"), {})

    async def close(self) -> None:
        """Close every connection."""
        self._pool.drop_idle()
        await self.engine.dispose()


def _options(url: str, *, statement_cache: bool, statement_timeout_ms: int) -> dict[str, Any]:
    """What the driver connects with."""
    # asyncpg reads the URL itself: SQLAlchemy's reading of it knows neither sslmode nor unix sockets.
    options: dict[str, Any] = {
        "dsn": for_asyncpg(url),
        "timeout": CONNECT_TIMEOUT_SECONDS,
        # Else asyncpg keeps none above 15 kB, and PostgreSQL would plan those anew each time.
        "max_cacheable_statement_size": 0,
        "server_settings": {
            "application_name": "exercise-buddy",
            "TimeZone": "UTC",
            **{name: str(milliseconds) for name, milliseconds in TIMEOUTS_OF_A_CONNECTION.items()},
            "statement_timeout": str(statement_timeout_ms),
        },
    }
    return options if statement_cache else options | {"statement_cache_size": 0}


def _engine(options: dict[str, Any], *, statement_cache: bool, pool_size: int) -> AsyncEngine:
    arguments = options | {"async_creator_fn": _connected}
    if not statement_cache:
        arguments |= {"prepared_statement_cache_size": 0}
    # Autocommit for the ping before each use, which would else be a transaction of its own.
    return create_async_engine(
        "postgresql+asyncpg://",
        connect_args=arguments,
        isolation_level="AUTOCOMMIT",
        pool_size=pool_size,
        max_overflow=0,
        pool_pre_ping=True,
        # Else an error brings along what was to be stored: notes, addresses, hashes.
        hide_parameters=True,
    ).execution_options(isolation_level="READ COMMITTED")


async def _connect_driver(options: dict[str, Any]) -> asyncpg.Connection:
    connection = await _connected(**options)
    await prepare(connection, statements_are_kept=options.get("statement_cache_size") != 0)
    return connection


async def _begin(connection: asyncpg.Connection) -> None:
    await connection.execute("BEGIN")


async def _connected(*arguments: Any, **options: Any) -> asyncpg.Connection:
    """A connection; a socket that is not there, as while the embedded server starts anew, is an absent server."""
    try:
        return await asyncpg.connect(*arguments, **options)
    except FileNotFoundError as error:
        raise ConnectionRefusedError("the socket of the database is not there") from error


def for_asyncpg(url: str) -> str:
    """The URL in the form that asyncpg takes, whichever of the usual ones it comes in."""
    parts = urlsplit(url)
    scheme = parts.scheme.partition("+")[0]
    query = [(name, value) for name, value in parse_qsl(parts.query) if name not in LIBPQ_ONLY_PARAMETERS]
    return urlunsplit((scheme, parts.netloc, parts.path, urlencode(query), ""))


async def get_database(request: Request) -> Database:
    """The pool, for reads."""
    database: Database = request.app.state.resources.database
    return database


async def get_session(request: Request) -> AsyncIterator[Session]:
    """The transaction of a request that writes; its only commit.

    Use it with scope="function": with FastAPI's default the commit would come after the answer has left.
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
