"""Files made to break the reader: each is read, or refused in words; none is a 500."""

import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exercise_buddy.transfer import files
from exercise_buddy.transfer.exceptions import UNREADABLE, FileTooLong
from exercise_buddy.transfer.formats.rows import Reader
from exercise_buddy.transfer.reading import MAX_COLUMNS, read_file
from exercise_buddy.workouts.schemas import ImportedWorkout
from tests.support import Api, assert_problem

HEAD = b"started_at,exercise_type,reps_count,duration_seconds"
STRONG = b"Date,Exercise Name,Set Order,Reps"
HEVY = b"start_time,exercise_title,set_index,reps"
FITNOTES = b"Date,Exercise,Category,Reps,Time"
ROW = b"2026-03-01T10:00:00Z,push-up,5,30"
MEGABYTE = b"x" * (1024 * 1024 + 1)
DEEP = b'{""a"":' * 5000 + b"1" + b"}" * 5000

BROKEN = {
    "a bare CR in the header": (HEAD + b"\rnote\n" + ROW, None),
    "a bare CR before the header": (b"a\rb," + HEAD + b"\n" + ROW, "file_unreadable"),
    "line ends of an old Mac": (b"\r".join([HEAD, ROW, ROW]), None),
    "a first field over a mebibyte": (MEGABYTE + b"," + HEAD + b"\n" + ROW, "file_unreadable"),
    "the same in quotes": (b'"' + MEGABYTE + b'",' + HEAD + b"\n" + ROW, "file_unreadable"),
    "a later field over a mebibyte": (HEAD + b",note\n" + ROW + b"," + MEGABYTE, "file_broken_off"),
    "an integer of 5,000 digits": (HEAD + b"\n2026-03-01T10:00:00Z,push-up," + b"9" * 5000 + b",30", None),
    "a fraction of 5,000 digits": (HEAD + b"\n2026-03-01T10:00:00Z,push-up,5," + b"9" * 5000 + b".5", None),
    "an integer of 5,000 digits in JSON": (b'[{"reps_count": ' + b"9" * 5000 + b"}]", "file_broken_off"),
    "an integer of 5,000 digits in details": (HEAD + b",details\n" + ROW + b',"{""a"":' + b"9" * 5000 + b'}"', None),
    "details without a bottom": (HEAD + b",details\n" + ROW + b',"' + DEEP + b'"', None),
    "JSON without a bottom": (b"[" * 100_000, "file_broken_off"),
    "an id without a bottom": (b'[{"id":' + b"[" * 900 + b"]" * 900 + b"}]", None),
    "a moment before the first year": (STRONG + b"\n0001-01-01T00:00:00+14:00,Push Up,1,5", None),
    "a moment after the last year": (HEVY + b"\n9999-12-31T23:59-14:00,Push Up,1,5", None),
    "a date of blanks": (HEAD + b"\n1 2 3 10:00,push-up,5,30\n4 5 6,push-up,5,30", None),
    "a time of many parts": (FITNOTES + b"\n2026-03-01,Plank,Abs,0,1" + b":00" * 500, None),
    "a quote that does not end": (HEAD + b'\n"' + ROW, "file_broken_off"),
    "nothing": (b"", "file_empty"),
}


