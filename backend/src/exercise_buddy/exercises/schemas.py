"""The catalogue of exercises."""

from typing import Literal

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Output


class EnergyCost(Output):
    """The metabolic equivalent of an exercise above a certain rate."""

    from_per_minute: float
    """Applies above this many repetitions a minute; the first level, whose bound is 0, applies at 0, too."""
    met: float
    """Multiples of the energy used at rest."""
    met_code: str
    """The activity's code in the 2024 Adult Compendium of Physical Activities."""


class Exercise(Output):
    """An exercise the app can count."""

    exercise_type: ExerciseType
    name: str
    kind: Literal["reps", "hold"]
    """Whether repetitions count, or the seconds held."""
    met_levels: list[EnergyCost]


class Exercises(Output):
    """The whole catalogue."""

    items: list[Exercise]
