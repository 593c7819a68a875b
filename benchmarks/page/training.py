"""Compare the training page with a bare page that only runs the landmarker, with the same camera.

python benchmarks/page/training.py [--rounds 3] [--seconds 30] [--minutes 10]

The camera shows the drawn figure doing push-ups, so nobody's video is needed. The pages take turns, in a fresh browser
each: frames a second are comparable only within a run, processor time per frame also on a busy machine. Then the
training page runs for some minutes, to see whether it leaks memory. Prints tables, writes
benchmarks/results/training-page.json. Linux only: processor time is read from /proc.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from page import HERE, REPOSITORY, end_in_order, output_of, tooled
from served import served
from tables import aligned

RESULTS = REPOSITORY / "benchmarks" / "results" / "training-page.json"
FIGURE = REPOSITORY / "tools" / "figure_video.py"
COLUMNS = {
    "frames_per_second": "frames a second",
    "main_ms_per_frame": "main thread, ms a frame",
    "process_ms_per_frame": "page's process, ms a frame",
}
SECONDS_PER_MINUTE = 60


def draw(clip: Path) -> None:
    """Draw twenty push-ups from the side, in a loop."""
    subprocess.run((sys.executable, str(FIGURE), "push-up", "--reps", "20", str(clip)), check=True)


def run(kind: str, clip: Path, seconds: int, origin: str) -> dict[str, Any]:
    """Measure one page, named as in training.mjs, for a time."""
    found: dict[str, Any] = json.loads(output_of("training.mjs", kind, str(clip), str(seconds), origin))
    print(f"measured {kind}, {seconds} s", file=sys.stderr)
    return found


def main() -> None:
    """Measure, print and store the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--minutes", type=int, default=10)
    options = parser.parse_args()
    end_in_order()
    subprocess.run(("pnpm", "install", "--frozen-lockfile", "--silent"), cwd=HERE, env=tooled(), check=True)
    turns: dict[str, list[dict[str, Any]]] = {"bare": [], "app": []}
    with tempfile.TemporaryDirectory() as folder, served() as server:
        clip = Path(folder) / "figure.mjpeg"
        draw(clip)
        for _ in range(options.rounds):
            for kind, found in turns.items():
                found.append(run(kind, clip, options.seconds, server.origin))
        memory = run("app", clip, options.minutes * SECONDS_PER_MINUTE, server.origin)["memory"]
    medians = {kind: {name: median(found, name) for name in COLUMNS} for kind, found in turns.items()}
    print("\n".join(aligned(speed_rows(medians))), end="\n\n")
    print("\n".join(aligned(memory_rows(memory))))
    RESULTS.write_text(json.dumps({**vars(options), "medians": medians, "memory": memory}, indent=1) + "\n")
    print(f"\nwritten to {RESULTS.relative_to(REPOSITORY)}")


def median(found: list[dict[str, Any]], name: str) -> float:
    """Medians over the rounds."""
    return round(float(statistics.median(each[name] for each in found)), 2)


def speed_rows(medians: dict[str, dict[str, float]]) -> list[tuple[str, ...]]:
    """The table of both pages and their difference."""
    app, bare = medians["app"], medians["bare"]
    ratio = app["frames_per_second"] / bare["frames_per_second"]
    ours = [f"{app[name] - bare[name]:+.2f}" for name in COLUMNS if name != "frames_per_second"]
    rows = [(kind, *(f"{found[name]:.2f}" for name in COLUMNS)) for kind, found in medians.items()]
    return [("page", *COLUMNS.values()), *rows, ("app beside bare", f"x {ratio:.2f}", *ours)]


def memory_rows(memory: list[dict[str, float]]) -> list[tuple[str, ...]]:
    """The table of memory by minute."""
    rows = (
        (str(minute), f"{each['heap_mb']:.1f}", f"{each['resident_mb']:.0f}")
        for minute, each in enumerate(memory, start=1)
    )
    return [("minute", "heap MB", "resident MB"), *rows]


if __name__ == "__main__":
    main()
