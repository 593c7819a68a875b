"""The fast path to PostgreSQL: SQLAlchemy statements, compiled once, run by asyncpg on connections of our own.

Through SQLAlchemy a read costs several times as much (docs/adr/029), and its pool pings a connection before each use.
Here only connections that were idle for a while are pinged; if another one is broken, its first use shows it.
"""

import asyncio
import time
from collections import namedtuple
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, Protocol

import asyncpg
import msgspec
from sqlalchemy import Executable
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.sql.compiler import SQLCompiler

from exercise_buddy.core.db.errors import SQLSTATES_OF_A_CONNECTION_THAT_ENDED
from exercise_buddy.core.db.statement_times import StatementTimes, name_of

Parameters = Mapping[str, Any]
STATEMENTS_REMEMBERED = 256
TRUSTED_SECONDS = 1.0
"""A connection used more recently than this is not pinged."""


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


_DIALECT = dialect(json_serializer=_json)  # type: ignore[no-untyped-call]  # SQLAlchemy's own


class Record(Protocol):
    """A row: a named tuple of the selected columns."""

    def __bool__(self) -> Literal[True]: ...

    def __getattr__(self, column: str) -> Any: ...

    def _asdict(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Statement:
    """SQL in the driver's form, and how to make its positional values from named parameters."""

    name: str
    """Its name in metrics."""
    sql: str
    parameters: Sequence[tuple[str, Any, Callable[[Any], Any] | None]]
    """In positional order: the name, the default, and the conversion for the driver."""

    def values(self, given: Parameters) -> list[Any]:
        """The values, in order."""
        values = ((given.get(name, default), convert) for name, default, convert in self.parameters)
        return [convert(value) if convert is not None else value for value, convert in values]


@lru_cache(STATEMENTS_REMEMBERED)
def compiled(statement: Executable) -> Statement:
    """The compiled statement, cached by the identity of the object: frequent statements are module constants."""
    result = statement.compile(dialect=_DIALECT)  # type: ignore[attr-defined]  # every statement has it; `Executable` does not say so
    if not isinstance(result, SQLCompiler) or result.post_compile_params:
        raise TypeError("a list is one parameter here: = ANY(:ids), not IN")
    binds = {name: bind for bind, name in result.bind_names.items()}
    names = result.positiontup or []
    converters = {name: binds[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT) for name in names}
    values = [(name, binds[name].effective_value, converters[name]) for name in names]
    return Statement(name_of(statement), result.string, values)


async def fetch(
    connection: asyncpg.Connection, times: StatementTimes, statement: Executable, given: Parameters
) -> Sequence[Record]:
    """The rows of the result; `times` records the duration."""
    ready = compiled(statement)
    values = ready.values(given)
    with times.of(ready.name):
        records = await connection.fetch(ready.sql, *values)
    if not records:
        return ()
    row = _row(tuple(records[0].keys()))
    return [row(*record) for record in records]


@cache
def _row(columns: tuple[str, ...]) -> Callable[..., Record]:
    return namedtuple("Row", columns, rename=True)  # type: ignore[return-value]


async def prepare(connection: asyncpg.Connection, *, statements_are_kept: bool) -> None:
    """Decode JSON to Python objects, as SQLAlchemy's types write it; plan cached statements once.

    JSON is decoded on the event loop, a page of details at once: msgspec takes a third of the standard library's time.
    """
    if statements_are_kept:
        await connection.execute("SET plan_cache_mode = force_generic_plan")
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(
            kind, schema="pg_catalog", encoder=str, decoder=msgspec.json.decode, format="text"
        )


class Pool:
    """At most `size` connections; the last used is used next."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[asyncpg.Connection]],
        size: int,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connect = connect
        self._turns = asyncio.Semaphore(size)
        self.in_use = 0
        self._monotonic = monotonic
        self._idle: list[tuple[asyncpg.Connection, float]] = []

    async def take(self) -> tuple[asyncpg.Connection, bool]:
        """A connection, and whether it was idle; the caller has to return it."""
        await self._turns.acquire()
        self.in_use += 1
        try:
            while self._idle:
                connection, since = self._idle.pop()
                if connection.is_closed():
                    continue
                if self._monotonic() - since < TRUSTED_SECONDS or await _answers(connection):
                    return connection, True
            return await self._connect(), False
        except BaseException:
            self._release()
            raise

    def give_back(self, connection: asyncpg.Connection, *, good: bool) -> None:
        """Keep the connection for the next caller, or drop it if its state is unknown."""
        if good and not connection.is_closed() and not connection.is_in_transaction():
            self._idle.append((connection, self._monotonic()))
        else:
            connection.terminate()
        self._release()

    def _release(self) -> None:
        self.in_use -= 1
        self._turns.release()

    def drop_idle(self) -> None:
        """Drop all idle connections."""
        while self._idle:
            connection, _ = self._idle.pop()
            connection.terminate()


async def _answers(connection: asyncpg.Connection) -> bool:
    """Whether the connection answers; dropped if not. The caller sets the time-out."""
    answered = False
    try:
        await connection.execute("SELECT 1")
        answered = True
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    finally:
        if not answered:
            connection.terminate()
    return True


def broke_while_idle(connection: asyncpg.Connection, error: BaseException, *, lay_idle: bool) -> bool:
    """Whether the error on a connection's first use only means that it was already broken."""
    if not lay_idle or not isinstance(error, Exception) or isinstance(error, TimeoutError):
        return False
    if isinstance(error, asyncpg.PostgresError):
        return str(error.sqlstate or "").startswith(SQLSTATES_OF_A_CONNECTION_THAT_ENDED)
    return connection.is_closed()
