"""Archive storage in a bucket of Amazon S3, or of a compatible service. Needs the extra `s3`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from exercise_buddy.embedded.archive.errors import ArchiveDamaged, StorageUnusable

CONNECT_TIMEOUT = timedelta(seconds=10)
REQUEST_TIMEOUT = timedelta(minutes=2)
"""For one request: files are uploaded in parts of 5 MiB, and uplinks are slow."""
RETRIES = 3
"""Few, because a failed step is repeated seconds later anyway."""
CHUNK_BYTES = 1 << 20


class Bucket:
    """Storage at `s3://BUCKET/PREFIX`; raises StorageUnusable if the address names no bucket.

    The rest comes from the usual environment variables: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, and
    AWS_ENDPOINT_URL if the service is not Amazon's.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        parts = urlsplit(address)
        if not parts.netloc:
            raise StorageUnusable(f"BACKUP_TO names no bucket: it takes s3://BUCKET/PREFIX, not {address}.")
        self._store = S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            # Plain HTTP is allowed: the files are encrypted already, and a local endpoint may have no TLS.
            client_options={"allow_http": True, "connect_timeout": CONNECT_TIMEOUT, "timeout": REQUEST_TIMEOUT},
            retry_config={"max_retries": RETRIES, "retry_timeout": REQUEST_TIMEOUT},
        )

    def put(self, name: str, file: Path) -> None:
        """See Storage. An interrupted upload leaves nothing under the name."""
        with self._usable():
            obstore.put(self._store, name, file)

    def fetch(self, name: str, target: Path) -> None:
        """See Storage."""
        with self._usable(), target.open("wb") as file:
            try:
                content = obstore.get(self._store, name)
            except FileNotFoundError as error:
                raise ArchiveDamaged(f"{name} is missing in the archive {self._address}.") from error
            for chunk in content.stream(min_chunk_size=CHUNK_BYTES):
                file.write(chunk)

    def has(self, name: str) -> bool:
        """See Storage."""
        with self._usable():
            try:
                obstore.head(self._store, name)
            except FileNotFoundError:
                return False
            return True

    def names(self) -> list[str]:
        """See Storage."""
        with self._usable():
            return sorted(file["path"] for some in obstore.list(self._store) for file in some)

    def remove(self, name: str) -> None:
        """See Storage."""
        with self._usable():
            obstore.delete(self._store, name)

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except (BaseError, OSError) as error:
            # The other lines are for developers of the library.
            said = str(error).split("\n", 1)[0].rstrip(".")
            raise StorageUnusable(f"Cannot use the archive {self._address}: {said}.") from error
