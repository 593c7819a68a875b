"""Garmin's Training Center XML, version 2, in the order of elements that TrainingCenterDatabasev2.xsd asks for.

It knows running, biking and other sports; what the sport was stands in the notes.
"""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

from exercise_buddy.exercises.service import CATALOGUE
from exercise_buddy.transfer.formats.activity import Activity

NAMESPACE = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write: https://www.w3.org/TR/xml/#charsets"""


def tcx(activity: Activity) -> bytes:
    """The activity as a file."""
    root = ET.Element("TrainingCenterDatabase", {"xmlns": NAMESPACE})
    node = ET.SubElement(ET.SubElement(root, "Activities"), "Activity", {"Sport": "Other"})
    _text(node, "Id", _moment(activity.begun))
    _lap(node, activity)
    _text(node, "Notes", _notes(activity))
    content: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def _lap(node: ET.Element, activity: Activity) -> None:
    lap = ET.SubElement(node, "Lap", {"StartTime": _moment(activity.begun)})
    _text(lap, "TotalTimeSeconds", str(activity.workout.duration_seconds))
    _text(lap, "DistanceMeters", "0")
    _text(lap, "Calories", str(activity.calories))
    _text(lap, "Intensity", "Active")
    _text(lap, "Cadence", str(activity.average_cadence))
    _text(lap, "TriggerMethod", "Manual")
    track = ET.SubElement(lap, "Track")
    for sample in activity.samples():
        point = ET.SubElement(track, "Trackpoint")
        _text(point, "Time", _moment(sample.at))
        _text(point, "Cadence", str(sample.cadence_per_minute))


def _notes(activity: Activity) -> str:
    workout = activity.workout
    exercise = CATALOGUE[workout.exercise_type]
    done = exercise.name if exercise.kind == "hold" else f"{exercise.name}: {workout.reps_count}"
    return f"{done}\n{workout.note}" if workout.note else done


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _NO_XML.sub("", text)


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
