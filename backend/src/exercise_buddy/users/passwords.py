"""How hard a password is to guess, as zxcvbn judges it (Wheeler, USENIX Security 2016)."""

import asyncio
import re
import threading
from collections.abc import Iterable

from zxcvbn import zxcvbn

from exercise_buddy.core.errors import FieldProblem, InvalidInput

MIN_SCORE = 3
"""Of 0 to 4: "safely unguessable: moderate protection from offline slow-hash scenario"."""

WORDS_OF_THIS_APP = ("exercise", "buddy", "exercise-buddy", "exercisebuddy")
DEFAULT_ADVICE = "Add another word or two. Uncommon words are better."
NOT_A_LETTER = re.compile(r"[\W_]+")

_one_at_a_time = threading.Lock()


class PasswordTooWeak(InvalidInput):
    """The password would soon be guessed."""

    code = "password_too_weak"
    detail = "This password is too easy to guess. " + DEFAULT_ADVICE

    @classmethod
    def because(cls, location: str, advice: str) -> "PasswordTooWeak":
        """For the field at `location`."""
        error = FieldProblem(location=location, code=cls.code, message=advice)
        return cls(f"This password is too easy to guess. {advice}", errors=[error])


async def refuse_weak(password: str, location: str, personal: Iterable[str]) -> None:
    """Raise PasswordTooWeak, for the field at `location`, if the password could be guessed.

    `personal` is what a guesser knows of its owner: names, addresses. In a thread: some take 0.1 s to judge.
    """
    advice = await asyncio.to_thread(_weakness, password, _words(personal))
    if advice is not None:
        raise PasswordTooWeak.because(location, advice)


def _words(personal: Iterable[str]) -> list[str]:
    """Each text and its parts, so that ada.lovelace@example.com warns of "lovelace", too."""
    texts = [text.lower() for text in personal if text]
    return [*WORDS_OF_THIS_APP, *texts, *(part for text in texts for part in NOT_A_LETTER.split(text) if part)]


def _weakness(password: str, guessable: list[str]) -> str | None:
    """Plain words on what to do better; None where it is good enough."""
    # zxcvbn keeps the words in a global variable.
    with _one_at_a_time:
        verdict = zxcvbn(password, user_inputs=guessable)
    if verdict["score"] >= MIN_SCORE:
        return None
    feedback = verdict["feedback"]
    return " ".join(text for text in (feedback["warning"], *feedback["suggestions"]) if text) or DEFAULT_ADVICE
