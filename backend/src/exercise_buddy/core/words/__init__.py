"""The server's texts for people, in their language: mails and reminders. The web app has its own (docs/languages.md).

English is in the code, inside `say` and `say_many`; the other languages are gettext catalogues beside this file.
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
    """A language that the app supports."""

    ENGLISH = "en"
    GERMAN = "de"
    SPANISH = "es"
    FRENCH = "fr"


PREFERENCES_READ = 20
"""The part of an Accept-Language header that is considered."""

_LOCALES = {Language.ENGLISH: "en_GB"}
"""Dates in the web app's format: 14 March 2026."""


class Words:
    """Texts in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._locale = Locale.parse(_LOCALES.get(language, language))
        self._catalogue = _catalogue(language)

    def say(self, text: str, **values: str) -> str:
        """The translated text, with `{names}` replaced by the values."""
        return self._catalogue.gettext(text).format(**values)

    def say_many(self, one: str, many: str, count: int, **values: str) -> str:
        """The singular or plural that suits the number, which is `{count}` in it."""
        return self._catalogue.ngettext(one, many, count).format(count=self.number(count), **values)

    def number(self, value: int) -> str:
        """The formatted number: 1,234 or 1.234."""
        return format_decimal(value, locale=self._locale)

    def days(self, first: date, last: date) -> str:
        """A formatted range of days: 16-22 Nov 2026."""
        return format_interval(first, last, "yMMMMd", locale=self._locale)


def accepted_language(header: str) -> Language:
    """The supported language that an Accept-Language header (RFC 9110, 12.5.4) prefers; English if none."""
    liked: list[tuple[float, str]] = []
    for preference in header.split(",")[:PREFERENCES_READ]:
        tag, _, weight = preference.partition(";")
        with suppress(ValueError):
            liked.append((float(weight.strip().removeprefix("q=") or 1), tag.strip().lower()))
    # The sort is stable: of equal weights the first one wins.
    tags = [tag for weight, tag in sorted(liked, key=lambda each: -each[0]) if weight > 0]
    return Language(negotiate_locale(tags, list(Language), sep="-") or Language.ENGLISH)


def clock_text(seconds: float) -> str:
    """A clock time such as 1:05, the same in every language."""
    minutes, rest = divmod(int(timedelta(seconds=seconds).total_seconds()), 60)
    return f"{minutes}:{rest:02}"


@cache
def words_of(language: Language) -> Words:
    """The language's texts, loaded once."""
    return Words(language)


def _catalogue(language: Language) -> gettext.NullTranslations:
    if language is Language.ENGLISH:
        return gettext.NullTranslations()
    compiled = BytesIO()
    with (files(__name__) / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
