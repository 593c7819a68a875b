"""Files of others and files that are broken: what is taken, what is refused, and in which words."""

import pytest

from exercise_buddy.transfer.reading import MAX_ROWS
from tests.support import Api, Sql, assert_problem
from tests.transfer.files import preview, refusals, take_in, taken

HEAD = "started_at,exercise_type,reps_count,duration_seconds"
STRONG = """Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-03-01 10:00:00,"Morning",45m,"Push Up",1,0.0,20,0,0,"","",
2026-03-01 10:00:00,"Morning",45m,"Push Up",2,0.0,20,0,0,"easy","",
2026-03-01 10:00:00,"Morning",45m,"Push Up",Rest Timer,0.0,0,0,60,"","",
2026-03-01 10:00:00,"Morning",45m,"Squat (Barbell)",1,60.0,5,0,0,"","",
2026-03-01 10:00:00,"Morning",45m,"Squat (Bodyweight)",W,0.0,15,0,0,"","",
2026-03-01 10:00:00,"Morning",45m,"Plank",1,0.0,0,0,75,"","",
2026-03-01 10:00:00,"Morning",45m,"Pull Up (Weighted)",1,12.5,6,0,0,"","",8
2026-03-01 10:00:00,"Morning",45m,"Lunge (Bodyweight)",1,0.0,0,0,0,"","",
"""
STRONG_WITH_SEMICOLONS = (
    "Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (kg);Reps;RPE;Distance (meters);Seconds;"
    'Notes;Workout Notes\n"1";"2026-03-01 9:05:00 PM";"Evening";"600";"Jump Rope";"1";"";"120,0";"";"";"90,5";"";""\n'
)
HEVY = (
    '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
    '"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"\n'
    '"Core","28 Feb 2026, 17:29","28 Feb 2026, 18:02","","Push Up",,"",0,"normal",,25,,,\n'
    '"Core","28 Feb 2026, 17:29","28 Feb 2026, 18:02","","Jumping Jack",,"fast",1,"normal",,,,60,\n'
    '"Core","28 Feb 2026, 17:29","28 Feb 2026, 18:02","","Bench Press (Barbell)",,"",0,"normal",60,8,,,\n'
    '"Core","soon","28 Feb 2026, 18:02","","Push Up",,"",2,"normal",,25,,,\n'
)


async def test_a_file_of_strong(ada: Api, sql: Sql) -> None:
    body = await preview(ada, STRONG)
    assert (body["format"], body["take"], body["duplicates"], body["refused"]) == ("strong", 5, 0, 3)
    assert taken(body) == [
        ("push-up", 20, 40, None),
        ("push-up", 20, 40, "easy"),
        ("squat", 15, 45, None),
        ("plank", 0, 75, None),
        ("pull-up", 6, 18, "with 12.5"),
    ]
    assert refusals(body) == {
        4: "this is a rest or a note, not a set",
        5: "“Squat (Barbell)” is no exercise that is counted here",
        9: "neither repetitions nor time",
    }
    first = body["rows"][0]["workout"]
    assert (first["started_at"], first["local_date"], first["source"]) == (
        "2026-03-01T09:00:00Z",  # ten o'clock in Berlin
        "2026-03-01",
        "strong",
    )
    assert await sql.value("SELECT count(*) FROM workouts") == 0

    result = await take_in(ada, STRONG)
    assert (result["imported"], result["duplicates"], result["refused"]) == (5, 0, 3)
    assert result["statistics"] == await ada.statistics()
    assert sum(row["reps"] for row in result["statistics"]["by_exercise"]) == 61
    assert await sql.rollup_errors() == []
    again = await take_in(ada, STRONG)
    assert (again["imported"], again["duplicates"], again["refused"]) == (0, 5, 3)
    assert {row["reason"] for row in (await preview(ada, STRONG))["rows"] if row["status"] == "duplicate"} == {
        "it is already here"
    }


async def test_a_longer_file_of_the_same_tracker_adds_only_what_is_new(ada: Api) -> None:
    lines = STRONG.splitlines(keepends=True)
    await take_in(ada, "".join(lines[:3]))
    assert (await take_in(ada, STRONG))["imported"] == 3


async def test_semicolons_commas_in_numbers_and_pm(ada: Api) -> None:
    body = await preview(ada, STRONG_WITH_SEMICOLONS)
    assert (body["format"], taken(body)) == ("strong", [("jump-rope", 120, 90.5, None)])
    assert body["rows"][0]["workout"]["started_at"] == "2026-03-01T20:05:00Z"


async def test_a_file_of_hevy(ada: Api) -> None:
    body = await preview(ada, HEVY)
    assert body["format"] == "hevy"
    assert taken(body) == [("push-up", 25, 50, None), ("jumping-jack", 0, 60, "fast")]
    assert refusals(body) == {
        4: "“Bench Press (Barbell)” is no exercise that is counted here",
        5: "“soon” is not a date that can be read here; write it as 2026-03-28 17:29",
    }
    assert (await take_in(ada, HEVY))["imported"] == 2


