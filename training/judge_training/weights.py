"""Weights as text, as `frontend/src/engine/judge/net.ts` reads them: half-precision numbers in base64, by layer."""

import base64

import numpy as np

from judge_training.net import Weights


def layers(weights: Weights) -> list[Weights]:
    """From input to output."""
    return [weights["input"], *weights["blocks"], weights["output"]]


def to_base64(weights: Weights) -> str:
    """The weights for the engine."""
    halves = [np.asarray(layer[part], np.float16).ravel() for layer in layers(weights) for part in ("w", "b")]
    return base64.b64encode(np.concatenate(halves).astype("<f2").tobytes()).decode()


def rounded(weights: Weights) -> Weights:
    """The weights as the engine has them, rounded to half precision."""

    def half(layer: Weights) -> Weights:
        return {part: np.asarray(values, np.float16).astype(np.float32) for part, values in layer.items()}

    return {
        "input": half(weights["input"]),
        "blocks": [half(block) for block in weights["blocks"]],
        "output": half(weights["output"]),
    }
