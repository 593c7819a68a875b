"""How deep and how large JSON is, measured on its bytes, before anything is made of it."""

import re

from exercise_buddy.core.errors import BadRequest, InvalidInput

MAX_DEPTH = 16
"""Details of a workout have 12 levels at most, a passkey's credential 4."""
MAX_MEMBERS = 100
"""Of the outermost object; forms have twenty fields, and each unknown one is an error to be worded."""

# Possessive, and a string that does not end ends with the text: each byte is looked at once, whatever is sent.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_NUL = b"\0"
"""In UTF-8 no JSON has it; in UTF-16 and UTF-32, which Python reads, too, all has, and is measured wrong."""
_NO_MARKS = bytes(set(range(256)) - set(b"[]{},"))


class TooComplex(InvalidInput):
    """The JSON has more values, or is nested deeper, than anything that is asked for here."""

    code = "too_complex"
    detail = "The JSON has too many values, or is nested too deeply."


def refuse_complex(text: bytes, max_values: int, max_depth: int = MAX_DEPTH, max_members: int = MAX_MEMBERS) -> None:
    """Raise TooComplex for more values, levels, or members of the outermost value. What is no JSON passes.

    Every value but the first stands behind a comma or opens a bracket. In most bodies there are few enough even with
    those inside of strings, and that is all the work there is.
    """
    if _marks(text) > min(max_values, max_members) or text.count(b"[") + text.count(b"{") > max_depth:
        bare = _STRING.sub(b"", text).translate(None, _NO_MARKS)
        if _marks(bare) > max_values:
            raise TooComplex
        depth, members = _depth_and_members(bare)
        if depth > max_depth or members > max_members:
            raise TooComplex


def refuse_other_encodings(text: bytes) -> None:
    """Raise BadRequest for JSON that is not in UTF-8 (RFC 8259, 8.1). What is no JSON passes."""
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