@pytest.mark.parametrize(("content", "code"), BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("path", ["/workouts/import/preview", "/workouts/import"])
async def test_a_broken_file_is_reported_as_such(ada: Api, path: str, content: bytes, code: str | None) -> None:
    answer = await ada.call("POST", path, content=content)
    if code is None:
        assert answer.status_code == 200, answer.text[:500]
    else:
        assert_problem(answer, 422, code)


async def test_a_table_of_endless_columns_is_refused(ada: Api) -> None:
    """Each of its short rows would be filled up to as many columns."""
    columns = ",".join(f"column{n}" for n in range(MAX_COLUMNS)).encode()
    answer = await ada.call("POST", "/workouts/import/preview", content=HEAD + b"," + columns + b"\n" + b"a\n" * 1000)
    problem = assert_problem(answer, 422, "file_unreadable")
    assert "columns" in problem["detail"]


PIECES = (
    st.sampled_from([HEAD, ROW, b",", b";", b"\t", b"\n", b"\r", b"\r\n", b'"', b'""', b"'", b"{", b"}", b"[", b"]"])
    | st.sampled_from([b'"id":', b"null", b"details", b"note", b"1e999", b"-0", b"\xef\xbb\xbf", b"\\ud800", b"\x00"])
    | st.sampled_from([b"9" * 4301, b"NaN", b"\xd9\xa3", b'"reps_count":', b'{"workouts":[', b"local_date"])
    | st.sampled_from([STRONG, b"2026-03-29 02:30:00,Push Up,1,5"])
    | st.sampled_from([b"0001-01-01 00:00:00,Push Up,1,5", b'[{"started_at":"0001-01-01T00:00:00+14:00"}]'])
    | st.binary(max_size=8)
)


@given(st.lists(PIECES, max_size=24).map(b"".join))
@example(HEAD + b"\rx\n" + ROW)
def test_any_file_is_read_or_refused(content: bytes) -> None:
    reader = Reader(UUID(int=1), ZoneInfo("Europe/Berlin"))
    try:
        _, rows = read_file(content, reader, datetime(2026, 3, 18, tzinfo=UTC))
        # A file may turn out to be broken off only here.
        for row in rows:
            assert (row.workout is None) == bool(row.refusal)
    except (*UNREADABLE, FileTooLong):
        return


HEADS = [
    HEAD + b",id,local_date,details,training,note,met_code",
    STRONG + b",Seconds,Weight,Notes",
    HEVY + b",duration_seconds,weight_kg",
    FITNOTES + b",Weight",
]
CELLS = (
    st.sampled_from(["Push Up", "push-up", "plank", "5", "1,5", "1e308", "0:" * 200 + "1", "NaN", "\u0663", "{}", ""])
    | st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31 23:59:59-14:00", "0001-01-01 00:00", "1 2 3 4"])
    | st.sampled_from(["31 dec 9999 23:59", "1/1/0001 0:00 am", "29.2.2026 25:61", "9" * 79 + " 1 1", "1.1.26"])
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
)


@given(st.sampled_from(HEADS), st.lists(CELLS, min_size=6, max_size=6))
def test_any_row_of_any_table_is_read_or_refused(head: bytes, cells: list[str]) -> None:
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    reader = Reader(UUID(int=1), ZoneInfo("Europe/Berlin"))
    _, rows = read_file(head + b"\n" + quoted.encode(), reader, datetime(2026, 3, 18, tzinfo=UTC))
    assert [(row.workout is None) == bool(row.refusal) for row in rows] == [True]


async def test_where_the_process_that_reads_is_killed_nothing_is_stored(
    ada: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = HEAD + b"\n" + b"2026-03-01T10:00:00Z,push-up,12,30\n" * 1200
    really = files.OpenFile.batches

    async def killed_after_the_first(opened: files.OpenFile) -> AsyncIterator[list[ImportedWorkout]]:
        async for batch in really(opened):
            yield batch
            os.kill(files.reader.pid or 0, signal.SIGKILL)

    monkeypatch.setattr(files.OpenFile, "batches", killed_after_the_first)
    assert_problem(await ada.call("POST", "/workouts/import", content=file), 503, "server_busy")
    assert (await ada.get("/workouts")).json()["items"] == []
    monkeypatch.setattr(files.OpenFile, "batches", really)
    answer = await ada.call("POST", "/workouts/import", content=file)
    assert answer.json()["imported"] == 1200


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound no memory of a process")
@pytest.mark.parametrize("row", [b"0,", b"{},", b"[],"], ids=["numbers", "objects", "lists"])
async def test_a_file_that_would_take_too_much_memory_is_refused(ada: Api, row: bytes) -> None:
    """Also where the library that reads it aborts in place of saying so, as with objects: no other try would help."""
    hoard = b"[" + row * ((10 * 1024 * 1024 - 4) // len(row)) + b"0]"
    problem = assert_problem(await ada.call("POST", "/workouts/import/preview", content=hoard), 422, "file_too_long")
    assert "Split it" in problem["detail"]
