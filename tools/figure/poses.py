"""Skeletons in the positions of the exercises. They face z; those on the floor have the head towards z."""

import math
from dataclasses import dataclass

from figure.geometry import Vector, bend, unit, vector
from figure.skeleton import (
    ANKLE_HEIGHT,
    FOOT,
    FOREARM,
    HALF_HIPS,
    HALF_SHOULDERS,
    LEFT,
    SHANK,
    SIDES,
    THIGH,
    TRUNK,
    UPPER_ARM,
    Arm,
    Leg,
    Skeleton,
    reach_leg,
)

STANDING_HIPS = THIGH + SHANK + ANKLE_HEIGHT - 0.012


@dataclass(frozen=True)
class Stance:
    """How an upright person stands. Heights are above plain standing, in metres."""

    hips: float = 0.0
    feet: float = 0.0
    toes_down: float = 0.0
    """How far the toes hang below the ankles."""
    holds_rope: bool = False
    steps: dict[int, tuple[float, float]] | None = None
    """Forward and up of each foot while walking."""
    arm_swing: float = 0.0
    raised: float = 0.0
    """How far the right arm is raised to wave, 0..1."""
    wave: float = 0.0
    """Where the waving hand is, -1..1."""


def standing(stance: Stance) -> Skeleton:
    """An upright person."""
    pelvis = vector(0, STANDING_HIPS + stance.hips, 0)
    chest = pelvis + vector(0, TRUNK, 0)
    return Skeleton(
        pelvis=pelvis,
        chest=chest,
        lateral=vector(1, 0, 0),
        front=vector(0, 0, 1),
        head=chest + vector(0, 0.235, 0.02),
        up=vector(0, 1, 0),
        face=vector(0, 0, 1),
        arms={side: _standing_arm(chest, side, stance) for side in SIDES},
        legs={side: _standing_leg(pelvis, side, stance) for side in SIDES},
        grip=0.6 if stance.holds_rope else 0.0,
    )


def _standing_leg(pelvis: Vector, side: int, stance: Stance) -> Leg:
    forward, lift = stance.steps[side] if stance.steps else (0.0, 0.0)
    height = ANKLE_HEIGHT + stance.feet + lift + stance.toes_down * 0.5
    ankle = vector(side * (HALF_HIPS + 0.025), height, forward)
    toe = vector(side * 0.025, -0.02 - stance.toes_down, FOOT)
    return reach_leg(pelvis + vector(side * HALF_HIPS, -0.02, 0), ankle, vector(side * 0.15, 0, 1), toe)


def _standing_arm(chest: Vector, side: int, stance: Stance) -> Arm:
    shoulder = chest + vector(side * HALF_SHOULDERS, -0.02, 0)
    if stance.holds_rope:
        elbow = shoulder + UPPER_ARM * unit(vector(side * 0.34, -1, -0.12))
        wrist = elbow + FOREARM * unit(vector(side * 0.62, -0.22, 0.62))
        fingers, palm = unit(vector(side * 0.9, -0.2, 0.45)), unit(vector(side * 0.3, -0.3, -0.9))
        return Arm(shoulder, elbow, wrist, fingers, palm)
    raised = 0.0 if side == LEFT else stance.raised
    # Degrees outwards from hanging.
    upper = math.radians(11 + 60 * raised)
    lower = math.radians(7 + (160 + 22 * stance.wave) * raised)
    swing = side * stance.arm_swing
    elbow = shoulder + UPPER_ARM * unit(vector(side * math.sin(upper), -math.cos(upper), -0.45 * swing))
    wrist = elbow + FOREARM * unit(vector(side * math.sin(lower), -math.cos(lower), 0.22 - 0.55 * swing))
    return Arm(shoulder, elbow, wrist, unit(wrist - elbow), vector(-side * (1 - raised), 0, raised))


# Where a push-up rests on the floor: wrists and ankles, and how much wider than the shoulders the hands are.
WRIST_Z, WRIST_Y = 0.56, 0.055
ANKLE_Z, ANKLE_Y = -0.745, 0.17
HANDS_WIDER = 0.015


def push_up(elbow_deg: float, flare_deg: float = 25.0) -> Skeleton:
    """A prone person on hands and toes with the given elbow angle; `flare_deg` turns the elbows outwards."""
    line = _push_up_line(elbow_deg)
    front = vector(0, -line[2], line[1])
    ankle = vector(0, ANKLE_Y, ANKLE_Z)
    pelvis = ankle + line * (THIGH + SHANK)
    chest = ankle + line * (TRUNK + THIGH + SHANK)
    return Skeleton(
        pelvis=pelvis,
        chest=chest,
        lateral=vector(1, 0, 0),
        front=front,
        head=chest + line * 0.225 - front * 0.045,
        up=unit(line * 0.95 - front * 0.28),
        face=unit(front + line * 0.28),
        arms={side: _push_up_arm(chest, side, flare_deg) for side in SIDES},
        legs={side: _straight_leg(pelvis, ankle, side) for side in SIDES},
        thumb=-1,
    )


def _push_up_line(elbow_deg: float) -> Vector:
    """The direction from feet to head for an elbow angle, by applying the law of cosines twice."""
    length = TRUNK + THIGH + SHANK
    bent = math.cos(math.radians(elbow_deg))
    reach = math.sqrt(UPPER_ARM**2 + FOREARM**2 - 2 * UPPER_ARM * FOREARM * bent)
    flat = math.sqrt(reach**2 - HANDS_WIDER**2)
    dz, dy = WRIST_Z - ANKLE_Z, WRIST_Y - ANKLE_Y
    distance = math.hypot(dz, dy)
    angle = math.acos((length**2 + distance**2 - flat**2) / (2 * length * distance)) + math.atan2(dy, dz)
    return vector(0, math.sin(angle), math.cos(angle))


def _push_up_arm(chest: Vector, side: int, flare_deg: float) -> Arm:
    flare = math.radians(flare_deg)
    shoulder = chest + vector(side * HALF_SHOULDERS, 0, 0)
    wrist = vector(side * (HALF_SHOULDERS + HANDS_WIDER), WRIST_Y, WRIST_Z)
    pole = vector(side * math.sin(flare), 0, -math.cos(flare))
    elbow = bend(shoulder, wrist, (UPPER_ARM, FOREARM), pole)
    return Arm(shoulder, elbow, wrist, unit(vector(0, -0.22, 1)), vector(0, -1, 0))


def _straight_leg(pelvis: Vector, ankles: Vector, side: int) -> Leg:
    hip = pelvis + vector(side * HALF_HIPS, 0, 0)
    ankle = ankles + vector(side * HALF_HIPS * 0.8, 0, 0)
    knee = hip + (ankle - hip) * THIGH / (THIGH + SHANK)
    return Leg(hip, knee, ankle, ankle + unit(vector(0, -1, 0.42)) * FOOT * 0.95)
