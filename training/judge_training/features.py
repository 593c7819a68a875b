"""What the net sees of each sample: the reference for `frontend/src/engine/judge/features.ts`, in the same order."""

import numpy as np

from judge_training.bodies import Array, Bodies
from judge_training.layout import (
    ANKLES,
    EARS,
    ELBOWS,
    HEELS,
    HIPS,
    KNEES,
    LANDMARKS,
    NOSE,
    SAMPLES_PER_SECOND,
    SHOULDERS,
    TOES,
    WRISTS,
)

SURELY_SEEN = 0.3
"""Below this visibility a joint's numbers fade to zero: what is not seen says neither yes nor no."""
LIMIT = 6.0
SCALE_LIMIT = 2.0
TINY = 1e-6


def features(bodies: Bodies) -> Array:
    """(T, 53) features of T samples; the first has no speed. Exchanging left and right changes none of them."""
    weight = np.clip(bodies.visibility / SURELY_SEEN, 0, 1)
    everything = [
        *up_speeds(bodies, weight),
        *sideways_speeds(bodies, weight),
        *positions(bodies, weight),
        *visibilities(bodies),
        frontality(bodies.world) - 0.8,
        np.clip(speed(bodies.log_scale), -SCALE_LIMIT, SCALE_LIMIT),
        *in_space(bodies.world, weight),
    ]
    return np.clip(np.stack(everything, 1), -LIMIT, LIMIT).astype(np.float32)


def both(left: Array, right: Array, left_weight: Array, right_weight: Array) -> list[Array]:
    """Of a pair its mean, by how well each is seen, and how far the two differ, where both are seen."""
    total = left_weight + right_weight
    mean = (left_weight * left + right_weight * right) / np.maximum(total, TINY)
    return [
        mean * np.maximum(left_weight, right_weight),
        np.abs(left - right) / 2 * left_weight * right_weight,
    ]


def pair_of(values: Array, weight: Array, pair: tuple[int, int]) -> list[Array]:
    """`both` of a pair of landmarks."""
    left, right = pair
    return both(values[:, left], values[:, right], weight[:, left], weight[:, right])


def speed(values: Array) -> Array:
    """Change a second from one sample to the next."""
    return np.concatenate([np.zeros(1), np.diff(values)]) * SAMPLES_PER_SECOND


def up_speeds(bodies: Bodies, weight: Array) -> list[Array]:
    """Head, shoulders, hips; then knees, ankles, feet, wrists, elbows in pairs; metres a second."""
    height = bodies.path[:, 1:] + bodies.picture[:, :, 1]
    up = np.stack([speed(column) for column in height.T], 1)

    def mean(*joints: int) -> Array:
        return up[:, list(joints)].mean(1) * weight[:, list(joints)].mean(1)

    left, right = ([heel, toe] for heel, toe in zip(HEELS, TOES, strict=True))
    feet = both(up[:, left].mean(1), up[:, right].mean(1), weight[:, left].mean(1), weight[:, right].mean(1))
    return [
        mean(NOSE, *EARS),
        mean(*SHOULDERS),
        speed(bodies.path[:, 1]),
        *pair_of(up, weight, KNEES),
        *pair_of(up, weight, ANKLES),
        *feet,
        *pair_of(up, weight, WRISTS),
        *pair_of(up, weight, ELBOWS),
    ]


def sideways_speeds(bodies: Bodies, weight: Array) -> list[Array]:
    """How fast the hips go, and ankles, wrists and knees part or meet."""
    x = bodies.picture[:, :, 0]

    def apart(pair: tuple[int, int]) -> Array:
        left, right = pair
        return np.abs(speed(x[:, left] - x[:, right])) * weight[:, left] * weight[:, right]

    return [0.7 * each for each in (np.abs(speed(bodies.path[:, 0])), apart(ANKLES), apart(WRISTS), apart(KNEES))]


def positions(bodies: Bodies, weight: Array) -> list[Array]:
    """Where the joints are about the hips, less where they are in someone who stands with bent arms."""
    x, y = bodies.picture[:, :, 0], bodies.picture[:, :, 1]
    shoulders = list(SHOULDERS)
    heights = [
        each
        for pair, usual in ((WRISTS, 0.0), (KNEES, -0.4), (ANKLES, -0.8), (ELBOWS, 0.2))
        for each in pair_of(y - usual, weight, pair)
    ]
    sides = [each for pair in (WRISTS, ANKLES, KNEES) for each in pair_of(x, weight, pair)]
    everything = [
        y[:, shoulders].mean(1) - 0.5,
        *heights,
        x[:, shoulders].mean(1),
        *sides,
        (y[:, NOSE] - 0.65) * weight[:, NOSE],
        x[:, NOSE] * weight[:, NOSE],
    ]
    return [2 * each for each in everything]


def visibilities(bodies: Bodies) -> list[Array]:
    """Of the better and the worse seen joint of the pairs that tell most, and of the nose."""
    pairs = [bodies.visibility[:, list(pair)] for pair in (KNEES, ANKLES, WRISTS, ELBOWS)]
    everything = [each for pair in pairs for each in (pair.max(1), pair.min(1))]
    return [each - 0.5 for each in (*everything, bodies.visibility[:, NOSE])]


def frontality(world: Array) -> Array:
    """0 where the camera looks along the body's left-right axis, pi / 2 where across it."""
    lateral = (world[:, 11] - world[:, 12]) + (world[:, 23] - world[:, 24])
    return np.arctan2(np.abs(lateral[:, 0]), np.abs(lateral[:, 2]))


def in_space(world: Array, weight: Array) -> list[Array]:
    """Lean of the trunk, bend of knees and elbows, stride, unevenness of the knees: none depends on the view."""
    trunk = (world[:, 11] + world[:, 12]) / 2
    lean = trunk[:, 1] / (np.linalg.norm(trunk, axis=1) + TINY)
    bends = [
        each
        for a, b, c in ((HIPS, KNEES, ANKLES), (SHOULDERS, ELBOWS, WRISTS))
        for each in both(
            *(bend(world, a[side], b[side], c[side]) + 1 for side in (0, 1)),
            *(weight[:, b[side]] * weight[:, c[side]] for side in (0, 1)),
        )
    ]
    hips = world[:, 23] - world[:, 24]
    feet = world[:, 27] - world[:, 28]
    width = np.hypot(hips[:, 0], hips[:, 2]) + TINY
    stride = np.abs(feet[:, 0] * hips[:, 2] - feet[:, 2] * hips[:, 0]) / width
    uneven = np.abs(world[:, 25, 1] - world[:, 26, 1])
    feet_seen, knees_seen = weight[:, 27] * weight[:, 28], weight[:, 25] * weight[:, 26]
    return [lean - 0.5, *bends, 2 * stride * feet_seen, 3 * uneven * knees_seen]


def bend(world: Array, a: int, b: int, c: int) -> Array:
    """Cosine of the angle at joint `b`: -1 straight."""
    u, v = world[:, a] - world[:, b], world[:, c] - world[:, b]
    return (u * v).sum(1) / (np.linalg.norm(u, axis=1) * np.linalg.norm(v, axis=1) + TINY)


FEATURES = features(
    Bodies(
        np.zeros((2, LANDMARKS, 2)),
        np.zeros((2, LANDMARKS)),
        np.zeros((2, LANDMARKS, 3)),
        np.zeros((2, 2)),
        np.zeros(2),
    )
).shape[1]
