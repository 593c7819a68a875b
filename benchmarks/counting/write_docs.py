"""Put the figures of benchmarks/results into the README and the pages on counting.

Call: python benchmarks/counting/write_docs.py
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from measures import Negatives, rate_interval, share_interval
from models import COUNTERS, Figures, cell
from recordings import REPOSITORY
from run import AS_IT_IS, EXERCISES

RESULTS = REPOSITORY / "benchmarks" / "results"
README = REPOSITORY / "README.md"
ROPE_PAGE = REPOSITORY / "docs" / "counting-jump-rope.md"
FIGURES_PAGE = REPOSITORY / "docs" / "counting-figures.md"
ROPE = "jump-rope"
SHOWN_RATE = 30
BOTH = "both"
FIXED = "fixed 90/160"
MODEL_MEASURES = "exact, OBO, sum, plain/other a minute"
Json = Mapping[str, Any]


def main() -> None:
    """Replace the tables between the pages' markers."""
    results = json.loads((RESULTS / "counting.json").read_text())
    judge = json.loads((RESULTS / "counting-judge.json").read_text())["lines"]
    variations = json.loads((RESULTS / "counting-robustness.json").read_text())
    before = json.loads((RESULTS / "counting-before.json").read_text())
    fill(README, "figures", summary([*judge, *results["cross_validated"], *results["lines"]]))
    fill(FIGURES_PAGE, "cross-validated", sets_table(results["cross_validated"]))
    fill(FIGURES_PAGE, "judge", sets_table(judge))
    fill(FIGURES_PAGE, "goals", goals_table(json.loads((RESULTS / "counting-goals.json").read_text())))
    fill(FIGURES_PAGE, "models", models_table(json.loads((RESULTS / "counting-models.json").read_text())))
    fill(FIGURES_PAGE, "copies", sets_table(json.loads((RESULTS / "counting-copies.json").read_text())["lines"]))
    fill(FIGURES_PAGE, "as-it-is", sets_table(results["lines"]))
    fill(FIGURES_PAGE, "off", failures(results["lines"]))
    fill(FIGURES_PAGE, "before", sets_table(before["lines"]))
    fill(
        FIGURES_PAGE,
        "variations",
        variation_table(variations, [name for name in exercises_of(variations) if name != ROPE]),
    )
    fill(ROPE_PAGE, "variations", variation_table(variations, [ROPE]))
    fill(FIGURES_PAGE, "speed", speed_table(json.loads((RESULTS / "counting-speed.json").read_text())))


def fill(page: Path, name: str, table: str) -> None:
    """Replace the text between the markers of a table."""
    marked = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)
    text, marks = marked.subn(lambda _: table, page.read_text())
    if marks != 1:
        message = f"{page} has no marks for the {name}"
        raise SystemExit(message)
    page.write_text(text)


def summary(lines: Sequence[Json]) -> str:
    """A line an exercise with sure labels, on both sets: sources left out where that is possible, else as it is."""
    heads = ("exercise", "clips (reps)", "exact", "within one", "sum", "false a minute", "fixed 90/160: exact")
    rows = []
    for exercise in EXERCISES:
        counters = {line["place"]["counter"] for line in lines if line["place"]["exercise"] == exercise}
        counter = next(each for each in COUNTERS if each in counters)
        engine, fixed = (score_of(lines, exercise, each, "lite") for each in (counter, FIXED))
        if engine is None or engine["positives"] is None:
            continue
        name = f"{exercise} ({counter})" if counter == AS_IT_IS else exercise
        clips, *_ = positive_cells(engine["positives"])
        exact = "" if fixed is None else f"{fixed['positives']['exact']:.0%}"
        rows.append((name, clips, *measure_cells(engine), exact))
    return markdown(heads, rows)


def score_of(lines: Iterable[Json], exercise: str, counter: str, model: str) -> Json | None:
    """The score on both sets, at 30 frames a second or as recorded."""
    found = (
        line["score"]
        for line in lines
        if line["place"]["frames_per_second"] in {0, SHOWN_RATE}
        and [line["place"][key] for key in ("exercise", "counter", "collection", "model")]
        == [exercise, counter, BOTH, model]
    )
    return next(found, None)


def measure_cells(score: Json) -> tuple[str, str, str, str]:
    """Exact, within one, sum, false a minute."""
    _, exact, within_one, _, summed = interval_cells(score["positives"])
    return exact, within_one, summed, false_cell(score)


def false_cell(score: Json) -> str:
    """False repetitions a minute in clips of anything else."""
    negatives = (score["plain_negatives"], score["other_exercises"])
    sums = {name: sum(each[name] for each in negatives) for name in ("clips", "minutes", "false_reps")}
    return rate_interval(Negatives(**sums, false_reps_per_minute=sums["false_reps"] / sums["minutes"]))


