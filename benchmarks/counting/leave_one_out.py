"""Leave one source out: settings are chosen on all other sources and scored on the one left out.

Clips of one source share people, places and cameras. A constant that fits one of them only shows here: the setting
that is best without that source then fails on it.
"""

from collections.abc import Sequence

import engine
from measures import Counts, Positives, score_positives
from recordings import Clip

SWEPT = ("push-up", "squat", "lunge", "sit-up", "jumping-jack")
FALSE_REP_COST = 1.0
"""A false repetition weighs as much as a clip miscounted by all of its repetitions."""


def leave_one_out(exercise: str, clips: Sequence[Clip]) -> Positives | None:
    """The score over all sources, each counted with the setting chosen without it."""
    by_setting = engine.sweep(exercise, clips)
    positives = [clip for clip in clips if clip.is_positive(exercise)]
    counted: dict[str, int] = {}
    for source in sorted({clip.source for clip in positives}):
        others = [clip for clip in clips if clip.source != source]
        # The first of equals wins, which is the profile as it is.
        best = min(by_setting, key=lambda setting: cost(exercise, others, by_setting[setting]))
        left_out = [clip for clip in positives if clip.source == source]
        counted |= {clip.name: by_setting[best][clip.name] for clip in left_out}
    return score_positives(positives, counted)


def cost(exercise: str, clips: Sequence[Clip], counts: Counts) -> float:
    """What a setting gets wrong on the clips it may be chosen by."""
    errors = sum(
        abs(counts[clip.name] - clip.true_reps) / clip.true_reps
        for clip in clips
        if clip.is_positive(exercise) and clip.true_reps
    )
    false_reps = sum(counts[clip.name] for clip in clips if clip.is_negative(exercise))
    return errors + FALSE_REP_COST * false_reps
