"""The CSV that other trackers export: Strong and Hevy. A line of theirs is a set.

Their times are local, without a zone: they are taken for times in the zone of the profile. Weights and distances are
not kept here; a weight goes into the note.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.transfer.formats.rows import Cells, Fields, Reader, RowRefused, TableKind

NAMES = {
    "push up": ExerciseType.PUSH_UP,
    "press up": ExerciseType.PUSH_UP,
    "knee push up": ExerciseType.PUSH_UP,
    "jump rope": ExerciseType.JUMP_ROPE,
    "jumping rope": ExerciseType.JUMP_ROPE,
    "skipping rope": ExerciseType.JUMP_ROPE,
    "rope skipping": ExerciseType.JUMP_ROPE,
    "squat": ExerciseType.SQUAT,
    "bodyweight squat": ExerciseType.SQUAT,
    "air squat": ExerciseType.SQUAT,
    "lunge": ExerciseType.LUNGE,
    "walking lunge": ExerciseType.LUNGE,
    "bodyweight lunge": ExerciseType.LUNGE,
    "sit up": ExerciseType.SIT_UP,
    "jumping jack": ExerciseType.JUMPING_JACK,
    "high knee": ExerciseType.HIGH_KNEES,
    "high knee skip": ExerciseType.HIGH_KNEES,
    "pull up": ExerciseType.PULL_UP,
    "plank": ExerciseType.PLANK,
}
ADDITIONS = re.compile(r"\((bodyweight|weighted|assisted)\)")
"""Of the same movement; `Squat (Barbell)` is another exercise."""

SECONDS_PER_REP = {
    ExerciseType.PUSH_UP: 2.0,
    ExerciseType.JUMP_ROPE: 0.5,
    ExerciseType.SQUAT: 3.0,
    ExerciseType.LUNGE: 3.0,
    ExerciseType.SIT_UP: 3.0,
    ExerciseType.JUMPING_JACK: 1.0,
    ExerciseType.HIGH_KNEES: 0.5,
    ExerciseType.PULL_UP: 3.0,
    ExerciseType.PLANK: 1.0,
}
"""Usual tempo, for sets of which only the repetitions are known; these trackers time holds only."""

STRONG_TIMES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %I:%M:%S %p")
HEVY_TIMES = ("%d %b %Y, %H:%M", "%b %d, %Y, %I:%M %p", "%Y-%m-%d %H:%M:%S")


def exercise_of(name: str) -> ExerciseType:
    """The exercise that another tracker calls so; raises RowRefused for one that is not counted here."""
    words = re.sub(r"[^a-z]+", " ", ADDITIONS.sub(" ", name.lower())).strip()
    found = NAMES.get(words) or NAMES.get(words.removesuffix("s"))
    if found is None or "(" in ADDITIONS.sub(" ", name.lower()):
        raise RowRefused(f"“{name[:60]}” is no exercise that is counted here")
    return found


def read_strong(cells: Cells, reader: Reader) -> Fields:
    """A row of Strong's export, in any of its versions."""
    if not cells.get("Set Order", "").strip()[:1].isdigit() and cells.get("Set Order", "") not in {"W", "D", "F"}:
        raise RowRefused("this is a rest or a note, no set")
    weight = _first(cells, "Weight", "Weight (kg)", "Weight (lbs)")
    return _set(
        reader,
        tracker="strong",
        exercise=cells["Exercise Name"],
        begun=_moment(cells["Date"], STRONG_TIMES, reader),
        order=cells["Set Order"],
        reps=_amount("Reps", cells.get("Reps", "")),
        seconds=_amount("Seconds", cells.get("Seconds", "")),
        remarks=[cells.get("Notes", ""), _load(weight, cells.get("Weight Unit", ""))],
    )


def read_hevy(cells: Cells, reader: Reader) -> Fields:
    """A row of Hevy's export."""
    weight, unit = (cells["weight_kg"], "kg") if "weight_kg" in cells else (cells.get("weight_lbs", ""), "lbs")
    return _set(
        reader,
        tracker="hevy",
        exercise=cells["exercise_title"],
        begun=_moment(cells["start_time"], HEVY_TIMES, reader),
        order=cells.get("set_index", ""),
        reps=_amount("reps", cells.get("reps", "")),
        seconds=_amount("duration_seconds", cells.get("duration_seconds", "")),
        remarks=[cells.get("exercise_notes", ""), _load(weight, unit)],
    )


def _set(
    reader: Reader,
    *,
    tracker: str,
    exercise: str,
    begun: datetime,
    order: str,
    reps: float,
    seconds: float,
    remarks: Iterable[str],
) -> Fields:
    kind = exercise_of(exercise)
    if reps <= 0 and seconds <= 0:
        raise RowRefused("neither repetitions nor time")
    is_estimate = seconds <= 0
    return {
        "id": reader.id_of(tracker, begun.isoformat(), exercise, order, reps, seconds),
        "exercise_type": kind,
        "reps_count": round(reps),
        "duration_seconds": reps * SECONDS_PER_REP[kind] if is_estimate else seconds,
        "started_at": begun.isoformat(),
        "local_date": begun.date().isoformat(),
        "source": tracker,
        "note": ", ".join(remark.strip() for remark in remarks if remark.strip()) or None,
        "details": {"duration_estimated": True} if is_estimate else {},
    }


def _moment(text: str, formats: Iterable[str], reader: Reader) -> datetime:
    """The local time in the zone of the profile; of an hour that comes twice, the first."""
    # Strong separates the time from AM and PM by a narrow space that does not break.
    plain = " ".join(text.split())
    for format_ in formats:
        try:
            return datetime.strptime(plain, format_).replace(tzinfo=reader.zone)
        except ValueError:
            continue
    raise RowRefused(f"“{text[:40]}” is no date that is known here")


def _amount(name: str, text: str) -> float:
    plain = text.strip().replace(",", ".")
    if plain == "":
        return 0
    if not re.fullmatch(r"\d{1,9}(\.\d{1,6})?", plain):
        raise RowRefused(f"{name}: “{text[:20]}” is no number")
    return float(plain)


def _load(weight: str, unit: str) -> str:
    """The remark on an added weight."""
    plain = weight.strip().replace(",", ".")
    return f"with {plain} {unit}".strip() if re.fullmatch(r"\d+(\.\d+)?", plain) and float(plain) > 0 else ""


def _first(cells: Cells, *names: str) -> str:
    return next((cells[name] for name in names if name in cells), "")


STRONG = TableKind("strong", frozenset({"Date", "Exercise Name", "Set Order", "Reps"}), read_strong)
HEVY = TableKind("hevy", frozenset({"start_time", "exercise_title", "set_index", "reps"}), read_hevy)
