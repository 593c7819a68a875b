"""What every format of many workouts is read into."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

Cells = Mapping[str, str]
Fields = dict[str, Any]
"""The fields of a workout as JSON has them, not yet checked."""


class RowRefused(Exception):
    """The row is no workout; the message says why, in plain words."""


@dataclass
class Reader:
    """Who reads, and what it has read: rows that bring no id get one from their content."""

    user_id: UUID
    zone: ZoneInfo
    _seen: Counter[str] = field(default_factory=Counter)

    def id_of(self, *content: object) -> str:
        """The same for the same content of the same user, however often the file is read.

        Equal rows of one file are told apart by their order: two equal sets are two sets.
        """
        text = "|".join(map(str, content))
        self._seen[text] += 1
        return str(uuid5(self.user_id, f"{text}|{self._seen[text]}"))


@dataclass(frozen=True)
class TableKind:
    """A kind of table: the columns that tell it, and how a row of it is read."""

    name: str
    columns: frozenset[str]
    read: Callable[[Cells, Reader], Fields]
    """May raise RowRefused."""
