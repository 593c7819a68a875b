"""Texts of the server that people read, in their language: mails. The web app has its own (docs/languages.md).

English stands in the code, inside `say` and `say_many`; the other languages are catalogues of gettext beside this file.
"""

import gettext
from contextlib import suppress
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel import Locale, negotiate_locale
from babel.dates import format_interval
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal


class Language(StrEnum):
    """One that the app is written in."""

    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"
    FRENCH = "fr"


PREFERENCES_READ = 20
"""Of an Accept-Language; nobody reads more languages than that."""

_LOCALES = {Language.ENGLISH: "en_GB"}
"""Dates as the web app has them: 14 March 2026."""


class Words:
    """Says things in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._locale = Locale.parse(_LOCALES.get(language, language))
        self._catalogue = _catalogue(language)

    def say(self, text: str, **values: str) -> str:
        """The text, `{names}` in it replaced by the values."""
        return self._catalogue.gettext(text).format(**values)

    def say_many(self, one: str, many: str, count: int, **values: str) -> str:
        """The one of the two that suits the number, which is `{count}` in it."""
        return self._catalogue.ngettext(one, many, count).format(count=self.number(count), **values)

    def number(self, value: int) -> str:
        """The number as it is written: 1,234 or 1.234."""
        return format_decimal(value, locale=self._locale)

    def days(self, first: date, last: date) -> str:
        """Both days and what lies between: 16-22 Nov 2026."""
        return format_interval(first, last, "yMMMMd", locale=self._locale)


def accepted_language(header: str) -> Language:
    """The one of ours that an Accept-Language (RFC 9110, 12.5.4) likes best; English where it likes none."""
    liked: list[tuple[float, str]] = []
    for preference in header.split(",")[:PREFERENCES_READ]:
        tag, _, weight = preference.partition(";")
        with suppress(ValueError):
            liked.append((float(weight.strip().removeprefix("q=") or 1), tag.strip().lower()))
    # Sorted stably: of those liked as much the first one.
    tags = [tag for weight, tag in sorted(liked, key=lambda each: -each[0]) if weight > 0]
    return Language(negotiate_locale(tags, list(Language), sep="-") or Language.ENGLISH)


def clock_text(seconds: float) -> str:
    """1:05, the same in every language."""
    minutes, rest = divmod(int(timedelta(seconds=seconds).total_seconds()), 60)
    return f"{minutes}:{rest:02}"


@cache
def words_of(language: Language) -> Words:
    """The words of the language, read once."""
    return Words(language)


def _catalogue(language: Language) -> gettext.NullTranslations:
    if language is Language.ENGLISH:
        return gettext.NullTranslations()
    compiled = BytesIO()
    with (files(__name__) / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
