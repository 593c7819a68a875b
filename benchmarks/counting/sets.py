"""Score the engine as it is on every set of recordings, through each pose model, at 30 and 15 frames a second.

python benchmarks/counting/sets.py [--out NAME]

Prints a table and writes benchmarks/results/NAME.json ("counting-sets" unless given).
"""

import argparse
import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import engine
from measures import Score, rate_interval, score, share_interval
from recordings import MODELS, REPOSITORY, Clip, Collection, load_collections
from tables import aligned

RESULTS = REPOSITORY / "benchmarks" / "results"
EXERCISES = ("push-up", "jump-rope", "squat", "lunge", "sit-up", "jumping-jack", "high-knees", "pull-up")
FRAME_RATES = (30, 15)
HEADINGS = ("set", "model", "fps", "exercise", "clips (reps)", "exact", "OBO", "MAE", "sum", "plain/min", "other/min")


@dataclass(frozen=True)
class Line:
    """One exercise's score on one set through one model at one frame rate."""

    collection: str
    model: str
    frames_per_second: int
    exercise: str
    score: Score
    off: dict[str, tuple[int, int]]
    """Clips with a sure label that were not counted exactly: true and counted repetitions."""
    false: dict[str, int]
    """Clips of something else in which repetitions were counted."""


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="counting-sets")
    name = parser.parse_args().out
    collections = load_collections()
    tell(collections)
    lines = [line for collection in collections for line in measure(collection)]
    print(table(lines))
    file = RESULTS / f"{name}.json"
    content = {"commit": commit(), "lines": [asdict(line) for line in lines]}
    file.write_text(json.dumps(content, indent=1) + "\n")
    print(f"\nwritten to {file.relative_to(REPOSITORY)}")


def tell(collections: Sequence[Collection]) -> None:
    """Say what is measured, and what is not for want of recordings."""
    for each in collections:
        kind = "as kept here" if each.folder.is_relative_to(REPOSITORY) else "in full, from beside the repository"
        print(f"{each.name}, {each.model} model: {len(each.clips)} recordings {kind}")
    missing = MODELS.keys() - {each.model for each in collections}
    for model in sorted(missing):
        print(f"{model} model: not measured, its recordings are not kept in the repository")
    print()


def measure(collection: Collection) -> list[Line]:
    """A line an exercise and frame rate."""
    counts = engine.count_all(collection.clips, FRAME_RATES)
    return [
        line_of(collection, rate, exercise, counts[rate][exercise]) for rate in FRAME_RATES for exercise in EXERCISES
    ]


def line_of(collection: Collection, rate: int, exercise: str, counts: dict[str, int]) -> Line:
    """One exercise's counts on one set."""
    clips = collection.clips
    return Line(
        collection=collection.name,
        model=collection.model,
        frames_per_second=rate,
        exercise=exercise,
        score=score(exercise, clips, counts),
        off={
            clip.name: (true, counts[clip.name])
            for clip, true in labelled(exercise, clips)
            if counts[clip.name] != true
        },
        false={clip.name: counts[clip.name] for clip in clips if clip.is_negative(exercise) and counts[clip.name]},
    )


def labelled(exercise: str, clips: Sequence[Clip]) -> list[tuple[Clip, int]]:
    """Clips with the exercise's true repetitions."""
    return [(clip, clip.true_reps) for clip in clips if clip.is_positive(exercise) and clip.true_reps]


def table(lines: Sequence[Line]) -> str:
    """All lines; intervals are Wilson's at 95 %, those of rates exact for counts."""
    return "\n".join(aligned([HEADINGS, *(cells(line) for line in lines)]))


def cells(line: Line) -> tuple[str, ...]:
    """One line of the table."""
    positives = line.score.positives
    false = (rate_interval(line.score.plain_negatives), rate_interval(line.score.other_exercises))
    start = (line.collection, line.model, str(line.frames_per_second), line.exercise)
    if positives is None:
        return (*start, "0", "", "", "", "", *false)
    return (
        *start,
        f"{positives.clips} ({positives.true_reps})",
        share_interval(positives.exact, positives.clips),
        share_interval(positives.off_by_at_most_one, positives.clips),
        f"{positives.mean_absolute_error:.3f}",
        f"{positives.sum_error:+.1%}",
        *false,
    )


def commit() -> str:
    """The commit measured."""
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=REPOSITORY, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main()
