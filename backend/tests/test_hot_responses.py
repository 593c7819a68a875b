"""Answers that are written straight from rows are what the models say; each is held against its model here."""

import pytest

from exercise_buddy.statistics.schemas import Statistics
from exercise_buddy.workouts.schemas import SavedWorkout, WorkoutItem, WorkoutPage
from tests.support import Api, new_training, new_workout

FULL = {
    "counted_reps": 13,
    "calories_burned": 9.87,
    "met": 6.0,
    "met_code": "02057",
    "weight_kg": 81.5,
    "note": 'a "note" with ünï and 💪',
    "details": {"repetitions": {"start_ms": [0], "end_ms": [900], "verdict": [["valid", 1]]}, "mine": [1]},
    "training": new_training(),
}


@pytest.mark.parametrize("fields", [{}, FULL, {"training": {k: v for k, v in new_training().items() if k != "plan"}}])
async def test_every_hot_answer_is_what_its_model_says(ada: Api, fields: dict[str, object]) -> None:
    given = new_workout(**fields)
    created = await ada.post("/workouts", given)
    again = await ada.post("/workouts", given)
    changed = await ada.patch(f"/workouts/{given['id']}", {"note": "changed"})
    for answer in (created, again, changed):
        assert answer.headers["content-type"] == "application/json"
        assert SavedWorkout.model_validate_json(answer.content).model_dump(mode="json") == answer.json()
    assert again.json() == created.json()
    listed = await ada.get("/workouts")
    assert list(WorkoutItem.model_fields) == list(listed.json()["items"][0])
    assert WorkoutPage.model_validate_json(listed.content).model_dump(mode="json") == listed.json()
    statistics = await ada.get("/statistics")
    assert Statistics.model_validate_json(statistics.content).model_dump(mode="json") == statistics.json()
    assert statistics.json().keys() == Statistics.model_fields.keys()
