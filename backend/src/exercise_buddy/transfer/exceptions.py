"""Why the transfer feature refuses a whole file; a single row is refused in the answer."""

from exercise_buddy.core.errors import InvalidInput


class FileUnreadable(InvalidInput):
    """The file has no known format."""

    code = "file_unreadable"
    detail = "The file cannot be read."


class FileEmpty(InvalidInput):
    """The file has only white space."""

    code = "file_empty"
    detail = "The file is empty. Export it again."


class FileNotText(InvalidInput):
    """The file is a picture, an archive or a workbook."""

    code = "file_not_text"
    detail = "The file is not text. Unpack an archive first, or save a workbook as CSV."


class FileNotUnicode(InvalidInput):
    """The file is text in a regional encoding, which cannot be identified."""

    code = "file_not_unicode"
    detail = "The file is not saved as UTF-8. Save it as UTF-8 (in Excel: CSV UTF-8) and try again."


class FileBrokenOff(InvalidInput):
    """The file begins as it should, but ends early or is damaged."""

    code = "file_broken_off"
    detail = "The file is cut off or damaged. Export it again."


UNREADABLE = (FileUnreadable, FileEmpty, FileNotText, FileNotUnicode, FileBrokenOff)


class FileTooLong(InvalidInput):
    """The file has too many rows, or takes too much time or memory to read."""

    code = "file_too_long"
    detail = "The file has too many rows. Split it, or export a shorter period."
