"""What keeps a server from starting."""

from exercise_buddy.core.http.health import LACKS_MIGRATIONS, SILENT


class ServingError(Exception):
    """The server cannot start; the message is meant for the user and contains no secret."""


class NotYet(ServingError):
    """The server cannot start at the moment, but may later without being started again."""

    reason: str
    """For balancers."""


class DatabaseAway(NotYet):
    """The database does not answer."""

    reason = SILENT


class MigrationsMissing(NotYet):
    """The database needs changes that its role may not make."""

    reason = LACKS_MIGRATIONS
