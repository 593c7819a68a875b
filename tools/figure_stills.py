"""Draw the web app's illustrations: each exercise's turning point, with its start behind it as a ghost.

    figure_stills.py frontend/public/illustrations

The pictures are committed; run this again after a change of the figure.
"""

import argparse
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from figure.body import Body, Spheres, add_rope, dress
from figure.camera import SUPERSAMPLING, Camera, Floats, View
from figure.exercise_poses import (
    BAR_HEIGHT,
    chin_over_bar,
    forearm_plank,
    hanging,
    knee_up,
    lunging,
    lying,
    sitting_up,
    squatting,
    standing_tall,
    star,
)
from figure.geometry import vector
from figure.poses import Stance, push_up, standing
from figure.skeleton import Skeleton

WIDTH, HEIGHT = 640, 360
GHOST_OPACITY = 0.38
SHADOW_OPACITY = 0.6
QUALITY = 82

LOW = View(height=0.55, distance=2.05, aim=0.36, field_of_view_deg=58)
BURPEE = View(height=0.9, distance=3.2, aim=0.95, field_of_view_deg=58)
HIGH = View(height=1.0, distance=3.2, aim=0.95, field_of_view_deg=52)
ROPE = View(height=1.1, distance=4.0, aim=1.2, field_of_view_deg=52)
BAR = View(height=1.3, distance=3.7, aim=1.35, field_of_view_deg=52)


@dataclass(frozen=True)
class Still:
    """An illustration: a pose, a second one behind it as a ghost, and the viewing direction."""

    view: View
    yaw_deg: float
    front: Callable[[], Skeleton]
    ghost: Callable[[], Skeleton] | None = None
    decorate: Callable[[Body, Skeleton], None] | None = None


def rope_overhead(body: Body, skeleton: Skeleton) -> None:
    """The rope at its highest."""
    add_rope(body, skeleton, math.pi)


def bar(body: Body, _: Skeleton) -> None:
    """A bar to hang from."""
    body.limb(vector(-0.75, BAR_HEIGHT, 0), vector(0.75, BAR_HEIGHT, 0), (0.022, 0.022), (150, 145, 140))


def in_the_air() -> Skeleton:
    """A rope jump at its highest."""
    return standing(Stance(hips=0.12, feet=0.12, holds_rope=True, toes_down=0.06))


def off_the_ground() -> Skeleton:
    """A jump without a rope at its highest."""
    return standing(Stance(hips=0.22, feet=0.22, toes_down=0.08))


STILLS = {
    "push-up": Still(LOW, 80, lambda: push_up(75), lambda: push_up(172)),
    "jump-rope": Still(ROPE, 20, in_the_air, decorate=rope_overhead),
    "squat": Still(HIGH, 60, squatting, standing_tall),
    "lunge": Still(HIGH, 65, lunging, standing_tall),
    "sit-up": Still(LOW, 80, sitting_up, lying),
    "jumping-jack": Still(HIGH, 10, star, standing_tall),
    "high-knees": Still(HIGH, 35, knee_up, standing_tall),
    "pull-up": Still(BAR, 15, chin_over_bar, hanging, bar),
    "plank": Still(LOW, 80, forearm_plank),
    "burpee": Still(BURPEE, 80, lambda: push_up(172), off_the_ground),
    "jump-squat": Still(ROPE, 60, off_the_ground, squatting),
}


def spheres_of(still: Still, pose: Callable[[], Skeleton]) -> Spheres:
    """The dressed and turned body of one pose."""
    skeleton = pose()
    body = dress(skeleton)
    if still.decorate is not None:
        still.decorate(body, skeleton)
    return body.spheres(math.radians(still.yaw_deg))


def draw(still: Still) -> Floats:
    """The illustration as blue-green-red-opacity in 0..255, transparent around the person."""
    camera = Camera(WIDTH, HEIGHT, still.view)
    spheres = spheres_of(still, still.front)
    shape = (HEIGHT * SUPERSAMPLING, WIDTH * SUPERSAMPLING)
    colour = np.zeros((*shape, 3), np.float32)
    opacity = camera.shadow(spheres) * SHADOW_OPACITY
    layers = [(spheres, 1.0)]
    if still.ghost is not None:
        layers.insert(0, (spheres_of(still, still.ghost), GHOST_OPACITY))
    for layer, strength in layers:
        body = camera.render(layer)
        colour[body.covered] = body.colours[body.covered]
        opacity = np.where(body.covered, np.maximum(opacity, strength), opacity).astype(np.float32)
    return shrink(colour, opacity)


def shrink(colour: Floats, opacity: Floats) -> Floats:
    """Downscale both, weighting colours by opacity so that edges do not darken."""
    weighted = np.concatenate([colour * opacity[..., None], opacity[..., None]], axis=2)
    small = cv2.resize(weighted, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    alpha = small[..., 3:]
    bare = np.divide(small[..., :3], alpha, out=np.zeros_like(small[..., :3]), where=alpha > 0)
    return np.concatenate([np.clip(bare, 0, 255), np.clip(alpha * 255, 0, 255)], axis=2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="folder to write to")
    folder: Path = parser.parse_args(arguments).out
    folder.mkdir(parents=True, exist_ok=True)
    for name, still in STILLS.items():
        picture = (draw(still) + 0.5).astype(np.uint8)
        cv2.imwrite(str(folder / f"{name}.webp"), picture, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])


if __name__ == "__main__":
    main()
