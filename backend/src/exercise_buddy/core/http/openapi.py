"""The OpenAPI document: FastAPI's, with our problem details instead of its own errors."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema

from exercise_buddy.core.errors import FieldProblem
from exercise_buddy.core.http.problems import MEDIA_TYPE, Problem

REFERENCE = "#/components/schemas/{model}"
DESCRIPTION = (
    "Accounts, workouts and statistics of Exercise Buddy. "
    "A refusal is `application/problem+json` (RFC 9457); clients switch on its `code`."
)


def operation_id(route: APIRoute) -> str:
    """The name of the function, which generated clients use."""
    return route.name


def describe(app: FastAPI) -> None:
    """Make the application serve our document, built once."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes)
    schemas = document["components"]["schemas"]
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    _, problem = models_json_schema(
        [(Problem, "serialization"), (FieldProblem, "serialization")], ref_template=REFERENCE
    )
    schemas |= problem["$defs"]
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    for operation in _operations(document):
        _drop_foreign_errors(operation)
    return document


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in document["paths"].values() for operation in path.values()]


def _drop_foreign_errors(operation: dict[str, Any]) -> None:
    """Remove FastAPI's own 422, which it adds wherever ours is not declared, and add the general refusals."""
    responses = operation["responses"]
    for status in [s for s, r in responses.items() if "HTTPValidationError" in str(r)]:
        del responses[status]
    content = {MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(model="Problem")}}}
    responses["default"] = {"description": "Any other refusal.", "content": content}
