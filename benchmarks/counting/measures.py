"""Scores of counts: exact, off by one (OBO), MAE, summed error, false repetitions a minute."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from recordings import Clip

Counts = Mapping[str, int]
"""Repetitions counted, by the name of the clip."""


@dataclass(frozen=True)
class Positives:
    """Over clips that show the exercise: shares, mean relative error, relative error of the sum."""

    clips: int
    true_reps: int
    counted_reps: int
    exact: float
    off_by_at_most_one: float
    mean_absolute_error: float
    sum_error: float


@dataclass(frozen=True)
class Negatives:
    """Over clips that do not show it."""

    clips: int
    minutes: float
    false_reps: int
    false_reps_per_minute: float


@dataclass(frozen=True)
class Score:
    """One counter of one exercise on all clips."""

    positives: Positives | None
    plain_negatives: Negatives
    other_exercises: Negatives

    def as_dict(self) -> dict[str, object]:
        """The score for the JSON file."""
        return asdict(self)


def score(exercise: str, clips: Sequence[Clip], counts: Counts) -> Score:
    """Score the counts of one exercise's counter."""
    negatives = [clip for clip in clips if clip.is_negative(exercise)]
    return Score(
        positives=score_positives([clip for clip in clips if clip.is_positive(exercise)], counts),
        plain_negatives=score_negatives([clip for clip in negatives if clip.exercise == "none"], counts),
        other_exercises=score_negatives([clip for clip in negatives if clip.exercise != "none"], counts),
    )


def score_positives(clips: Sequence[Clip], counts: Counts) -> Positives | None:
    """Score clips that show the exercise; None if none has a sure label."""
    pairs = [(clip.true_reps or 0, counts[clip.name]) for clip in clips]
    if not pairs:
        return None
    true_reps = sum(true for true, _ in pairs)
    counted_reps = sum(counted for _, counted in pairs)
    return Positives(
        clips=len(pairs),
        true_reps=true_reps,
        counted_reps=counted_reps,
        exact=share(true == counted for true, counted in pairs),
        off_by_at_most_one=share(abs(true - counted) <= 1 for true, counted in pairs),
        mean_absolute_error=sum(abs(true - counted) / max(1, true) for true, counted in pairs) / len(pairs),
        sum_error=(counted_reps - true_reps) / max(1, true_reps),
    )


def score_negatives(clips: Sequence[Clip], counts: Counts) -> Negatives:
    """Score clips without the exercise, where every repetition is false; the rate is 0 without clips."""
    minutes = sum(clip.seconds for clip in clips) / 60
    false_reps = sum(counts[clip.name] for clip in clips)
    return Negatives(len(clips), minutes, false_reps, false_reps / minutes if minutes else 0.0)


def share(hits: Iterable[bool]) -> float:
    """Share of true values."""
    values = list(hits)
    return sum(values) / len(values)


Z_95 = 1.96
"""Standard deviations that cover 95 % of a normal distribution."""


def wilson(share_of: float, trials: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927, doi 10.1080/01621459.1927.10502953)."""
    spread = Z_95 * Z_95 / trials
    centre = share_of + spread / 2
    reach = Z_95 * math.sqrt(share_of * (1 - share_of) / trials + spread / (4 * trials))
    low, high = ((centre - reach) / (1 + spread), (centre + reach) / (1 + spread))
    return max(0.0, low), min(1.0, high)


def rate_bounds(events: int, minutes: float) -> tuple[float, float]:
    """The 95 % interval of a rate of events (Rothman's score interval, the Poisson equivalent of Wilson's)."""
    centre = events + Z_95 * Z_95 / 2
    reach = Z_95 * math.sqrt(events + Z_95 * Z_95 / 4)
    return max(0.0, (centre - reach) / minutes), (centre + reach) / minutes


def share_interval(share_of: float, trials: int) -> str:
    """For example "91 % (62-98)"."""
    low, high = wilson(share_of, trials)
    return f"{share_of:.0%} ({100 * low:.0f}-{100 * high:.0f})"


def rate_interval(negatives: Negatives) -> str:
    """For example "0.12 (0.02-0.66)" false repetitions a minute; empty without clips."""
    if not negatives.minutes:
        return ""
    low, high = rate_bounds(negatives.false_reps, negatives.minutes)
    return f"{negatives.false_reps_per_minute:.2f} ({low:.2f}-{high:.2f})"
