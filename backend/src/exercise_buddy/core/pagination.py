"""Keyset pagination: a page begins after the last row of the previous one, whatever was inserted meanwhile."""

import base64
import binascii
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from exercise_buddy.core.errors import InvalidInput

MAX_PAGE_SIZE = 100
DEFAULT_PAGE_SIZE = 20

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAYOUT = struct.Struct(">q16s")


@dataclass(frozen=True)
class Cursor:
    """The position of a row in a list ordered by time and id."""

    moment: datetime
    id: UUID

    def encode(self) -> str:
        """An opaque text that is safe in a URL."""
        microseconds = (self.moment - _EPOCH) // timedelta(microseconds=1)
        packed = _LAYOUT.pack(microseconds, self.id.bytes)
        return base64.urlsafe_b64encode(packed).decode()

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """Parse a cursor; raises InvalidInput if it is not one of ours."""
        try:
            microseconds, id_bytes = _LAYOUT.unpack(base64.b64decode(text, altchars=b"-_", validate=True))
            return cls(_EPOCH + timedelta(microseconds=microseconds), UUID(bytes=id_bytes))
        except (binascii.Error, ValueError, struct.error, OverflowError) as error:
            raise InvalidInput.at("query.cursor", "This is not a cursor that the server gave out.") from error
