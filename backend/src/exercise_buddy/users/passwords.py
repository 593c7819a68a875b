"""How hard a password is to guess, as zxcvbn judges it (Wheeler, USENIX Security 2016)."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import product
from typing import Any

from exercise_buddy.core.errors import FieldProblem, InvalidInput
from exercise_buddy.core.workers import Workers

MIN_SCORE = 3
"""Of 0 to 4: "safely unguessable: moderate protection from offline slow-hash scenario"."""

WORDS_OF_THIS_APP = ("exercise", "buddy", "exercise-buddy", "exercisebuddy")
DEFAULT_ADVICE = "Add another word or two. Uncommon words are better."
NOT_A_LETTER = re.compile(r"[\W_]+")

# One thread, because zxcvbn keeps its word lists in a global variable.
_judging = Workers("zxcvbn", max_waiting=20)


def _readings(table: Mapping[str, Iterable[str]]) -> list[dict[str, str]]:
    """Every way to read look-alikes such as 4 and @ as letters, each always as the same letter: eight ways at most.

    `table` has the look-alikes of each letter. zxcvbn itself tries one look-alike per letter instead. That is the same
    unless a password has two for one letter; then it is up to 576 ways, which take seconds and find less.
    """
    meanings: dict[str, list[str]] = {}
    for letter, look_alikes in table.items():
        for look_alike in look_alikes:
            meanings.setdefault(look_alike, []).append(letter)
    return [dict(zip(meanings, choice, strict=True)) for choice in product(*meanings.values())]


@cache
def _zxcvbn() -> Callable[..., Any]:
    """zxcvbn, configured for us. Its word lists take 12 MB, so it is loaded when first needed."""
    from zxcvbn import matching, zxcvbn  # noqa: PLC0415 - see above

    matching.enumerate_l33t_subs = _readings
    judge: Callable[..., Any] = zxcvbn
    return judge


class PasswordTooWeak(InvalidInput):
    """The password is too easy to guess."""

    code = "password_too_weak"
    detail = "This password is too easy to guess. " + DEFAULT_ADVICE

    @classmethod
    def because(cls, location: str, advice: str) -> "PasswordTooWeak":
        """For the field at `location`."""
        error = FieldProblem(location=location, code=cls.code, message=advice)
        return cls(f"This password is too easy to guess. {advice}", errors=[error])


async def refuse_weak(password: str, location: str, personal: Iterable[str]) -> None:
    """Raise PasswordTooWeak, for the field at `location`, if the password is too easy to guess.

    `personal` is what a guesser knows about the owner: names, addresses. Most passwords take 0.01 s to judge, the worst
    a second; raises ServerBusy if too many wait.
    """
    advice = await _judging.run(_weakness, password, _words(personal))
    if advice is not None:
        raise PasswordTooWeak.because(location, advice)


def _words(personal: Iterable[str]) -> list[str]:
    """Each text and its parts, so that ada.lovelace@example.com also rules out "lovelace"."""
    texts = [text.lower() for text in personal if text]
    return [*WORDS_OF_THIS_APP, *texts, *(part for text in texts for part in NOT_A_LETTER.split(text) if part)]


def _weakness(password: str, guessable: list[str]) -> str | None:
    """What to improve, in plain words; None if the password is good enough."""
    verdict = _zxcvbn()(password, user_inputs=guessable)
    if verdict["score"] >= MIN_SCORE:
        return None
    feedback = verdict["feedback"]
    return " ".join(text for text in (feedback["warning"], *feedback["suggestions"]) if text) or DEFAULT_ADVICE
