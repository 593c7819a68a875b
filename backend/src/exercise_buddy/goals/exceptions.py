"""Why the goals feature refuses."""

from exercise_buddy.core.errors import Conflict, NotFound


class GoalNotFound(NotFound):
    """The user has no such goal."""

    code = "goal_not_found"
    detail = "There is no such goal."


class GoalExists(Conflict):
    """There already is a goal with this exercise, measure and period."""

    code = "goal_exists"
    detail = "There is already a goal like this; change its target instead."