async def test_estimated_durations_make_no_record_of_cadence(ada: Api) -> None:
    await take_in(ada, HEVY)
    assert [best["best_cadence_per_minute"] for best in (await ada.statistics())["bests"]] == [None, None]


async def test_a_table_that_a_person_wrote(ada: Api, sql: Sql) -> None:
    await take_in(ada, f"\ufeff{HEAD};note\r\n".replace(",", ";") + "2026-03-01T23:30:00Z;push-up;12;30,5;=2+3\r\n\r\n")
    [row] = await sql.rows("SELECT * FROM workouts")
    assert (row["reps_count"], float(row["duration_seconds"]), row["note"]) == (12, 30.5, "=2+3")
    assert (str(row["local_date"]), row["source"]) == ("2026-03-02", "import")
    assert (float(row["weight_kg"]), row["met_code"]) == (70, "02020")
    assert row["calories_burned"] is not None


async def test_two_equal_sets_are_two_and_one_id_is_one(ada: Api) -> None:
    line = "2026-03-01T10:00:00Z,push-up,12,30\n"
    assert (await take_in(ada, f"{HEAD}\n{line}{line}"))["imported"] == 2
    with_id = "01939b5e-0000-7000-8000-000000000001," + line
    content = f"id,{HEAD}\n{with_id}{with_id}"
    body = await preview(ada, content)
    assert [(row["status"], row["reason"], row["code"], row["values"]) for row in body["rows"]] == [
        ("take", None, None, {}),
        ("duplicate", "it is the same as line 2", "same_as_line", {"line": "2"}),
    ]
    assert (await take_in(ada, content))["imported"] == 1


@pytest.mark.parametrize(
    ("line", "reason", "code"),
    [
        ("2026-03-01T10:00:00Z,yoga,12,30", "exercise_type: Input should be", "invalid"),
        ("2026-03-01T10:00:00Z,push-up,-1,30", "reps_count: Input should be greater than or equal to 0", "too_small"),
        ("2026-03-01T10:00:00Z,push-up,many,30", "reps_count: Input should be a valid integer", "invalid"),
        ("2026-03-01T10:00:00Z,push-up,,30", "reps_count: Input should be a valid integer", "missing"),
        ("2026-03-01T10:00:00Z,push-up,12", "duration_seconds: Input should be a valid number", "missing"),
        ("2026-03-01,push-up,12,30", "“2026-03-01” has no time of day", "no_time_of_day"),
        ("soon,push-up,12,30", "“soon” is not a date that can be read here; write it as", "unknown_date"),
        ("2026-03-20T10:00:00Z,push-up,12,30", "started_at: is in the future", "in_the_future"),
        ("1999-03-20T10:00:00Z,push-up,12,30", "started_at: Value error, must be between", "invalid"),
        ("2026-03-01T10:00:00Z,push-up,12,1e300", "duration_seconds: Input should be less than", "too_large"),
        ("2026-03-01T10:00:00Z,push-up,999999999999999999999,30", "reps_count: Input should be less than", "too_large"),
    ],
)
async def test_a_wrong_row_is_refused_by_name_and_the_others_taken(ada: Api, line: str, reason: str, code: str) -> None:
    body = await preview(ada, f"{HEAD}\n2026-03-01T10:00:00Z,push-up,12,30\n{line}\n")
    assert (body["take"], body["refused"]) == (1, 1)
    assert body["rows"][1]["line"] == 3
    assert body["rows"][1]["reason"].startswith(reason), body["rows"][1]["reason"]
    assert (body["rows"][1]["code"], body["rows"][1]["workout"]) == (code, None)


@pytest.mark.parametrize(
    ("cell", "reason", "code"),
    [
        ("details\n2026-03-01T10:00:00Z,push-up,12,30,{", "details: this is not JSON", "no_json"),
        ("details\n2026-03-01T10:00:00Z,push-up,12,30,[1]", "details: Input should be a valid dict", "invalid"),
        ("details\n2026-03-01T10:00:00Z,push-up,12,30," + "[" * 100_000, "details: this is not JSON", "no_json"),
        (
            "local_date\n2026-03-01T10:00:00Z,push-up,12,30,2026-03-05",
            "local_date: is not the day of started_at",
            "day_of_no_zone",
        ),
        ("note\n2026-03-01T10:00:00Z,push-up,12,30," + "x" * 2001, "note: String should have at most 2000", "too_long"),
        ("id\n2026-03-01T10:00:00Z,push-up,12,30,7", "id: Input should be a valid UUID", "invalid"),
        ("met\n2026-03-01T10:00:00Z,push-up,12,30,0", "met: Input should be greater than", "too_small"),
    ],
)
async def test_a_wrong_cell_is_refused(ada: Api, cell: str, reason: str, code: str) -> None:
    body = await preview(ada, f"{HEAD},{cell}\n")
    assert refusals(body)[2].startswith(reason), refusals(body)
    assert body["rows"][0]["code"] == code


