"""The counter to beat: a joint angle below 90 and then above 160 degrees is a repetition.

This is the rule of most public counters at its best: with pixels instead of normalised coordinates, and
the arm or leg that is better seen.
"""

import math
from collections.abc import Sequence

from recordings import Clip, read_recording

BENT_DEGREES = 90
STRAIGHT_DEGREES = 160
LEAST_VISIBILITY = 0.5

ARMS = ((11, 13, 15), (12, 14, 16))
LEGS = ((23, 25, 27), (24, 26, 28))
JOINTS = {"push-up": ARMS, "pull-up": ARMS, "squat": LEGS, "lunge": LEGS}
"""Exercises that a joint angle is commonly counted by."""

Landmarks = Sequence[Sequence[float]]


def count_fixed_threshold(exercise: str, clip: Clip) -> int:
    """Repetitions by the fixed-threshold rule, frame by frame."""
    recording = read_recording(clip)
    size = (recording["width"], recording["height"])
    reps, is_bent = 0, False
    for frame in recording["frames"]:
        angle = joint_angle(frame["lm"], JOINTS[exercise], size)
        if angle is None:
            continue
        if angle < BENT_DEGREES:
            is_bent = True
        elif angle > STRAIGHT_DEGREES and is_bent:
            reps, is_bent = reps + 1, False
    return reps


def joint_angle(landmarks: Landmarks | None, limbs: Sequence[Sequence[int]], size: tuple[int, int]) -> float | None:
    """Angle in degrees at the middle joint of the better visible limb; None if neither is visible."""
    if landmarks is None:
        return None
    best = max(limbs, key=lambda limb: visibility(landmarks, limb))
    if visibility(landmarks, best) < LEAST_VISIBILITY:
        return None
    a, joint, c = ([landmarks[i][0] * size[0], landmarks[i][1] * size[1]] for i in best)
    angle = math.degrees(direction(joint, a) - direction(joint, c)) % 360
    return min(angle, 360 - angle)


def visibility(landmarks: Landmarks, limb: Sequence[int]) -> float:
    """The visibility of the limb's least visible joint."""
    return min(landmarks[i][3] for i in limb)


def direction(start: Sequence[float], end: Sequence[float]) -> float:
    """The direction from start to end, in radians."""
    return math.atan2(end[1] - start[1], end[0] - start[0])
