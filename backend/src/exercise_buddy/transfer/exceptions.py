"""Why the transfer feature refuses a whole file; a single row is refused in the answer."""

from exercise_buddy.core.errors import InvalidInput


class FileUnreadable(InvalidInput):
    """It is no text in UTF-8, no table, or nothing that is known."""

    code = "file_unreadable"
    detail = "The file cannot be read."


class FileTooLong(InvalidInput):
    """It has more rows, or costs more time or memory to read, than are taken at once."""

    code = "file_too_long"
    detail = "The file has too many rows. Split it, or export a shorter period."
