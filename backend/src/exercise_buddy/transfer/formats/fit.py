"""Garmin's FIT: an activity of one session, one lap and one set."""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.transfer.formats.activity import Activity

# Exercise category and the name within it, as FIT's profile numbers them: names of fit_tool's enumerations.
CATEGORIES = {
    ExerciseType.PUSH_UP: ("PUSH_UP", "PushUpExerciseName", "PUSH_UP"),
    ExerciseType.JUMP_ROPE: ("CARDIO", "CardioExerciseName", "JUMP_ROPE"),
    ExerciseType.SQUAT: ("SQUAT", "SquatExerciseName", "SQUAT"),
    ExerciseType.LUNGE: ("LUNGE", "LungeExerciseName", "LUNGE"),
    ExerciseType.SIT_UP: ("SIT_UP", "SitUpExerciseName", "SIT_UP"),
    ExerciseType.JUMPING_JACK: ("CARDIO", "CardioExerciseName", "JUMPING_JACKS"),
    ExerciseType.HIGH_KNEES: ("WARM_UP", "WarmUpExerciseName", "WALKING_HIGH_KNEES"),
    ExerciseType.PULL_UP: ("PULL_UP", "PullUpExerciseName", "PULL_UP"),
    ExerciseType.PLANK: ("PLANK", "PlankExerciseName", "PLANK"),
    ExerciseType.BURPEE: ("TOTAL_BODY", "TotalBodyExerciseName", "BURPEE"),
    ExerciseType.JUMP_SQUAT: ("PLYO", "PlyoExerciseName", "BODY_WEIGHT_JUMP_SQUAT"),
}


FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
"""https://developer.garmin.com/fit/cookbook/datetime/"""
SERIAL_NUMBER = 1
"""Of the device that recorded it; there is none, and 0 means unknown."""


def fit(activity: Activity) -> bytes:
    """The activity as a file."""
    # Half a second to import, for what few ask for.
    from fit_tool.fit_file_builder import FitFileBuilder  # noqa: PLC0415
    from fit_tool.profile import profile_type as profile  # noqa: PLC0415

    builder = FitFileBuilder(auto_define=True, strict=True)
    for name, fields in _messages(activity, profile):
        builder.add(_message(name, fields))
    return bytes(builder.build().to_bytes())


def _message(name: str, fields: dict[str, Any]) -> Any:
    module = import_module(f"fit_tool.profile.messages.{name}_message")
    message = getattr(module, "".join(part.title() for part in name.split("_")) + "Message")()
    for field, value in fields.items():
        setattr(message, field, value)
    return message


def _messages(activity: Activity, profile: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """In the order of Garmin's cookbook.

    https://developer.garmin.com/fit/cookbook/encoding-activity-files/
    """
    begun, ended = _milliseconds(activity.begun), _milliseconds(activity.ended)
    timer = {"event": profile.Event.TIMER}
    yield (
        "file_id",
        {
            "type": profile.FileType.ACTIVITY,
            "manufacturer": profile.Manufacturer.DEVELOPMENT.value,
            "product": 0,
            "serial_number": SERIAL_NUMBER,
            "time_created": begun,
        },
    )
    yield "event", timer | {"timestamp": begun, "event_type": profile.EventType.START}
    for sample in activity.samples():
        yield "record", {"timestamp": _milliseconds(sample.at), "cadence": sample.cadence_per_minute}
    yield "event", timer | {"timestamp": ended, "event_type": profile.EventType.STOP_ALL}
    yield "set", _set(activity, profile) | {"timestamp": ended, "start_time": begun}
    sums = _sums(activity, profile) | {"timestamp": ended, "start_time": begun}
    yield "lap", sums | {"message_index": 0}
    yield "session", sums | {"message_index": 0, "first_lap_index": 0, "num_laps": 1}
    yield (
        "activity",
        {
            "timestamp": ended,
            "local_timestamp": _local_seconds(activity),
            "total_timer_time": activity.workout.duration_seconds,
            "num_sessions": 1,
            "type": profile.Activity.MANUAL,
            "event": profile.Event.ACTIVITY,
            "event_type": profile.EventType.STOP,
        },
    )


def _set(activity: Activity, profile: Any) -> dict[str, Any]:
    category, names, name = CATEGORIES[activity.workout.exercise_type]
    return {
        "set_type": profile.SetType.ACTIVE,
        "duration": activity.workout.duration_seconds,
        "repetitions": activity.repetitions,
        "category": [_number(profile, "ExerciseCategory", category)],
        "category_subtype": [_number(profile, names, name)],
    }


def _sums(activity: Activity, profile: Any) -> dict[str, Any]:
    """What lap and session say alike."""
    sums = {
        "event": profile.Event.LAP,
        "event_type": profile.EventType.STOP,
        "sport": profile.Sport.JUMP_ROPE if activity.is_rope else profile.Sport.TRAINING,
        "sub_sport": profile.SubSport.GENERIC if activity.is_rope else profile.SubSport.STRENGTH_TRAINING,
        "total_elapsed_time": activity.workout.duration_seconds,
        "total_timer_time": activity.workout.duration_seconds,
        "total_calories": activity.calories,
        "avg_cadence": activity.average_cadence,
    }
    return sums | {"total_cycles": activity.workout.reps_count} if activity.is_rope else sums


def _number(profile: Any, enumeration: str, name: str) -> int:
    """The number of a name in one of the profile's enumerations."""
    return int(getattr(profile, enumeration)[name].value)


def _local_seconds(activity: Activity) -> int:
    """The end by the clock on the wall, in FIT's own seconds: what reads the file knows the day and the zone by it."""
    wall = activity.ended.astimezone(activity.zone).replace(tzinfo=UTC)
    return int((wall - FIT_EPOCH).total_seconds())


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
