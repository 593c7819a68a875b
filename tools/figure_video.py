"""Draw video of an exercising person, so that tests of pose detection need nobody's pictures.

    figure_video.py push-up   --reps 5 --tempo 2.0 --view side out.mjpeg
    figure_video.py jump-rope --reps 20 --rate 2 --rope out.mjpeg
    figure_video.py stand     --seconds 5 --wave out.mjpeg
    figure_video.py walk      --seconds 8 out.mjpeg        (walks in, turns, stands, waves)
    figure_video.py join      --seconds 20 out.mjpeg       (stands far off, joined by somebody nearer)

The body is a skeleton posed by inverse kinematics and dressed with a few hundred spheres; nothing is taken from
photographs or other people's models. *.mjpeg is written as concatenated JPEGs, the form that Chromium's
--use-file-for-fake-video-capture reads (it plays them at 30 frames a second: of 10 drawn for a second, each is written
three times); other names go through OpenCV's video writer. Same arguments, same frames.
"""

import argparse
import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from figure.body import Spheres
from figure.camera import Camera, Picture
from figure.clips import (
    FLOOR_VIEW,
    PUSH_UP_ANGLES,
    UPRIGHT_VIEW,
    Frames,
    Key,
    join,
    push_ups,
    rope_jumps,
    stand,
    walk_in,
)

NOISE_PATTERNS = 7
PLAYED_FPS = 30
"""This many of the pictures of a *.mjpeg Chromium's camera plays a second."""

Shot = tuple[Key, Callable[[], Picture]]
"""How to take a picture; those with equal keys are the same. The key None stands for a picture unlike any other."""


def frames_of(options: argparse.Namespace) -> Frames:
    """The clip that the command line asks for."""
    match options.exercise:
        case "push-up":
            angle = PUSH_UP_ANGLES[options.view]
            given = {name: getattr(options, name) for name in ("yaw", "top", "bottom", "flare")}
            return push_ups(
                angle=dataclasses.replace(angle, **{k: v for k, v in given.items() if v is not None}),
                reps=options.reps,
                tempo=options.tempo,
                hold=options.hold,
                fps=options.fps,
                flip=options.flip,
                away=options.away,
                gone=options.gone,
            )
        case "jump-rope":
            return rope_jumps(
                reps=options.reps,
                rate=options.rate,
                height=options.height,
                hold=options.hold,
                fps=options.fps,
                rope=options.rope,
                yaw_deg=options.yaw or 0.0,
            )
        case "stand":
            return stand(seconds=options.seconds, fps=options.fps, wave=options.wave)
        case "join":
            return join(seconds=options.seconds, fps=options.fps)
        case _:
            return walk_in(seconds=options.seconds, fps=options.fps)


def shots(options: argparse.Namespace) -> Iterator[Shot]:
    """The frames: each distinct pose is rendered once, the sensor's noise varies from frame to frame."""
    width, height = map(int, options.size.split("x"))
    camera = Camera(width, height, FLOOR_VIEW if options.exercise == "push-up" else UPRIGHT_VIEW)
    chance = np.random.default_rng(options.seed)
    # Rounded down, since a picture's values are whole.
    noise = np.floor(chance.normal(0, 1.5, (NOISE_PATTERNS, height, width, 3)).astype(np.float32)).astype(np.int16)
    rendered: dict[Key, Picture] = {}

    def take(key: Key, make: Callable[[], Spheres], pattern: int) -> Picture:
        picture = rendered.get(key)
        if picture is None:
            picture = camera.shoot(make())
        if key is not None:
            rendered[key] = picture
        return np.asarray(cv2.add(picture, noise[pattern], dtype=cv2.CV_8U), np.uint8)

    for key, make in frames_of(options):
        pattern = int(chance.integers(NOISE_PATTERNS))
        yield None if key is None else (*key, pattern), functools.partial(take, key, make, pattern)


def write_mjpeg(frames: Iterator[Shot], out: Path, quality: int, fps: float) -> None:
    """Write the frames as JPEGs one after the other, each so often that the tempo is right at 30 a second."""
    times = max(1, round(PLAYED_FPS / fps))
    written: dict[Key, bytes] = {}
    with out.open("wb") as file:
        for key, take in frames:
            jpeg = written.get(key)
            if jpeg is None:
                jpeg = cv2.imencode(".jpg", take(), [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
            if key is not None:
                written[key] = jpeg
            file.write(times * jpeg)


def write_video(frames: Iterator[Shot], out: Path, fps: float, size: tuple[int, int]) -> None:
    """Write the frames in a format of OpenCV's."""
    code = cv2.VideoWriter.fourcc(*("mp4v" if out.suffix == ".mp4" else "MJPG"))
    writer = cv2.VideoWriter(str(out), code, fps, size)
    for _, take in frames:
        writer.write(take())
    writer.release()


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("exercise", choices=["push-up", "jump-rope", "stand", "walk", "join"])
    add("out", type=Path, help="*.mjpeg (concatenated JPEGs), or a name OpenCV can write: *.avi, *.mp4")
    add("--reps", type=int, default=5, help="push-ups or jumps")
    add("--tempo", type=float, default=2.0, help="seconds a push-up")
    add("--rate", type=float, default=2.0, help="jumps a second")
    add("--height", type=float, default=0.08, help="of a jump, in metres")
    add("--rope", action="store_true", help="draw the rope")
    add("--view", choices=sorted(PUSH_UP_ANGLES), default="side", help="push-up: where the camera is")
    add("--yaw", type=float, help="degrees to turn, instead of the view's (0 = facing the camera, 90 = side)")
    add("--flip", action="store_true", help="push-up: head to the left")
    add("--top", type=float, help="elbow angle at the top in degrees")
    add("--bottom", type=float, help="elbow angle at the bottom in degrees; 120 makes half repetitions")
    add("--flare", type=float, help="degrees that the elbows turn outwards")
    add("--hold", type=float, default=1.5, help="still seconds before and after")
    add("--seconds", type=float, default=8.0, help="length of stand, walk and join")
    add("--wave", action="store_true", help="stand: wave a hand")
    add("--away", type=float, default=0.0, help="push-up: seconds away after half of them")
    add("--gone", type=float, default=0.0, help="push-up: seconds in which nobody is there at the end")
    add("--fps", type=float, default=30.0, help="pictures drawn a second; *.mjpeg: each as often as 30 want it")
    add("--size", default="640x480")
    add("--quality", type=int, default=80, help="of the JPEGs")
    add("--seed", type=int, default=1, help="of the noise")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    options = parse_arguments(arguments)
    frames = shots(options)
    if options.out.suffix in {".mjpeg", ".mjpg"}:
        write_mjpeg(frames, options.out, options.quality, options.fps)
    else:
        width, height = map(int, options.size.split("x"))
        write_video(frames, options.out, options.fps, (width, height))


if __name__ == "__main__":
    main()
