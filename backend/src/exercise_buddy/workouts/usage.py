"""Counts, in the background, the bytes of details that were stored before triggers summed them (docs/adr/044)."""

from sqlalchemy import text

from exercise_buddy.core.db.background import Batch, Place
from exercise_buddy.core.db.database import Executor

_NO_STATEMENT_TIMEOUT = text("SELECT set_config('statement_timeout', '0', true)")
_NEXT = text("SELECT user_id FROM workouts WHERE user_id > :user_id ORDER BY user_id LIMIT 1")
# A concurrent change of workouts updates this row, so it waits for the lock and comes before or after the recount.
_LOCK_USAGE = text("""
INSERT INTO details_usage AS usage (user_id, large_bytes) SELECT id, 0 FROM users WHERE id = :user_id
ON CONFLICT (user_id) DO UPDATE SET large_bytes = usage.large_bytes
RETURNING user_id
""")
_RECOUNT = text("""
UPDATE details_usage
SET large_bytes = coalesce((SELECT large_bytes FROM details_recount WHERE user_id = :user_id), 0)
WHERE user_id = :user_id
RETURNING (SELECT count(*) FROM workouts WHERE user_id = :user_id) AS workouts
""")


class CountDetails:
    """Counts the details of one user at a time."""

    name = "count-details"
    table = "workouts"

    async def batch(self, executor: Executor, after: Place) -> Batch | None:
        """All workouts of the next user; users without workouts need no row."""
        await executor.fetch_first(_NO_STATEMENT_TIMEOUT, {})
        owner = await executor.fetch_first(_NEXT, {"user_id": after.user_id})
        if owner is None:
            return None
        await executor.fetch_first(_LOCK_USAGE, {"user_id": owner.user_id})
        counted = await executor.fetch_first(_RECOUNT, {"user_id": owner.user_id})
        # None if the account was deleted meanwhile.
        return Batch(Place.after_all_of(owner.user_id), counted.workouts if counted is not None else 0)
