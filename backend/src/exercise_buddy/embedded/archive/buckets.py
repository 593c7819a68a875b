"""An archive's place in a bucket of Amazon S3, or of whatever speaks its protocol. Needs the extra `s3`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from exercise_buddy.embedded.archive.errors import ArchiveDamaged, PlaceUnusable

CONNECT_TIMEOUT = timedelta(seconds=10)
REQUEST_TIMEOUT = timedelta(minutes=2)
"""Of one request: a file goes in parts of 5 MiB, and uplinks are slow."""
RETRIES = 3
"""A step that fails is tried again seconds later anyway."""
CHUNK_BYTES = 1 << 20


class Bucket:
    """Place at `s3://BUCKET/PREFIX`; PlaceUnusable where the address names no bucket.

    The environment says the rest, by the names that all such programs use: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
    AWS_REGION, and AWS_ENDPOINT_URL where it is not Amazon's.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        parts = urlsplit(address)
        if not parts.netloc:
            raise PlaceUnusable(f"BACKUP_TO names no bucket: it takes s3://BUCKET/PREFIX, not {address}.")
        self._store = S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            # What goes there is sealed; whether the way is closed, too, is the endpoint's to say.
            client_options={"allow_http": True, "connect_timeout": CONNECT_TIMEOUT, "timeout": REQUEST_TIMEOUT},
            retry_config={"max_retries": RETRIES, "retry_timeout": REQUEST_TIMEOUT},
        )

    def put(self, name: str, file: Path) -> None:
        """As Place has it: of an upload that breaks off nothing is kept under the name."""
        with self._usable():
            obstore.put(self._store, name, file)

    def fetch(self, name: str, target: Path) -> None:
        """As Place has it."""
        with self._usable(), target.open("wb") as file:
            try:
                content = obstore.get(self._store, name)
            except FileNotFoundError as error:
                raise ArchiveDamaged(f"{name} is missing in the archive {self._address}.") from error
            for chunk in content.stream(min_chunk_size=CHUNK_BYTES):
                file.write(chunk)

    def has(self, name: str) -> bool:
        """As Place has it."""
        with self._usable():
            try:
                obstore.head(self._store, name)
            except FileNotFoundError:
                return False
            return True

    def names(self) -> list[str]:
        """As Place has it."""
        with self._usable():
            return sorted(file["path"] for some in obstore.list(self._store) for file in some)

    def remove(self, name: str) -> None:
        """As Place has it."""
        with self._usable():
            obstore.delete(self._store, name)

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except (BaseError, OSError) as error:
            # The first line says it; what follows is for those who mend the library.
            said = str(error).split("\n", 1)[0].rstrip(".")
            raise PlaceUnusable(f"Cannot use the archive {self._address}: {said}.") from error
