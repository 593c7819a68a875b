"""The catalogue of exercises, as data.

Energy costs: 2024 Adult Compendium of Physical Activities, Herrmann et al., J Sport Health Sci 13 (2024) 6-12,
doi 10.1016/j.jshs.2023.10.010. The Compendium gives rates for rope only; elsewhere more than 20 repetitions a
minute counts as vigorous.
"""

from collections.abc import Mapping
from types import MappingProxyType

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.exercises.schemas import EnergyCost, Exercise

SECONDS_PER_MINUTE = 60

_MODERATE_CALISTHENICS = EnergyCost(from_per_minute=0, met=3.8, met_code="02022")
_VIGOROUS_CALISTHENICS = EnergyCost(from_per_minute=20, met=7.5, met_code="02020")
_BODY_WEIGHT_GENERAL = EnergyCost(from_per_minute=0, met=3.0, met_code="02056")
_BODY_WEIGHT_HIGH_INTENSITY = EnergyCost(from_per_minute=20, met=6.5, met_code="02057")
_ROPE = [
    EnergyCost(from_per_minute=0, met=8.3, met_code="15552"),
    EnergyCost(from_per_minute=100, met=11.8, met_code="15551"),
    EnergyCost(from_per_minute=120, met=12.3, met_code="15550"),
]
_VIGOROUS_ALWAYS = [EnergyCost(from_per_minute=0, met=7.5, met_code="02020")]
_HIGH_INTENSITY_ALWAYS = [EnergyCost(from_per_minute=0, met=6.5, met_code="02057")]
_CALISTHENICS = [_MODERATE_CALISTHENICS, _VIGOROUS_CALISTHENICS]
_BODY_WEIGHT = [_BODY_WEIGHT_GENERAL, _BODY_WEIGHT_HIGH_INTENSITY]


def _exercise(exercise_type: ExerciseType, name: str, met_levels: list[EnergyCost]) -> Exercise:
    return Exercise(exercise_type=exercise_type, name=name, kind="reps", met_levels=met_levels)


_ALL = (
    _exercise(ExerciseType.PUSH_UP, "Push-up", _CALISTHENICS),
    _exercise(ExerciseType.JUMP_ROPE, "Jump rope", _ROPE),
    _exercise(ExerciseType.SQUAT, "Squat", _BODY_WEIGHT),
    _exercise(ExerciseType.LUNGE, "Lunge", _BODY_WEIGHT),
    _exercise(ExerciseType.SIT_UP, "Sit-up", _CALISTHENICS),
    _exercise(ExerciseType.JUMPING_JACK, "Jumping jack", _CALISTHENICS),
    _exercise(ExerciseType.HIGH_KNEES, "High knees", _BODY_WEIGHT),
    _exercise(ExerciseType.PULL_UP, "Pull-up", _CALISTHENICS),
    Exercise(
        exercise_type=ExerciseType.PLANK,
        name="Plank",
        kind="hold",
        met_levels=[EnergyCost(from_per_minute=0, met=2.8, met_code="02024")],
    ),
    _exercise(ExerciseType.BURPEE, "Burpee", _VIGOROUS_ALWAYS),
    _exercise(ExerciseType.JUMP_SQUAT, "Jump squat", _HIGH_INTENSITY_ALWAYS),
)

CATALOGUE: Mapping[ExerciseType, Exercise] = MappingProxyType({e.exercise_type: e for e in _ALL})


def energy_cost(exercise_type: ExerciseType, reps_count: int, duration_seconds: float) -> EnergyCost:
    """The energy cost of the exercise at the rate of `reps` in a (positive) duration.

    A level begins above its rate: exactly 100 jumps a minute still belong to the slow level, as in the table.
    """
    per_minute = reps_count * SECONDS_PER_MINUTE / duration_seconds
    first, *faster = CATALOGUE[exercise_type].met_levels
    return next((level for level in reversed(faster) if per_minute > level.from_per_minute), first)


def kcal_per_kg(met: float, duration_seconds: float) -> float:
    """Energy for each kilogram of body weight: MET x 3.5 ml oxygen a minute, at 5 kcal a litre.

    ACSM's Guidelines for Exercise Testing and Prescription: kcal = MET x 3.5 x kg / 200 x minutes.
    """
    return met * 3.5 / 200 * duration_seconds / SECONDS_PER_MINUTE
