"""The CSV that other trackers export: Strong and Hevy, in any language, and FitNotes. A line of theirs is a set.

Their times are local, without a zone: they are taken for times in the zone of the profile. Weights and distances are
not kept here; a weight goes into the note.
"""

import re
from datetime import datetime, time

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.transfer.formats.dates import parse_date, parse_datetime
from exercise_buddy.transfer.formats.exercise_names import exercise_of, is_assisted
from exercise_buddy.transfer.formats.refusals import ImportReason, RowRefused
from exercise_buddy.transfer.formats.rows import Cells, Fields, Reader, TableKind

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
    ExerciseType.BURPEE: 3.0,
    ExerciseType.JUMP_SQUAT: 2.0,
}
"""Usual tempo, for sets of which only the repetitions are known; these trackers time holds only."""

NOON = time(12)
"""Stands in where a tracker notes the day only: the day stays the same in any neighbouring zone."""

_LOAD = re.compile(r"(?:weight|load|gewicht|peso|poids|carga)?[ _]*\(?(kgs?|lbs?)?\)?", re.IGNORECASE)
"""A column of weights, and its unit where it names one."""
_AMOUNT_OF_LOAD = re.compile(r"(\d+(?:\.\d+)?) ?(kgs?|lbs?)?", re.IGNORECASE)


def read_strong(cells: Cells, reader: Reader) -> Fields:
    """A row of Strong's export, in any of its versions."""
    if not cells.get("Set Order", "").strip()[:1].isdigit() and cells.get("Set Order", "") not in {"W", "D", "F"}:
        raise RowRefused(ImportReason.NO_SET)
    return _set(
        cells,
        reader,
        tracker="strong",
        name=cells["Exercise Name"],
        begun=cells["Date"],
        numbers=(
            cells["Set Order"],
            _amount("Reps", cells.get("Reps", "")),
            _amount("Seconds", cells.get("Seconds", "")),
        ),
        note=cells.get("Notes", ""),
    )


def read_hevy(cells: Cells, reader: Reader) -> Fields:
    """A row of Hevy's export."""
    return _set(
        cells,
        reader,
        tracker="hevy",
        name=cells["exercise_title"],
        begun=cells["start_time"],
        numbers=(
            cells.get("set_index", ""),
            _amount("reps", cells.get("reps", "")),
            _amount("duration_seconds", cells.get("duration_seconds", "")),
        ),
        note=cells.get("exercise_notes", ""),
    )


def read_fitnotes(cells: Cells, reader: Reader) -> Fields:
    """A row of FitNotes' export, in any of its versions: it knows the day only, and puts sets in their order."""
    day = parse_date(cells["Date"], day_first=reader.day_first)
    reps, seconds = _amount("Reps", cells.get("Reps", "")), _seconds("Time", cells.get("Time", ""))
    fields = _workout(
        cells,
        reader,
        tracker="fitnotes",
        name=cells["Exercise"],
        moment=datetime.combine(day, NOON),
        reps=reps,
        seconds=seconds,
        note=cells.get("Comment") or cells.get("Notes") or "",
    )
    known = reader.id_of("fitnotes", day.isoformat(), fields["exercise_type"], reps, seconds, *_load(cells))
    return fields | {"id": known}


def _set(
    cells: Cells,
    reader: Reader,
    *,
    tracker: str,
    name: str,
    begun: str,
    numbers: tuple[str, float, float],
    note: str,
) -> Fields:
    """`numbers`: which set of the exercise it is, repetitions and seconds."""
    moment = parse_datetime(begun, day_first=reader.day_first)
    _, reps, seconds = numbers
    fields = _workout(cells, reader, tracker=tracker, name=name, moment=moment, reps=reps, seconds=seconds, note=note)
    return fields | {"id": reader.id_of(tracker, moment.isoformat(), fields["exercise_type"], *numbers)}


def _workout(
    cells: Cells,
    reader: Reader,
    *,
    tracker: str,
    name: str,
    moment: datetime,
    reps: float,
    seconds: float,
    note: str,
) -> Fields:
    """All but the id."""
    load, unit = _load(cells)
    kind = exercise_of(name, is_loaded=bool(load))
    if reps <= 0 and seconds <= 0:
        raise RowRefused(ImportReason.NOTHING_DONE)
    is_estimate = seconds <= 0
    # Of an hour that comes twice, the first.
    started_at = moment if moment.tzinfo else moment.replace(tzinfo=reader.zone)
    remarks = (note.strip(), f"{'assisted by' if is_assisted(name) else 'with'} {load} {unit}".strip() if load else "")
    return {
        "exercise_type": kind,
        "reps_count": round(reps),
        "duration_seconds": reps * SECONDS_PER_REP[kind] if is_estimate else seconds,
        "started_at": started_at.isoformat(),
        "source": tracker,
        "note": ", ".join(filter(None, remarks)) or None,
        "details": {"duration_estimated": True} if is_estimate else {},
    }


def _amount(name: str, text: str) -> float:
    plain = text.strip().replace(",", ".")
    if plain == "":
        return 0
    if not re.fullmatch(r"\d{1,9}(\.\d{1,6})?", plain):
        raise RowRefused(ImportReason.NO_NUMBER, field=name, text=text[:20])
    return float(plain)


def _seconds(name: str, text: str) -> float:
    """Of a time such as 0:01:30; a bare number is one of seconds."""
    parts = [_amount(name, part) for part in text.strip().split(":", maxsplit=2)]
    return sum(part * 60.0**power for power, part in enumerate(reversed(parts)))


def _load(cells: Cells) -> tuple[str, str]:
    """The weight of the set and its unit, empty where no column gives one."""
    for name, cell in cells.items():
        column = _LOAD.fullmatch(name) if name else None
        if column and re.search("[1-9]", cell):
            weight = _AMOUNT_OF_LOAD.fullmatch(cell.strip().replace(",", "."))
            unit = (weight and weight[2]) or column[1] or cells.get("Weight Unit", "")
            return (weight[1] if weight else cell.strip()[:20]), unit
    return "", ""


STRONG = TableKind("strong", frozenset({"Date", "Exercise Name", "Set Order", "Reps"}), read_strong)
FITNOTES = TableKind("fitnotes", frozenset({"Date", "Exercise", "Category", "Reps"}), read_fitnotes)
HEVY = TableKind("hevy", frozenset({"start_time", "exercise_title", "set_index", "reps"}), read_hevy)
