"""Dresses a skeleton: a few hundred coloured spheres, which the camera shades as one body."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from figure.geometry import Vector, unit
from figure.skeleton import SIDES, Arm, Leg, Skeleton

Colour = tuple[float, float, float]
"""Blue, green, red, in OpenCV's order."""
Spheres = NDArray[np.float64]
"""Rows of x, y, z, radius, blue, green, red."""

SKIN: Colour = (125, 160, 214)
SHADED_SKIN: Colour = (112, 146, 202)
SHIRT: Colour = (150, 84, 42)
SHORTS: Colour = (62, 54, 50)
SHOE: Colour = (45, 40, 150)
SOLE: Colour = (225, 225, 225)
SOCK: Colour = (235, 235, 235)
HAIR: Colour = (28, 36, 52)
LIPS: Colour = (88, 92, 178)

# Half width and half depth of the trunk, from below the pelvis (-0.14) to above the chest (1.04).
TRUNK_AT = (-0.14, 0, 0.14, 0.42, 0.75, 0.95, 1.04)
TRUNK_WIDTH = (0.135, 0.165, 0.160, 0.140, 0.172, 0.170, 0.10)
TRUNK_DEPTH = (0.085, 0.110, 0.108, 0.098, 0.118, 0.085, 0.06)

# Height, depth and radius of the spheres that make head and hair.
SKULL = (
    (0.035, -0.012, 0.092),
    (0.02, 0.008, 0.086),
    (-0.02, 0.018, 0.074),
    (-0.055, 0.028, 0.060),
    (-0.085, 0.040, 0.040),
)
HAIRCUT = ((0.050, -0.022, 0.094), (0.010, -0.040, 0.082), (-0.03, -0.035, 0.068))


class Body:
    """A growing list of spheres."""

    def __init__(self) -> None:
        self._rows: list[tuple[float, ...]] = []

    def ball(self, centre: Vector, radius: float, colour: Colour) -> None:
        """Add one sphere."""
        self._rows.append((*centre, radius, *colour))

    def limb(
        self, start: Vector, end: Vector, radii: Sequence[float], colour: Colour, part: tuple[float, float] = (0, 1)
    ) -> None:
        """Add a rod whose radius follows `radii`, evenly spaced; only the given part of it is covered."""
        length = float(np.linalg.norm(end - start)) * (part[1] - part[0])
        count = max(2, int(length / (0.13 * max(radii))))
        along = np.linspace(*part, count)
        covering = np.interp(along, np.linspace(0, 1, len(radii)), radii)
        for t, radius in zip(along, covering.tolist(), strict=True):
            self.ball(start + (end - start) * t, radius, colour)

    def spheres(self, yaw: float = 0.0, at: tuple[float, float, float] = (0, 0, 0)) -> Spheres:
        """All spheres, turned about the vertical by `yaw` radians and moved to `at`."""
        turned = np.array(self._rows, dtype=np.float64)
        cosine, sine = math.cos(yaw), math.sin(yaw)
        x, z = turned[:, 0].copy(), turned[:, 2].copy()
        turned[:, 0], turned[:, 2] = cosine * x + sine * z, cosine * z - sine * x
        turned[:, :3] += at
        return turned


def dress(skeleton: Skeleton) -> Body:
    """The body of a skeleton."""
    body = Body()
    _trunk(body, skeleton)
    _head(body, skeleton)
    for side in SIDES:
        _face_half(body, skeleton, side)
        _arm(body, skeleton, skeleton.arms[side], side)
        _leg(body, skeleton, skeleton.legs[side])
    return body


def _trunk(body: Body, skeleton: Skeleton) -> None:
    pelvis, chest = skeleton.pelvis, skeleton.chest
    for t in np.linspace(-0.14, 1.04, 40):
        width = float(np.interp(t, TRUNK_AT, TRUNK_WIDTH))
        depth = float(np.interp(t, TRUNK_AT, TRUNK_DEPTH))
        bulge = float(np.interp(t, (0, 0.4, 1), (0.012, -0.006, 0.0)))
        centre = pelvis + (chest - pelvis) * t - skeleton.front * bulge
        for offset in np.linspace(depth - width, width - depth, 5):
            body.ball(centre + skeleton.lateral * offset, depth, SHORTS if t < 0.16 else SHIRT)  # noqa: PLR2004


def _head(body: Body, skeleton: Skeleton) -> None:
    head, up, face = skeleton.head, skeleton.up, skeleton.face
    neck = skeleton.chest + unit(skeleton.chest - skeleton.pelvis) * 0.02
    body.limb(neck, head - up * 0.05, (0.062, 0.056, 0.055), SKIN)
    for spheres, colour in ((SKULL, SKIN), (HAIRCUT, HAIR)):
        for height, depth, radius in spheres:
            body.ball(head + up * height + face * depth, radius, colour)
    body.limb(head + up * 0.012 + face * 0.090, head - up * 0.020 + face * 0.108, (0.009, 0.013), (120, 155, 210))


