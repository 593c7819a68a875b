"""Trains one net on the windows of some clips."""

from collections.abc import Sequence

import jax
import jax.numpy as jnp
import numpy as np

from judge_training.bodies import Array
from judge_training.clips import Clip
from judge_training.layout import LOOKAHEAD, NONE, UNKNOWN
from judge_training.net import CHANNELS, DILATIONS, Weights, initial, logits
from judge_training.windows import Windows, clip_weights

STEPS = 1500
BATCH = 32
WARM_UP = 2
"""The loss leaves out the output for this many samples at the beginning of a window."""
LEARNING_RATE = 6e-3
DECAY = 1e-2
DROPPED = 0.1
REPORT_EVERY = 500


def loss(weights: Weights, x: jax.Array, labels: jax.Array, masks: jax.Array) -> jax.Array:
    """Mean cross-entropy of what is known."""
    said = jax.nn.log_softmax(logits(weights, x, masks)[:, LOOKAHEAD:])
    asked = labels[:, : labels.shape[1] - LOOKAHEAD]
    known = (asked != UNKNOWN) & (jnp.arange(asked.shape[1]) >= WARM_UP)
    right = jnp.take_along_axis(said, jnp.maximum(asked, NONE)[..., None], 2)[..., 0]
    return -(right * known).sum() / jnp.maximum(known.sum(), 1)


def rate(step: int, steps: int) -> float:
    """Up over the first tenth, then down along a cosine."""
    rise = steps // 10
    if step < rise:
        return LEARNING_RATE * (step + 1) / rise
    return float(LEARNING_RATE * 0.5 * (1 + np.cos(np.pi * (step - rise) / (steps - rise))))


@jax.jit
def update(
    weights: Weights, moments: Weights, x: jax.Array, labels: jax.Array, masks: jax.Array, at: jax.Array
) -> tuple[Weights, Weights, jax.Array]:
    """One step of AdamW; `at` holds its number, from 1, and the rate."""
    value, slope = jax.value_and_grad(loss)(weights, x.astype(jnp.float32), labels, masks)
    norm = jnp.sqrt(sum((leaf**2).sum() for leaf in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda leaf: leaf / jnp.maximum(1.0, norm), slope)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, moments["first"], slope)
    second = jax.tree.map(lambda m, g: 0.99 * m + 0.01 * g * g, moments["second"], slope)
    one, two = 1 - 0.9 ** at[0], 1 - 0.99 ** at[0]

    def stepped(w: jax.Array, m: jax.Array, v: jax.Array) -> jax.Array:
        return w - at[1] * (m / one / (jnp.sqrt(v / two) + 1e-8) + DECAY * w)

    return jax.tree.map(stepped, weights, first, second), {"first": first, "second": second}, value


def train(windows: Windows, clips: Sequence[Clip], chosen: Array, seed: int, steps: int = STEPS) -> Weights:
    """Weights learnt from the `chosen` clips, by index; the same seed gives the same weights on the same machine."""
    rng = np.random.default_rng(seed)
    available = windows.of(chosen)
    share = np.zeros(len(clips))
    share[chosen] = clip_weights([clips[i] for i in chosen])
    drawn_from = windows.clip[available]
    per_window = share[drawn_from] / np.bincount(windows.clip, minlength=len(clips))[drawn_from]
    per_window /= per_window.sum()
    weights = jax.tree.map(jnp.asarray, initial(seed))
    zeros = jax.tree.map(jnp.zeros_like, weights)
    moments: Weights = {"first": zeros, "second": zeros}
    running = 0.0
    for step in range(steps):
        picked = rng.choice(available, BATCH, p=per_window)
        kept = rng.random((len(DILATIONS), BATCH, 1, CHANNELS)) > DROPPED
        masks = (kept / (1 - DROPPED)).astype(np.float32)
        at = np.array([step + 1, rate(step, steps)], np.float32)
        weights, moments, value = update(weights, moments, windows.features[picked], windows.labels[picked], masks, at)
        running = float(value) if step == 0 else 0.98 * running + 0.02 * float(value)
        if (step + 1) % REPORT_EVERY == 0:
            print(f"step {step + 1}: loss {running:.3f}", flush=True)
    return jax.tree.map(np.asarray, weights)
