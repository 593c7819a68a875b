"""What goes wrong on the way to PostgreSQL, told apart."""

import socket

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

SQLSTATES_OF_AN_ABSENT_SERVER = ("08", "53", "57P", "28", "3D", "25006")
"""PostgreSQL, appendix A: connection exceptions, insufficient resources, operator intervention; what an operator has
to mend, too: a password that it does not take, a database that is not there, a server that only reads."""

SQLSTATES_OF_A_CONNECTION_THAT_ENDED = ("08", "57P")
"""Of them those that say that this one is over, and nothing of the next."""

SQLSTATES_OF_A_BUSY_SERVER = ("40", "57014", "55P03", "25P03", "25P04")
"""Deadlocks and serialisation failures, and what took longer than it may: all of it may succeed the next time."""

ERRORS_OF_AN_ABSENT_SERVER = (
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    asyncpg.InterfaceError,
    PoolTimeoutError,
    InterfaceError,
    OperationalError,
    # Without an SQLSTATE it is asyncpg's own confusion over a connection that broke in the middle.
    InternalError,
)
ERRORS_OF_THE_DATABASE = (*ERRORS_OF_AN_ABSENT_SERVER, asyncpg.PostgresError, DBAPIError)


def sqlstate_of(error: Exception) -> str:
    """PostgreSQL's five-character code of the error, empty where the server gave none."""
    return _sqlstate_of_any(error) or ""


def is_database_absent(exception: Exception) -> bool:
    """Whether the database did not answer."""
    sqlstate = _sqlstate_of_any(exception)
    if sqlstate is not None:
        return sqlstate.startswith(SQLSTATES_OF_AN_ABSENT_SERVER)
    return isinstance(exception, ERRORS_OF_AN_ABSENT_SERVER)


def is_database_busy(exception: Exception) -> bool:
    """Whether the database gave up on a statement that may succeed the next time."""
    return (_sqlstate_of_any(exception) or "").startswith(SQLSTATES_OF_A_BUSY_SERVER)


def _sqlstate_of_any(exception: Exception) -> str | None:
    """Errors of asyncpg come wrapped by SQLAlchemy, and bare from the driver."""
    cause = exception.orig if isinstance(exception, DBAPIError) else exception
    sqlstate = getattr(cause, "sqlstate", None)
    return None if sqlstate is None else str(sqlstate)
