"""The joints of a person of about 1.75 m, and inverse kinematics of the limbs."""

from dataclasses import dataclass

from figure.geometry import Vector, bend, unit

UPPER_ARM, FOREARM, THIGH, SHANK, FOOT, TRUNK = 0.29, 0.26, 0.44, 0.42, 0.15, 0.50
HALF_SHOULDERS, HALF_HIPS, ANKLE_HEIGHT = 0.175, 0.095, 0.085

LEFT, RIGHT = 1, -1
SIDES = (LEFT, RIGHT)


@dataclass(frozen=True)
class Arm:
    """Joints of an arm; fingers and palm are directions."""

    shoulder: Vector
    elbow: Vector
    wrist: Vector
    fingers: Vector
    palm: Vector


@dataclass(frozen=True)
class Leg:
    """Joints of a leg; the toe is where the foot ends."""

    hip: Vector
    knee: Vector
    ankle: Vector
    toe: Vector


@dataclass(frozen=True)
class Skeleton:
    """All joints. `lateral` points to the person's left, `front` out of the chest; `up` and `face` are the head's."""

    pelvis: Vector
    chest: Vector
    lateral: Vector
    front: Vector
    head: Vector
    up: Vector
    face: Vector
    arms: dict[int, Arm]
    legs: dict[int, Leg]
    grip: float = 0.0
    """How closed the fingers are, 0..1."""
    thumb: int = 1
    """-1 turns the thumbs outwards."""


def reach_arm(shoulder: Vector, wrist: Vector, pole: Vector, fingers: Vector, palm: Vector) -> Arm:
    """An arm from the shoulder to the wrist, its elbow towards `pole`."""
    elbow = bend(shoulder, wrist, (UPPER_ARM, FOREARM), pole)
    return Arm(shoulder, elbow, wrist, unit(fingers), unit(palm))


def reach_leg(hip: Vector, ankle: Vector, pole: Vector, toe: Vector) -> Leg:
    """A leg from the hip to the ankle, its knee towards `pole`; `toe` is relative to the ankle."""
    return Leg(hip, bend(hip, ankle, (THIGH, SHANK), pole), ankle, ankle + toe)
