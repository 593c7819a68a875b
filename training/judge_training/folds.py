"""Which clips are left out together: whole sets, and whole sources and whole views over both."""

from collections.abc import Sequence

import numpy as np

from judge_training.bodies import Array
from judge_training.clips import Clip

FOLDS = 5
SHIPS = "none"
"""The fold that leaves nothing out."""
VIEWS = {"front": "front", "side": "side", "3/4": "diagonal", "diag": "diagonal"}
"""The first of these words in a clip's label names its view, as in benchmarks/counting/cross_validation.py."""


def folds(clips: Sequence[Clip]) -> dict[str, Array]:
    """Indices of the clips left out, by name of the fold."""
    sets = sorted({clip.set_name for clip in clips})
    by_set = {name: indices(clip.set_name == name for clip in clips) for name in sets}
    sources = dealt_sources(clips)
    by_source = {f"sources-{i}": indices(sources[clip.source] == i for clip in clips) for i in range(FOLDS)}
    views = [view_of(clip) for clip in clips]
    by_view = {f"view-{name}": indices(view == name for view in views) for name in sorted(set(views))}
    return {**by_set, **by_source, **by_view, SHIPS: np.array([], int)}


def view_of(clip: Clip) -> str:
    """Front, side, diagonal or other."""
    return next((name for word, name in VIEWS.items() if word in clip.view), "other")


def dealt_sources(clips: Sequence[Clip]) -> dict[str, int]:
    """A fold for each source, dealt out to and fro by how many clips of rope, then of anything, they have."""

    def size(source: str) -> tuple[int, int, str]:
        own = [clip for clip in clips if clip.source == source]
        return (-sum(clip.exercise == "jump-rope" for clip in own), -len(own), source)

    order = sorted({clip.source for clip in clips}, key=size)
    to_and_fro = [*range(FOLDS), *reversed(range(FOLDS))]
    return {source: to_and_fro[i % len(to_and_fro)] for i, source in enumerate(order)}


def indices(flags: Sequence[bool] | object) -> Array:
    """Where the flags are set."""
    return np.flatnonzero(np.fromiter(flags, bool))  # type: ignore[arg-type]
