"""Sending files, and reading what the preview says of them."""

from typing import Any

from tests.support import Api

HEVY_HEAD = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,"
    "distance_km,duration_seconds,rpe\n"
)
STRONG_HEAD = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
)
OWN_HEAD = "started_at,exercise_type,reps_count,duration_seconds\n"


def hevy(*sets: tuple[str, str, int | str, int | str]) -> str:
    """A file of Hevy's with sets of (start_time, exercise_title, weight_kg, reps)."""
    return HEVY_HEAD + "".join(
        f'Core,"{begun}","{begun}",,"{name}",,,{index},normal,{weight},{reps},,,\n'
        for index, (begun, name, weight, reps) in enumerate(sets)
    )


async def preview(api: Api, content: str | bytes) -> dict[str, Any]:
    """What importing the file would do."""
    answer = await api.call("POST", "/workouts/import/preview", content=content)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def take_in(api: Api, content: str | bytes) -> dict[str, Any]:
    """What importing the file did."""
    answer = await api.call("POST", "/workouts/import", content=content)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def refusals(body: dict[str, Any]) -> dict[int, str]:
    """The reasons by line."""
    return {row["line"]: row["reason"] for row in body["rows"] if row["status"] == "refused"}


def taken(body: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Exercise, repetitions, duration and note of the rows that are taken."""
    workouts = [row["workout"] for row in body["rows"] if row["status"] == "take"]
    return [(one["exercise_type"], one["reps_count"], one["duration_seconds"], one["note"]) for one in workouts]
