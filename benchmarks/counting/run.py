"""Measure the counting engine on the labelled recordings, print a table, write benchmarks/results/counting.json.

python benchmarks/counting/run.py [--recordings FOLDER]
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import engine
from fixed_threshold import JOINTS, count_fixed_threshold
from leave_one_out import SWEPT, leave_one_out
from measures import Negatives, Positives, Score, score
from recordings import REPOSITORY, Clip, load_clips, recordings_folder
from tables import aligned

RESULTS = REPOSITORY / "benchmarks" / "results"
EXERCISES = ("push-up", "jump-rope", "squat", "lunge", "sit-up", "jumping-jack", "high-knees", "pull-up")
FRAME_RATES = (0, 30, 15, 10)
HEADINGS = ("exercise", "counter", "clips", "reps", "exact", "OBO", "MAE", "sum", "false/min plain", "other ex.")


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recordings", type=Path, default=recordings_folder())
    folder = parser.parse_args().recordings
    clips = load_clips(folder)
    print(f"{len(clips)} recordings from {folder}\n")
    scores = {exercise: measure(exercise, clips) for exercise in EXERCISES}
    held_out = {exercise: leave_one_out(exercise, clips) for exercise in SWEPT}
    recognised = recognition(clips)
    print(table(scores, held_out))
    print(f"\nauto: {recognised['right']} of {recognised['clips']} clips recognised as what they are labelled")
    write(scores, held_out, recognised, folder)


def measure(exercise: str, clips: Sequence[Clip]) -> dict[str, Score]:
    """Scores by counter: the engine at several frame rates, and the fixed-threshold rule where there is one."""
    scores = {
        f"engine, {rate} fps" if rate else "engine": score(exercise, clips, engine.count(exercise, clips, rate))
        for rate in FRAME_RATES
    }
    if exercise in JOINTS:
        counts = {clip.name: count_fixed_threshold(exercise, clip) for clip in clips}
        scores["fixed 90/160"] = score(exercise, clips, counts)
    return scores


def recognition(clips: Sequence[Clip]) -> dict[str, int]:
    """How often `auto` names the labelled exercise; clips of no exercise should be recognised as none."""
    names = engine.recognise(clips)
    right = sum(names[clip.name] in {clip.exercise, *clip.contains} for clip in clips)
    return {"clips": len(clips), "right": right}


def table(scores: dict[str, dict[str, Score]], held_out: dict[str, Positives | None]) -> str:
    """All scores, a line a counter."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    for exercise, by_counter in scores.items():
        for counter, result in by_counter.items():
            cells = positive_cells(result.positives)
            false = (per_minute(result.plain_negatives), per_minute(result.other_exercises))
            rows.append((exercise, counter, *cells, *false))
        if exercise in held_out:
            rows.append((exercise, "engine, source left out", *positive_cells(held_out[exercise]), "", ""))
    return "\n".join(aligned(rows))


def positive_cells(positives: Positives | None) -> tuple[str, ...]:
    """Empty where no clip shows the exercise with a sure label."""
    if positives is None:
        return ("0", "", "", "", "", "")
    return (
        str(positives.clips),
        str(positives.true_reps),
        f"{positives.exact:.0%}",
        f"{positives.off_by_at_most_one:.0%}",
        f"{positives.mean_absolute_error:.3f}",
        f"{positives.sum_error:+.1%}",
    )


def per_minute(negatives: Negatives) -> str:
    """False repetitions a minute."""
    return f"{negatives.false_reps_per_minute:.2f}"


def write(
    scores: dict[str, dict[str, Score]],
    held_out: dict[str, Positives | None],
    recognised: dict[str, int],
    folder: Path,
) -> None:
    """Keep the figures for the README, the docs and the plots."""
    results: dict[str, Any] = {
        "recordings": folder.name,
        "exercises": {
            exercise: {counter: result.as_dict() for counter, result in by_counter.items()}
            for exercise, by_counter in scores.items()
        },
        "source_left_out": {
            exercise: None if positives is None else vars(positives) for exercise, positives in held_out.items()
        },
        "recognition": recognised,
    }
    # The development recordings go by no name of their own, whether full or as kept here.
    file = RESULTS / ("counting.json" if folder.name == "recordings" else f"counting-{folder.name}.json")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(results, indent=1) + "\n")
    print(f"\nwritten to {file.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
