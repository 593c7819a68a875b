"""Cross-validation: settings are chosen on some clips and scored on others, of other sources, other views, another set.

Clips of one source share people, places and cameras. A constant that fits one of them only shows here: the setting
that is best without that source then fails on it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import engine
from measures import Counts, Score, score
from recordings import Clip, Collection

SWEPT = ("push-up", "squat", "lunge", "sit-up", "jumping-jack", "high-knees")
"""Exercises whose profile has settings to choose; the others are counted as they are."""
FALSE_REP_COST = 1.0
"""A false repetition weighs as much as a clip miscounted by all of its repetitions."""

VIEWS = ("front", "side", "3/4", "diag")
"""A view is named by the first of these words in its label; "diag" is another word for "3/4"."""


@dataclass(frozen=True)
class Placed:
    """A clip and the set it is of."""

    clip: Clip
    set_name: str


Part = Callable[[Placed], str]
PARTS: Mapping[str, Part] = {
    "source": lambda placed: f"{placed.set_name}/{placed.clip.source}",
    "view": lambda placed: view_of(placed.clip),
    "set": lambda placed: placed.set_name,
}
"""What is left out as a whole, by the name of the scheme."""


def view_of(clip: Clip) -> str:
    """Front, side, 3/4 or other."""
    word = next((word for word in VIEWS if word in clip.view), "other")
    return "3/4" if word == "diag" else word


def cross_validated(collections: Sequence[Collection], frames_per_second: int) -> Iterator[tuple[str, str, Score]]:
    """Exercise, scheme and score over all clips of one model, each counted with the setting chosen without its part."""
    placed = [Placed(clip, collection.name) for collection in collections for clip in collection.clips]
    clips = [each.clip for each in placed]
    for exercise, by_setting in engine.sweep(SWEPT, clips, frames_per_second).items():
        for scheme, part in PARTS.items():
            yield exercise, scheme, score(exercise, clips, left_out_counts(exercise, placed, by_setting, part))


def left_out_counts(
    exercise: str, placed: Sequence[Placed], by_setting: Mapping[str, Counts], part: Part
) -> dict[str, int]:
    """What each clip is counted with the setting chosen on all clips of other parts."""
    counted: dict[str, int] = {}
    for left_out in dict.fromkeys(map(part, placed)):
        others = [each.clip for each in placed if part(each) != left_out]
        # The first of equals wins, which is the profile as it is.
        best = min(by_setting, key=lambda setting: cost(exercise, others, by_setting[setting]))
        counted |= {each.clip.name: by_setting[best][each.clip.name] for each in placed if part(each) == left_out}
    return counted


def cost(exercise: str, clips: Sequence[Clip], counts: Counts) -> float:
    """What a setting gets wrong on the clips it may be chosen by."""
    errors = sum(
        abs(counts[clip.name] - clip.true_reps) / clip.true_reps
        for clip in clips
        if clip.is_positive(exercise) and clip.true_reps
    )
    false_reps = sum(counts[clip.name] for clip in clips if clip.is_negative(exercise))
    return errors + FALSE_REP_COST * false_reps
