"""The Python net's output for recordings of the repository: the engine's test compares the TypeScript net with it."""

import json
from itertools import pairwise
from pathlib import Path

import jax
import numpy as np

from judge_training.bodies import Array, unpack
from judge_training.clips import read_samples
from judge_training.features import features
from judge_training.layout import LOOKAHEAD
from judge_training.net import Weights, logits
from judge_training.weights import rounded


def odds(nets: list[Weights], samples: Array) -> Array:
    """(T - LOOKAHEAD, classes): mean probabilities of one stretch's samples, the last ones not judged yet."""
    seen = features(unpack(samples.astype(np.float64)))[None]
    each = [jax.nn.softmax(logits(rounded(net), seen)[0, LOOKAHEAD:]) for net in nets]
    return np.mean(each, axis=0)


def write_reference(nets: list[Weights], stem: Path, out: Path) -> None:
    """For each recording that `stem` (.jsonl, .f32) holds: times of the verdicts and probabilities."""
    said = {}
    for line, samples in read_samples(stem):
        if line["rate"] != 0:
            continue
        bounds = [*line["first"], len(samples)]
        parts = [odds(nets, samples[a:b]) for a, b in pairwise(bounds) if b - a > LOOKAHEAD]
        said[line["name"]] = np.concatenate(parts).round(6).tolist()
    out.write_text(json.dumps(said) + "\n")
