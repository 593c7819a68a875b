"""Classifies errors of PostgreSQL and of connections to it."""

import socket

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

SQLSTATES_OF_AN_ABSENT_SERVER = ("08", "53", "57P", "28", "3D", "25006")
"""PostgreSQL, appendix A: connection exceptions, insufficient resources, operator intervention; also what an operator
has to fix: a wrong password, a missing database, a read-only server."""

SQLSTATES_OF_A_CONNECTION_THAT_ENDED = ("08", "57P")
"""Those that end one statement or connection and say nothing about the next."""

SQLSTATES_OF_A_BUSY_SERVER = ("40", "57014", "55P03", "25P03", "25P04")
"""Deadlocks, serialisation failures and time-outs: all of them may succeed when retried."""

ERRORS_OF_AN_ABSENT_SERVER = (
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    asyncpg.InterfaceError,
    PoolTimeoutError,
    InterfaceError,
    OperationalError,
    # Without an SQLSTATE it is asyncpg's internal error for a connection that broke in mid-use.
    InternalError,
)
ERRORS_OF_THE_DATABASE = (*ERRORS_OF_AN_ABSENT_SERVER, asyncpg.PostgresError, DBAPIError)


def sqlstate_of(error: Exception) -> str:
    """The error's five-character SQLSTATE, empty if the server gave none."""
    return _sqlstate_of_any(error) or ""


def is_database_absent(exception: Exception) -> bool:
    """Whether the database did not answer."""
    sqlstate = _sqlstate_of_any(exception)
    if sqlstate is not None:
        return sqlstate.startswith(SQLSTATES_OF_AN_ABSENT_SERVER)
    return isinstance(exception, ERRORS_OF_AN_ABSENT_SERVER)


def is_refusal(exception: Exception) -> bool:
    """Whether the server takes no connections at the moment, as while it starts; not that there are too many."""
    sqlstate = _sqlstate_of_any(exception)
    if sqlstate is not None:
        return sqlstate.startswith(SQLSTATES_OF_A_CONNECTION_THAT_ENDED)
    return isinstance(exception, ConnectionError)


def is_database_busy(exception: Exception) -> bool:
    """Whether the database aborted a statement that may succeed when retried."""
    return (_sqlstate_of_any(exception) or "").startswith(SQLSTATES_OF_A_BUSY_SERVER)


def _sqlstate_of_any(exception: Exception) -> str | None:
    """Errors of asyncpg arrive wrapped by SQLAlchemy, or bare from the driver."""
    cause = exception.orig if isinstance(exception, DBAPIError) else exception
    sqlstate = getattr(cause, "sqlstate", None)
    return None if sqlstate is None else str(sqlstate)
