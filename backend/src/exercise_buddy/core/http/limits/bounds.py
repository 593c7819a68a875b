"""Maximum length of a request's head; admission checks bodies, per route."""

import re

from starlette.types import Scope

from exercise_buddy.core.errors import AddressTooLong, AppError, HeadersTooLarge

CONTENT_LENGTH = re.compile(r"[0-9]{1,15}")
MAX_ADDRESS_BYTES = 8 * 1024
"""RFC 9110, 4.1, recommends supporting at least 8,000 octets; ours stay below 500."""
MAX_HEADERS_BYTES = 32 * 1024


def refusal_of_head(scope: Scope) -> AppError | None:
    """The refusal of an address or headers that are too long; None if they are not."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_ADDRESS_BYTES:
        return AddressTooLong()
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEADERS_BYTES:
        return HeadersTooLarge()
    return None
