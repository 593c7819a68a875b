"""The net: a causal convolution and five dilated ones with shortcuts, each output the logits of the classes."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from judge_training.features import FEATURES
from judge_training.layout import CLASSES

CHANNELS = 24
KERNEL = 3
DILATIONS = (1, 2, 4, 8, 16)

Weights = dict[str, Any]


def initial(seed: int) -> Weights:
    """He's initialisation; shortcuts start quiet."""
    rng = np.random.default_rng(seed)

    def layer(taps: int, ins: int, outs: int, gain: float) -> dict[str, np.ndarray]:
        scale = gain * np.sqrt(2 / (taps * ins))
        return {"w": rng.normal(0, scale, (taps, ins, outs)).astype(np.float32), "b": np.zeros(outs, np.float32)}

    return {
        "input": layer(KERNEL, FEATURES, CHANNELS, 1),
        "blocks": [layer(KERNEL, CHANNELS, CHANNELS, 0.7) for _ in DILATIONS],
        "output": layer(1, CHANNELS, len(CLASSES), 0.5),
    }


def convolve(x: jax.Array, layer: Weights, dilation: int) -> jax.Array:
    """(B, T, in) to (B, T, out); tap 0 is the oldest, the last is now, nothing before the first sample but zeros."""
    taps, ins, outs = layer["w"].shape
    length = x.shape[1]
    padded = jnp.pad(x, ((0, 0), ((taps - 1) * dilation, 0), (0, 0)))
    seen = jnp.concatenate([padded[:, tap * dilation : tap * dilation + length] for tap in range(taps)], -1)
    return seen @ layer["w"].reshape(taps * ins, outs) + layer["b"]


def logits(weights: Weights, x: jax.Array, masks: jax.Array | None = None) -> jax.Array:
    """(B, T, classes) of (B, T, features). `masks` (blocks, B, 1, channels) drop channels in training."""
    h = jax.nn.relu(convolve(x, weights["input"], 1))
    for i, (block, dilation) in enumerate(zip(weights["blocks"], DILATIONS, strict=True)):
        into = h if masks is None else h * masks[i]
        h = h + jax.nn.relu(convolve(into, block, dilation))
    return convolve(h, weights["output"], 1)
