"""Keeps user input and database contents out of the log: errors are logged by type and location only.

Error messages repeat values: PostgreSQL's "Failing row contains (...)" the whole row, Pydantic's the input, and
Python's "could not convert string to float" the string. No list of patterns covers them all, so none is logged.
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
LOGGED_ATTRIBUTES = ("sqlstate", "constraint_name", "table_name", "errno")
"""Our own and the system's names and numbers, never values."""


def redacted(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor that redacts secrets by the name of their key and by their form."""
    if line.get("logger") == "asyncio":
        # Later lines contain the error's own message.
        line["event"] = str(line["event"]).partition("\n")[0]
    for key, value in line.items():
        line[key] = REDACTED if SECRET_KEYS.search(key) else _blotted(value)
    return line


def _blotted(value: Any) -> Any:
    return SECRET_TEXTS.sub(REDACTED, value) if isinstance(value, str) else value


def without_values(exc_info: "structlog.typing.ExcInfo") -> str:
    """The types and locations of an error and its causes, without their messages."""
    return "\n".join(_describe(error) for error in _chain(exc_info[1]))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(MAX_CHAIN):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _describe(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    facts = [f"{name}={value}" for name in LOGGED_ATTRIBUTES if (value := getattr(error, name, None)) is not None]
    frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__)).format()
    return "".join(frames) + " ".join([kind, *facts])