def goals_table(goals: Iterable[Json]) -> str:
    """One line per goal."""
    words = {True: "met", False: "**missed**", None: ""}
    rows = [(goal["asked"], goal["where"], goal["came_out"], words[goal["is_met"]]) for goal in goals]
    return markdown(("goal", "where", "came out", ""), rows)


def models_table(compared: Iterable[Json]) -> str:
    """A line an exercise: clips exact, within one, sum, false repetitions a minute of either kind, by model."""
    heads = ("exercise", "counter", "clips", *(f"{model}: {MODEL_MEASURES}" for model in ("lite", "full")), "takes")
    rows = [
        (
            each["exercise"],
            each["counter"],
            str(each["clips"]),
            *(cell(each[model] and Figures(**each[model])) for model in ("lite", "full")),
            "**full**" if each["takes_full"] else "lite",
        )
        for each in compared
    ]
    return markdown(heads, rows)


def failures(lines: Iterable[Json]) -> str:
    """What is counted wrong, an exercise, model and set a line, at 30 frames a second."""
    rows = [
        (
            line["place"]["exercise"],
            line["place"]["collection"],
            line["place"]["model"],
            ", ".join(f"{name} {counted} of {true}" for name, (true, counted) in line["off"].items()),
            ", ".join(f"{name} {counted}" for name, counted in line["false"].items()),
        )
        for line in lines
        if line["place"]["frames_per_second"] == SHOWN_RATE and line["place"]["collection"] != BOTH
        if line["off"] or line["false"]
    ]
    return markdown(("exercise", "set", "model", "miscounted", "false"), rows)


def positive_cells(positives: Json | None) -> tuple[str, str, str, str, str]:
    """The cells of positives; empty if no clip with a sure label shows the exercise."""
    if positives is None:
        return ("0", "", "", "", "")
    return (
        f"{positives['clips']} ({positives['true_reps']})",
        f"{positives['exact']:.0%}",
        f"{positives['off_by_at_most_one']:.0%}",
        f"{positives['mean_absolute_error']:.3f}",
        f"{positives['sum_error']:+.1%}",
    )


def exercises_of(variations: Iterable[Json]) -> list[str]:
    """In the order in which they were scored."""
    return list(dict.fromkeys(name for row in variations for name in row["positives"]))


def variation_table(variations: Iterable[Json], exercises: list[str]) -> str:
    """A line a variation: exact counts of all, mean relative error, false repetitions."""
    rows = []
    for row in variations:
        scores = [row["positives"].get(exercise) for exercise in exercises]
        if any(scores):
            false = sum(row["false_reps"][exercise] for exercise in exercises)
            rows.append((row["variation"], *map(score_cell, scores), str(false)))
    return markdown(("variation", *exercises, "false reps"), rows)


def score_cell(score: Json | None) -> str:
    """For example "10 / 11, 0.009"."""
    if score is None:
        return ""
    return f"{round(score['exact'] * score['clips'])} / {score['clips']}, {score['mean_absolute_error']:.3f}"


def sets_table(lines: Iterable[Json]) -> str:
    """A line an exercise, counter, set, model and frame rate."""
    measures = ("clips (reps)", "exact", "OBO", "MAE", "sum", "plain / min", "other / min")
    heads = ("exercise", "counter", "set", "model", "fps", *measures)
    rows = [
        (
            *map(str, line["place"].values()),
            *interval_cells(line["score"]["positives"]),
            *(rate_interval(Negatives(**line["score"][kind])) for kind in ("plain_negatives", "other_exercises")),
        )
        for line in lines
    ]
    return markdown(heads, rows)


def interval_cells(positives: Json | None) -> tuple[str, ...]:
    """Those of `positive_cells`, shares with their intervals."""
    clips, _, _, error, summed = positive_cells(positives)
    if positives is None:
        return ("0", "", "", "", "")
    shares = (share_interval(positives[name], positives["clips"]) for name in ("exact", "off_by_at_most_one"))
    return (clips, *shares, error, summed)


def speed_table(results: Iterable[Json]) -> str:
    """One line per counter."""
    heads = ("counter", "frames", "median, microseconds", "99 %", "heap after 10 min, MB", "after an hour")
    rows = [
        tuple(str(cell) for cell in (*list(each.values())[:4], each["heap_mb"][0], each["heap_mb"][-1]))
        for each in results
    ]
    return markdown(heads, rows)


def markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with a final newline."""
    head, *body = (f"| {' | '.join(line)} |\n" for line in (heads, *rows))
    return head + "|---" * (head.count("|") - 1) + "|\n" + "".join(body)


if __name__ == "__main__":
    main()
