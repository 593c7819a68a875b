"""What can go wrong with an archive. Each message says what to do about it."""

from exercise_buddy.embedded.errors import EmbeddedError


class ArchiveError(EmbeddedError):
    """The archive cannot do what was asked; the message is meant for the user."""


class ArchiveDamaged(ArchiveError):
    """Something in it was changed, cut off, exchanged, or is missing."""


class PlaceUnusable(ArchiveError):
    """The folder or the bucket that holds it does not let us."""


class NothingToRestore(ArchiveError):
    """It has no base backup as old as that."""
