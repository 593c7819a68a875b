"""Vectors and the easing of movements."""

import math

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


def vector(x: float, y: float, z: float) -> Vector:
    """A point or a direction."""
    return np.array((x, y, z), dtype=np.float64)


def unit(v: Vector) -> Vector:
    """The direction of a vector, with length 1."""
    return v / (float(np.linalg.norm(v)) + 1e-9)


def bend(start: Vector, end: Vector, lengths: tuple[float, float], pole: Vector) -> Vector:
    """The middle joint of a two-bone chain from start to end, bulging towards the direction `pole`.

    Where the chain is too short it reaches as far as it can.
    """
    first, second = lengths
    distance = min(float(np.linalg.norm(end - start)), first + second - 1e-4)
    direction = unit(end - start)
    along = (first**2 + distance**2 - second**2) / (2 * distance)
    sideways = unit(pole - direction * np.dot(pole, direction))
    return start + direction * along + sideways * math.sqrt(max(0.0, first**2 - along**2))


def ease(t: float) -> float:
    """From 0 to 1 and back over one period."""
    return (1 - math.cos(2 * math.pi * t)) / 2


def smooth(t: float) -> float:
    """From 0 to 1 as t does, with a soft start and end; beyond it stays."""
    return 0.5 - 0.5 * math.cos(math.pi * min(1.0, max(0.0, t)))
