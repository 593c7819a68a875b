"""Skeletons for the illustrations: where each exercise starts and where it turns."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from figure.geometry import Vector, unit, vector
from figure.poses import STANDING_HIPS
from figure.skeleton import (
    ANKLE_HEIGHT,
    FOOT,
    HALF_HIPS,
    HALF_SHOULDERS,
    LEFT,
    RIGHT,
    SIDES,
    TRUNK,
    Skeleton,
    reach_arm,
    reach_leg,
)

Points = Mapping[int, Vector]
FORWARD = vector(0, 0, 1)
UP = vector(0, 1, 0)


@dataclass(frozen=True)
class Posture:
    """A person by pelvis, trunk and ends of limbs; elbows and knees follow."""

    pelvis: Vector
    lean_deg: float
    """The trunk's lean forwards: 0 is upright, -90 is flat on the back."""
    wrists: Points
    ankles: Points
    elbow_poles: Points
    knee_pole: Vector
    toes: Points
    """From ankle to toe, relative to the ankle."""
    fingers: Vector
    grip: float = 0.0

    @property
    def spine(self) -> Vector:
        """The direction from pelvis to chest."""
        lean = math.radians(self.lean_deg)
        return vector(0, math.cos(lean), math.sin(lean))

    @property
    def chest(self) -> Vector:
        """The upper end of the trunk."""
        return self.pelvis + self.spine * TRUNK


def both(x: float, y: float, z: float) -> dict[int, Vector]:
    """The same point on both sides; x is outwards."""
    return {side: vector(side * x, y, z) for side in SIDES}


def person(posture: Posture) -> Skeleton:
    """The skeleton of a posture."""
    pelvis, spine, chest = posture.pelvis, posture.spine, posture.chest
    front = vector(0, -spine[2], spine[1])
    arms = {
        side: reach_arm(
            chest + vector(side * HALF_SHOULDERS, 0, 0) - spine * 0.02,
            posture.wrists[side],
            posture.elbow_poles[side],
            posture.fingers,
            -front,
        )
        for side in SIDES
    }
    legs = {
        side: reach_leg(
            pelvis + vector(side * HALF_HIPS, 0, 0) - spine * 0.02,
            posture.ankles[side],
            posture.knee_pole + vector(side * 0.15, 0, 0),
            posture.toes[side],
        )
        for side in SIDES
    }
    up = unit(spine * 0.8 + UP * 0.2)
    return Skeleton(
        pelvis=pelvis,
        chest=chest,
        lateral=vector(1, 0, 0),
        front=front,
        head=chest + spine * 0.235 + front * 0.02,
        up=up,
        face=unit(front - up * float(front @ up)),
        arms=arms,
        legs=legs,
        grip=posture.grip,
    )


STANDING_FEET = both(HALF_HIPS + 0.025, ANKLE_HEIGHT, 0)
FLAT_FEET = both(0, -0.02, FOOT)
ELBOWS_BACK = both(0.4, 0, -1)
ELBOWS_OUT = both(1, -0.3, -0.2)


def upright(  # noqa: PLR0913  (the parts of a body)
    *,
    wrists: Points,
    hips: float = 0.0,
    ankles: Points = STANDING_FEET,
    lean_deg: float = 0.0,
    back: float = 0.0,
    elbow_poles: Points = ELBOWS_BACK,
    toes: Points = FLAT_FEET,
    fingers: Vector = -UP,
    grip: float = 0.0,
) -> Skeleton:
    """A standing person with the hips lower and further back by the given distances."""
    return person(
        Posture(
            pelvis=vector(0, STANDING_HIPS - hips, -back),
            lean_deg=lean_deg,
            wrists=wrists,
            ankles=ankles,
            elbow_poles=elbow_poles,
            knee_pole=FORWARD,
            toes=toes,
            fingers=fingers,
            grip=grip,
        )
    )


HANGING_HANDS = both(0.25, STANDING_HIPS + 0.02, 0.05)


def standing_tall() -> Skeleton:
    """Arms hanging."""
    return upright(wrists=HANGING_HANDS)


