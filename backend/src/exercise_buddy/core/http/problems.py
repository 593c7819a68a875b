"""Error responses: RFC 9457 problem details with a stable code."""

import json
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from exercise_buddy.core.db.errors import is_database_absent, is_database_busy
from exercise_buddy.core.errors import (
    AppError,
    BadRequest,
    DatabaseBusy,
    DatabaseUnavailable,
    FieldProblem,
    InvalidInput,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    RequestTimeout,
)

MEDIA_TYPE = "application/problem+json"
PROBLEM_TYPE_PREFIX = "urn:exercise-buddy:problem:"
MAX_ERRORS_TOLD = 20
MAX_LOCATION_LENGTH = 200

log = structlog.get_logger(__name__)


class Problem(BaseModel):
    """An error response; `code` is stable, the texts are not."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldProblem] | None = None


FRAMEWORK_REFUSALS: Mapping[int, type[AppError]] = {
    kind.status: kind for kind in (BadRequest, NotFound, MethodNotAllowed, RequestTimeout, PayloadTooLarge)
}
"""Refusals by Starlette and FastAPI themselves."""


def problem_response(error: AppError) -> Response:
    """The response for `error`."""
    problem = Problem(
        type=PROBLEM_TYPE_PREFIX + error.code,
        title=error.status.phrase,
        status=error.status,
        code=error.code,
        detail=str(error),
        errors=error.errors or None,
    )
    # ASCII only: a lone surrogate in a field name cannot be encoded as UTF-8.
    body = json.dumps(problem.model_dump(exclude_none=True), ensure_ascii=True)
    return Response(body, status_code=error.status, headers=error.headers, media_type=MEDIA_TYPE)


def problems(*errors: type[AppError]) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses=`: its refusals and their codes."""
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


def as_app_error(exception: Exception) -> AppError:
    """The refusal for `exception`; an unknown one is raised again."""
    if isinstance(exception, AppError):
        return exception
    if isinstance(exception, RequestValidationError):
        return InvalidInput(errors=[_field_problem(error) for error in exception.errors()[:MAX_ERRORS_TOLD]])
    if isinstance(exception, HTTPException) and exception.status_code in FRAMEWORK_REFUSALS:
        return FRAMEWORK_REFUSALS[exception.status_code](headers=exception.headers)
    if is_database_absent(exception):
        log.warning("database_unavailable", error=type(getattr(exception, "orig", exception)).__name__)
        return DatabaseUnavailable()
    if is_database_busy(exception):
        log.warning("database_busy", error=type(getattr(exception, "orig", exception)).__name__)
        return DatabaseBusy()
    raise exception


def _field_problem(error: Mapping[str, Any]) -> FieldProblem:
    """Omits `input` and `ctx`, which could echo a password."""
    location = ".".join(str(part) for part in error["loc"])[:MAX_LOCATION_LENGTH]
    return FieldProblem(location=location, code=error["type"], message=error["msg"])
