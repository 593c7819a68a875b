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
    """A later edit from another device is already stored."""

    code = "newer_edit_kept"
    detail = "A newer edit of this workout was kept."


class WorkoutDeleted(Gone):
    """The workout with this id was deleted; a late retry of its save does not bring it back."""

    code = "workout_deleted"
    detail = "This workout was deleted."


class AccountFull(Conflict):
    """The account has reached its limit of workouts or of bytes of details."""

    code = "account_full"
    detail = (
        "This account is full: it holds 50,000 workouts, or 200 MiB of their details. Export it, then delete what is "
        "old; that makes room once it is gone for good, after 30 days."
    )
