"""One workout as FIT and TCX, read back by programs and rules that are not ours."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import fitdecode
import pytest

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.transfer.formats.fit import CATEGORIES
from exercise_buddy.transfer.formats.fit_file import checksum
from tests.support import Api, assert_problem, uuid7

BEGUN = datetime(2026, 3, 18, 11, tzinfo=UTC)
TCX = "{http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2}"
REPETITIONS = [{"start_ms": 4000 + 500 * n, "end_ms": 4500 + 500 * n, "verdict": "valid"} for n in range(60)]
# The order in which TrainingCenterDatabasev2.xsd wants the elements, those that are optional in brackets.
ORDER = {
    "Activity": ["Id", "Lap", "[Notes]"],
    "Lap": [
        "TotalTimeSeconds",
        "DistanceMeters",
        "[MaximumSpeed]",
        "Calories",
        "[AverageHeartRateBpm]",
        "[MaximumHeartRateBpm]",
        "Intensity",
        "[Cadence]",
        "TriggerMethod",
        "[Track]",
        "[Notes]",
    ],
    "Trackpoint": ["Time", "[Position]", "[AltitudeMeters]", "[DistanceMeters]", "[HeartRateBpm]", "[Cadence]"],
}


async def exported(api: Api, workout: dict[str, Any], format_: str) -> bytes:
    answer = await api.get(f"/workouts/{workout['id']}/export", format=format_)
    assert answer.status_code == 200, answer.text
    name = f"{workout['local_date']}-{workout['exercise_type']}.{format_}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    return answer.content


def messages(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """What the file holds, read by fitdecode, which checks header, definitions and both checksums."""
    found: dict[str, list[dict[str, Any]]] = {}
    with fitdecode.FitReader(
        io.BytesIO(content), check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.RAISE
    ) as reader:
        for frame in reader:
            if isinstance(frame, fitdecode.FitDataMessage):
                found.setdefault(frame.name, []).append({field.name: field.value for field in frame.fields})
    return found


async def test_a_rope_set_as_fit(ada: Api) -> None:
    workout = await ada.save(
        exercise_type="jump-rope", reps_count=60, duration_seconds=30, details={"repetitions": REPETITIONS}
    )
    found = messages(await exported(ada, workout, "fit"))
    assert (found["file_id"][0]["type"], found["file_id"][0]["time_created"]) == ("activity", BEGUN)
    assert [event["event_type"] for event in found["event"]] == ["start", "stop_all"]
    [session] = found["session"]
    assert (session["sport"], session["start_time"]) == ("jump_rope", BEGUN)
    assert (session["total_timer_time"], session["total_elapsed_time"], session["total_cycles"]) == (30, 30, 60)
    assert session["total_calories"] == round(workout["calories_burned"])
    assert session["avg_cadence"] == 120
    assert (len(found["lap"]), found["activity"][0]["num_sessions"]) == (1, 1)
    records = found["record"]
    assert len(records) == 31
    assert (records[0]["timestamp"], records[-1]["timestamp"]) == (BEGUN, BEGUN.replace(second=30))
    assert [record["cadence"] for record in records[1:]] == [120] * 30


async def test_a_set_of_push_ups_as_fit(ada: Api) -> None:
    found = messages(await exported(ada, await ada.save(reps_count=12, duration_seconds=30.5), "fit"))
    [one] = found["set"]
    assert (one["set_type"], one["repetitions"], one["duration"], one["start_time"]) == ("active", 12, 30.5, BEGUN)
    assert one["category"] in ("push_up", ("push_up",))
    assert (found["session"][0]["sport"], found["session"][0]["sub_sport"]) == ("training", "strength_training")


def test_the_checksum_is_that_of_the_catalogue() -> None:
    """CRC-16/ARC and its check value: https://reveng.sourceforge.io/crc-catalogue/16.htm."""
    assert checksum(b"123456789") == 0xBB3D


@pytest.mark.parametrize(("zone", "hours"), [("Europe/Berlin", 1), ("Asia/Tokyo", 9), ("America/Los_Angeles", -7)])
async def test_the_file_says_what_the_clock_on_the_wall_said(ada: Api, zone: str, hours: int) -> None:
    await ada.patch("/users/me", {"time_zone": zone})
    [activity] = messages(await exported(ada, await ada.save(duration_seconds=30), "fit"))["activity"]
    ended = BEGUN.replace(tzinfo=None) + timedelta(seconds=30)
    assert activity["local_timestamp"].replace(tzinfo=None) == ended + timedelta(hours=hours)


