"""Texts of the server in each language: none is missing, none is left over, and none loses what is put into it."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import exercise_buddy
from exercise_buddy.core.words import Language, words_of

KEYWORDS = {"say": None, "say_many": (1, 2)}
PLACEHOLDER = re.compile(r"\{\w+\}")
TRANSLATED = [language for language in Language if language is not Language.ENGLISH]


def in_code() -> set[str]:
    """The English texts, the plural ones by their singular."""
    folder = Path(exercise_buddy.__file__).parent
    found = extract_from_dir(folder, [("**.py", "python")], keywords=KEYWORDS)
    return {text[0] if isinstance(text, tuple) else text for _, _, text, _, _ in found}


def catalogue(language: Language) -> Catalog:
    with (files("exercise_buddy.core.words") / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def messages(language: Language) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_the_texts_of_the_code_and_no_others(language: Language) -> None:
    texts = in_code()
    assert "Push-ups" in texts
    assert "Streak: {count} day" in texts
    assert {forms(message.id)[0] for message in messages(language)} == texts, f"core/words/{language}.po"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_says_something_and_keeps_every_value(language: Language) -> None:
    for message in messages(language):
        expected = set(PLACEHOLDER.findall(forms(message.id)[-1]))
        assert not message.fuzzy
        assert len(forms(message.string)) == len(forms(message.id))
        for form in forms(message.string):
            assert form.strip(), message.id
            assert set(PLACEHOLDER.findall(form)) == expected, form


@pytest.mark.parametrize(
    ("language", "one", "many", "days"),
    [
        (Language.ENGLISH, "1 minute", "1,234 minutes", "16\N{EN DASH}22 Nov 2026"),
        (Language.GERMAN, "1 Minute", "1.234 Minuten", "16.\N{EN DASH}22. Nov. 2026"),
        (Language.SPANISH, "1 minuto", "1.234 minutos", "16\N{EN DASH}22 de noviembre de 2026"),
        (Language.FRENCH, "1 minute", "1\N{NARROW NO-BREAK SPACE}234 minutes", "16\N{EN DASH}22 nov. 2026"),
    ],
)
def test_numbers_and_days_are_written_as_in_the_language(language: Language, one: str, many: str, days: str) -> None:
    words = words_of(language)

    def minutes(count: int) -> str:
        return words.say_many("{count} minute", "{count} minutes", count)

    assert (minutes(1), minutes(1234)) == (one, many)
    assert words.days(date(2026, 11, 16), date(2026, 11, 22)) == days


def test_none_of_something_is_singular_in_french_alone() -> None:
    none = [words_of(language).say_many("{count} jump", "{count} jumps", 0) for language in Language]
    assert none == ["0 jumps", "0 Sprünge", "0 saltos", "0 saut"]
