"""What keeps a server from starting."""


class ServingError(Exception):
    """The server cannot start; the message is meant for the user and contains no secret."""


class DatabaseAway(ServingError):
    """The database does not answer at the moment; it may later."""
