"""The depth and size of JSON, measured on its bytes before it is parsed."""

import re

from exercise_buddy.core.errors import BadRequest, InvalidInput

MAX_DEPTH = 16
"""Workout details have at most 12 levels, a passkey's credential 4."""
MAX_MEMBERS = 100
"""Of the outermost object; forms have twenty fields, and each unknown one costs an error message."""

# Possessive quantifiers, and an unterminated string ends with the text: each byte is visited once, whatever is sent.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_NUL = b"\0"
"""JSON in UTF-8 never contains it; in UTF-16 and UTF-32, which Python also parses, it always does and would be
mismeasured."""
_NO_MARKS = bytes(set(range(256)) - set(b"[]{},"))


class TooComplex(InvalidInput):
    """The JSON has more values or levels than any valid request."""

    code = "too_complex"
    detail = "The JSON has too many values, or is nested too deeply."


def refuse_complex(text: bytes, max_values: int, max_depth: int = MAX_DEPTH, max_members: int = MAX_MEMBERS) -> None:
    """Raise TooComplex for too many values, levels, or members of the outermost value. Invalid JSON passes.

    Every value but the first follows a comma or an opening bracket. Most bodies have few enough of those, even counting
    the ones inside strings, and are then done.
    """
    if _marks(text) > min(max_values, max_members) or text.count(b"[") + text.count(b"{") > max_depth:
        bare = _STRING.sub(b"", text).translate(None, _NO_MARKS)
        if _marks(bare) > max_values:
            raise TooComplex
        depth, members = _depth_and_members(bare)
        if depth > max_depth or members > max_members:
            raise TooComplex


def refuse_other_encodings(text: bytes) -> None:
    """Raise BadRequest for JSON that is not in UTF-8 (RFC 8259, 8.1). Invalid JSON passes."""
    if _NUL in text:
        raise BadRequest


def _marks(text: bytes) -> int:
    return text.count(b",") + text.count(b"[") + text.count(b"{")


def _depth_and_members(marks: bytes) -> tuple[int, int]:
    depth = deepest = 0
    members = 1
    for mark in marks:
        if mark in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in b"]}":
            depth -= 1
        elif depth == 1:
            members += 1
    return deepest, members
