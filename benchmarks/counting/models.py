"""Compare the pose models `full` and `lite` by exercise, and say where `full` is worth its time.

python benchmarks/counting/models.py

Measures nothing itself: reads the results of run.py and judge_folds.py in benchmarks/results; writes
counting-models.json. Takes cross-validated figures (whole sources left out) if there are any, otherwise the engine's.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from goals import read
from run import AS_IT_IS, BOTH, EXERCISES, RESULTS
from tables import aligned

COUNTERS = ("judge: source left out", "source left out", AS_IT_IS)
"""In order of preference."""
SHOWN_RATE = 30
MORE_CLIPS = 2
"""How many more clips have to be exact: one could be chance."""
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Figures:
    """The figures of one model on both sets."""

    exact_clips: int
    within_one: float
    sum_error: float
    false_plain: float
    false_other: float


@dataclass(frozen=True)
class Comparison:
    """Both models for one exercise; `lite` and `full` are None if no clip with a sure label shows it."""

    exercise: str
    counter: str
    clips: int
    lite: Figures | None
    full: Figures | None
    takes_full: bool


def main() -> None:
    """Read the figures, compare, print and store the table."""
    lines = [*read("counting-judge.json"), *read("counting.json", "cross_validated"), *read("counting.json")]
    compared = list(comparisons(lines))
    if not compared:
        print("pose models: not compared, the recordings of `full` are not kept in the repository")
        return
    print(table(compared))
    file = RESULTS / "counting-models.json"
    file.write_text(json.dumps([asdict(each) for each in compared], indent=1) + "\n")


def comparisons(lines: Sequence[Json]) -> Iterator[Comparison]:
    """One comparison per exercise that was measured with both models."""
    for exercise in EXERCISES:
        shown = [line for line in lines if is_shown(line, exercise)]
        places = {(line["place"]["counter"], line["place"]["model"]): line for line in shown}
        counter = next((name for name in COUNTERS if {(name, "lite"), (name, "full")} <= places.keys()), None)
        if counter is None:
            continue
        scores = [places[counter, model]["score"] for model in ("lite", "full")]
        clips = (scores[0]["positives"] or {"clips": 0})["clips"]
        lite, full = map(figures, scores)
        yield Comparison(exercise, counter, clips, lite, full, is_worth_it(lite, full))


def is_shown(line: Json, exercise: str) -> bool:
    """Whether a line is about the exercise, both sets and the frame rate shown."""
    place = line["place"]
    return [place["exercise"], place["collection"], place["frames_per_second"]] == [exercise, BOTH, SHOWN_RATE]


def figures(score: Json) -> Figures | None:
    """The figures of a line; None if no clip with a sure label shows the exercise."""
    positives = score["positives"]
    if positives is None:
        return None
    return Figures(
        exact_clips=round(positives["exact"] * positives["clips"]),
        within_one=positives["off_by_at_most_one"],
        sum_error=positives["sum_error"],
        false_plain=score["plain_negatives"]["false_reps_per_minute"],
        false_other=score["other_exercises"]["false_reps_per_minute"],
    )


def is_worth_it(lite: Figures | None, full: Figures | None) -> bool:
    """The rule: at least two more clips are exact, and nothing is worse."""
    if lite is None or full is None or full.exact_clips < lite.exact_clips + MORE_CLIPS:
        return False
    return (
        full.within_one >= lite.within_one
        and abs(full.sum_error) <= abs(lite.sum_error)
        and full.false_plain <= lite.false_plain
        and full.false_other <= lite.false_other
    )


def table(compared: Sequence[Comparison]) -> str:
    """A table with one exercise per line."""
    heads = ("exercise", "counter", "clips", "lite: exact, OBO, sum, false/min", "full", "takes")
    return "\n".join(aligned([heads, *map(row, compared)]))


def row(each: Comparison) -> tuple[str, ...]:
    """One line of the table."""
    takes = "full" if each.takes_full else "lite"
    return (each.exercise, each.counter, str(each.clips), cell(each.lite), cell(each.full), takes)


def cell(figures: Figures | None) -> str:
    """For example "16, 94%, -1.7%, 0.00/0.00"; empty without figures."""
    if figures is None:
        return ""
    return (
        f"{figures.exact_clips}, {figures.within_one:.0%}, {figures.sum_error:+.1%}, "
        f"{figures.false_plain:.2f}/{figures.false_other:.2f}"
    )


if __name__ == "__main__":
    main()
