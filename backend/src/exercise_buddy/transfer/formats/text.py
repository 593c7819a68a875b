"""Files as text, and cells that spreadsheets leave alone."""

import re

from exercise_buddy.transfer.exceptions import FileUnreadable

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet would run, East Asian ones in full width, too, or takes for our own mark in front of it."""


def decoded(content: bytes) -> str:
    """The text of the file; raises FileUnreadable, in words that help, where it is not UTF-8."""
    if content.startswith(UTF_16_MARKS) or b"\x00" in content[:1024]:
        raise FileUnreadable("The file is saved as UTF-16. Save it as UTF-8 (in Excel: CSV UTF-8) and try again.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadable(
            "The file is not saved as UTF-8. Save it as UTF-8 (in Excel: CSV UTF-8) and try again."
        ) from error


def shielded(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: OWASP, CSV injection."""
    return f"'{text}" if _FORMULA.match(text) else text


def unshielded(cell: str) -> str:
    """What was shielded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
