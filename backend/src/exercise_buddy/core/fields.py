"""Building blocks of request and response bodies."""

import math
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Any

import msgspec
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    JsonValue,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

MAX_JSON_DEPTH = 12
MAX_JSON_BYTES = 256 * 1024
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d($|[Tt ])")
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


class Input(BaseModel):
    """The base of request bodies: an unknown field is an error instead of being ignored."""

    model_config = ConfigDict(
        extra="forbid", str_strip_whitespace=True, allow_inf_nan=False, use_attribute_docstrings=True
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema without `default: null`, which would be wrong for a field that may not be null."""
        schema = handler(core_schema)
        for field in handler.resolve_ref_schema(schema).get("properties", {}).values():
            if field.get("default", ...) is None:
                del field["default"]
        return schema


class Output(BaseModel):
    """The base of response bodies."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)


def unset() -> Any:
    """For a PATCH field that may be missing but not null; `model_fields_set` tells whether it was sent."""
    return Field(default=None)


def _refuse_nul(value: str) -> str:
    if "\x00" in value:
        raise ValueError("must not contain the NUL character")
    return value


class Storable:
    """Marks text that PostgreSQL can store, that is, without NUL. Pydantic itself refuses lone surrogates.

    Place it after the other constraints, so that Pydantic can word their errors.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The text's own validation, then this one."""
        return core_schema.no_info_after_validator_function(_refuse_nul, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The text's own schema, with a pattern."""
        return {"pattern": r"^[^\u0000]*$"} | handler(schema)


def _refuse_timestamp(value: object) -> object:
    """Pydantic would also accept seconds since 1970, as a number or a string."""
    if isinstance(value, str) and not ISO_DATE.match(value):
        raise ValueError("must be written as in RFC 3339, such as 2026-02-28 or 2026-02-28T12:00:00Z")
    if isinstance(value, int | float):
        raise ValueError("must be a string")  # noqa: TRY004 - Pydantic takes a ValueError for a refusal
    return value


def _in_utc(value: datetime) -> datetime:
    if not EARLIEST <= value < LATEST:
        raise ValueError(f"must be between {EARLIEST:%Y} and {LATEST:%Y}")
    return value.astimezone(UTC)


Moment = Annotated[AwareDatetime, BeforeValidator(_refuse_timestamp), AfterValidator(_in_utc)]
"""A point in time, given with its offset from UTC."""

Day = Annotated[date, BeforeValidator(_refuse_timestamp)]
"""A calendar day."""

Integer = Annotated[int, Field(strict=True)]
"""A JSON number without a fraction; neither `true` nor a string of digits."""

Number = Annotated[float, Field(strict=True)]
"""A finite JSON number; neither `true` nor a string of digits."""


def refuse_unstorable(value: dict[str, Any]) -> dict[str, Any]:
    """Raise ValueError for what jsonb cannot hold or nobody needs: NUL, NaN, excessive nesting."""
    level: list[Any] = [value]
    for _ in range(MAX_JSON_DEPTH):
        level = [child for node in level for child in _children(node)]
        if not level:
            break
    else:
        raise ValueError(f"must not be nested deeper than {MAX_JSON_DEPTH} levels")
    if len(msgspec.json.encode(value)) > MAX_JSON_BYTES:
        raise ValueError(f"must not be larger than {MAX_JSON_BYTES // 1024} KiB")
    return value


def _children(node: Any) -> Iterable[Any]:
    """The child values of a node; raises ValueError for a leaf that cannot be stored."""
    if isinstance(node, dict):
        return [*node.keys(), *node.values()]
    if isinstance(node, list):
        return node
    if isinstance(node, str):
        _refuse_nul(node).encode()
    elif isinstance(node, float) and not math.isfinite(node):
        raise ValueError("must not contain NaN or Infinity")
    elif isinstance(node, int | float) and abs(node) >= 2**63:
        # PostgreSQL returns 1e300 as an integer of 301 digits.
        raise ValueError("must not contain numbers of 2^63 or more")
    return ()


JsonObject = Annotated[dict[str, JsonValue], AfterValidator(refuse_unstorable)]
"""A JSON object of any shape that jsonb can hold, at most 256 KiB."""
