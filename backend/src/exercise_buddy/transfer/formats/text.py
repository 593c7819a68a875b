"""Files as text, and cells that spreadsheets leave alone."""

import re

from exercise_buddy.transfer.exceptions import FileUnreadable

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ZIP_MARK = b"PK\x03\x04"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet would run, East Asian ones in full width, too, or takes for our own mark in front of it."""


def decoded(content: bytes) -> str:
    """The text of the file; raises FileUnreadable, in words that help, where it is not UTF-8."""
    if content.startswith(UTF_16_MARKS) or _has_every_second_byte_empty(content[:1024]):
        raise FileUnreadable("The file is saved as UTF-16. Save it as UTF-8 (in Excel: CSV UTF-8) and try again.")
    if b"\x00" in content[:1024] or content.startswith(ZIP_MARK):
        raise FileUnreadable("The file is no text. Unpack an archive first; tables and JSON can be imported.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadable(
            "The file is not saved as UTF-8. Save it as UTF-8 (in Excel: CSV UTF-8) and try again."
        ) from error


def _has_every_second_byte_empty(head: bytes) -> bool:
    """As most of a text in European letters has in UTF-16."""
    return max(head[first::2].count(0) for first in (0, 1)) > len(head) // 4


def shielded(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: OWASP, CSV injection."""
    return f"'{text}" if _FORMULA.match(text) else text


def unshielded(cell: str) -> str:
    """What was shielded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
