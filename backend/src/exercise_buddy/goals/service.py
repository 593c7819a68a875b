"""The goals of one user."""

from uuid import UUID

from exercise_buddy.core.clock import Clock
from exercise_buddy.goals.exceptions import GoalExists, GoalNotFound
from exercise_buddy.goals.repository import GoalRepository
from exercise_buddy.goals.schemas import Goal, Goals, NewGoal
from exercise_buddy.users.exceptions import UserGone


class GoalService:
    """One user's goals, and the progress of each in the current day or week."""

    def __init__(self, goals: GoalRepository, clock: Clock) -> None:
        self._goals = goals
        self._clock = clock

    async def list(self, user_id: UUID) -> Goals:
        """Every goal, oldest first."""
        return Goals(items=[Goal.model_validate(row) for row in await self._goals.list(user_id, self._clock())])

    async def add(self, user_id: UUID, goal: NewGoal) -> Goal:
        """The new goal; raises GoalExists if there is one of this kind, InvalidInput, and UserGone."""
        goal.refuse_mixed_repetitions()
        row = await self._goals.insert(user_id, goal.model_dump())
        if row is None:
            raise UserGone
        if row.id is None:
            raise GoalExists
        return await self._get(user_id, row.id)

    async def set_target(self, user_id: UUID, goal_id: UUID, target: int) -> Goal:
        """The goal with its new target; raises GoalNotFound."""
        if not await self._goals.set_target(user_id, goal_id, target):
            raise GoalNotFound
        return await self._get(user_id, goal_id)

    async def delete(self, user_id: UUID, goal_id: UUID) -> None:
        """Delete the goal; raises GoalNotFound."""
        if not await self._goals.delete(user_id, goal_id):
            raise GoalNotFound

    async def _get(self, user_id: UUID, goal_id: UUID) -> Goal:
        """An existing goal, picked from the user's few."""
        return next(goal for goal in (await self.list(user_id)).items if goal.id == goal_id)