async def test_lines_are_counted_as_an_editor_counts_them(ada: Api) -> None:
    two_lines = '2026-03-01T10:00:00Z,push-up,12,30,"one\ntwo"\n'
    body = await preview(ada, f"{HEAD},note\n{two_lines}{two_lines}")
    assert [row["line"] for row in body["rows"]] == [2, 4]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", ["", "\r\n", "sep=,\r\n", '\n"sep=,"\n'])
async def test_what_spreadsheets_make_of_a_table_is_read(ada: Api, before: str, encoding: str) -> None:
    table = f"{before}{HEAD}\n2026-03-01T10:00:00Z,push-up,12,30\n2026-03-02T10:00:00Z,push-up,-1,30\n"
    body = await preview(ada, table.encode(encoding))
    assert (body["take"], body["refused"]) == (1, 1)
    assert [row["line"] for row in body["rows"]] == [before.count("\n") + 2, before.count("\n") + 3]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "file_empty", "Export it again"),
        (b"\xef\xbb\xbf \r\n", "file_empty", "Export it again"),
        (b"hello", "file_unreadable", "names no columns"),
        (b"a,b,c\n1,2,3\n", "file_unreadable", "names no columns"),
        (
            HEAD.encode() + b",note\n2026-03-01T10:00:00Z,push-up,12,30,\xfcber",
            "file_not_unicode",
            "not saved as UTF-8",
        ),
        (b"PK\x03\x04\x14\x00\x06\x00", "file_not_text", "Unpack an archive"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "file_not_text", "not text"),
        (b"\xff\xfe\x00\xd8", "file_not_text", "not text"),
        (HEAD.encode() + b'\n"2026-03-01T10:00:00Z', "file_broken_off", "a quote is missing"),
        (b"{", "file_broken_off", "cut off"),
        (b'{"workouts": 5}', "file_unreadable", "no list of workouts"),
        (b'{"workouts": [', "file_broken_off", "cut off"),
        (b"[" * 100_000, "file_broken_off", "cut off"),
        (b'{"a": NaN}', "file_broken_off", "cut off"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_in_plain_words(
    ada: Api, content: bytes, code: str, words: str
) -> None:
    for path in ("/workouts/import/preview", "/workouts/import"):
        problem = assert_problem(await ada.call("POST", path, content=content), 422, code)
        assert words in problem["detail"]


async def test_json_that_holds_other_things_than_workouts(ada: Api) -> None:
    body = await preview(ada, b'[5, null, {}, {"surprise": 1}, "x"]')
    assert body["format"] == "exercise-buddy"
    assert [row["line"] for row in body["rows"]] == [1, 2, 3, 4, 5]
    assert body["refused"] == 5


async def test_too_many_rows_are_refused(ada: Api) -> None:
    """Of JSON, where they are read fastest."""
    answer = await ada.call("POST", "/workouts/import/preview", content=f"[{','.join(['0'] * MAX_ROWS)}]")
    assert answer.json()["refused"] == MAX_ROWS
    answer = await ada.call("POST", "/workouts/import/preview", content=f"[{','.join(['0'] * (MAX_ROWS + 1))}]")
    assert_problem(answer, 422, "file_too_long")


async def test_a_file_may_be_larger_than_other_bodies_but_not_too_large(ada: Api) -> None:
    large = f"{HEAD},note\n" + f"2026-03-01T10:00:00Z,push-up,12,30,{'x' * 1990}\n" * 700
    assert len(large) > 1024 * 1024
    assert (await preview(ada, large))["take"] == 700
    answer = await ada.call("POST", "/workouts/import", content=b"x" * (10 * 1024 * 1024 + 1))
    assert "10240 KiB" in assert_problem(answer, 413, "payload_too_large")["detail"]


async def test_the_same_file_of_two_users_stays_apart(ada: Api, bob: Api, sql: Sql) -> None:
    assert (await take_in(ada, STRONG))["imported"] == 5
    assert (await take_in(bob, STRONG))["imported"] == 5
    assert await sql.value("SELECT count(DISTINCT id) FROM workouts") == 10


async def test_a_deleted_account_imports_nothing(ada: Api, sql: Sql) -> None:
    await preview(ada, STRONG)
    await sql.execute("DELETE FROM users")
    for path in ("/workouts/import/preview", "/workouts/import"):
        assert_problem(await ada.call("POST", path, content=STRONG), 401, "user_gone")
