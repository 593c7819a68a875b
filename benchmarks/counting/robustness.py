"""Count the recordings as if filmed by other cameras and with other clocks.

python benchmarks/counting/robustness.py [--recordings FOLDER] [--only BEGINNING ...]

Writes benchmarks/results/counting-robustness.json; with `--only` it replaces only the rows whose names begin so.

The variations (frontend/scripts/counting/variations/) keep the number of repetitions; cuts change it in a way that
follows from the repetitions of the whole recording, so they are scored on recordings that are counted right uncut.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import engine
from measures import Positives, score_positives
from recordings import REPOSITORY, Clip, load_clips, recordings_folder
from tables import aligned

RESULTS = REPOSITORY / "benchmarks" / "results"
EXERCISES = ("push-up", "jump-rope", "squat", "lunge", "sit-up", "jumping-jack")
"""The exercises that have recordings with a sure number of repetitions."""
UNCHANGED = "as recorded"


@dataclass(frozen=True)
class Line:
    """All counts of one recording under one variation. `truth`: complete repetitions left in a cut."""

    clip: Clip
    variation: str
    seconds: float
    counts: dict[str, int]
    truth: dict[str, int] | None


@dataclass(frozen=True)
class Row:
    """One variation: scores by exercise, and false repetitions."""

    variation: str
    positives: dict[str, Positives]
    false_reps: dict[str, int]
    minutes: float


def main() -> None:
    """Measure, print and store the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recordings", type=Path, default=recordings_folder())
    parser.add_argument("--only", nargs="+", default=[])
    options = parser.parse_args()
    rows = measure(load_clips(options.recordings), options.only)
    print(table(rows))
    file = RESULTS / "counting-robustness.json"
    now = [asdict(row) for row in rows]
    if options.only:
        before = json.loads(file.read_text())
        by_name = {row["variation"]: row for row in now}
        now = [by_name.get(row["variation"], row) for row in before]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(now, indent=1) + "\n")
    print(f"\nwritten to {file.relative_to(REPOSITORY)}")


def measure(clips: Sequence[Clip], only: Sequence[str]) -> list[Row]:
    """One row per variation, in their order: those whose names begin as `only` says, or all where it says nothing."""
    by_name = {clip.name: clip for clip in clips}
    lines = [
        Line(
            by_name[line["name"]],
            line["variation"],
            line["seconds"],
            line["counts"],
            line.get("truth"),
        )
        for line in engine.run("robustness.ts", *(f"--only={each}" for each in only), *engine.paths(clips))
    ]
    uncut = {line.clip.name: line.counts for line in lines if line.variation == UNCHANGED}
    names = list(dict.fromkeys(line.variation for line in lines))
    return [row(name, [line for line in lines if line.variation == name], uncut) for name in names]


def row(variation: str, lines: Sequence[Line], uncut: dict[str, dict[str, int]]) -> Row:
    """Score the lines of one variation."""
    scores = {exercise: positives(exercise, lines, uncut) for exercise in EXERCISES}
    whole = [line for line in lines if line.truth is None]
    return Row(
        variation=variation,
        positives={exercise: score for exercise, score in scores.items() if score is not None},
        false_reps={exercise: sum(false_reps(exercise, whole)) for exercise in (*EXERCISES, "high-knees", "pull-up")},
        minutes=sum(line.seconds for line in whole) / 60,
    )


def positives(exercise: str, lines: Sequence[Line], uncut: dict[str, dict[str, int]]) -> Positives | None:
    """The scores; those of a cut only over recordings that are counted right uncut."""
    clips: list[Clip] = []
    counts: dict[str, int] = {}
    for line in lines:
        if not line.clip.is_positive(exercise) or exercise not in line.counts:
            continue
        if line.truth is None:
            clips.append(line.clip)
        elif uncut[line.clip.name][exercise] == line.clip.true_reps:
            clips.append(replace(line.clip, true_reps=line.truth[exercise]))
        counts[line.clip.name] = line.counts[exercise]
    return score_positives(clips, counts)


def false_reps(exercise: str, lines: Sequence[Line]) -> Iterator[int]:
    """False repetitions by recording."""
    return (line.counts.get(exercise, 0) for line in lines if line.clip.is_negative(exercise))


def table(rows: Sequence[Row]) -> str:
    """Exact counts of all and the mean relative error, an exercise a column; then all false repetitions."""
    cells: list[tuple[str, ...]] = [("variation", *EXERCISES, "false")]
    for each in rows:
        scores = (score_cell(each.positives.get(exercise)) for exercise in EXERCISES)
        cells.append((each.variation, *scores, str(sum(each.false_reps.values()))))
    return "\n".join(aligned(cells))


def score_cell(score: Positives | None) -> str:
    """For example "10/11 0.009"; empty if nothing was scored."""
    if score is None:
        return ""
    return f"{round(score.exact * score.clips)}/{score.clips} {score.mean_absolute_error:.3f}"


if __name__ == "__main__":
    main()
