"""Why the workouts feature refuses."""

from exercise_buddy.core.errors import Conflict, NotFound


class WorkoutNotFound(NotFound):
    """The user has no such workout."""

    code = "workout_not_found"
    detail = "There is no such workout."


class WorkoutIdConflict(Conflict):
    """The id was used before, for a workout with other contents."""

    code = "workout_id_conflict"
    detail = "Another workout was already saved under this id."
