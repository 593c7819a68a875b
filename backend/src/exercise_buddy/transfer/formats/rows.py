"""The common form into which all table formats are read."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from exercise_buddy.core.exercise_type import ExerciseType

Cells = Mapping[str, str]
Fields = dict[str, Any]
"""The unvalidated fields of a workout as JSON values."""

MAX_OFFSET = timedelta(hours=14)
"""Of any zone from UTC."""


@dataclass(frozen=True)
class OlderId:
    """The id under which an older release stored a set of another tracker.

    It held the profile's offset from UTC, and the name of the exercise in the tracker's language.
    """

    user_id: UUID
    tracker: str
    begun: datetime
    """Naive: by the clock on the wall."""
    rest: str

    def offsets(self, stored: Sequence[datetime]) -> Iterator[timedelta]:
        """By which of the stored beginnings, in order, it can have been this wall time there."""
        begun = self.begun.replace(tzinfo=UTC)
        first, last = (bisect_left(stored, begun - MAX_OFFSET), bisect_right(stored, begun + MAX_OFFSET))
        return (begun - moment for moment in stored[first:last])

    def with_offset(self, offset: timedelta) -> UUID:
        """The id, had the zone of the profile that offset."""
        begun = self.begun.replace(tzinfo=timezone(offset)).isoformat()
        return uuid5(self.user_id, f"{self.tracker}|{begun}|{self.rest}")


@dataclass
class Reader:
    """The state of reading a file: rows without an id get one derived from their content."""

    user_id: UUID
    zone: ZoneInfo
    day_first: bool | None = None
    """For dates with slashes; None if the file is ambiguous."""
    older_ids: dict[UUID, OlderId] = field(default_factory=dict)
    """By the ids of today."""
    _seen: Counter[str] = field(default_factory=Counter)

    def id_of(self, *content: object) -> str:
        """The same for the same content of the same user, however often the file is read and whatever the profile says.

        Equal rows of one file are told apart by their order: two equal sets are two sets.
        """
        return str(uuid5(self.user_id, self._numbered(content)))

    def id_of_set(
        self, tracker: str, begun: datetime, exercise: ExerciseType, name: str, numbers: tuple[object, ...]
    ) -> str:
        """The same for a set of another tracker, whichever its language; `older_ids` says what it was before."""
        known = self.id_of(tracker, begun.isoformat(), exercise, *numbers)
        older = self._numbered((begun, tracker, name, *numbers)).partition(f"|{tracker}|")[2]
        if begun.tzinfo is None:
            self.older_ids[UUID(known)] = OlderId(self.user_id, tracker, begun, older)
        return known

    def _numbered(self, content: tuple[object, ...]) -> str:
        text = "|".join(map(str, content))
        self._seen[text] += 1
        return f"{text}|{self._seen[text]}"


@dataclass(frozen=True)
class TableKind:
    """A table format: its identifying columns, and its row parser."""

    name: str
    columns: frozenset[str]
    read: Callable[[Cells, Reader], Fields]
    """May raise RowRefused."""
