"""The clips: which pose is seen in which frame.

Each clip yields a key and a function that makes the spheres. Frames with equal keys look the same, so that they are
rendered once; the key None stands for a frame unlike any other.
"""

import functools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from figure.body import Spheres, add_rope, dress
from figure.camera import View
from figure.geometry import ease, smooth
from figure.poses import Stance, push_up, standing
from figure.skeleton import LEFT, SIDES

Key = tuple[float, ...] | None
Frames = Iterator[tuple[Key, Callable[[], Spheres]]]

FLOOR_VIEW = View(height=0.55, distance=2.15, aim=0.36)
UPRIGHT_VIEW = View(height=1.05, distance=3.0, aim=0.93)


@dataclass(frozen=True)
class PushUpAngle:
    """How push-ups look from one side: yaw (0 = head to the camera, 90 = side) and the elbow angles in degrees.

    Oblique views go deeper, since foreshortening opens the angle that is seen in the picture.
    """

    yaw: float
    top: float
    bottom: float
    flare: float


PUSH_UP_ANGLES = {
    "side": PushUpAngle(90, 172, 70, 25),
    "diagonal": PushUpAngle(63, 177, 60, 10),
    "front": PushUpAngle(0, 177, 60, 60),
}


BESIDE_AWAY = 1.5  # seconds of stillness before somebody leaves and after their return
NOBODY = (-1.0,)  # the empty room's key: no elbow has such an angle


def push_ups(
    *,
    angle: PushUpAngle,
    reps: int,
    tempo: float,
    hold: float,
    fps: float,
    flip: bool = False,
    away: float = 0,
    gone: float = 0,
) -> Frames:
    """A number of push-ups of `tempo` seconds each, between two still stretches of `hold` seconds.

    With `away` the second half of them comes after this many seconds in which nobody is there; with `gone` nobody is
    there for this long at the end.
    """
    yaw = math.radians(-angle.yaw if flip else angle.yaw)
    first = math.ceil(reps / 2) if away else reps

    def moving(count: int) -> list[float | None]:
        steps = range(round(count * tempo * fps))
        return [angle.top + (angle.bottom - angle.top) * ease(i / fps / tempo) for i in steps]

    def still(seconds: float, elbow_deg: float | None = angle.top) -> list[float | None]:
        return [elbow_deg] * round(seconds * fps)

    elbows = still(hold) + moving(first)
    if away:
        elbows += still(BESIDE_AWAY) + still(away, None) + still(BESIDE_AWAY) + moving(reps - first)
    elbows += still(BESIDE_AWAY) + still(gone, None) if gone else still(hold)
    for elbow_deg in elbows:
        if elbow_deg is None:
            yield NOBODY, nobody
        else:
            rounded = round(elbow_deg, 2)
            yield (rounded,), functools.partial(_push_up, rounded, angle.flare, yaw)


def _push_up(elbow_deg: float, flare: float, yaw: float) -> Spheres:
    return dress(push_up(elbow_deg, flare)).spheres(yaw)


def nobody() -> Spheres:
    """The empty room."""
    return np.zeros((0, 7))


AIRBORNE = 0.55  # share of a jump's period that is spent in the air


def rope_jumps(
    *, reps: int, rate: float, height: float, hold: float, fps: float, rope: bool = False, yaw_deg: float = 0.0
) -> Frames:
    """That many jumps, `rate` a second and `height` metres high, between two pauses of `hold` seconds."""

    def make(phase: float, moving: bool) -> Spheres:
        up, dip = _jump(phase, height) if moving else (0.0, 0.0)
        skeleton = standing(Stance(hips=up - dip - 0.012, feet=up, holds_rope=True, toes_down=0.5 * up))
        body = dress(skeleton)
        if rope:
            add_rope(body, skeleton, 2 * math.pi * (phase - AIRBORNE / 2) if moving else -0.2)
        return body.spheres(math.radians(yaw_deg))

    for moving, seconds in ((False, hold), (True, reps / rate), (False, hold)):
        for i in range(round(seconds * fps)):
            phase = round(i / fps * rate % 1, 4) if moving else 0.0
            yield (phase, float(moving)), functools.partial(make, phase, moving)


def _jump(phase: float, height: float) -> tuple[float, float]:
    """Height of the flight and depth of the dip on landing, in metres."""
    if phase < AIRBORNE:
        return 4 * height * (phase / AIRBORNE) * (1 - phase / AIRBORNE), 0.0
    return 0.0, 0.55 * height * math.sin(math.pi * (phase - AIRBORNE) / (1 - AIRBORNE)) ** 2


def stand(*, seconds: float, fps: float, wave: bool = False) -> Frames:
    """Standing still, or waving."""

    def make(t: float) -> Spheres:
        raised = _raised(t, 0.0, seconds) if wave else 0.0
        return dress(standing(_waving(t, raised))).spheres()

    for i in range(round(seconds * fps)):
        t = round(i / fps, 4)
        yield (None if wave else (0.0,)), functools.partial(make, t)


def join(*, seconds: float, fps: float) -> Frames:
    """Somebody stands at the wall; a second later somebody else stands nearer, beside them."""

    def make(joined: bool) -> Spheres:
        body = dress(standing(Stance()))
        at_the_wall = body.spheres(0.0, (-0.9, 0, -1.35))
        return np.concatenate([at_the_wall, body.spheres(0.0, (0.45, 0, 0.4))]) if joined else at_the_wall

    for i in range(round(seconds * fps)):
        joined = i >= fps
        yield (float(joined),), functools.partial(make, joined)


def walk_in(*, seconds: float, fps: float) -> Frames:
    """Walking in from the side, turning to the camera, standing and waving."""
    walking = min(3.0, seconds / 2)

    def make(t: float) -> Spheres:
        left = walking - t
        if left > 0:
            yaw = math.radians(65) * smooth(left * 1.5)
            return dress(standing(_stride(left))).spheres(yaw, (-0.72 * left, 0, -0.15 * left))
        return dress(standing(_waving(t, _raised(t, walking, seconds)))).spheres()

    for i in range(round(seconds * fps)):
        yield None, functools.partial(make, round(i / fps, 4))


def _raised(t: float, since: float, until: float) -> float:
    """How far the arm is raised: up some time after `since`, and down again before `until`."""
    return smooth(1.5 * (t - since - 0.8)) * smooth(1.5 * (until - 0.5 - t))


def _waving(t: float, raised: float) -> Stance:
    return Stance(raised=raised, wave=math.sin(2 * math.pi * 1.2 * t))


def _stride(seconds_left: float) -> Stance:
    """A stance while walking; steps get smaller over the last half second."""
    phase = seconds_left * 0.95
    size = min(1.0, seconds_left * 2)
    steps = {side: _step(phase, side, size) for side in SIDES}
    hips = -0.045 * size + 0.012 * size * math.cos(4 * math.pi * phase)
    return Stance(hips=hips, steps=steps, arm_swing=size * math.sin(2 * math.pi * (0.05 - phase)))


def _step(phase: float, side: int, size: float) -> tuple[float, float]:
    """Forward and up of a foot: on the ground for 60 % of a step, then swung forward."""
    q = (-phase + (0.5 if side == LEFT else 0)) % 1
    if q < 0.6:  # noqa: PLR2004
        return (0.24 - 0.48 * q / 0.6) * size, 0.0
    swing = (q - 0.6) / 0.4
    return (-0.24 + 0.48 * swing) * size, 0.10 * math.sin(math.pi * swing) * size