def _face_half(body: Body, skeleton: Skeleton, side: int) -> None:
    """Ear, eye, brow, half of the mouth and a nostril."""
    head, up, face, lateral = skeleton.head, skeleton.up, skeleton.face, skeleton.lateral
    body.ball(head + lateral * side * 0.084 - up * 0.005 - face * 0.005, 0.020, SHADED_SKIN)
    body.ball(head + lateral * side * 0.084 - up * 0.022 - face * 0.002, 0.015, SHADED_SKIN)
    eye = head + lateral * side * 0.032 + up * 0.012 + face * 0.077
    body.ball(eye, 0.0125, (240, 240, 240))
    body.ball(eye + face * 0.007, 0.0075, (45, 35, 30))
    brow_end = eye + up * 0.020 + lateral * side * 0.016
    body.limb(eye + up * 0.019 - lateral * side * 0.014 + face * 0.005, brow_end, (0.006, 0.004), HAIR)
    mouth_end = head - up * 0.050 + lateral * side * 0.022 + face * 0.080
    body.limb(head - up * 0.052 + face * 0.088, mouth_end, (0.008, 0.006), LIPS)
    body.ball(head - up * 0.022 + lateral * side * 0.010 + face * 0.096, 0.010, SHADED_SKIN)


def _arm(body: Body, skeleton: Skeleton, arm: Arm, side: int) -> None:
    spine = unit(skeleton.chest - skeleton.pelvis)
    root = skeleton.chest - spine * 0.01 + skeleton.lateral * side * 0.06
    body.limb(root, arm.shoulder, (0.065, 0.066), SHIRT)
    body.limb(arm.shoulder, arm.elbow, (0.066, 0.056, 0.048, 0.040), SKIN, (0.5, 1))
    body.limb(arm.shoulder, arm.elbow, (0.068, 0.062, 0.058, 0.050), SHIRT, (0, 0.55))
    body.limb(arm.elbow, arm.wrist, (0.040, 0.045, 0.036, 0.027), SKIN)
    _hand(body, skeleton, arm, side)


def _hand(body: Body, skeleton: Skeleton, arm: Arm, side: int) -> None:
    wrist, fingers = arm.wrist, arm.fingers
    across = unit(np.cross(fingers, arm.palm))
    for offset, length in zip((-0.030, -0.010, 0.010, 0.030), (0.070, 0.085, 0.080, 0.062), strict=True):
        knuckle = wrist + fingers * 0.085 + across * offset
        body.limb(wrist, knuckle, (0.024, 0.018, 0.014), SKIN)
        tip = knuckle + fingers * length * 0.7 + arm.palm * skeleton.grip * length
        body.limb(knuckle, tip, (0.012, 0.010, 0.009), SKIN)
    thumb = wrist + fingers * 0.065 - across * skeleton.thumb * side * 0.055
    body.limb(wrist + fingers * 0.02, thumb, (0.018, 0.012, 0.010), SKIN)


def _leg(body: Body, skeleton: Skeleton, leg: Leg) -> None:
    hip, knee, ankle = leg.hip, leg.knee, leg.ankle
    body.limb(hip, knee, (0.098, 0.088, 0.072, 0.058), SHORTS, (0, 0.62))
    body.limb(hip, knee, (0.090, 0.080, 0.066, 0.053), SKIN, (0.6, 1))
    calf = unit(np.cross(skeleton.lateral, knee - ankle)) * 0.012
    body.limb(knee, ankle, (0.054, 0.050, 0.040, 0.034), SKIN)
    body.limb(knee - calf, ankle, (0.044, 0.056, 0.040, 0.030), SKIN, (0.1, 0.6))
    body.limb(knee, ankle, (0.056, 0.052, 0.042, 0.040), SOCK, (0.86, 1))
    _shoe(body, skeleton, leg)


def _shoe(body: Body, skeleton: Skeleton, leg: Leg) -> None:
    ankle, forward = leg.ankle, unit(leg.toe - leg.ankle)
    down = unit(np.cross(leg.toe - ankle, skeleton.lateral))
    if np.dot(down, leg.knee - ankle) >= 0:
        down = -down
    ball = leg.toe + down * 0.035
    heel = ankle + down * 0.045 - forward * 0.045
    body.limb(ankle, ankle + down * 0.02, (0.045, 0.048), SHOE)
    body.limb(ankle + down * 0.02, ball, (0.048, 0.046, 0.040), SHOE)
    body.limb(heel, ball, (0.042, 0.040, 0.038), SHOE)
    body.limb(ball, ball + forward * 0.06, (0.038, 0.032), SHOE)
    body.limb(heel + down * 0.022, ball + forward * 0.06 + down * 0.016, (0.028, 0.024, 0.020), SOLE)


def add_rope(body: Body, skeleton: Skeleton, turn: float) -> None:
    """A rope through both hands, turned by the angle `turn` (0 = under the feet)."""
    first, last = (skeleton.arms[side].wrist + skeleton.arms[side].fingers * 0.09 for side in reversed(SIDES))
    middle, half = (first + last) / 2, abs(float(last[0] - first[0])) / 2
    aside = np.array((1.0, 0.0, 0.0))
    for side, end in zip(reversed(SIDES), (first, last), strict=True):
        body.limb(end - aside * side * 0.02, end + aside * side * 0.08, (0.016, 0.014), (30, 30, 30))
    for angle in math.pi * (1 - np.cos(np.linspace(0, math.pi, 320))) / 2:
        radius = (middle[1] - 0.02) * math.sin(angle) ** 0.7
        offset = (-(half + 0.08) * math.cos(angle), -radius * math.cos(turn), -radius * math.sin(turn))
        body.ball(middle + np.array(offset), 0.007, (40, 190, 240))
