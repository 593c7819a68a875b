"""A workout as sports watches store it: start, end, and measurements in between."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.workouts.schemas import Workout

MAX_SAMPLES = 3600
CADENCE_WINDOW_SECONDS = 10
MAX_CADENCE = 254
MAX_IN_TWO_BYTES = 65_534
"""The largest valid values of one and two bytes; in FIT the next one means unknown."""


@dataclass(frozen=True)
class Sample:
    """The measurements at one time."""

    at: datetime
    cadence_per_minute: int


@dataclass(frozen=True)
class Activity:
    """One set, as an activity."""

    workout: Workout
    zone: ZoneInfo
    """The profile's zone, for formats that need local time."""

    @property
    def begun(self) -> datetime:
        """In whole seconds, the resolution of both formats."""
        return self.workout.started_at.astimezone(UTC).replace(microsecond=0)

    @property
    def ended(self) -> datetime:
        """At least a second later."""
        return self.begun + timedelta(seconds=max(1, round(self.workout.duration_seconds)))

    @property
    def calories(self) -> int:
        """Kilocalories; 0 where they are unknown, as TCX cannot leave them out."""
        return min(MAX_IN_TWO_BYTES, round(self.workout.calories_burned or 0))

    @property
    def repetitions(self) -> int:
        """Capped at what the format can hold."""
        return min(MAX_IN_TWO_BYTES, self.workout.reps_count)

    @property
    def is_rope(self) -> bool:
        """Whether the repetitions are jumps."""
        return self.workout.exercise_type is ExerciseType.JUMP_ROPE

    @property
    def average_cadence(self) -> int:
        """Repetitions a minute over the whole set."""
        return min(MAX_CADENCE, round(self.workout.reps_count * 60 / self.workout.duration_seconds))

    def samples(self) -> Iterator[Sample]:
        """One per second, or as many as allowed, including the first and the last moment."""
        ends = self._ends_of_repetitions()
        seconds = int((self.ended - self.begun).total_seconds())
        step = -(-seconds // MAX_SAMPLES)
        for second in [*range(0, seconds, step), seconds]:
            yield Sample(self.begun + timedelta(seconds=second), self._cadence_at(second, ends))

    def _cadence_at(self, second: int, ends: list[float]) -> int:
        """Repetitions a minute over the last seconds; the average if single repetitions are unknown."""
        if not ends:
            return self.average_cadence
        window = min(CADENCE_WINDOW_SECONDS, max(second, 1))
        count = bisect_right(ends, second) - bisect_right(ends, second - window)
        return min(MAX_CADENCE, round(count * 60 / window))

    def _ends_of_repetitions(self) -> list[float]:
        """Seconds from the first repetition on; the duration is counted from there, too."""
        repetitions = self.workout.details.repetitions
        times = [(row.start_ms, row.end_ms) for row in repetitions.rows()] if repetitions else []
        known = sorted((begin, end) for begin, end in times if begin is not None and end is not None)
        return sorted((end - known[0][0]) / 1000 for _, end in known)