def squatting() -> Skeleton:
    """Thighs level, arms forward."""
    return upright(
        hips=0.42, back=0.26, lean_deg=38, ankles=both(0.16, ANKLE_HEIGHT, 0), wrists=both(0.17, 0.87, 0.52),
        fingers=FORWARD,
    )  # fmt: skip


def lunging() -> Skeleton:
    """One foot forward, both knees near a right angle, hands on the hips."""
    feet = {LEFT: vector(0.11, ANKLE_HEIGHT, 0.46), RIGHT: vector(-0.11, ANKLE_HEIGHT + 0.08, -0.5)}
    return upright(
        hips=0.40,
        ankles=feet,
        wrists=both(0.19, STANDING_HIPS - 0.36, 0.03),
        elbow_poles=both(1, 0, -0.6),
        toes={LEFT: FLAT_FEET[LEFT], RIGHT: vector(0, -0.11, 0.10)},
        fingers=vector(0, -0.5, 1),
    )


def star() -> Skeleton:
    """Arms and legs apart, as in a jumping jack."""
    return upright(
        hips=0.05,
        ankles=both(0.42, ANKLE_HEIGHT, 0),
        wrists=both(0.46, STANDING_HIPS + TRUNK + 0.36, 0),
        elbow_poles=ELBOWS_OUT,
        fingers=UP,
    )


def knee_up() -> Skeleton:
    """Running on the spot: one knee at hip height."""
    feet = {LEFT: vector(0.11, 0.52, 0.16), RIGHT: STANDING_FEET[RIGHT]}
    hands = {LEFT: vector(0.24, 1.0, -0.12), RIGHT: vector(-0.20, 1.22, 0.28)}
    return upright(ankles=feet, wrists=hands, fingers=vector(0, 0.7, 0.7), grip=0.8)


def lying() -> Skeleton:
    """On the back, knees bent, hands at the head."""
    return _on_the_floor(lean_deg=-88)


def sitting_up() -> Skeleton:
    """The end of a sit-up."""
    return _on_the_floor(lean_deg=8)


def _on_the_floor(lean_deg: float) -> Skeleton:
    pelvis = vector(0, 0.13, -0.1)
    lean = math.radians(lean_deg)
    spine = vector(0, math.cos(lean), math.sin(lean))
    head = pelvis + spine * (TRUNK + 0.22)
    return person(
        Posture(
            pelvis=pelvis,
            lean_deg=lean_deg,
            wrists={side: head + vector(side * 0.11, 0, 0) for side in SIDES},
            ankles=both(0.12, ANKLE_HEIGHT, 0.42),
            elbow_poles=both(1, 0.2, 0.4),
            knee_pole=UP,
            toes=FLAT_FEET,
            fingers=-spine,
        )
    )


BAR_HEIGHT = 2.12


def hanging() -> Skeleton:
    """At full length below the bar."""
    return _at_the_bar(chest_below=0.53)


def chin_over_bar() -> Skeleton:
    """Pulled up."""
    return _at_the_bar(chest_below=0.06)


def _at_the_bar(chest_below: float) -> Skeleton:
    pelvis = vector(0, BAR_HEIGHT - chest_below - TRUNK, 0)
    return person(
        Posture(
            pelvis=pelvis,
            lean_deg=0,
            wrists=both(0.30, BAR_HEIGHT - 0.06, 0.03),
            ankles={side: pelvis + vector(side * 0.08, -0.74, -0.24) for side in SIDES},
            elbow_poles=both(1, -0.8, 0.2),
            knee_pole=FORWARD,
            toes=both(0, -0.13, 0.06),
            fingers=UP,
            grip=0.6,
        )
    )


def forearm_plank() -> Skeleton:
    """On forearms and toes, the body in one line, the head towards z."""
    pelvis = vector(0, 0.30, -0.12)
    return person(
        Posture(
            pelvis=pelvis,
            lean_deg=85,
            wrists=both(0.15, 0.05, 0.66),
            ankles=both(0.09, 0.17, -0.96),
            elbow_poles=both(0, -1, -0.2),
            knee_pole=-UP,
            toes=both(0, -0.12, 0.06),
            fingers=FORWARD,
        )
    )
