"""The rules of public counters, re-implemented as streaming counters of a few lines: the ones to beat.

python benchmarks/counting/rules.py RULE EXERCISE FILE...

Prints one JSON line per file, or nothing if the rule is for another exercise. Standard library only, so that it runs
with any Python; rules are those of common tutorials and of Ultralytics' AIGym (its defaults).
"""

import gzip
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Frame = dict[str, Any]
Rule = Callable[[list[Frame], float], int]
"""From frames and the picture's width over height to a number of repetitions."""

SHOULDER, ELBOW, WRIST, HIP, KNEE, ANKLE = (11, 13, 15, 23, 25, 27)
SIDES = (0, 1)
ARM = (SHOULDER, ELBOW, WRIST)
LEG = (HIP, KNEE, ANKLE)
SMOOTHING = 0.4
TORSO_SMOOTHING = 0.03
BASELINE_MS = 1000
LEAST_GAP_MS = 150
LEAST_RISE = 0.025


def angle_deg(lm: list[list[float]], joints: tuple[int, int, int], side: int, aspect: float) -> float:
    """Angle at the middle one of three joints in the picture."""
    a, b, c = (lm[joint + side] for joint in joints)
    first = math.atan2(a[1] - b[1], (a[0] - b[0]) * aspect)
    second = math.atan2(c[1] - b[1], (c[0] - b[0]) * aspect)
    degrees = abs(math.degrees(first - second))
    return min(degrees, 360 - degrees)


def better_side(lm: list[list[float]], joints: tuple[int, int, int]) -> int:
    """The side whose three joints are more visible."""
    return max(SIDES, key=lambda side: sum(lm[joint + side][3] for joint in joints))


def cycles(values: Iterator[float], low: float, high: float) -> int:
    """How often a signal falls below `low` and then rises above `high`."""
    reps, is_down = 0, False
    for value in values:
        if value < low:
            is_down = True
        elif value > high and is_down:
            reps, is_down = reps + 1, False
    return reps


def seen(frames: list[Frame]) -> Iterator[list[list[float]]]:
    """The landmarks of frames that show somebody."""
    return (frame["lm"] for frame in frames if frame["lm"])


def threshold(joints: tuple[int, int, int], low: float, high: float, *, is_corrected: bool = True) -> Rule:
    """The better seen limb bends below `low` and stretches above `high` degrees."""

    def rule(frames: list[Frame], aspect: float) -> int:
        shape = aspect if is_corrected else 1.0
        return cycles((angle_deg(lm, joints, better_side(lm, joints), shape) for lm in seen(frames)), low, high)

    return rule


def right_arm(frames: list[Frame], aspect: float) -> int:
    """AIGym's defaults: the right arm, 90 and 145 degrees."""
    return cycles((angle_deg(lm, ARM, 1, aspect) for lm in seen(frames)), 90, 145)


def both_elbows(frames: list[Frame], aspect: float) -> int:
    """The mean of both elbows, smoothed, 110 and 150 degrees."""
    means = (sum(angle_deg(lm, ARM, side, aspect) for side in SIDES) / 2 for lm in seen(frames))
    return cycles(smoothed(means, SMOOTHING), 110, 150)


def smoothed(values: Iterable[float], share: float) -> Iterator[float]:
    """An exponential moving average."""
    mean: float | None = None
    for value in values:
        mean = value if mean is None else mean + share * (value - mean)
        yield mean


def ankles_over_baseline(frames: list[Frame], _aspect: float) -> int:
    """Both ankles rise over their height in the first second by 2 % of the picture, and come down."""
    baseline: list[float] = []
    jumps, is_up, begun = 0, False, frames[0]["t"]
    for frame in frames:
        if not frame["lm"]:
            continue
        height = -(frame["lm"][ANKLE][1] + frame["lm"][ANKLE + 1][1]) / 2
        if frame["t"] - begun < BASELINE_MS:
            baseline.append(height)
            continue
        rise = height - sum(baseline) / len(baseline) if baseline else 0.0
        if rise > 0.02:  # noqa: PLR2004 - the rule's own constant
            is_up = True
        elif is_up:
            jumps, is_up = jumps + 1, False
    return jumps


def hip_peaks(frames: list[Frame], _aspect: float) -> int:
    """Peaks of the hips' height over torso lengths, 150 ms apart."""
    return len(peak_times(heights(frames, (HIP, HIP + 1))))


def landings(frames: list[Frame], _aspect: float) -> int:
    """Landings of either ankle; those within 150 ms count as one."""
    times = sorted(time for side in SIDES for time in peak_times(heights(frames, (ANKLE + side,))))
    return sum(1 for before, now in pairwise([-math.inf, *times]) if now - before >= LEAST_GAP_MS)


def heights(frames: list[Frame], points: tuple[int, ...]) -> list[tuple[float, float]]:
    """Times, and heights of some landmarks in lengths of the torso, whose length is averaged over seconds."""
    found = [frame for frame in frames if frame["lm"]]
    torsos = smoothed((torso_length(frame["lm"]) for frame in found), TORSO_SMOOTHING)
    values = (
        -sum(frame["lm"][point][1] for point in points) / len(points) / max(1e-6, torso)
        for frame, torso in zip(found, torsos, strict=True)
    )
    return [(frame["t"], value) for frame, value in zip(found, smoothed(values, SMOOTHING), strict=True)]


def torso_length(lm: list[list[float]]) -> float:
    """Shoulders' middle to hips' middle, upright, as a share of the picture's height."""
    return abs(sum(lm[HIP + side][1] - lm[SHOULDER + side][1] for side in SIDES)) / 2


def peak_times(signal: list[tuple[float, float]]) -> list[float]:
    """Times of maxima with a rise of 2.5 % of a torso, at least 150 ms apart."""
    times: list[float] = []
    low = high = signal[0][1] if signal else 0.0
    high_ms, is_rising = 0.0, True
    for time, value in signal:
        if is_rising and value >= high:
            high, high_ms = value, time
        elif is_rising and high - value >= LEAST_RISE:
            if high - low >= LEAST_RISE and (not times or high_ms - times[-1] >= LEAST_GAP_MS):
                times.append(high_ms)
            is_rising, low = False, value
        elif not is_rising and value <= low:
            low = value
        elif not is_rising and value - low >= LEAST_RISE:
            is_rising, high, high_ms = True, value, time
    return times


RULES: dict[str, tuple[str, Rule]] = {
    "elbow-90-160": ("push-up", threshold(ARM, 90, 160)),
    "elbow-without-aspect": ("push-up", threshold(ARM, 90, 160, is_corrected=False)),
    "aigym": ("push-up", right_arm),
    "both-elbows": ("push-up", both_elbows),
    "ankles-over-baseline": ("jump-rope", ankles_over_baseline),
    "hip-peaks": ("jump-rope", hip_peaks),
    "landings": ("jump-rope", landings),
    "knee-90-160": ("squat", threshold(LEG, 90, 160)),
    "knee-110-150": ("squat", threshold(LEG, 110, 150)),
}


def main() -> None:
    """Count."""
    name, exercise, *files = sys.argv[1:]
    if name not in RULES:
        message = f"{name} is no rule; rules are {', '.join(RULES)}"
        raise SystemExit(message)
    own, rule = RULES[name]
    for file in files if exercise == own else []:
        recording = json.loads(gzip.decompress(Path(file).read_bytes()))
        reps = rule(recording["frames"], recording["width"] / recording["height"])
        print(json.dumps({"name": Path(file).name.removesuffix(".json.gz"), "reps": reps}))


if __name__ == "__main__":
    main()
