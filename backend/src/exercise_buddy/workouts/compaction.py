"""Converts the details of workouts saved by older versions to today's columns, in the background."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text

from exercise_buddy.core.clock import Clock, utc_now
from exercise_buddy.core.db.background import Batch, Place
from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record
from exercise_buddy.core.verdict import Verdict
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.workouts.details import SetDetails

ROWS_AT_ONCE = 200

_COLUMNS = tuple(verdict.column for verdict in Verdict)
# Plain conditions: one that also allowed null could not bound the index scan, and each batch would read all rows before
# it.
_NEXT = text("""
SELECT user_id, id FROM workouts WHERE (user_id, id) > (:user_id, :row_id) ORDER BY user_id, id LIMIT 1
""")
_LOCK_USER = text("SELECT id FROM users WHERE id = :user_id FOR NO KEY UPDATE")
_ROWS = text(f"""
SELECT id, details::text AS details, {", ".join(_COLUMNS)} FROM workouts
WHERE user_id = :user_id AND id >= :first_id
ORDER BY id LIMIT :rows
""")  # noqa: S608 - made of the table's own columns
_UPDATE = text(f"""
UPDATE workouts SET details = new.details, {", ".join(f"{name} = new.{name}" for name in _COLUMNS)}
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS new (
    id uuid, details jsonb, {", ".join(f"{name} integer" for name in _COLUMNS)}
)
WHERE workouts.user_id = :user_id AND workouts.id = new.id
RETURNING workouts.id
""")  # noqa: S608 - made of the table's own columns


class CompactDetails:
    """Converts some workouts of one user at a time, while the user's row is locked."""

    name = "compact-details"
    table = "workouts"

    def __init__(self, clock: Clock = utc_now, rows_at_once: int = ROWS_AT_ONCE) -> None:
        self._clock = clock
        self._rows_at_once = rows_at_once

    async def batch(self, executor: Executor, after: Place) -> Batch | None:
        """The next rows of one user."""
        first = await executor.fetch_first(_NEXT, {"user_id": after.user_id, "row_id": after.row_id})
        if first is None:
            return None
        user_id: UUID = first.user_id
        await executor.fetch_first(_LOCK_USER, {"user_id": user_id})
        wanted = {"user_id": user_id, "first_id": first.id, "rows": self._rows_at_once}
        rows = await executor.fetch_all(_ROWS, wanted)
        if not rows:
            # The account was deleted while this waited for its lock.
            return Batch(Place.after_all_of(user_id), 0)
        await self._convert(executor, user_id, rows)
        return Batch(Place(user_id, rows[-1].id), len(rows))

    async def _convert(self, executor: Executor, user_id: UUID, rows: Sequence[Record]) -> None:
        changed = []
        recount = False
        for row in rows:
            old = {**row._asdict(), "details": json.loads(row.details)}
            details = SetDetails.model_validate(old["details"])
            new: dict[str, Any] = {"details": details.model_dump(mode="json")}
            new |= details.verdict_counts() or dict.fromkeys(_COLUMNS)
            if any(old[name] != value for name, value in new.items()):
                changed.append({"id": str(row.id), **new})
                recount |= any(old[name] != new[name] for name in _COLUMNS)
        if changed:
            await executor.fetch_all(_UPDATE, {"user_id": user_id, "rows": json.dumps(changed)})
        if recount:
            await statistics_on(executor, self._clock).recount(user_id)
