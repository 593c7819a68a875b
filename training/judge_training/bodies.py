"""Stretches of samples as arrays with names."""

from dataclasses import dataclass, replace

import numpy as np

from judge_training.layout import LANDMARKS

Array = np.ndarray


@dataclass(frozen=True)
class Bodies:
    """T samples, in body metres about the middle of the hips, up positive; `world` in space, z away from the camera."""

    picture: Array
    """(T, 33, 2)"""
    visibility: Array
    """(T, 33), 0..1"""
    world: Array
    """(T, 33, 3)"""
    path: Array
    """(T, 2): the way of the hips in the picture."""
    log_scale: Array
    """(T,): logarithm of the pixels a metre takes."""

    def __len__(self) -> int:
        return len(self.path)

    def at(self, position: Array) -> "Bodies":
        """The bodies at fractional indices, interpolated linearly."""
        low = np.clip(np.floor(position).astype(int), 0, len(self) - 1)
        high = np.minimum(low + 1, len(self) - 1)
        share = np.clip(position - low, 0, 1)

        def interpolated(values: Array) -> Array:
            weight = share.reshape(-1, *[1] * (values.ndim - 1))
            return values[low] * (1 - weight) + values[high] * weight

        return Bodies(
            interpolated(self.picture),
            interpolated(self.visibility),
            interpolated(self.world),
            interpolated(self.path),
            interpolated(self.log_scale),
        )

    def with_(self, **parts: Array) -> "Bodies":
        """The same with other parts."""
        return replace(self, **parts)


def unpack(samples: Array) -> Bodies:
    """Bodies of (T, 201) numbers as the engine writes them."""
    parts = samples[:, : 6 * LANDMARKS].reshape(len(samples), 6, LANDMARKS)
    x, y, visibility, world_x, world_y, world_z = parts.transpose(1, 0, 2)
    return Bodies(
        picture=np.stack([x, y], -1),
        visibility=visibility,
        world=np.stack([world_x, world_y, world_z], -1),
        path=samples[:, 6 * LANDMARKS : 6 * LANDMARKS + 2],
        log_scale=samples[:, 6 * LANDMARKS + 2],
    )
