"""Print the goals for counting people nobody tuned on, and whether each is met; store the table.

python benchmarks/counting/goals.py

Measures nothing itself: reads what run.py and judge_folds.py wrote to benchmarks/results; writes counting-goals.json.
A goal without figures is reported as not measured.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from judge_folds import ALL_COPIES
from judge_folds import EXERCISE as ROPE
from run import AS_IT_IS, BOTH, FRAME_RATES, RESULTS
from tables import aligned

MOST_FALSE_A_MINUTE = 0.2
MOST_SUM_ERROR = 0.01
MOST_SUM_ERROR_OF_COPIES = 0.04
LEAST_OBO_OF_COPIES = 0.85
FILES = ("counting.json", "counting-judge.json", "counting-copies.json")
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Goal:
    """What is asked, in which recordings, what came out, and whether that is met; None where nothing was measured."""

    asked: str
    where: str
    came_out: str
    is_met: bool | None


def main() -> None:
    """Read the figures, compare them with the goals, print and store the table."""
    lines = [line for name in FILES for line in read(name)]
    goals = [goal for model in ("lite", "full") for rate in FRAME_RATES for goal in goals_of(lines, model, rate)]
    print(table(goals))
    file = RESULTS / "counting-goals.json"
    file.write_text(json.dumps([asdict(goal) for goal in goals], indent=1) + "\n")


def read(name: str, key: str = "lines") -> list[Json]:
    """The lines of one file of results; empty if it does not exist."""
    file = RESULTS / name
    lines: list[Json] = json.loads(file.read_text())[key] if file.exists() else []
    return lines


def goals_of(lines: Sequence[Json], model: str, rate: int) -> Iterator[Goal]:
    """Every goal at one model and frame rate."""
    some = [line for line in lines if line["place"]["model"] == model and line["place"]["frames_per_second"] == rate]
    where = f"{model}, {rate} frames a second"
    yield first_set(f"first set, {where}", of(some, ROPE, "judge: set left out", "recordings"))
    for scheme in ("set", "source", "view"):
        line = of(some, ROPE, f"judge: {scheme} left out", BOTH)
        yield few_false(f"{ROPE}, {scheme} left out, {where}", line)
    copied = of(some, ROPE, "judge: set left out", ALL_COPIES)
    yield copies(f"rope clips turned, legs renamed or unseen, {where}", copied)
    for line in some:
        place = line["place"]
        if place["counter"] == AS_IT_IS and place["collection"] == BOTH and place["exercise"] != ROPE:
            yield few_false(f"{place['exercise']}, {where}", line)
    yield push_ups(f"both sets, {where}", of(some, "push-up", AS_IT_IS, BOTH))
    yield squats(f"both sets, {where}", of(some, "squat", AS_IT_IS, BOTH))


def of(lines: Iterable[Json], exercise: str, counter: str, collection: str) -> Json | None:
    """The line of one place."""
    asked = [exercise, counter, collection]
    return next((line for line in lines if [line["place"][key] for key in KEYS] == asked), None)


KEYS = ("exercise", "counter", "collection")


def first_set(where: str, line: Json | None) -> Goal:
    """OBO 100 % and the sum within 1 %, by nets that have not seen it."""
    asked = "rope: OBO 100 %, sum within 1 %"
    if line is None:
        return Goal(asked, where, "not measured", None)
    score = line["score"]["positives"]
    is_met = score["off_by_at_most_one"] == 1 and abs(score["sum_error"]) <= MOST_SUM_ERROR
    return Goal(asked, where, shares(score), is_met)


def copies(where: str, line: Json | None) -> Goal:
    """OBO 85 % and the sum within 4 %."""
    asked = "rope: OBO 85 %, sum within 4 %"
    if line is None:
        return Goal(asked, where, "not measured", None)
    score = line["score"]["positives"]
    is_met = score["off_by_at_most_one"] >= LEAST_OBO_OF_COPIES and abs(score["sum_error"]) <= MOST_SUM_ERROR_OF_COPIES
    return Goal(asked, where, shares(score), is_met)


def few_false(where: str, line: Json | None) -> Goal:
    """At most 0.2 false repetitions a minute, on plain negatives and on other exercises."""
    asked = "false at most 0.2 a minute"
    if line is None:
        return Goal(asked, where, "not measured", None)
    plain, other = (line["score"][kind]["false_reps_per_minute"] for kind in ("plain_negatives", "other_exercises"))
    return Goal(asked, where, f"{plain:.2f} plain, {other:.2f} other", max(plain, other) <= MOST_FALSE_A_MINUTE)


def push_ups(where: str, line: Json | None) -> Goal:
    """One clip off at most, and by one."""
    asked = "push-ups: at most one clip off, by one"
    if line is None:
        return Goal(asked, where, "not measured", None)
    off = line["off"]
    is_met = len(off) <= 1 and all(abs(true - counted) <= 1 for true, counted in off.values())
    return Goal(asked, where, f"off: {miscounted(off)}", is_met)


def squats(where: str, line: Json | None) -> Goal:
    """All within one."""
    asked = "squats: OBO 100 %"
    if line is None:
        return Goal(asked, where, "not measured", None)
    score = line["score"]["positives"]
    return Goal(asked, where, shares(score), score["off_by_at_most_one"] == 1)


def shares(score: Json) -> str:
    """For example "OBO 94 %, sum -0.3 %"."""
    return f"OBO {score['off_by_at_most_one']:.0%}, sum {score['sum_error']:+.1%}"


def miscounted(off: Mapping[str, Sequence[int]]) -> str:
    """For example "pu_anki 4 of 5"; "none" if all are exact."""
    return ", ".join(f"{name} {counted} of {true}" for name, (true, counted) in off.items()) or "none"


def table(goals: Sequence[Goal]) -> str:
    """A table with one goal per line."""
    return "\n".join(
        aligned([("goal", "where", "came out", ""), *((g.asked, g.where, g.came_out, verdict(g)) for g in goals)])
    )


def verdict(goal: Goal) -> str:
    """Met, missed, or nothing."""
    return {True: "met", False: "MISSED", None: ""}[goal.is_met]


if __name__ == "__main__":
    main()
