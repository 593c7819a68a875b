"""Other trackers' names for the exercises that are counted here, in the languages of their exports."""

import re

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.transfer.formats.refusals import ImportReason, RowRefused
from exercise_buddy.transfer.formats.words import WORDS, plain

_WITHOUT_EXTRAS = frozenset({ExerciseType.SQUAT, ExerciseType.LUNGE})
"""With a weight or a band these are other exercises; a push-up on the knees is a push-up."""


def _words(name: str) -> str:
    """A name's letters, with everything else replaced by blanks."""
    return " ".join(re.findall(r"[^\W\d_]+", plain(name)))


def _one_of(names: str) -> re.Pattern[str]:
    wordings = sorted({_words(name) for name in names.split(",")}, key=len, reverse=True)
    return re.compile(rf"(?:^| )(?:{'|'.join(wordings)})(?= |$)")


_EXERCISES = {_words(name): kind for kind in ExerciseType for name in WORDS["exercises"][kind].split(",")}
_BODY_WEIGHT_IN = _one_of(WORDS["beside"]["body_weight"])
_HELP_OR_LOAD_IN = _one_of(WORDS["beside"]["help_or_load"])


_ASSISTED = re.compile(r" (?:assist|asist|unterstutzt|geassist|辅助)")


def exercise_of(name: str, *, is_loaded: bool = False) -> ExerciseType:
    """The exercise that another tracker calls `name`; `is_loaded` if a column gives a weight for it.

    Raises RowRefused for exercises that are not counted here.
    """
    words = _words(name)
    bare = _BODY_WEIGHT_IN.sub("", words).strip()
    found = _known(words) or _known(bare)
    if found is None:
        found = _known(_HELP_OR_LOAD_IN.sub("", bare).strip())
        if found in _WITHOUT_EXTRAS:
            found = None
    if found is None:
        raise RowRefused(ImportReason.UNKNOWN_EXERCISE, name=name[:60])
    if is_loaded and found in _WITHOUT_EXTRAS and bare == words:
        raise RowRefused(ImportReason.LOADED_EXERCISE, name=name[:60])
    return found


def is_assisted(name: str) -> bool:
    """Whether the weight of the exercise is assistance, which makes it lighter."""
    return bool(_ASSISTED.search(f" {_words(name)}"))


def _known(words: str) -> ExerciseType | None:
    return _EXERCISES.get(words) or _EXERCISES.get(words.removesuffix("s"))
