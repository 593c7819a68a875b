"""Measure the counting engine on every set of recordings, through every pose model that is there, and print tables.

python benchmarks/counting/run.py [--validate lite]

Writes benchmarks/results/counting.json: cross-validated figures first, then those of the engine as it is.
"""

import argparse
import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass

import engine
from cross_validation import cross_validated
from fixed_threshold import JOINTS, count_fixed_threshold
from measures import Counts, Score, rate_interval, score, share_interval
from recordings import MODELS, REPOSITORY, Clip, Collection, load_collections
from tables import aligned

RESULTS = REPOSITORY / "benchmarks" / "results"
EXERCISES = ("push-up", "jump-rope", "squat", "lunge", "sit-up", "jumping-jack", "high-knees", "pull-up")
FRAME_RATES = (30, 15)
CHOSEN_AT = 30
"""The frame rate at which settings are chosen: a sweep takes minutes per rate."""
MEASURES = ("clips (reps)", "exact", "OBO", "MAE", "sum", "plain/min", "other/min")
BOTH = "both"
AS_IT_IS = "as it is"
FIXED = "fixed 90/160"


@dataclass(frozen=True)
class Place:
    """What was counted: exercise, set, model and frame rate (0: as recorded)."""

    exercise: str
    counter: str
    """What was left out when the engine's settings were chosen, or "as it is"."""
    collection: str
    model: str
    frames_per_second: int


@dataclass(frozen=True)
class Line:
    """A score, and the clips behind it."""

    place: Place
    score: Score
    off: dict[str, tuple[int, int]]
    """Clips with a sure label that were not counted exactly: true and counted repetitions."""
    false: dict[str, int]
    """Clips of something else in which repetitions were counted."""


def main() -> None:
    """Measure, print and store the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--validate", nargs="*", default=list(MODELS), help="models to cross-validate through")
    models: list[str] = parser.parse_args().validate
    collections = load_collections()
    tell(collections)
    validated = [line for model in models for line in cross_validate(model, collections)]
    print("Settings chosen without the source, the view or the set they are scored on\n")
    print(table(validated))
    plain = [line for model in MODELS for line in measure(model, collections)]
    recognised = recognition([clip for each in collections if each.model == "lite" for clip in each.clips])
    print("\nAs it is\n")
    print(table(plain))
    print(f"\nauto: {recognised['right']} of {recognised['clips']} clips recognised as what they are labelled")
    write(validated, plain, recognised)


def tell(collections: Sequence[Collection]) -> None:
    """Print what is measured, and what is not because recordings are missing."""
    for each in collections:
        kind = "as kept here" if each.folder.is_relative_to(REPOSITORY) else "in full, from beside the repository"
        print(f"{each.name}, {each.model} model: {len(each.clips)} recordings {kind}")
    for model in sorted(MODELS.keys() - {each.model for each in collections}):
        print(f"{model} model: not measured, its recordings are not kept in the repository")
    print()


def cross_validate(model: str, collections: Sequence[Collection]) -> Iterator[Line]:
    """A line an exercise and scheme, over both sets of a model."""
    some = [each for each in collections if each.model == model]
    if some:
        for exercise, scheme, result in cross_validated(some, CHOSEN_AT):
            yield Line(Place(exercise, f"{scheme} left out", BOTH, model, CHOSEN_AT), result, {}, {})


def measure(model: str, collections: Sequence[Collection]) -> Iterator[Line]:
    """A line an exercise, frame rate and set of one model, both sets together too; last the fixed-threshold rule."""
    sets = {each.name: each.clips for each in collections if each.model == model}
    clips = [clip for some in sets.values() for clip in some]
    if not clips:
        return
    counts = engine.count_all(clips, FRAME_RATES)
    for name, some in {**sets, BOTH: clips}.items():
        for rate in FRAME_RATES:
            for exercise in EXERCISES:
                yield line_of(Place(exercise, AS_IT_IS, name, model, rate), some, counts[rate][exercise])
    for exercise in JOINTS:
        fixed = {clip.name: count_fixed_threshold(exercise, clip) for clip in clips}
        yield Line(Place(exercise, FIXED, BOTH, model, 0), score(exercise, clips, fixed), {}, {})


def line_of(place: Place, clips: Sequence[Clip], counts: Counts) -> Line:
    """One exercise's counts on some clips."""
    exercise = place.exercise
    positives = [(clip, clip.true_reps) for clip in clips if clip.is_positive(exercise) and clip.true_reps]
    return Line(
        place=place,
        score=score(exercise, clips, counts),
        off={clip.name: (true, counts[clip.name]) for clip, true in positives if counts[clip.name] != true},
        false={clip.name: counts[clip.name] for clip in clips if clip.is_negative(exercise) and counts[clip.name]},
    )


def recognition(clips: Sequence[Clip]) -> dict[str, int]:
    """How often `auto` names the labelled exercise; clips of no exercise should be recognised as none."""
    names = engine.recognise(clips)
    right = sum(names[clip.name] in {clip.exercise, *clip.contains} for clip in clips)
    return {"clips": len(clips), "right": right}


def table(lines: Sequence[Line]) -> str:
    """All lines; intervals hold 95 %: Wilson's of shares, the same for a Poisson count of rates."""
    return "\n".join(aligned([("exercise", "counter", "set", "model", "fps", *MEASURES), *map(cells, lines)]))


def cells(line: Line) -> tuple[str, ...]:
    """One line of the table."""
    false = (rate_interval(line.score.plain_negatives), rate_interval(line.score.other_exercises))
    start = tuple(map(str, astuple(line.place)))
    positives = line.score.positives
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


def write(validated: Sequence[Line], plain: Sequence[Line], recognised: dict[str, int]) -> None:
    """Store the figures for the README and the pages on counting."""
    results = {
        "commit": commit(),
        "cross_validated": [asdict(line) for line in validated],
        "lines": [asdict(line) for line in plain],
        "recognition": recognised,
    }
    file = RESULTS / "counting.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(results, indent=1) + "\n")
    print(f"\nwritten to {file.relative_to(REPOSITORY)}")


def commit() -> str:
    """The commit measured."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


if __name__ == "__main__":
    main()
