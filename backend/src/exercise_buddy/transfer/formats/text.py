"""Files as text, and cells that spreadsheets leave alone."""

import re

from exercise_buddy.transfer.exceptions import FileEmpty, FileNotText, FileNotUnicode

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ZIP_MARK = b"PK\x03\x04"
_SIGNS = r"=+\-@\uff1d\uff0b\uff0d\uff20"
"""With which a formula begins; East Asian spreadsheets run those in full width, too."""
_FORMULA = rf"(?='*[{_SIGNS}\t\r\n])"
"""What a spreadsheet would run, or what would pass for our own mark in front of it."""
_FORMULA_WITHIN = rf"(?<=[;\t\r\n])(?='*[{_SIGNS}])"
"""The same behind what separates cells in other countries' spreadsheets, for which our quotes are text."""
_TO_SHIELD = re.compile(rf"\A{_FORMULA}|{_FORMULA_WITHIN}")
_SHIELD = re.compile(rf"\A'{_FORMULA}|(?<=[;\t\r\n])'(?='*[{_SIGNS}])")


def decoded(content: bytes) -> str:
    """The text of the file, in UTF-8 or, as Excel's "Unicode text", in UTF-16.

    Raises FileEmpty, FileNotText and FileNotUnicode, in words that help.
    """
    encoding = _encoding(content)
    if encoding == "utf-8-sig" and (b"\x00" in content[:1024] or content.startswith(ZIP_MARK)):
        raise FileNotText
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise (FileNotUnicode if encoding == "utf-8-sig" else FileNotText) from error
    if not text.strip():
        raise FileEmpty
    return text


def _encoding(content: bytes) -> str:
    """Told by the mark at the beginning; without one by empty bytes, every second one in most of a European text."""
    if content.startswith(UTF_16_MARKS):
        return "utf-16"
    head = content[:1024]
    empty = [head[first::2].count(0) for first in (0, 1)]
    if max(empty) <= len(head) // 4 or min(empty) > 0:
        return "utf-8-sig"
    return "utf-16-be" if empty[0] else "utf-16-le"


def shielded(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula, or splits into some: OWASP, CSV injection."""
    return _TO_SHIELD.sub("'", text)


def unshielded(cell: str) -> str:
    """What was shielded."""
    return _SHIELD.sub("", cell)
