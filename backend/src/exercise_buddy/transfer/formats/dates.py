"""Dates as people and programs write them: month names in many languages, numbers in any order.

Other programs write local times without a zone: results are naive, and the caller knows the zone.
"""

import re
from datetime import date, datetime

from exercise_buddy.transfer.formats.refusals import ImportReason, RowRefused
from exercise_buddy.transfer.formats.words import WORDS, plain

MONTHS = {name: number for number, names in enumerate(WORDS["months"].values(), 1) for name in names.split()}
_BEFORE_NOON = frozenset(WORDS["dates"]["before_noon"].split())
_AFTER_NOON = frozenset(WORDS["dates"]["after_noon"].split())
_BETWEEN = frozenset(WORDS["dates"]["between"].split())
_HALF_OF_THE_DAY = re.compile(r"\b([apπμ]) ?\. ?([mμ])\b\.?|\b([apπμ]) ([mμ])\b")
"""`p.m.`, `p. m.` and `p m`, all for PM."""
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_SEPARATOR = re.compile(r"\d\s*([^\d\s])")
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?!\d)")
_FIRST_YEAR_OF_FOUR_DIGITS = 1000
_CENTURY = 2000
MAX_LENGTH = 80
"""Maximum digits of a number in a date; Python raises its own error for thousands of digits."""
_MONTHS_OF_A_YEAR = 12


def infer_day_first(text: str) -> bool | None:
    """Whether dates with slashes put the day first, inferred from unambiguous ones; None if there are none."""
    pairs = [(int(first), int(second)) for first, _, second in _SLASHED.findall(text)]
    day_first = any(first > _MONTHS_OF_A_YEAR for first, _ in pairs)
    month_first = any(second > _MONTHS_OF_A_YEAR for _, second in pairs)
    return day_first if day_first != month_first else None


def parse_datetime(text: str, *, day_first: bool | None) -> datetime:
    """Parse date and time of day: naive, unless the text is ISO 8601 with an offset. Raises RowRefused."""
    iso = _ISO.fullmatch(text.strip())
    if iso:
        try:
            return datetime.fromisoformat(iso[1].replace(",", ".") + (iso[2] or "").upper())
        except ValueError as error:
            raise _unknown(text) from error
    day, clock, after_noon = _read(text, day_first)
    if not clock:
        raise RowRefused(ImportReason.NO_TIME_OF_DAY, text=text[:40])
    hour, minute, second = (*clock, 0, 0)[:3]
    if after_noon is not None:
        hour = hour % 12 + 12 * after_noon
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001 - the caller knows the zone
    except (ValueError, OverflowError) as error:
        raise _unknown(text) from error


def parse_date(text: str, *, day_first: bool | None) -> date:
    """Parse the calendar day, ignoring a following time. Raises RowRefused."""
    return _read(text, day_first)[0]


def _read(text: str, day_first: bool | None) -> tuple[date, list[int], bool | None]:
    """The day, the numbers of the clock behind it, and whether AM (False) or PM (True) was said."""
    if len(text) > MAX_LENGTH:
        raise _unknown(text)
    tokens = _TOKEN.findall(_HALF_OF_THE_DAY.sub(lambda match: "".join(filter(None, match.groups())), plain(text)))
    numbers = [int(token) for token in tokens if token.isdecimal()]
    words = [token for token in tokens if not token.isdecimal() and token not in _BETWEEN]
    months = [MONTHS[word] for word in words if word in MONTHS]
    halves = [word in _AFTER_NOON for word in words if word in _BEFORE_NOON | _AFTER_NOON]
    length = 2 if months else 3
    if len(months) > 1 or len(halves) > 1 or len(months) + len(halves) < len(words) or len(numbers) < length:
        raise _unknown(text)
    try:
        day = _with_name(numbers, months[0]) if months else _in_numbers(text, numbers, day_first)
    except (ValueError, OverflowError) as error:
        raise _unknown(text) from error
    return day, numbers[length:], halves[0] if halves else None


def _with_name(numbers: list[int], month: int) -> date:
    first, second = numbers[:2]
    year, day = (first, second) if first >= _FIRST_YEAR_OF_FOUR_DIGITS else (second, first)
    return date(_whole(year), month, day)


def _in_numbers(text: str, numbers: list[int], day_first: bool | None) -> date:
    first, second, third = numbers[:3]
    if first >= _FIRST_YEAR_OF_FOUR_DIGITS:
        return date(first, second, third)
    separator = _SEPARATOR.search(text)
    if separator and separator[1] == ".":
        day_first = True
    elif day_first is None and max(first, second) > _MONTHS_OF_A_YEAR:
        day_first = first > second
    elif day_first is None and first != second:
        raise RowRefused(ImportReason.AMBIGUOUS_DATE, text=text[:40])
    day, month = (first, second) if day_first else (second, first)
    return date(_whole(third), month, day)


def _whole(year: int) -> int:
    return year if year >= _FIRST_YEAR_OF_FOUR_DIGITS else _CENTURY + year


def _unknown(text: str) -> RowRefused:
    return RowRefused(ImportReason.UNKNOWN_DATE, text=text[:40])
