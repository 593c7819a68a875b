"""Why the transfer feature refuses a whole file; a single row is refused in the answer."""

from exercise_buddy.core.errors import InvalidInput


class FileUnreadable(InvalidInput):
    """It is nothing that is known."""

    code = "file_unreadable"
    detail = "The file cannot be read."


class FileEmpty(InvalidInput):
    """Nothing but white space."""

    code = "file_empty"
    detail = "The file is empty. Export it again."


class FileNotText(InvalidInput):
    """A picture, an archive, a workbook."""

    code = "file_not_text"
    detail = "The file is no text. Unpack an archive first, or save a workbook as CSV."


class FileNotUnicode(InvalidInput):
    """Text in the encoding of one part of the world: which one nobody can tell."""

    code = "file_not_unicode"
    detail = "The file is not saved as UTF-8. Save it as UTF-8 (in Excel: CSV UTF-8) and try again."


class FileBrokenOff(InvalidInput):
    """It begins as it should."""

    code = "file_broken_off"
    detail = "The file is cut off or damaged. Export it again."


UNREADABLE = (FileUnreadable, FileEmpty, FileNotText, FileNotUnicode, FileBrokenOff)


class FileTooLong(InvalidInput):
    """It has more rows, or costs more time or memory to read, than are taken at once."""

    code = "file_too_long"
    detail = "The file has too many rows. Split it, or export a shorter period."
