"""Windows for training: drawn and augmented once, shared by all folds and seeds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from judge_training.augment import augmented
from judge_training.bodies import Array
from judge_training.clips import Clip
from judge_training.features import features
from judge_training.layout import UNKNOWN

WINDOW = 96
"""Samples: 6.4 s."""
LONGEST_SECONDS = 30
"""A longer negative is drawn no more often."""
SHARE_OF_NEGATIVES = 0.45
WEIGHT_OF = {
    "jump-rope": 4.0,
    "push-up": 1.5,
    "squat": 1.5,
    "lunge": 1.2,
    "jumping-jack": 0.8,
    "sit-up": 0.8,
    "high-knees": 1.0,
}
USUAL_WEIGHT = 0.5
LEAST_PER_CLIP = 16
FASTER = 1.25
"""Windows are played faster or slower by up to this factor."""


@dataclass(frozen=True)
class Windows:
    """N augmented windows."""

    features: Array
    """(N, T, features), half precision."""
    labels: Array
    """(N, T)"""
    clip: Array
    """(N,) index of the clip of each."""

    def of(self, clips: Array) -> Array:
        """Indices of the windows of some clips."""
        return np.flatnonzero(np.isin(self.clip, clips))


def clip_weights(clips: Sequence[Clip]) -> Array:
    """How often each is drawn: exercises by weight, then sources, then clips alike; negatives by length."""
    sources: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    weights = np.zeros(len(clips))
    for i, clip in enumerate(clips):
        if clip.exercise == "none":
            weights[i] = min(clip.seconds, LONGEST_SECONDS)
        else:
            sources[clip.exercise][clip.source].append(i)
    weights *= SHARE_OF_NEGATIVES / weights.sum()
    total = sum(WEIGHT_OF.get(exercise, USUAL_WEIGHT) for exercise in sources)
    for exercise, by_source in sources.items():
        share = (1 - SHARE_OF_NEGATIVES) * WEIGHT_OF.get(exercise, USUAL_WEIGHT) / total
        for members in by_source.values():
            weights[members] = share / len(by_source) / len(members)
    return weights


def draw_windows(clips: Sequence[Clip], count: int, seed: int) -> Windows:
    """About `count` windows, of each clip by its weight, none with too few."""
    rng = np.random.default_rng(seed)
    numbers = np.maximum(LEAST_PER_CLIP, np.round(count * clip_weights(clips))).astype(int)
    owners = np.repeat(np.arange(len(clips)), numbers)
    drawn = [draw_window(clips[i], rng) for i in owners]
    return Windows(np.stack([x for x, _ in drawn]).astype(np.float16), np.stack([y for _, y in drawn]), owners)


def draw_window(clip: Clip, rng: np.random.Generator) -> tuple[Array, Array]:
    """Features and labels of one window, somewhere in one variant of the clip."""
    variant = clip.variants[rng.integers(len(clip.variants))]
    lengths = np.array([len(stretch.labels) for stretch in variant], float)
    stretch = variant[rng.choice(len(variant), p=lengths / lengths.sum())]
    speed = float(np.exp(rng.uniform(-np.log(FASTER), np.log(FASTER))))
    last = len(stretch.labels) - 1
    start = rng.uniform(-10, max(1.0, last - WINDOW * speed + 10))
    position = start + np.arange(WINDOW) * speed
    bodies = augmented(stretch.bodies.at(np.clip(position, 0, last)), rng)
    labels = stretch.labels[np.clip(np.round(position).astype(int), 0, last)]
    return features(bodies), np.where((position < 0) | (position > last), UNKNOWN, labels)
