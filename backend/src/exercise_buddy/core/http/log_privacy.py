"""Keeps out of the log what people typed and what the database holds: an error is told by its kind and its place.

Messages of errors repeat values: PostgreSQL's "Failing row contains (...)" the whole row, Pydantic's the input, and
Python's "could not convert string to float" the string. No list of patterns knows them all; so none of them is written.
"""

import re
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import structlog

REDACTED = "[redacted]"
SECRET_KEYS = re.compile(r"password|secret|token|authorization|cookie|hash|note|email|parameters|body", re.IGNORECASE)
SECRET_TEXTS = re.compile(
    r"\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}"  # bcrypt
    r"|eyJ[\w-]+\.[\w-]+\.[\w-]+"  # a JSON Web Token
    r"|(?<=://)[^\s/@]+(?=@)"  # user and password of an address
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"  # an email address
)
MAX_CHAIN = 8
TOLD_OF_AN_ERROR = ("sqlstate", "constraint_name", "table_name", "errno")
"""Names and numbers of ours and of the system's, never values."""


def redacted(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: secrets are blotted out by the name of their key and by their shape."""
    if line.get("logger") == "asyncio":
        # The lines after the first hold the error's own words.
        line["event"] = str(line["event"]).partition("\n")[0]
    for key, value in line.items():
        line[key] = REDACTED if SECRET_KEYS.search(key) else _blotted(value)
    return line


def _blotted(value: Any) -> Any:
    return SECRET_TEXTS.sub(REDACTED, value) if isinstance(value, str) else value


def without_values(exc_info: "structlog.typing.ExcInfo") -> str:
    """The kinds of an error and of those that led to it, and where; without their messages."""
    return "\n".join(_told(error) for error in _chain(exc_info[1]))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(MAX_CHAIN):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    facts = [f"{name}={value}" for name in TOLD_OF_AN_ERROR if (value := getattr(error, name, None)) is not None]
    frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__)).format()
    return "".join(frames) + " ".join([kind, *facts])
