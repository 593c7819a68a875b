"""Why the workouts feature refuses."""

from exercise_buddy.core.errors import Conflict, Gone, NotFound


class WorkoutNotFound(NotFound):
    """The user has no such workout."""

    code = "workout_not_found"
    detail = "There is no such workout."


class WorkoutIdConflict(Conflict):
    """The id was used before, for a workout with other contents."""

    code = "workout_id_conflict"
    detail = "Another workout was already saved under this id."


class NewerEditKept(Conflict):
    """The workout was edited later than this edit was made, on another device."""

    code = "newer_edit_kept"
    detail = "A newer edit of this workout was kept."


class WorkoutDeleted(Gone):
    """The id is that of a workout that was deleted; a late retry does not bring it back."""

    code = "workout_deleted"
    detail = "This workout was deleted."


class AccountFull(Conflict):
    """It has as many workouts, or as much of their details, as an account may have."""

    code = "account_full"
    detail = (
        "This account is full: it holds 50,000 workouts, or 200 MiB of their details. Export it, then delete what is "
        "old; that makes room once it is gone for good, after 30 days."
    )
