"""Endpoints of goals."""

from uuid import UUID

from fastapi import APIRouter, status

from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.problems import problems
from exercise_buddy.goals.dependencies import GoalReader, GoalWriter
from exercise_buddy.goals.exceptions import GoalExists, GoalNotFound
from exercise_buddy.goals.schemas import Goal, GoalChanges, Goals, NewGoal
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, READING_REFUSALS, CurrentUser, GoalsOf

router = APIRouter(
    route_class=AdmittedRoute,
    prefix="/goals",
    tags=["goals"],
    responses=problems(*ACCESS_REFUSALS),
)


@router.get("", responses=problems(*READING_REFUSALS))
async def list_goals(user: GoalsOf, goals: GoalReader) -> Goals:
    """Every goal, with its progress in the user's current day or week."""
    return await goals.list(user.user_id)


@router.post("", status_code=status.HTTP_201_CREATED, responses=problems(GoalExists, InvalidInput))
async def create_goal(user: CurrentUser, goal: NewGoal, goals: GoalWriter) -> Goal:
    """Set a goal; there can be one per exercise, measure and period."""
    return await goals.add(user.user_id, goal)


@router.patch("/{goal_id}", responses=problems(GoalNotFound, InvalidInput))
async def update_goal(user: CurrentUser, goal_id: UUID, changes: GoalChanges, goals: GoalWriter) -> Goal:
    """Change the target of a goal."""
    return await goals.set_target(user.user_id, goal_id, changes.target)


@router.delete("/{goal_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(GoalNotFound, InvalidInput))
async def delete_goal(user: CurrentUser, goal_id: UUID, goals: GoalWriter) -> None:
    """Delete a goal."""
    await goals.delete(user.user_id, goal_id)
