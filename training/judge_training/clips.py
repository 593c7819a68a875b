"""The recordings as training material: bodies, and what somebody does in each sample."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

import numpy as np

from judge_training.bodies import Array, Bodies, unpack
from judge_training.layout import CLASSES, NONE, SAMPLE_LENGTH, SAMPLES_PER_SECOND, UNKNOWN

SHOWS_BESIDES = {"pu_neg_thchen_situps": "sit-up", "pu_neg_hansh_jj": "jumping-jack"}
"""Labelled "none", as negatives for push-ups, but they show the same repetitions as another recording."""
MIXED = ("jr_hansh", "pu_neg_hansh_jumprope")
"""The same film twice: over a rope they run with high knees and make jumping jacks, and nobody wrote down when."""
WHOLE_CLIP = ("burpee", "jump-squat")
"""The engine's counters for these are experimental: the whole clip has the label."""
DOUBTFUL_MS = 700
"""Around repetitions the label is unknown for this long."""
PAUSE_MS = 1100
"""Repetitions no further apart are one bout, all of which is the exercise."""

Span = tuple[float, float]


class Line(TypedDict):
    """One line of the output of scripts/counting/judge-samples.ts."""

    name: str
    rate: int
    times: list[int]
    first: list[int]
    reps: dict[str, list[Span]]


@dataclass(frozen=True)
class Stretch:
    """Samples without a hole, and their labels."""

    bodies: Bodies
    labels: Array


@dataclass(frozen=True)
class Clip:
    """One video in all its variants: both models, several frame rates."""

    name: str
    set_name: str
    exercise: str
    source: str
    view: str
    variants: tuple[tuple[Stretch, ...], ...]

    @cached_property
    def seconds(self) -> float:
        """Length of the first variant."""
        return sum(len(stretch.labels) for stretch in self.variants[0]) / SAMPLES_PER_SECOND


def load_clips(samples: Path, manifests: Mapping[str, Path]) -> list[Clip]:
    """Clips of each set; `samples` holds SET.jsonl, SET.f32 and the same of SET-full."""
    return [clip for name, manifest in manifests.items() for clip in load_set(samples, name, manifest)]


def load_set(samples: Path, name: str, manifest: Path) -> list[Clip]:
    """All clips of one set."""
    lines: dict[str, list[tuple[Line, Array]]] = defaultdict(list)
    for each in (name, f"{name}-full"):
        for line, values in read_samples(samples / each) if (samples / f"{each}.f32").exists() else ():
            lines[line["name"]].append((line, values))
    with manifest.open(newline="") as file:
        return [make_clip(row, name, lines[row["name"]]) for row in csv.DictReader(file) if lines[row["name"]]]


def read_samples(stem: Path) -> Iterable[tuple[Line, Array]]:
    """Each line with its (T, 201) samples."""
    values = np.fromfile(stem.with_suffix(".f32"), np.float32).reshape(-1, SAMPLE_LENGTH)
    start = 0
    for text in stem.with_suffix(".jsonl").read_text().splitlines():
        line: Line = json.loads(text)
        count = len(line["times"])
        yield line, values[start : start + count]
        start += count


def make_clip(row: Mapping[str, str], set_name: str, variants: Sequence[tuple[Line, Array]]) -> Clip:
    """Label all variants alike, by the one whose repetitions fit the truth best."""
    shown = {row["exercise"], *row["contains"].split(), SHOWS_BESIDES.get(row["name"], "none")} - {"none"}
    truth = int(row["true_reps"]) if row["true_reps"] else None
    reps = {exercise: best_reps([line["reps"] for line, _ in variants], exercise, truth) for exercise in shown}
    is_certain = row["exercise"] == "none" and not shown
    stretches = tuple(stretches_of(line, values, row, reps, is_certain=is_certain) for line, values in variants)
    return Clip(row["name"], set_name, row["exercise"], row["source"].removesuffix("n"), row["view"], stretches)


def best_reps(counted: Sequence[Mapping[str, list[Span]]], exercise: str, truth: int | None) -> list[Span]:
    """The repetitions of the variant that comes nearest to the truth."""
    found = [reps.get(exercise, []) for reps in counted]
    if truth is None:
        return max(found, key=len, default=[])
    return min(found, key=lambda spans: abs(len(spans) - truth), default=[])


def stretches_of(
    line: Line, values: Array, row: Mapping[str, str], reps: Mapping[str, list[Span]], *, is_certain: bool
) -> tuple[Stretch, ...]:
    """The parts between holes, with labels."""
    times = np.array(line["times"], float)
    labels = label(times, row, reps, is_certain=is_certain)
    bounds = [*line["first"], len(times)]
    return tuple(Stretch(unpack(values[a:b].astype(np.float64)), labels[a:b]) for a, b in pairwise(bounds))


def label(times: Array, row: Mapping[str, str], reps: Mapping[str, list[Span]], *, is_certain: bool) -> Array:
    """The class of each sample."""
    if row["name"] in MIXED:
        return np.full(len(times), UNKNOWN)
    if row["exercise"] in WHOLE_CLIP:
        return np.full(len(times), CLASSES.index(row["exercise"]))
    if is_certain:
        return np.full(len(times), NONE)
    spans = [span for each in reps.values() for span in each]
    truth = int(row["true_reps"]) if row["true_reps"] else 0
    # Where repetitions were missed, what lies outside of those found may be one.
    is_whole = len(reps.get(row["exercise"], [])) >= truth > 0
    labels = np.full(len(times), NONE if is_whole else UNKNOWN)
    for start, end in spans:
        labels[(times >= start - DOUBTFUL_MS) & (times <= end + DOUBTFUL_MS)] = UNKNOWN
    for exercise, bouts in reps.items():
        for start, end in joined(bouts):
            labels[(times >= start) & (times <= end)] = CLASSES.index(exercise)
    return labels


def joined(spans: Sequence[Span]) -> list[Span]:
    """Bouts of repetitions with no more than a short pause between them."""
    bouts: list[Span] = []
    for start, end in sorted(spans):
        if bouts and start - bouts[-1][1] <= PAUSE_MS:
            bouts[-1] = (bouts[-1][0], max(end, bouts[-1][1]))
        else:
            bouts.append((start, end))
    return bouts
