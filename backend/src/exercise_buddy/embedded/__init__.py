"""PostgreSQL from a wheel, for laptops and tests: no service to install, no port to open.

    with EmbeddedPostgres(data_dir) as postgres:
        connect(postgres.url())

See docs/adr/012-embedded-postgresql.md.
"""

from exercise_buddy.embedded.errors import (
    BinariesUnavailable,
    DataDirectoryInUse,
    DataDirectoryUnusable,
    EmbeddedError,
    InitialisationFailed,
    NoSocketDirectory,
    ServerFailed,
    UnsupportedPlatform,
    WrongPostgresVersion,
)
from exercise_buddy.embedded.server import EmbeddedPostgres, running_or_started

__all__ = [
    "BinariesUnavailable",
    "DataDirectoryInUse",
    "DataDirectoryUnusable",
    "EmbeddedError",
    "EmbeddedPostgres",
    "InitialisationFailed",
    "NoSocketDirectory",
    "ServerFailed",
    "UnsupportedPlatform",
    "WrongPostgresVersion",
    "running_or_started",
]
