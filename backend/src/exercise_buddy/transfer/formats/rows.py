"""The common form into which all table formats are read."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

Cells = Mapping[str, str]
Fields = dict[str, Any]
"""The unvalidated fields of a workout as JSON values."""


@dataclass
class Reader:
    """The state of reading a file: rows without an id get one derived from their content."""

    user_id: UUID
    zone: ZoneInfo
    day_first: bool | None = None
    """For dates with slashes; None if the file is ambiguous."""
    _seen: Counter[str] = field(default_factory=Counter)

    def id_of(self, *content: object) -> str:
        """The same for the same content of the same user, however often the file is read and whatever the profile says.

        Equal rows of one file are told apart by their order: two equal sets are two sets.
        """
        text = "|".join(map(str, content))
        self._seen[text] += 1
        return str(uuid5(self.user_id, f"{text}|{self._seen[text]}"))


@dataclass(frozen=True)
class TableKind:
    """A table format: its identifying columns, and its row parser."""

    name: str
    columns: frozenset[str]
    read: Callable[[Cells, Reader], Fields]
    """May raise RowRefused."""
