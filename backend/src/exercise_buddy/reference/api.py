"""docs/architecture/API_ENDPOINTS.md, from the OpenAPI document."""

import re
from collections.abc import Iterator
from typing import Any

HEAD = """# API endpoints

Generated from the OpenAPI document by `make api`; not edited by hand. Where the app runs, the same stands at
`/api/docs`.

{description}

Outside of the document: `/healthz` (the process is alive), `/readyz` (the database answers and has the newest
schema), `/metrics` (Prometheus; wants `METRICS_TOKEN` as a bearer token where that is set), `/api/docs`,
`/api/openapi.json`; every other address outside `/api` is the web app's.
"""
METHODS = ("get", "post", "patch", "put", "delete")
LIMITS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "default": "default `{}`",
}
JSON = "application/json"


def api_reference(document: dict[str, Any]) -> str:
    """The page in Markdown."""
    return "\n".join(_lines(document)).rstrip()


def _lines(document: dict[str, Any]) -> Iterator[str]:
    yield HEAD.format(description=document["info"]["description"])
    operations = [
        (method.upper(), path, operations[method])
        for path, operations in document["paths"].items()
        for method in METHODS
        if method in operations
    ]
    yield from _overview(operations)
    for method, path, operation in operations:
        yield from _operation(method, path, operation)
    yield "## Shapes\n"
    for name, schema in document["components"]["schemas"].items():
        yield from _shape(name, schema)


def _overview(operations: list[tuple[str, str, dict[str, Any]]]) -> Iterator[str]:
    yield "| Endpoint | Name | Signed in |"
    yield "|---|---|---|"
    for method, path, operation in operations:
        signed_in = "yes" if operation.get("security") else "no"
        name = operation["operationId"]
        yield f"| [`{method} {path}`](#{_anchor(f'{method} {path}')}) | {name} | {signed_in} |"
    yield ""


def _operation(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"## {method} {path}\n"
    yield operation.get("description", "") + "\n"
    if parameters := operation.get("parameters"):
        yield "| Parameter | In | Type |"
        yield "|---|---|---|"
        for parameter in parameters:
            yield f"| `{parameter['name']}` | {parameter['in']} | {_type(parameter['schema'])} |"
        yield ""
    if body := operation.get("requestBody"):
        yield f"Body: {_type(body['content'][JSON]['schema'])}\n"
    for status, response in sorted(operation["responses"].items()):
        yield f"- **{status}** {_response(response)}"
    yield ""


def _response(response: dict[str, Any]) -> str:
    schema = response.get("content", {}).get(JSON, {}).get("schema")
    return _type(schema) if schema else str(response["description"])


def _shape(name: str, schema: dict[str, Any]) -> Iterator[str]:
    yield f"### {name}\n"
    if description := schema.get("description"):
        yield _one_line(description) + "\n"
    if values := schema.get("enum"):
        yield ", ".join(f"`{value}`" for value in values) + "\n"
    if properties := schema.get("properties"):
        yield "| Field | Type | | |"
        yield "|---|---|---|---|"
        required = schema.get("required", [])
        for field, of_field in properties.items():
            needed = "required" if field in required else ""
            yield f"| `{field}` | {_type(of_field)} | {needed} | {_one_line(of_field.get('description', ''))} |"
        yield ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _anchor(heading: str) -> str:
    """A heading's anchor on GitHub."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _type(schema: dict[str, Any]) -> str:
    """A short description of a schema."""
    if reference := schema.get("$ref"):
        name = reference.rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if alternatives := schema.get("anyOf"):
        return " or ".join(_type(alternative) for alternative in alternatives)
    kind = schema.get("format") or schema.get("type", "any JSON")
    if "const" in schema:
        kind = f"`{schema['const']}`"
    elif "enum" in schema:
        kind = " or ".join(f"`{value}`" for value in schema["enum"])
    elif items := schema.get("prefixItems"):
        kind = f"[{', '.join(_type(item) for item in items)}]"
    elif kind == "array":
        kind = f"list of {_type(schema['items'])}"
    return ", ".join([kind, *(text.format(schema[key]) for key, text in LIMITS.items() if key in schema)])
