"""What can go wrong with an archive; each message says what to do about it."""

from exercise_buddy.embedded.errors import EmbeddedError


class ArchiveError(EmbeddedError):
    """The archive cannot do what was asked; the message is meant for the user."""


class ArchiveDamaged(ArchiveError):
    """A file was changed, truncated or swapped, or is missing."""


class StorageUnusable(ArchiveError):
    """The folder or bucket cannot be reached, read or written."""


class NothingToRestore(ArchiveError):
    """No base backup is old enough."""
