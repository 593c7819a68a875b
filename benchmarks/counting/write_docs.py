"""Put the figures of benchmarks/results/counting.json into docs/counting.md.

Call: python benchmarks/counting/write_docs.py
"""

import json
import re
from typing import Any

from recordings import REPOSITORY

RESULTS = REPOSITORY / "benchmarks" / "results" / "counting.json"
PAGE = REPOSITORY / "docs" / "counting.md"
HEAD = """| exercise | counter | clips (reps) | exact | OBO | MAE | sum | plain / min | other / min |
|---|---|---|---|---|---|---|---|---|
"""
MARKED = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)


def main() -> None:
    """Replace what stands between the page's marks."""
    results = json.loads(RESULTS.read_text())
    rows = [
        line(exercise, counter, scores["positives"], scores["plain_negatives"], scores["other_exercises"])
        for exercise, by_counter in results["exercises"].items()
        for counter, scores in by_counter.items()
    ]
    rows += [line(exercise, "source left out", score) for exercise, score in results["source_left_out"].items()]
    page, marks = MARKED.subn(lambda _: HEAD + "".join(rows), PAGE.read_text())
    if marks != 1:
        message = f"{PAGE} has no marks for the figures"
        raise SystemExit(message)
    PAGE.write_text(page)


def line(exercise: str, counter: str, positives: dict[str, Any] | None, *negatives: dict[str, Any]) -> str:
    """One row of the table."""
    cells = [exercise, counter, *positive_cells(positives)]
    cells += [f"{negative['false_reps_per_minute']:.2f}" for negative in negatives] or ["", ""]
    return "| " + " | ".join(cells) + " |\n"


def positive_cells(positives: dict[str, Any] | None) -> list[str]:
    """Empty where no clip shows the exercise with a sure label."""
    if positives is None:
        return ["0", "", "", "", ""]
    return [
        f"{positives['clips']} ({positives['true_reps']})",
        f"{positives['exact']:.0%}",
        f"{positives['off_by_at_most_one']:.0%}",
        f"{positives['mean_absolute_error']:.3f}",
        f"{positives['sum_error']:+.1%}",
    ]


if __name__ == "__main__":
    main()
