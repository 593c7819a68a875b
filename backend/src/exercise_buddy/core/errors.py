"""Errors with stable codes; core/http/problems.py turns them into responses.

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
├── HostUnknown             421
├── InvalidInput            422
├── TooManyRequests         429
├── HeadersTooLarge         431
├── ServerBusy              503
├── DatabaseBusy            503
└── DatabaseUnavailable     503
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class FieldProblem(BaseModel):
    """A problem with one field of a request."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    location: str
    """The location, such as `body.reps_count`."""
    code: str
    message: str


class AppError(Exception):
    """A refusal with a stable code. Subclass it for each case that a client may want to tell apart."""

    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR
    code: ClassVar[str] = "internal_error"
    detail: ClassVar[str] = "Something went wrong on our side."
    keeps_changes: ClassVar[bool] = False
    """Whether what the request wrote so far is committed nevertheless."""

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
    """The body cannot be parsed."""

    status = HTTPStatus.BAD_REQUEST
    code = "bad_request"
    detail = "The request body cannot be read."


class HostUnknown(AppError):
    """The Host header names none of the server's names."""

    status = HTTPStatus.MISDIRECTED_REQUEST
    code = "host_unknown"
    detail = "This server does not answer to that name. Its operator can add it to ALLOWED_HOSTS."


class MethodNotAllowed(AppError):
    """The path exists, but not with this method."""

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
    """The user may not do this."""

    status = HTTPStatus.FORBIDDEN
    code = "forbidden"
    detail = "This is not allowed."


class NotFound(AppError):
    """There is no such resource, or it belongs to another user."""

    status = HTTPStatus.NOT_FOUND
    code = "not_found"
    detail = "There is nothing here."


class RequestTimeout(AppError):
    """The body did not arrive in time."""

    status = HTTPStatus.REQUEST_TIMEOUT
    code = "request_timeout"
    detail = "The request body did not arrive in time."


class Conflict(AppError):
    """The request conflicts with the stored state."""

    status = HTTPStatus.CONFLICT
    code = "conflict"
    detail = "This clashes with what is already stored."


class Gone(AppError):
    """The resource existed and was deleted."""

    status = HTTPStatus.GONE
    code = "gone"
    detail = "This was deleted."


class PayloadTooLarge(AppError):
    """The body is too long."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "payload_too_large"
    detail = "The request body is too large."


class AddressTooLong(AppError):
    """Path and query are too long."""

    status = HTTPStatus.REQUEST_URI_TOO_LONG
    code = "address_too_long"
    detail = "The address is too long."


class HeadersTooLarge(AppError):
    """The headers are too long."""

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
    """More work is queued than can be done in time."""

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


class DatabaseBusy(AppError):
    """The database gave up: it took too long, or two changes conflicted. Nothing was changed."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "database_busy"
    detail = "The database is busy. Nothing was changed; try again in a moment."

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "2"})
