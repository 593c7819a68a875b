"""The one schema of a set: what the camera saw of it, repetition by repetition.

It is sent and stored by columns: 300 jumps take 5 kB that way, and 50 kB as one object each. The older shape
(`repetitions` as a list of objects) is accepted forever: it waits in outboxes and is in exported files. Reading is
lenient, because a set that is refused is a set that is lost: unreadable parts are dropped, unknown fields are kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain, groupby, repeat, zip_longest
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, model_validator

from exercise_buddy.core.fields import refuse_unstorable
from exercise_buddy.core.verdict import Verdict

MAX_REPETITIONS = 20_000
"""Of a longer set (two hours of rope) only the first ones are kept; the workout still has the full count."""

MAX_MS = 86_400_000
MAX_DEG = 360
MAX_COUNT = 100_000

Milliseconds = Annotated[int, Field(ge=0, le=MAX_MS)]
"""Set time: since the start of the set, pauses excluded."""
Degrees = Annotated[int, Field(ge=0, le=MAX_DEG)]
Count = Annotated[int, Field(ge=0, le=MAX_COUNT)]


class Variant(StrEnum):
    """A named form of an exercise."""

    KNEE = "knee"
    WALL = "wall"
    INCLINE = "incline"
    DECLINE = "decline"
    BOTH_FEET = "both-feet"
    ALTERNATE_FEET = "alternate-feet"
    DOUBLE_UNDER = "double-under"


class _Model(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True, extra="ignore")


def _left_out() -> Any:
    """A field that is omitted when its value is unknown."""
    return Field(default=None, exclude_if=lambda value: value is None)


class Repetition(_Model):
    """One repetition; null means that the camera could not tell."""

    start_ms: Milliseconds | None = None
    end_ms: Milliseconds | None = None
    verdict: Verdict | None = None
    variant: Variant | None = None
    bottom_deg: Degrees | None = None
    """Smallest angle of the working joint."""
    top_deg: Degrees | None = None
    """Its largest angle."""
    body_line_deg: Degrees | None = None
    """Shoulder, hip, ankle, at their worst."""
    down_ms: Milliseconds | None = None
    up_ms: Milliseconds | None = None


class Repetitions(_Model):
    """The repetitions of a set, one list per field; a list is omitted if no value of it is known.

    Verdicts and variants are run-length encoded: `["valid", 12]` stands for twelve in a row.
    """

    start_ms: list[Milliseconds | None] | None = _left_out()
    """Milliseconds of set time."""
    end_ms: list[Milliseconds | None] | None = _left_out()
    bottom_deg: list[Degrees | None] | None = _left_out()
    """Smallest angle of the working joint."""
    top_deg: list[Degrees | None] | None = _left_out()
    """Its largest angle."""
    body_line_deg: list[Degrees | None] | None = _left_out()
    """Shoulder, hip, ankle, at their worst."""
    down_ms: list[Milliseconds | None] | None = _left_out()
    up_ms: list[Milliseconds | None] | None = _left_out()
    verdict: list[tuple[Verdict | None, Count]] | None = _left_out()
    variant: list[tuple[Variant | None, Count]] | None = _left_out()

    def rows(self) -> list[Repetition]:
        """One object per repetition."""
        numbers = {name: values for name in _INTEGER_COLUMNS if (values := getattr(self, name))}
        words = {name: _decode_run_lengths(stretches) for name in _ENUM_COLUMNS if (stretches := getattr(self, name))}
        columns = numbers | words
        rows = zip_longest(*columns.values())
        return [Repetition.model_construct(**dict(zip(columns, row, strict=True))) for row in rows]


class Run(_Model):
    """A stretch of jumps without a break."""

    start_ms: Milliseconds
    end_ms: Milliseconds
    reps: Count
    trip: bool = False
    """Whether a trip ended it."""


class SetDetails(BaseModel):
    """What is known of a set beyond its count. Unknown fields are kept as they are."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="allow")
    __pydantic_extra__: dict[str, JsonValue]

    elapsed_seconds: Annotated[float, Field(ge=0, le=86_400)] | None = _left_out()
    """From its start to its end, pauses excluded; the duration is from the first repetition to the last."""
    repetitions: Repetitions | None = _left_out()
    runs: list[Run] | None = _left_out()
    longest_run: Count | None = _left_out()
    """Jumps without a trip, including a run whose end was not seen."""
    trips: Count | None = _left_out()
    refused: dict[str, Count] | None = _left_out()
    """Movements that were not counted, by reason."""
    second_opinion: Count | None = _left_out()
    """The count that an analysis of the whole finished set gave, if it differs."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: object) -> object:
        """Convert any shape that was ever sent to today's shape."""
        if not isinstance(given, Mapping):
            return given
        extra = {name: given[name] for name in sorted(given.keys() - _READERS.keys() - DERIVABLE)}
        known = ((name, read(given[name])) for name, read in _READERS.items() if name in given)
        return {name: value for name, value in known if value is not None} | extra

    @classmethod
    def of(cls, repetitions: Sequence[Repetition], **fields: Any) -> Self:
        """Details with these repetitions and the other `fields`."""
        return cls.model_validate({"repetitions": [each.model_dump() for each in repetitions], **fields})

    def verdict_counts(self) -> dict[str, int] | None:
        """The number of repetitions per verdict column; None if none was judged."""
        if self.repetitions is None or not self.repetitions.verdict:
            return None
        counts = dict.fromkeys((verdict.column for verdict in Verdict), 0)
        for verdict, count in self.repetitions.verdict:
            if verdict is not None:
                counts[verdict.column] += count
        return counts if any(counts.values()) else None


