"""Files of FitNotes, in the forms that its versions write: a day without a time, sets in their order."""

import pytest

from tests.support import Api, Sql
from tests.transfer.files import preview, refusals, take_in, taken

HEAD = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment\n"
FITNOTES = HEAD + (
    "2026-03-01,Push Up,Chest,,,20,,,,\n"
    "2026-03-01,Push Up,Chest,,,20,,,,slow\n"
    "2026-03-01,Push Up,Chest,,,20,,,,\n"
    "2026-03-01,Pull Up,Back,10.0,kgs,6,,,,\n"
    "2026-03-01,Flat Barbell Bench Press,Chest,60.0,kgs,8,,,,\n"
    "2026-03-02,Plank,Abs,,,,,,0:01:15,\n"
    "2026-03-02,Jump Rope,Cardio,,,,0.0,km,0:10:00,\n"
    "2026-03-02,Push Up,Chest,,,,,,,\n"
    "2026-03-02,Push Up,Chest,,,x,,,,\n"
)
OLDER = "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time\n2026-03-01,Pull Up,Back,10.0,6,,,\n"


async def test_a_file_of_fitnotes(ada: Api, sql: Sql) -> None:
    body = await preview(ada, FITNOTES)
    assert (body["format"], body["take"], body["duplicates"], body["refused"]) == ("fitnotes", 6, 0, 3)
    assert taken(body) == [
        ("push-up", 20, 40, None),
        ("push-up", 20, 40, "slow"),
        ("push-up", 20, 40, None),
        ("pull-up", 6, 18, "with 10.0 kgs"),
        ("plank", 0, 75, None),
        ("jump-rope", 0, 600, None),
    ]
    assert refusals(body) == {
        6: "“Flat Barbell Bench Press” is no exercise that is counted here",
        9: "neither repetitions nor time",
        10: "Reps: “x” is not a number",
    }
    first = body["rows"][0]["workout"]
    assert (first["started_at"], first["local_date"], first["source"]) == (
        "2026-03-01T11:00:00Z",  # noon in Berlin
        "2026-03-01",
        "fitnotes",
    )
    result = await take_in(ada, FITNOTES)
    assert (result["imported"], result["refused"]) == (6, 3)
    reps = {row["exercise_type"]: row["reps"] for row in result["statistics"]["by_exercise"]}
    assert reps == {"push-up": 60, "pull-up": 6, "plank": 0, "jump-rope": 0}
    assert await sql.rollup_errors() == []
    assert (await take_in(ada, FITNOTES))["imported"] == 0


async def test_a_longer_file_adds_only_what_is_new(ada: Api) -> None:
    lines = FITNOTES.splitlines(keepends=True)
    await take_in(ada, "".join(lines[:3]))
    assert (await take_in(ada, FITNOTES))["imported"] == 4


async def test_an_older_file_names_the_unit_in_its_column(ada: Api) -> None:
    assert taken(await preview(ada, OLDER)) == [("pull-up", 6, 18, "with 10.0 kgs")]


@pytest.mark.parametrize(("time", "seconds"), [("0:01:15", 75), ("1:15", 75), ("90", 90), ("1:00:00", 3600)])
async def test_times(ada: Api, time: str, seconds: int) -> None:
    body = await preview(ada, f"{HEAD}2026-03-01,Plank,Abs,,,,,,{time},\n")
    assert taken(body) == [("plank", 0, seconds, None)]


async def test_each_reason_is_a_code_with_its_values(ada: Api) -> None:
    rows = (await preview(ada, FITNOTES))["rows"]
    assert [(row["code"], row["values"]) for row in rows if row["status"] == "refused"] == [
        ("unknown_exercise", {"name": "Flat Barbell Bench Press"}),
        ("nothing_done", {}),
        ("no_number", {"field": "Reps", "text": "x"}),
    ]
    assert {(row["code"], str(row["values"])) for row in rows if row["status"] == "take"} == {(None, "{}")}
