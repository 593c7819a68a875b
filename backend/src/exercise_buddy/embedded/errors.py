"""What can go wrong with the embedded PostgreSQL. Each message says what to do about it.

EmbeddedError
├── UnsupportedPlatform     no unix sockets or no file locks here
├── BinariesUnavailable     the wheel is missing, or the server's account cannot read it
├── DataDirectoryInUse      another instance holds it
├── DataDirectoryUnusable   read-only, full, someone else's, or holding something else
├── WrongPostgresVersion    made by another major version
├── InitialisationFailed    initdb said no
└── ServerFailed            postgres did not start or did not stop
"""


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot do what was asked; the message is meant for the user."""


class UnsupportedPlatform(EmbeddedError):
    pass


class BinariesUnavailable(EmbeddedError):
    pass


class DataDirectoryInUse(EmbeddedError):
    pass


class DataDirectoryUnusable(EmbeddedError):
    pass


class WrongPostgresVersion(EmbeddedError):
    pass


class InitialisationFailed(EmbeddedError):
    pass


class ServerFailed(EmbeddedError):
    pass
