"""What can go wrong with the embedded PostgreSQL. Each message says what to do about it.

EmbeddedError
├── UnsupportedPlatform
├── BinariesUnavailable
├── DataDirectoryInUse
├── DataDirectoryUnusable
├── WrongPostgresVersion
├── NoSocketDirectory
├── InitialisationFailed
└── ServerFailed
"""


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot do what was asked; the message is meant for the user."""


class UnsupportedPlatform(EmbeddedError):
    """The platform has no unix sockets or no file locks."""


class BinariesUnavailable(EmbeddedError):
    """The wheel is missing, or the server's account cannot read it."""


class DataDirectoryInUse(EmbeddedError):
    """Another instance is using it."""


class DataDirectoryUnusable(EmbeddedError):
    """It is read-only, full, owned by someone else, or contains something else."""


class NoSocketDirectory(EmbeddedError):
    """No folder can hold the server's unix socket."""


class WrongPostgresVersion(EmbeddedError):
    """Another major version made the cluster."""


class InitialisationFailed(EmbeddedError):
    """PostgreSQL could not set up a cluster."""


class ServerFailed(EmbeddedError):
    """PostgreSQL did not start, or is not running."""
