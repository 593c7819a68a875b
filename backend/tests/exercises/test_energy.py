"""Energy costs, as the Compendium has them."""

import pytest

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.exercises.service import CATALOGUE, energy_cost, kcal_per_kg


@pytest.mark.parametrize(
    ("exercise_type", "per_minute", "met", "met_code"),
    [
        (ExerciseType.JUMP_ROPE, 60, 8.3, "15552"),
        (ExerciseType.JUMP_ROPE, 100, 8.3, "15552"),
        (ExerciseType.JUMP_ROPE, 101, 11.8, "15551"),
        (ExerciseType.JUMP_ROPE, 120, 11.8, "15551"),
        (ExerciseType.JUMP_ROPE, 121, 12.3, "15550"),
        (ExerciseType.PUSH_UP, 20, 3.8, "02022"),
        (ExerciseType.PUSH_UP, 21, 7.5, "02020"),
        (ExerciseType.SQUAT, 10, 3.0, "02056"),
        (ExerciseType.SQUAT, 30, 6.5, "02057"),
        (ExerciseType.PLANK, 0, 2.8, "02024"),
    ],
)
def test_cost_by_exercise_and_rate(exercise_type: ExerciseType, per_minute: int, met: float, met_code: str) -> None:
    for minutes in (0.5, 1, 10):
        cost = energy_cost(exercise_type, round(per_minute * minutes), minutes * 60)
        if per_minute * minutes == round(per_minute * minutes):
            assert (cost.met, cost.met_code) == (met, met_code)


def test_every_exercise_has_a_cost_that_rises_with_the_rate() -> None:
    assert set(CATALOGUE) == set(ExerciseType)
    for exercise in CATALOGUE.values():
        rates = [level.from_per_minute for level in exercise.met_levels]
        costs = [level.met for level in exercise.met_levels]
        assert rates[0] == 0
        assert rates == sorted(set(rates))
        assert costs == sorted(costs)


def test_energy_of_the_worked_example() -> None:
    """MET x 3.5 x kg / 200 a minute: 10 MET, 80 kg, half an hour are 420 kcal."""
    assert kcal_per_kg(10, 1800) * 80 == pytest.approx(420)


def test_the_shortest_workout_there_can_be_has_a_cost() -> None:
    assert energy_cost(ExerciseType.PUSH_UP, 100_000, 0.001).met == 7.5
