"""Refusals, and how they are told: RFC 9457 problem details with a stable code.

AppError
├── BadRequest              400
├── NotAuthenticated        401
├── Forbidden               403
├── NotFound                404
├── MethodNotAllowed        405
├── RequestTimeout          408
├── Conflict                409
├── Gone                    410
├── PayloadTooLarge         413
├── AddressTooLong          414
├── InvalidInput            422
├── TooManyRequests         429
├── HeadersTooLarge         431
├── ServerBusy              503
└── DatabaseUnavailable     503
"""

import json
import socket
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

import asyncpg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"
PROBLEM_TYPE_PREFIX = "urn:exercise-buddy:problem:"
SQLSTATES_OF_AN_ABSENT_SERVER = ("08", "53", "57P")
"""PostgreSQL, appendix A: connection exceptions, insufficient resources, operator intervention."""

MAX_ERRORS_TOLD = 20
MAX_LOCATION_LENGTH = 200

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

log = structlog.get_logger(__name__)


class FieldProblem(BaseModel):
    """What is wrong with one part of a request."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    location: str
    """Where it stands, such as `body.reps_count`."""
    code: str
    message: str


class Problem(BaseModel):
    """An answer that refuses; `code` is stable, the texts are not."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldProblem] | None = None


class AppError(Exception):
    """A refusal with a stable code. Subclass it for each thing a client may want to tell apart."""

    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR
    code: ClassVar[str] = "internal_error"
    detail: ClassVar[str] = "Something went wrong on our side."
    keeps_changes: ClassVar[bool] = False
    """Whether what the request wrote so far is committed all the same."""

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or self.detail)
        self.errors = list(errors)
        self.headers = dict(headers or {})


class BadRequest(AppError):
    """The body cannot be read at all."""

    status = HTTPStatus.BAD_REQUEST
    code = "bad_request"
    detail = "The request body cannot be read."


class MethodNotAllowed(AppError):
    """The address is right, the method is not."""

    status = HTTPStatus.METHOD_NOT_ALLOWED
    code = "method_not_allowed"
    detail = "This method is not allowed here."


class InvalidInput(AppError):
    """The request is malformed."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "validation_failed"
    detail = "The request is not valid."

    @classmethod
    def at(cls, location: str, message: str) -> "InvalidInput":
        """The error for one wrong field."""
        return cls(errors=[FieldProblem(location=location, code=cls.code, message=message)])


class NotAuthenticated(AppError):
    """Nobody is signed in."""

    status = HTTPStatus.UNAUTHORIZED
    code = "not_authenticated"
    detail = "Sign in first."

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class Forbidden(AppError):
    """The one who asks may not do this."""

    status = HTTPStatus.FORBIDDEN
    code = "forbidden"
    detail = "This is not allowed."


class NotFound(AppError):
    """There is no such thing, or it is someone else's."""

    status = HTTPStatus.NOT_FOUND
    code = "not_found"
    detail = "There is nothing here."


class RequestTimeout(AppError):
    """The body did not come in time."""

    status = HTTPStatus.REQUEST_TIMEOUT
    code = "request_timeout"
    detail = "The request body did not arrive in time."


class Conflict(AppError):
    """It clashes with what is already there."""

    status = HTTPStatus.CONFLICT
    code = "conflict"
    detail = "This clashes with what is already stored."


class Gone(AppError):
    """It was there, and was deleted."""

    status = HTTPStatus.GONE
    code = "gone"
    detail = "This was deleted."


class PayloadTooLarge(AppError):
    """The body is longer than is read."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "payload_too_large"
    detail = "The request body is too large."


class AddressTooLong(AppError):
    """The path and the query are longer than any of ours."""

    status = HTTPStatus.REQUEST_URI_TOO_LONG
    code = "address_too_long"
    detail = "The address is too long."


class HeadersTooLarge(AppError):
    """The headers are longer than is read."""

    status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    code = "headers_too_large"
    detail = "The request headers are too large."


class TooManyRequests(AppError):
    """A rate limit is used up."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_many_requests"
    detail = "Too many requests. Try again later."

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(headers={"Retry-After": str(retry_after_seconds)})


class ServerBusy(AppError):
    """More is waiting for the processor than can be done in time."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "server_busy"
    detail = "The server is busy. Try again in a moment."

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "5"})


class DatabaseUnavailable(AppError):
    """The database does not answer."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "database_unavailable"
    detail = "The database cannot be reached. Try again in a moment."

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "2"})


FRAMEWORK_REFUSALS: Mapping[int, type[AppError]] = {
    kind.status: kind for kind in (BadRequest, NotFound, MethodNotAllowed, RequestTimeout, PayloadTooLarge)
}
"""What Starlette and FastAPI refuse by themselves."""


def problem_response(error: AppError) -> Response:
    """The answer that tells `error`."""
    problem = Problem(
        type=PROBLEM_TYPE_PREFIX + error.code,
        title=error.status.phrase,
        status=error.status,
        code=error.code,
        detail=str(error),
        errors=error.errors or None,
    )
    # ASCII only: a lone surrogate in the name of a field cannot be encoded as UTF-8.
    body = json.dumps(problem.model_dump(exclude_none=True), ensure_ascii=True)
    return Response(body, status_code=error.status, headers=error.headers, media_type=MEDIA_TYPE)


def problems(*errors: type[AppError]) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of a route: what it refuses, and with which codes."""
    by_status: dict[int, list[type[AppError]]] = {}
    for error in errors:
        by_status.setdefault(int(error.status), []).append(error)
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {
            "description": " ".join(f"`{e.code}`: {e.detail}" for e in group),
            "content": content,
        }
        for status, group in sorted(by_status.items())
    }


def add_error_handlers(app: FastAPI) -> None:
    """Have every refusal told as a problem."""
    for kind in (AppError, HTTPException, RequestValidationError, *ERRORS_OF_THE_DATABASE):
        app.add_exception_handler(kind, _handle)


async def _handle(_request: Request, exception: Exception) -> Response:
    return problem_response(as_app_error(exception))


def as_app_error(exception: Exception) -> AppError:
    """The refusal that stands for `exception`; one that no rule knows is raised again."""
    if isinstance(exception, AppError):
        return exception
    if isinstance(exception, RequestValidationError):
        return InvalidInput(errors=[_field_problem(error) for error in exception.errors()[:MAX_ERRORS_TOLD]])
    if isinstance(exception, HTTPException) and exception.status_code in FRAMEWORK_REFUSALS:
        return FRAMEWORK_REFUSALS[exception.status_code](headers=exception.headers)
    if _is_database_absent(exception):
        log.warning("database_unavailable", error=type(exception).__name__)
        return DatabaseUnavailable()
    raise exception


def _field_problem(error: Mapping[str, Any]) -> FieldProblem:
    """Without `input` and `ctx`, which would echo a password."""
    location = ".".join(str(part) for part in error["loc"])[:MAX_LOCATION_LENGTH]
    return FieldProblem(location=location, code=error["type"], message=error["msg"])


def _is_database_absent(exception: Exception) -> bool:
    """Errors of asyncpg come wrapped by SQLAlchemy from a statement, and bare while connecting."""
    cause = exception.orig if isinstance(exception, DBAPIError) else exception
    sqlstate = getattr(cause, "sqlstate", None)
    if sqlstate is not None:
        return str(sqlstate).startswith(SQLSTATES_OF_AN_ABSENT_SERVER)
    return isinstance(exception, ERRORS_OF_AN_ABSENT_SERVER)
