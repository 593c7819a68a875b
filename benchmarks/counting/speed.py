"""Measure what an hour of frames costs the engine, print a table, write benchmarks/results/counting-speed.json.

python benchmarks/counting/speed.py
"""

import json

import engine
from recordings import KEPT, REPOSITORY, load_clips
from tables import aligned

RESULTS = REPOSITORY / "benchmarks" / "results" / "counting-speed.json"
FILM = ("pu_anki", "pu_omar2", "pu_tayyab1", "jr_hb_dbl1", "jr_hb_alt03", "jr_chen_side")
HEADINGS = ("counter", "frames", "median us", "99 % us", "heap MB after 10 .. 60 min")


def main() -> None:
    """Measure, print and store the figures."""
    clips = {clip.name: clip for clip in load_clips(KEPT)}
    results = engine.run("speed.ts", *engine.paths([clips[name] for name in FILM]), options=("--expose-gc",))
    rows = [
        (each["counter"], str(each["frames"]), str(each["median_us"]), str(each["p99_us"]), spread(each["heap_mb"]))
        for each in results
    ]
    print("\n".join(aligned([HEADINGS, *rows])))
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    print(f"\nwritten to {RESULTS.relative_to(REPOSITORY)}")


def spread(megabytes: list[float]) -> str:
    """Measure the exercises one after another."""
    return ", ".join(str(value) for value in megabytes)


if __name__ == "__main__":
    main()