def _refuse_unstorable(details: SetDetails) -> SetDetails:
    refuse_unstorable(details.__pydantic_extra__)
    return details


GivenDetails = Annotated[SetDetails, AfterValidator(_refuse_unstorable)]
"""Details of an incoming set. Stored ones are not checked again: a failing check would lock their owner out of them."""

DERIVABLE = frozenset({"cadence_per_minute", "repetitions_left_out"})
"""Fields that apps used to send and that can be derived from the rest."""

_INTEGER_COLUMNS = {
    "start_ms": MAX_MS,
    "end_ms": MAX_MS,
    "bottom_deg": MAX_DEG,
    "top_deg": MAX_DEG,
    "body_line_deg": MAX_DEG,
    "down_ms": MAX_MS,
    "up_ms": MAX_MS,
}
"""Integer columns, and the largest value of each."""


def read_verdict(value: object) -> Verdict | None:
    """The verdict; one that this version does not know must not count as valid."""
    if value is None:
        return None
    return _VERDICTS.get(value, Verdict.LOW_CONFIDENCE) if isinstance(value, str) else Verdict.LOW_CONFIDENCE


def _read_variant(value: object) -> Variant | None:
    return _VARIANTS.get(value) if isinstance(value, str) else None


_VERDICTS: Mapping[str, Verdict] = {verdict.value: verdict for verdict in Verdict}
_VARIANTS: Mapping[str, Variant] = {variant.value: variant for variant in Variant}
_ENUM_COLUMNS: Mapping[str, Callable[[object], StrEnum | None]] = {"verdict": read_verdict, "variant": _read_variant}


def _read_integer(value: object, most: int) -> int | None:
    """The number, rounded; None if it is not a number or out of range."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        return None
    return int(value + 0.5)


def _read_number(value: object, most: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        return None
    return round(float(value), 3)


def _decode_run_lengths(stretches: Iterable[tuple[Any, int]]) -> list[Any]:
    return list(chain.from_iterable(repeat(word, count) for word, count in stretches))


def _read_repetitions(given: object) -> dict[str, Any] | None:
    """The repetitions by columns, given by columns or by rows."""
    if isinstance(given, Mapping):
        columns = {name: values for name in _INTEGER_COLUMNS if isinstance(values := given.get(name), Sequence)}
        words = {name: _read_enums(given.get(name), read) for name, read in _ENUM_COLUMNS.items()}
    elif isinstance(given, Sequence) and not isinstance(given, str):
        rows = [row for row in given[:MAX_REPETITIONS] if isinstance(row, Mapping)]
        columns = {name: [row.get(name) for row in rows] for name in _INTEGER_COLUMNS}
        words = {name: [(read(row.get(name)), 1) for row in rows] for name, read in _ENUM_COLUMNS.items()}
    else:
        return None
    numbers = {
        name: _read_integers(values, _INTEGER_COLUMNS[name])
        for name, values in columns.items()
        if not isinstance(values, str)
    }
    known = {name: values for name, values in numbers.items() if any(value is not None for value in values)}
    judged = {name: _merge_equal(s) for name, s in words.items() if any(word is not None for word, _ in s)}
    return (known | judged) or None


def _read_integers(values: Sequence[Any], most: int) -> list[int | None]:
    return [v if type(v) is int and 0 <= v <= most else _read_integer(v, most) for v in values[:MAX_REPETITIONS]]


def _read_enums(given: object, read: Callable[[object], StrEnum | None]) -> list[tuple[StrEnum | None, int]]:
    """The readable run-length pairs."""
    if not isinstance(given, Sequence) or isinstance(given, str):
        return []
    pairs = [pair for pair in given if isinstance(pair, Sequence) and not isinstance(pair, str) and len(pair) == 2]  # noqa: PLR2004 - a pair
    stretches = [(read(word), count) for word, size in pairs if (count := _read_integer(size, MAX_REPETITIONS))]
    return stretches if sum(count for _, count in stretches) <= MAX_REPETITIONS else []


def _merge_equal(stretches: Iterable[tuple[StrEnum | None, int]]) -> list[tuple[StrEnum | None, int]]:
    return [(word, sum(n for _, n in group)) for word, group in groupby(stretches, key=lambda pair: pair[0])]


def _read_runs(given: object) -> list[dict[str, Any]] | None:
    if not isinstance(given, Sequence) or isinstance(given, str):
        return None
    rows = [row.model_dump() if isinstance(row, Run) else row for row in given[:MAX_REPETITIONS]]
    runs = [_read_run(row) for row in rows if isinstance(row, Mapping)]
    return [run for run in runs if run is not None] or None


def _read_run(row: Mapping[str, Any]) -> dict[str, Any] | None:
    times = {name: _read_integer(row.get(name), MAX_MS) for name in ("start_ms", "end_ms")}
    run = times | {"reps": _read_integer(row.get("reps"), MAX_COUNT)}
    return None if None in run.values() else {**run, "trip": row.get("trip") is True}


def _read_refused(given: object) -> dict[str, int] | None:
    if not isinstance(given, Mapping):
        return None
    refuse_unstorable({str(reason): None for reason in given})
    counts = {str(reason): _read_integer(count, MAX_COUNT) for reason, count in sorted(given.items())}
    return {reason: count for reason, count in counts.items() if count} or None


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "elapsed_seconds": lambda value: _read_number(value, 86_400),
    "repetitions": _read_repetitions,
    "runs": _read_runs,
    "longest_run": lambda value: _read_integer(value, MAX_COUNT) or None,
    "trips": lambda value: _read_integer(value, MAX_COUNT),
    "refused": _read_refused,
    "second_opinion": lambda value: _read_integer(value, MAX_COUNT),
}
"""How each field is read; a reader returns None for what it cannot read."""
