"""Makes other people, cameras and views of the recordings: what must make no difference to the net."""

from collections.abc import Callable

import numpy as np

from judge_training.bodies import Array, Bodies
from judge_training.features import frontality
from judge_training.layout import ANKLES, ELBOWS, HEELS, KNEES, LANDMARKS, PAIRS, TOES, WRISTS

LEGS = (KNEES, ANKLES, HEELS, TOES)
ARMS = (ELBOWS, WRISTS)
HEAD = range(11)
MIRRORED = np.arange(LANDMARKS)
for _left, _right in PAIRS:
    MIRRORED[_left], MIRRORED[_right] = _right, _left

Change = Callable[[Bodies, np.random.Generator], Bodies]
MOST_TURN = 1.6
"""Radians: a little over a right angle."""
SIDE_VIEW = 0.9
"""Frontality below which one side hides the other, radians."""
EXCHANGED_BESIDES = 0.4
"""How often the legs' names are exchanged where the far side is hidden."""
EVEN = 0.5


def augmented(bodies: Bodies, rng: np.random.Generator) -> Bodies:
    """The bodies after every change that chance picks."""
    for chance, change in CHANGES:
        if rng.random() < chance:
            bodies = change(bodies, rng)
    return bodies


def turned(bodies: Bodies, rng: np.random.Generator) -> Bodies:
    """Seen by a camera that was moved round the body by up to a right angle; the far side gets worse."""
    return turn_by(bodies, float(rng.uniform(-MOST_TURN, MOST_TURN)), rng)


def turn_by(bodies: Bodies, angle: float, rng: np.random.Generator) -> Bodies:
    """The 3D body seen from `angle` radians further round; seen from the side, its far side gets worse."""
    cosine, sine = np.cos(angle), np.sin(angle)
    x = bodies.world[..., 0] * cosine + bodies.world[..., 2] * sine
    z = -bodies.world[..., 0] * sine + bodies.world[..., 2] * cosine
    world = np.stack([x, bodies.world[..., 1], z], -1)
    path = bodies.path * np.array([cosine, 1.0])
    seen = bodies.with_(picture=world[..., :2].copy(), world=world, path=path)
    return hide_far_side(seen, rng) if np.median(frontality(world)) < SIDE_VIEW else seen


def hide_far_side(bodies: Bodies, rng: np.random.Generator) -> Bodies:
    """As models see it from the side: far leg and arm half made up, shaken, hardly visible, perhaps legs exchanged."""
    lateral = (bodies.world[:, 11] - bodies.world[:, 12]) + (bodies.world[:, 23] - bodies.world[:, 24])
    far = int(np.median(lateral[:, 2]) < 0)
    picture, visibility = bodies.picture.copy(), bodies.visibility.copy()
    mix, dim = rng.uniform(0, 0.6), rng.uniform(0.3, 0.8)
    for pair in LEGS:
        picture[:, pair[far]] = (1 - mix) * picture[:, pair[far]] + mix * picture[:, pair[1 - far]]
        visibility[:, pair[far]] *= dim
    mix, dim = rng.uniform(0, 0.5), rng.uniform(0.05, 0.4)
    shake = drift(len(bodies), 0.03, rng)
    for pair in ARMS:
        picture[:, pair[far]] = (1 - mix) * picture[:, pair[far]] + mix * picture[:, pair[1 - far]] + shake
        visibility[:, pair[far]] *= dim
    bodies = bodies.with_(picture=picture, visibility=visibility)
    return exchange_legs(bodies, rng) if rng.random() < EXCHANGED_BESIDES else bodies


def drift(length: int, step: float, rng: np.random.Generator) -> Array:
    """How a landmark wanders and comes back within half a second, (T, 2) metres."""
    walk = np.zeros((length, 2))
    for i in range(1, length):
        walk[i] = 0.85 * walk[i - 1] + rng.normal(0, step, 2)
    return walk


def exchange_legs(bodies: Bodies, rng: np.random.Generator) -> Bodies:
    """Whichever foot is up gets the name of the same leg, most of the time."""
    wrong = (bodies.picture[:, 27, 1] > bodies.picture[:, 28, 1]) & (rng.random(len(bodies)) < rng.uniform(0.3, 1))
    picture = bodies.picture.copy()
    for left, right in LEGS:
        picture[wrong, left], picture[wrong, right] = bodies.picture[wrong, right], bodies.picture[wrong, left]
    return bodies.with_(picture=picture)


