"""Put the figures of benchmarks/results into the README and the pages on counting.

Call: python benchmarks/counting/write_docs.py
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from measures import Negatives, rate_interval, share_interval
from recordings import REPOSITORY

RESULTS = REPOSITORY / "benchmarks" / "results"
README = REPOSITORY / "README.md"
PAGE = REPOSITORY / "docs" / "counting.md"
ROPE_PAGE = REPOSITORY / "docs" / "counting-jump-rope.md"
FIGURES_PAGE = REPOSITORY / "docs" / "counting-figures.md"
ROPE = "jump-rope"
Json = Mapping[str, Any]


def main() -> None:
    """Replace what stands between the pages' marks."""
    results = json.loads((RESULTS / "counting.json").read_text())
    variations = json.loads((RESULTS / "counting-robustness.json").read_text())
    fill(README, "figures", summary(results))
    fill(PAGE, "figures", all_counters(results))
    fill(PAGE, "variations", variation_table(variations, [name for name in exercises_of(variations) if name != ROPE]))
    fill(ROPE_PAGE, "variations", variation_table(variations, [ROPE]))
    before = json.loads((RESULTS / "counting-before.json").read_text())
    fill(FIGURES_PAGE, "before", sets_table(before["lines"]))
    fill(PAGE, "speed", speed_table(json.loads((RESULTS / "counting-speed.json").read_text())))


def fill(page: Path, name: str, table: str) -> None:
    """Put a table between the marks of its name."""
    marked = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)
    text, marks = marked.subn(lambda _: table, page.read_text())
    if marks != 1:
        message = f"{page} has no marks for the {name}"
        raise SystemExit(message)
    page.write_text(text)


def summary(results: Json) -> str:
    """A line an exercise: the engine, the engine with its source left out, the fixed-threshold rule."""
    heads = (
        "exercise",
        "clips (reps)",
        "exact",
        "within one",
        "MAE",
        "false a minute",
        "source left out",
        "fixed 90/160",
    )
    rows = []
    for exercise, counters in results["exercises"].items():
        engine = counters["engine"]
        if engine["positives"] is None:
            continue
        clips, exact, within_one, error, _ = positive_cells(engine["positives"])
        rivals = (results["source_left_out"].get(exercise), counters.get("fixed 90/160", {}).get("positives"))
        rows.append(
            (exercise, clips, exact, within_one, error, false_cell(engine), *(exact_cell(one) for one in rivals))
        )
    return markdown(heads, rows)


def false_cell(engine: Json) -> str:
    """False repetitions a minute of everything that is not the exercise."""
    negatives = (engine["plain_negatives"], engine["other_exercises"])
    return f"{sum(each['false_reps'] for each in negatives) / sum(each['minutes'] for each in negatives):.2f}"


def exact_cell(positives: Json | None) -> str:
    """Share of clips counted exactly; empty where it was not measured."""
    return "" if positives is None else f"{positives['exact']:.0%}"


def all_counters(results: Json) -> str:
    """A line an exercise and counter."""
    heads = ("exercise", "counter", "clips (reps)", "exact", "OBO", "MAE", "sum", "plain / min", "other / min")
    rows = [
        (exercise, counter, *positive_cells(scores["positives"]), *negative_cells(scores))
        for exercise, by_counter in results["exercises"].items()
        for counter, scores in by_counter.items()
    ]
    left_out = results["source_left_out"].items()
    rows += [(exercise, "source left out", *positive_cells(score), "", "") for exercise, score in left_out]
    return markdown(heads, rows)


def positive_cells(positives: Json | None) -> tuple[str, str, str, str, str]:
    """Empty where no clip shows the exercise with a sure label."""
    if positives is None:
        return ("0", "", "", "", "")
    return (
        f"{positives['clips']} ({positives['true_reps']})",
        f"{positives['exact']:.0%}",
        f"{positives['off_by_at_most_one']:.0%}",
        f"{positives['mean_absolute_error']:.3f}",
        f"{positives['sum_error']:+.1%}",
    )


def negative_cells(scores: Json) -> tuple[str, str]:
    """False repetitions a minute, of everyday life and of other exercises."""
    plain, other = scores["plain_negatives"], scores["other_exercises"]
    return f"{plain['false_reps_per_minute']:.2f}", f"{other['false_reps_per_minute']:.2f}"


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
    """Such as "10 / 11, 0.009"."""
    if score is None:
        return ""
    return f"{round(score['exact'] * score['clips'])} / {score['clips']}, {score['mean_absolute_error']:.3f}"


def sets_table(lines: Iterable[Json]) -> str:
    """A line an exercise, set, model and frame rate."""
    heads = (
        "exercise",
        "set",
        "model",
        "fps",
        "clips (reps)",
        "exact",
        "OBO",
        "MAE",
        "sum",
        "plain / min",
        "other / min",
    )
    rows = [
        (
            line["exercise"],
            line["collection"],
            line["model"],
            str(line["frames_per_second"]),
            *interval_cells(line["score"]["positives"]),
            *(rate_interval(Negatives(**line["score"][kind])) for kind in ("plain_negatives", "other_exercises")),
        )
        for line in sorted(lines, key=lambda line: (line["exercise"], line["collection"], line["model"] != "lite"))
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
    """A line a counter."""
    heads = ("counter", "frames", "median, microseconds", "99 %", "heap after 10 min, MB", "after an hour")
    rows = [
        tuple(str(cell) for cell in (*list(each.values())[:4], each["heap_mb"][0], each["heap_mb"][-1]))
        for each in results
    ]
    return markdown(heads, rows)


def markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table, ending in a new line."""
    head, *body = (f"| {' | '.join(line)} |\n" for line in (heads, *rows))
    return head + "|---" * (head.count("|") - 1) + "|\n" + "".join(body)


if __name__ == "__main__":
    main()