@pytest.mark.parametrize("exercise_type", list(ExerciseType))
async def test_every_exercise_can_be_exported(ada: Api, exercise_type: ExerciseType) -> None:
    assert exercise_type in CATEGORIES
    workout = await ada.save(exercise_type=exercise_type)
    assert len(messages(await exported(ada, workout, "fit"))["set"]) == 1
    assert b"<Lap " in await exported(ada, workout, "tcx")


def check_order(node: ET.Element) -> None:
    tag = node.tag.removeprefix(TCX)
    if tag in ORDER:
        wanted = [name.strip("[]") for name in ORDER[tag]]
        there = list(dict.fromkeys(child.tag.removeprefix(TCX) for child in node))
        assert there == [name for name in wanted if name in there], tag
        assert {name for name in ORDER[tag] if not name.startswith("[")} <= set(there), tag
    for child in node:
        check_order(child)


async def test_a_set_as_tcx(ada: Api) -> None:
    workout = await ada.save(reps_count=12, duration_seconds=30.5, note="hard & <slow>\x0b\uffff\n=1 💪")
    root = ET.fromstring(await exported(ada, workout, "tcx"))  # noqa: S314 - our own
    check_order(root)
    assert [child.tag for child in root] == [TCX + "Activities"]
    activity = root[0][0]
    assert activity.get("Sport") == "Other"
    assert activity.findtext(TCX + "Id") == "2026-03-18T11:00:00Z"
    assert activity.findtext(TCX + "Notes") == "Push-up: 12\nhard & <slow>\n=1 💪"
    lap = activity.find(TCX + "Lap")
    assert lap is not None
    assert lap.get("StartTime") == "2026-03-18T11:00:00Z"
    assert lap.findtext(TCX + "TotalTimeSeconds") == "30.5"
    assert lap.findtext(TCX + "Calories") == str(round(workout["calories_burned"]))
    times = [point.findtext(TCX + "Time") for point in lap.iter(TCX + "Trackpoint")]
    assert (times[0], times[-1], len(times)) == ("2026-03-18T11:00:00Z", "2026-03-18T11:00:30Z", 31)


@pytest.mark.parametrize(
    "fields",
    [
        {"duration_seconds": 0.001, "reps_count": 100_000},
        {"duration_seconds": 86_400, "reps_count": 100_000, "calories_burned": 100_000},
        {"reps_count": 0, "exercise_type": "plank"},
        {"started_at": "2000-01-01T00:00:00.999999Z"},
        {"details": {"repetitions": "many"}},
        {"details": {"repetitions": [1, None, {"start_ms": "x", "end_ms": 5}, {"start_ms": True, "end_ms": 1e300}]}},
        {"details": {"repetitions": [{"start_ms": 10, "end_ms": 1e300}, {"start_ms": -5, "end_ms": -9}]}},
    ],
)
async def test_the_strangest_workouts_make_files_that_can_be_read(ada: Api, fields: dict[str, Any]) -> None:
    workout = await ada.save(**fields)
    found = messages(await exported(ada, workout, "fit"))
    assert len(found["session"]) == 1
    assert 2 <= len(found["record"]) <= 3601
    check_order(ET.fromstring(await exported(ada, workout, "tcx")))  # noqa: S314 - our own


async def test_nobody_exports_anothers_workout(ada: Api, bob: Api) -> None:
    workout = await ada.save()
    path = f"/workouts/{workout['id']}/export"
    assert_problem(await bob.get(path, format="fit"), 404, "workout_not_found")
    assert_problem(await ada.get(f"/workouts/{uuid7()}/export", format="tcx"), 404, "workout_not_found")
    await ada.delete(f"/workouts/{workout['id']}")
    assert_problem(await ada.get(path, format="fit"), 404, "workout_not_found")
    for query in ({}, {"format": "gpx"}):
        assert_problem(await ada.get(path, **query), 422, "validation_failed")
