"""Runs the counting engine's own command line over recordings."""

import json
import subprocess
from collections.abc import Sequence
from typing import Any

from recordings import REPOSITORY, Clip

SCRIPTS = REPOSITORY / "frontend" / "scripts" / "counting"


def count(exercise: str, clips: Sequence[Clip], frames_per_second: int = 0) -> dict[str, int]:
    """Repetitions by clip, counted live at a frame rate (0: as recorded)."""
    lines = run("count.ts", exercise, str(frames_per_second), *paths(clips))
    return {line["name"]: line["reps"] for line in lines}


def count_all(clips: Sequence[Clip], rates: Sequence[int]) -> dict[int, dict[str, dict[str, int]]]:
    """Repetitions of every exercise, by frame rate (0: as recorded), exercise and clip."""
    counts: dict[int, dict[str, dict[str, int]]] = {rate: {} for rate in rates}
    for line in run("count-all.ts", ",".join(map(str, rates)), *paths(clips)):
        for rate in rates:
            for exercise, reps in line["counts"][str(rate)].items():
                counts[rate].setdefault(exercise, {})[line["name"]] = reps
    return counts


def recognise(clips: Sequence[Clip]) -> dict[str, str]:
    """The exercise that `auto` recognises in each clip; "none" if it recognises none."""
    return {line["name"]: line["exercise"] for line in run("count.ts", "auto", "0", *paths(clips))}


def sweep(
    exercises: Sequence[str], clips: Sequence[Clip], frames_per_second: int
) -> dict[str, dict[str, dict[str, int]]]:
    """Repetitions by exercise, setting of its profile and clip, at a frame rate."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for line in run("sweep.ts", ",".join(exercises), str(frames_per_second), *paths(clips)):
        for exercise, by_setting in line["counts"].items():
            for setting, reps in by_setting.items():
                counts.setdefault(exercise, {}).setdefault(setting, {})[line["name"]] = reps
    return counts


def paths(clips: Sequence[Clip]) -> list[str]:
    """The paths of the clips' recordings."""
    return [str(clip.path) for clip in clips]


def run(script: str, *arguments: str, options: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The JSON lines that a script prints; options go to Node itself, and its errors to our standard error."""
    command = ["node", *options, str(SCRIPTS / script), *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
