"""Make the small copies of the development recordings that the repository keeps.

Call: python benchmarks/counting/make_recordings.py ../shared/recordings-2

Writes the folder of the same name in benchmarks/counting/: every recording with only the landmarks the engine reads,
rounded (picture to 0.0001 of its size, visibility to 0.01, space to a millimetre), in the same format, so that
`make count` takes them as it takes the originals. Landmarks that the engine does not read are zeros, which cost nothing
once compressed.
"""

import argparse
import gzip
import json
import shutil
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
READ_LANDMARKS = frozenset([0, 7, 8, *range(11, 17), *range(23, 33)])

PICTURE_NUMBERS = 4

Point = list[float]


def compact_points(points: list[Point] | None, digits: int) -> list[Point] | None:
    """Round the landmarks that are read and blank the others."""
    if points is None:
        return None
    return [
        compact_point(point, digits) if index in READ_LANDMARKS else [0] * len(point)
        for index, point in enumerate(points)
    ]


def compact_point(point: Point, digits: int) -> Point:
    """Round one point; of a landmark in the picture (x, y, depth, visibility) the depth is not read."""
    if len(point) == PICTURE_NUMBERS:
        x, y, _depth, visibility = point
        return [round(x, digits), round(y, digits), 0, round(visibility, 2)]
    return [round(value, digits) for value in point]


def compact(recording: dict[str, Any]) -> dict[str, Any]:
    """Shrink a whole recording."""
    frames = [
        {
            "t": frame["t"],
            "lm": compact_points(frame["lm"], 4),
            "world": compact_points(frame.get("world"), 3),
        }
        for frame in recording["frames"]
    ]
    return {key: recording[key] for key in ("fps", "width", "height", "model")} | {"frames": frames}


def main() -> None:
    """Write the copies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder with manifest.csv and recordings in sub-folders")
    source: Path = parser.parse_args().source.resolve()
    target = HERE / source.name
    for path in sorted(source.glob("*/*.json.gz")):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(compact(json.loads(gzip.decompress(path.read_bytes()))), separators=(",", ":"))
        # No time stamp: the same recording gives the same bytes.
        copy.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    shutil.copy(source / "manifest.csv", target / "manifest.csv")


if __name__ == "__main__":
    main()