def mirrored(bodies: Bodies, _: np.random.Generator) -> Bodies:
    """Left for right."""
    flip = np.array([-1.0, 1.0])
    return bodies.with_(
        picture=bodies.picture[:, MIRRORED] * flip,
        visibility=bodies.visibility[:, MIRRORED],
        world=bodies.world[:, MIRRORED] * np.array([-1.0, 1.0, 1.0]),
        path=bodies.path * flip,
    )


def tilted(bodies: Bodies, rng: np.random.Generator) -> Bodies:
    """Seen by a camera that is not level, with a body broader or narrower, larger or smaller."""
    angle = rng.normal(0, 0.08)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    size = np.exp(rng.normal(0, 0.1))
    stretch = np.array([rng.uniform(0.75, 1.2), 1.0]) * size
    world = bodies.world * size
    world[..., :2] = world[..., :2] @ rotation
    return bodies.with_(
        picture=(bodies.picture @ rotation) * stretch, path=(bodies.path @ rotation) * size, world=world
    )


def trembling(bodies: Bodies, rng: np.random.Generator) -> Bodies:
    """With noisy landmarks, as in poor light."""
    sigma = abs(rng.normal(0, 0.008))
    return bodies.with_(
        picture=bodies.picture + rng.normal(0, sigma, bodies.picture.shape),
        world=bodies.world + rng.normal(0, sigma, bodies.world.shape),
    )


def shaken(bodies: Bodies, rng: np.random.Generator) -> Bodies:
    """Seen by a camera held by hand."""
    return bodies.with_(path=bodies.path + drift(len(bodies), abs(rng.normal(0, 0.006)), rng))


def one_side_hidden(bodies: Bodies, rng: np.random.Generator) -> Bodies:
    """With one arm, perhaps with its leg, made up from the other side."""
    side = int(rng.integers(2))
    picture, visibility = bodies.picture.copy(), bodies.visibility.copy()
    for left, right in (*ARMS, *LEGS) if rng.random() < EVEN else ARMS:
        hidden, seen = (left, right) if side == 0 else (right, left)
        mix = rng.uniform(0.3, 0.9)
        picture[:, hidden] = mix * picture[:, seen] + (1 - mix) * picture[:, hidden]
        visibility[:, hidden] *= rng.uniform(0.05, 0.5)
    return bodies.with_(picture=picture, visibility=visibility)


def legs_unseen(bodies: Bodies, rng: np.random.Generator) -> Bodies:
    """With the feet, or the legs from the knees down, out of the picture; the model makes up still ones."""
    picture, visibility, world = bodies.picture.copy(), bodies.visibility.copy(), bodies.world.copy()
    pairs = LEGS if rng.random() < EVEN else LEGS[1:]
    stay = rng.uniform(0, 1)
    for left, right in pairs:
        for joint in (left, right):
            picture[:, joint] += stay * (picture[:, joint].mean(0) - picture[:, joint])
            world[:, joint] += stay * (world[:, joint].mean(0) - world[:, joint])
            visibility[:, joint] *= rng.uniform(0.0, 0.3)
    return bodies.with_(picture=picture, visibility=visibility, world=world)


def head_unseen(bodies: Bodies, rng: np.random.Generator) -> Bodies:
    """With the head out of the picture."""
    picture, visibility = bodies.picture.copy(), bodies.visibility.copy()
    picture[:, HEAD] += rng.normal(0, 0.05, 2)
    visibility[:, HEAD] *= rng.uniform(0, 0.4)
    return bodies.with_(picture=picture, visibility=visibility)


def thinned(bodies: Bodies, rng: np.random.Generator) -> Bodies:
    """As of a slow machine: up to every second sample interpolated from its neighbours."""
    step = rng.uniform(1.2, 2.0)
    kept = np.unique(np.round(np.arange(0, len(bodies) - 1, step)).astype(int))
    index = np.interp(np.arange(len(bodies)), kept, np.arange(len(kept)))
    few = Bodies(
        bodies.picture[kept], bodies.visibility[kept], bodies.world[kept], bodies.path[kept], bodies.log_scale[kept]
    )
    return few.at(index)


CHANGES: tuple[tuple[float, Change], ...] = (
    (0.5, turned),
    (0.5, mirrored),
    (0.15, one_side_hidden),
    (0.2, legs_unseen),
    (0.1, head_unseen),
    (0.12, exchange_legs),
    (0.15, thinned),
    (0.9, tilted),
    (0.9, trembling),
    (0.25, shaken),
)
