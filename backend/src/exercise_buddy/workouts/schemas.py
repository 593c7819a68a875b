"""What goes in and out of the workouts feature."""

from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, Field, ModelWrapValidatorHandler, PrivateAttr, model_validator

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Day, Input, Integer, Moment, Number, Output, Storable, unset
from exercise_buddy.core.pagination import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE
from exercise_buddy.core.time_zones import TimeZoneName
from exercise_buddy.statistics.schemas import Period, Statistics
from exercise_buddy.users.schemas import WeightKg
from exercise_buddy.workouts.details import GivenDetails, SetDetails
from exercise_buddy.workouts.training import Training

MAX_REPS = 100_000
MAX_DURATION_SECONDS = 86_400
SHORTEST_SECONDS = 0.001

Reps = Annotated[Integer, Field(ge=0, le=MAX_REPS)]
DurationSeconds = Annotated[
    Number, Field(ge=SHORTEST_SECONDS, le=MAX_DURATION_SECONDS), AfterValidator(lambda seconds: round(seconds, 3))
]
Calories = Annotated[Number, Field(ge=0, le=100_000), AfterValidator(lambda kcal: round(kcal, 2))]
Met = Annotated[Number, Field(ge=0.5, le=50), AfterValidator(lambda met: round(met, 2))]
MetCode = Annotated[str, Field(pattern=r"^[0-9]{5}$", examples=["02020"])]
Note = Annotated[str, Field(max_length=2000), Storable()]
Source = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,32}$", examples=["camera"])]


class NewWorkout(Input):
    """A finished set. Its id makes saving it again harmless."""

    id: Annotated[UUID, Field(description="Chosen by the client, a UUIDv7 (RFC 9562) for the sake of the index.")]
    exercise_type: ExerciseType
    reps_count: Reps
    duration_seconds: DurationSeconds
    started_at: Moment
    calories_burned: Calories | None = None
    """Calculated from MET and weight if missing; unknown without a weight."""
    met: Met | None = None
    """If missing, the exercise's value at this rate."""
    met_code: MetCode | None = None
    weight_kg: WeightKg | None = None
    """If missing, the profile's."""
    counted_reps: Reps | None = None
    note: Note | None = None
    source: Source = "camera"
    details: GivenDetails = Field(default_factory=SetDetails)
    time_zone: TimeZoneName | None = None
    """Where it was done; if missing, the profile's."""
    training: Training | None = None
    """For one of several sets; the first one to arrive creates the training."""

    _details_as_sent: dict[str, Any] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_what_was_sent(cls, sent: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """A repeat of a save made before details had a schema is recognised by what was sent then."""
        workout = handler(sent)
        if isinstance(sent, dict) and isinstance(sent.get("details"), dict):
            workout.remember(sent["details"])
        return workout

    def remember(self, details_as_sent: dict[str, Any]) -> None:
        """Keep the details as they were sent."""
        self._details_as_sent = details_as_sent

    @property
    def details_as_sent(self) -> dict[str, Any]:
        """The details as they were sent."""
        return self._details_as_sent


class ImportedWorkout(NewWorkout):
    """A set from a file. What the file gives as null stays null; missing fields are filled in as in a save."""

    source: Source = "import"
    local_date: Day | None = None


class WorkoutChanges(Input):
    """The fields to change; a missing field stays as it is."""

    exercise_type: ExerciseType = unset()
    reps_count: Reps = unset()
    duration_seconds: DurationSeconds = unset()
    started_at: Moment = unset()
    """Moves the workout to this moment's day in `time_zone`."""
    time_zone: TimeZoneName = unset()
    """Where it was done; if missing, the profile's. Ignored without `started_at`."""
    note: Note | None = None
    edited_at: Moment = unset()
    """When the edit was made, by the device's clock; if missing, now. An edit older than the stored one is refused."""


class WorkoutFilter(Period):
    """Which workouts to list."""

    cursor: Annotated[str | None, Field(max_length=64)] = None
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE)] = DEFAULT_PAGE_SIZE
    exercise_type: ExerciseType | None = None
    details: bool = False
    """Whether to include the details of each workout, which make a page ten times as long."""


class WorkoutItem(Output):
    """A stored workout as lists show it."""

    id: UUID
    exercise_type: ExerciseType
    reps_count: int
    counted_reps: int | None
    duration_seconds: float
    calories_burned: float | None
    met: float | None
    met_code: str | None
    weight_kg: float | None
    started_at: datetime
    local_date: date
    note: str | None
    source: str
    created_at: datetime
    updated_at: datetime
    edited_at: datetime
    """When its owner last changed it, by the device's clock; if never, when it was saved."""
    training: Training | None
    """Null for a set on its own."""


class Workout(WorkoutItem):
    """A stored workout with what is known of its repetitions."""

    details: SetDetails


class SavedWorkout(Output):
    """A workout and the statistics that include it."""

    workout: Workout
    statistics: Statistics


class WorkoutPage(Output):
    """Some workouts, newest first."""

    items: list[Workout | WorkoutItem]
    """With details if they were asked for."""
    next_cursor: str | None
    """Where the next page begins; null on the last one."""
