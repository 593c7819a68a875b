"""Garmin's FIT: an activity of one session, one lap and one set."""

from collections.abc import Iterator
from datetime import UTC, datetime

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.transfer.formats.activity import Activity
from exercise_buddy.transfer.formats.fit_file import Base, Kind, fit_file

# Numbers from FIT's profile (Profile.xlsx of the FIT SDK), to which Garmin only adds.
CATEGORIES = {
    ExerciseType.PUSH_UP: (22, 77),  # push_up: push_up
    ExerciseType.JUMP_ROPE: (2, 6),  # cardio: jump_rope
    ExerciseType.SQUAT: (28, 61),  # squat: squat
    ExerciseType.LUNGE: (17, 32),  # lunge: lunge
    ExerciseType.SIT_UP: (27, 37),  # sit_up: sit_up
    ExerciseType.JUMPING_JACK: (2, 12),  # cardio: jumping_jacks
    ExerciseType.HIGH_KNEES: (31, 26),  # warm_up: walking_high_knees
    ExerciseType.PULL_UP: (21, 38),  # pull_up: pull_up
    ExerciseType.PLANK: (19, 43),  # plank: plank
    ExerciseType.BURPEE: (29, 0),  # total_body: burpee
    ExerciseType.JUMP_SQUAT: (20, 3),  # plyo: body_weight_jump_squat
}
"""Exercise category, and the name within it."""

TIMER, LAP_ENDS, ACTIVITY_ENDS = 0, 9, 26
"""Events."""
START, STOP, STOP_ALL = 0, 1, 4
"""Types of events."""
TRAINING, STRENGTH_TRAINING = 10, 20
JUMP_ROPE, GENERIC = 84, 0
"""Sports, each with its sub-sport."""
ACTIVITY_FILE = 4
DEVELOPMENT = 255
"""The manufacturer number for those without one."""
SERIAL_NUMBER = 1
"""Of the recording device; there is none, and 0 would mean unknown."""
ACTIVE_SET = 1
MANUAL = 0

TIMESTAMP = (253, Base.UINT32)
FILE_ID = Kind(
    0,
    {
        "type": (0, Base.ENUM),
        "manufacturer": (1, Base.UINT16),
        "product": (2, Base.UINT16),
        "serial_number": (3, Base.UINT32Z),
        "time_created": (4, Base.UINT32),
    },
)
EVENT = Kind(21, {"timestamp": TIMESTAMP, "event": (0, Base.ENUM), "event_type": (1, Base.ENUM)})
RECORD = Kind(20, {"timestamp": TIMESTAMP, "cadence": (4, Base.UINT8)})
SET = Kind(
    225,
    {
        "timestamp": (254, Base.UINT32),
        "start_time": (6, Base.UINT32),
        "set_type": (5, Base.UINT8),
        "duration": (0, Base.UINT32),
        "repetitions": (3, Base.UINT16),
        "category": (7, Base.UINT16),
        "category_subtype": (8, Base.UINT16),
    },
)
_SUMS = {
    "timestamp": TIMESTAMP,
    "start_time": (2, Base.UINT32),
    "message_index": (254, Base.UINT16),
    "event": (0, Base.ENUM),
    "event_type": (1, Base.ENUM),
    "total_elapsed_time": (7, Base.UINT32),
    "total_timer_time": (8, Base.UINT32),
    "total_cycles": (10, Base.UINT32),
    "total_calories": (11, Base.UINT16),
}
LAP = Kind(19, _SUMS | {"sport": (25, Base.ENUM), "sub_sport": (39, Base.ENUM), "avg_cadence": (17, Base.UINT8)})
SESSION = Kind(
    18,
    _SUMS
    | {
        "sport": (5, Base.ENUM),
        "sub_sport": (6, Base.ENUM),
        "avg_cadence": (18, Base.UINT8),
        "first_lap_index": (25, Base.UINT16),
        "num_laps": (26, Base.UINT16),
    },
)
ACTIVITY = Kind(
    34,
    {
        "timestamp": TIMESTAMP,
        "local_timestamp": (5, Base.UINT32),
        "total_timer_time": (0, Base.UINT32),
        "num_sessions": (1, Base.UINT16),
        "type": (2, Base.ENUM),
        "event": (3, Base.ENUM),
        "event_type": (4, Base.ENUM),
    },
)

FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
"""https://developer.garmin.com/fit/cookbook/datetime/"""


def fit(activity: Activity) -> bytes:
    """The content of the activity's file."""
    return fit_file(_messages(activity))


def _messages(activity: Activity) -> Iterator[tuple[Kind, dict[str, int]]]:
    """In the order of Garmin's cookbook.

    https://developer.garmin.com/fit/cookbook/encoding-activity-files/
    """
    begun, ended = _seconds(activity.begun), _seconds(activity.ended)
    yield (
        FILE_ID,
        {
            "type": ACTIVITY_FILE,
            "manufacturer": DEVELOPMENT,
            "product": 0,
            "serial_number": SERIAL_NUMBER,
            "time_created": begun,
        },
    )
    yield EVENT, {"timestamp": begun, "event": TIMER, "event_type": START}
    for sample in activity.samples():
        yield RECORD, {"timestamp": _seconds(sample.at), "cadence": sample.cadence_per_minute}
    yield EVENT, {"timestamp": ended, "event": TIMER, "event_type": STOP_ALL}
    yield SET, {"timestamp": ended, "start_time": begun} | _set(activity)
    sums = {"timestamp": ended, "start_time": begun, "message_index": 0} | _sums(activity)
    yield LAP, sums
    yield SESSION, sums | {"first_lap_index": 0, "num_laps": 1}
    yield (
        ACTIVITY,
        {
            "timestamp": ended,
            "local_timestamp": _local_seconds(activity),
            "total_timer_time": _thousandths(activity),
            "num_sessions": 1,
            "type": MANUAL,
            "event": ACTIVITY_ENDS,
            "event_type": STOP,
        },
    )


def _set(activity: Activity) -> dict[str, int]:
    category, name = CATEGORIES[activity.workout.exercise_type]
    return {
        "set_type": ACTIVE_SET,
        "duration": _thousandths(activity),
        "repetitions": activity.repetitions,
        "category": category,
        "category_subtype": name,
    }


def _sums(activity: Activity) -> dict[str, int]:
    """The fields that lap and session share."""
    sport, sub_sport = (JUMP_ROPE, GENERIC) if activity.is_rope else (TRAINING, STRENGTH_TRAINING)
    sums = {
        "event": LAP_ENDS,
        "event_type": STOP,
        "sport": sport,
        "sub_sport": sub_sport,
        "total_elapsed_time": _thousandths(activity),
        "total_timer_time": _thousandths(activity),
        "total_calories": activity.calories,
        "avg_cadence": activity.average_cadence,
    }
    return sums | {"total_cycles": activity.workout.reps_count} if activity.is_rope else sums


def _thousandths(activity: Activity) -> int:
    """The duration, in thousandths of a second."""
    return round(activity.workout.duration_seconds * 1000)


def _local_seconds(activity: Activity) -> int:
    """The end in local time, from which readers of the file derive day and zone."""
    return _seconds(activity.ended.astimezone(activity.zone).replace(tzinfo=UTC))


def _seconds(moment: datetime) -> int:
    """Seconds since FIT's epoch."""
    return int((moment - FIT_EPOCH).total_seconds())
