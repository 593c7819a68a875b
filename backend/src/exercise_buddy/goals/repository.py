"""All SQL of the goals feature. Progress is read from the rollup by day, which the statistics keep."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record

_LIST = text("""
WITH calendar AS (
    SELECT today, date_trunc('week', today)::date AS week_start
    FROM (
        SELECT (CAST(:now AS timestamptz) AT TIME ZONE time_zone)::date AS today FROM users WHERE id = :user_id
    ) AS owner
)
SELECT
    goals.id, goals.exercise_type, measure, period, target, goals.created_at,
    coalesce(sum(CASE measure WHEN 'reps' THEN reps ELSE round(duration_seconds / 60, 2) END), 0) AS progress
FROM calendar
-- A version before this one, running beside it, takes goals of repetitions of whatever exercise, which nobody can sum.
JOIN goals ON goals.user_id = :user_id AND (goals.exercise_type IS NOT NULL OR measure = 'minutes')
LEFT JOIN daily_totals AS days
    ON days.user_id = :user_id
    AND days.local_date BETWEEN CASE period WHEN 'day' THEN today ELSE week_start END
        AND CASE period WHEN 'day' THEN today ELSE week_start + 6 END
    AND (goals.exercise_type IS NULL OR goals.exercise_type = days.exercise_type)
GROUP BY goals.user_id, goals.id
ORDER BY goals.id
""")
_INSERT = text("""
WITH owner AS (
    SELECT id FROM users WHERE id = :user_id FOR KEY SHARE
),
inserted AS (
    INSERT INTO goals (user_id, exercise_type, measure, period, target)
    SELECT id, :exercise_type, :measure, :period, :target FROM owner
    ON CONFLICT DO NOTHING
    RETURNING id
)
SELECT inserted.id FROM owner LEFT JOIN inserted ON true
""")
_UPDATE = text("UPDATE goals SET target = :target WHERE user_id = :user_id AND id = :goal_id RETURNING id")
_DELETE = text("DELETE FROM goals WHERE user_id = :user_id AND id = :goal_id RETURNING id")


class GoalRepository:
    """Reads and writes the goals of one user at a time."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def list(self, user_id: UUID, now: datetime) -> Sequence[Record]:
        """Every goal with its progress in the day or week of `now`, oldest first."""
        return await self._executor.fetch_all(_LIST, {"user_id": user_id, "now": now})

    async def insert(self, user_id: UUID, values: dict[str, Any]) -> Record | None:
        """The id of the new goal, null if one of this kind exists; None if there is no such user."""
        return await self._executor.fetch_first(_INSERT, {"user_id": user_id, **values})

    async def set_target(self, user_id: UUID, goal_id: UUID, target: int) -> bool:
        """Change the target; returns whether the goal exists."""
        return bool(await self._executor.fetch_all(_UPDATE, {"user_id": user_id, "goal_id": goal_id, "target": target}))

    async def delete(self, user_id: UUID, goal_id: UUID) -> bool:
        """Delete the goal; returns whether it existed."""
        return bool(await self._executor.fetch_all(_DELETE, {"user_id": user_id, "goal_id": goal_id}))
