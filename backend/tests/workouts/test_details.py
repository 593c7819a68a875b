"""The schema of a set: compact, lenient with what older apps and files say, and never kinder than the camera was."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from exercise_buddy.core.verdict import Verdict
from exercise_buddy.workouts.details import Repetition, Run, SetDetails, Variant
from tests.support import Api, Sql, assert_problem, new_workout

ROW = {
    "start_ms": 2000,
    "end_ms": 3500,
    "verdict": "shallow",
    "variant": "knee",
    "bottom_deg": 110,
    "top_deg": 165,
    "body_line_deg": 172,
    "down_ms": 700,
    "up_ms": 800,
}
AS_SENT_BEFORE: dict[str, Any] = {
    "elapsed_seconds": 20.5,
    "repetitions": [ROW, ROW | {"start_ms": 4000, "end_ms": 5500, "verdict": "valid", "variant": None}],
    "repetitions_left_out": 0,
    "runs": [{"start_ms": 0, "end_ms": 5500, "reps": 2, "trip": True}],
    "longest_run": 2,
    "trips": 1,
    "refused": {"too-shallow": 1},
    "cadence_per_minute": 30,
    "second_opinion": None,
}

# A NUL was refused at all times: PostgreSQL does not store it.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=5)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
known_names = st.sampled_from(list(AS_SENT_BEFORE))
rows = st.lists(st.dictionaries(st.sampled_from(sorted(ROW)), anything, max_size=9), max_size=4)
columns = st.dictionaries(st.sampled_from(sorted(ROW)), st.lists(anything, max_size=4) | anything, max_size=9)
details = st.dictionaries(known_names, anything, max_size=6) | st.fixed_dictionaries({"repetitions": rows | columns})


def test_rows_become_columns_and_rows_again() -> None:
    read = SetDetails.model_validate(AS_SENT_BEFORE)
    assert read.model_dump(mode="json") == {
        "elapsed_seconds": 20.5,
        "repetitions": {
            "start_ms": [2000, 4000],
            "end_ms": [3500, 5500],
            "bottom_deg": [110, 110],
            "top_deg": [165, 165],
            "body_line_deg": [172, 172],
            "down_ms": [700, 700],
            "up_ms": [800, 800],
            "verdict": [["shallow", 1], ["valid", 1]],
            "variant": [["knee", 1], [None, 1]],
        },
        "runs": [{"start_ms": 0, "end_ms": 5500, "reps": 2, "trip": True}],
        "longest_run": 2,
        "trips": 1,
        "refused": {"too-shallow": 1},
    }
    assert read.repetitions is not None
    assert [row.model_dump(mode="json") for row in read.repetitions.rows()] == AS_SENT_BEFORE["repetitions"]


@given(details)
def test_nothing_that_was_ever_sent_is_refused_and_reading_twice_changes_nothing(sent: dict[str, Any]) -> None:
    text = SetDetails.model_validate(sent).model_dump_json()
    again = SetDetails.model_validate(json.loads(text))
    assert again.model_dump_json() == text
    if again.repetitions:
        assert all(row.verdict in {None, *Verdict} for row in again.repetitions.rows())


def test_an_unknown_verdict_does_not_count_as_valid() -> None:
    read = SetDetails.model_validate(
        {"repetitions": [{"verdict": "of-tomorrow"}, {"verdict": 3}, {"verdict": "valid"}]}
    )
    counts = read.verdict_counts()
    assert counts is not None
    assert (counts["low_confidence_reps"], counts["valid_reps"]) == (2, 1)


def test_without_a_verdict_nothing_is_judged() -> None:
    assert SetDetails.model_validate({"repetitions": [{"start_ms": 0, "end_ms": 900}]}).verdict_counts() is None


def test_fields_of_others_are_kept() -> None:
    assert SetDetails.model_validate({"b": 1, "a": [1, {"c": None}]}).model_dump(mode="json") == {
        "a": [1, {"c": None}],
        "b": 1,
    }


async def test_300_jumps_are_8_kb_on_the_wire_and_in_the_table(ada: Api, sql: Sql) -> None:
    jumps = [
        Repetition(
            start_ms=480 * n,
            end_ms=480 * n + 311,
            verdict=Verdict.VALID if n % 50 else Verdict.LOW_CONFIDENCE,
            variant=Variant.BOTH_FEET if n % 60 < 40 else Variant.ALTERNATE_FEET,
        )
        for n in range(300)
    ]
    runs = [Run(start_ms=0, end_ms=144_000, reps=300)]
    given = SetDetails.of(repetitions=jumps, runs=runs, longest_run=300, trips=0).model_dump(mode="json")
    saved = await ada.save(exercise_type="jump-rope", reps_count=300, duration_seconds=144, details=given)
    answer = await ada.get(f"/workouts/{saved['id']}")
    assert answer.json()["details"] == given
    assert len(answer.content) <= 8_000
    assert await sql.value("SELECT pg_column_size(details) FROM workouts") <= 8_000


async def test_what_older_apps_send_is_stored_by_columns_with_its_verdicts_counted(ada: Api, sql: Sql) -> None:
    saved = await ada.save(details=AS_SENT_BEFORE)
    assert saved["details"] == SetDetails.model_validate(AS_SENT_BEFORE).model_dump(mode="json")
    counts = await sql.rows("SELECT valid_reps, shallow_reps, no_lock_out_reps FROM workouts")
    assert counts == [{"valid_reps": 1, "shallow_reps": 1, "no_lock_out_reps": 0}]
    assert json.loads(str(await sql.value("SELECT details FROM workouts"))) == saved["details"]


async def test_a_repeat_of_a_save_made_before_the_change_is_known_again(ada: Api, sql: Sql) -> None:
    given = new_workout(id="01939b5e-0000-7000-8000-000000000001", details=AS_SENT_BEFORE)
    first = await ada.post("/workouts", given)
    # What the version before stored for this very request.
    before = bytes.fromhex("55a6b91ebe46319539031ff98675c93bfadc188d392809d3edf4adeeb553cb6b")
    await sql.execute("UPDATE workouts SET request_sha256 = $1, details = $2", before, json.dumps(AS_SENT_BEFORE))
    again = await ada.post("/workouts", given)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert_problem(await ada.post("/workouts", given | {"details": {}}), 409, "workout_id_conflict")


async def test_the_same_set_by_rows_and_by_columns_is_one_save(ada: Api, sql: Sql) -> None:
    given = new_workout(details=AS_SENT_BEFORE)
    by_columns = SetDetails.model_validate(AS_SENT_BEFORE).model_dump(mode="json")
    assert (await ada.post("/workouts", given)).status_code == 201
    assert (await ada.post("/workouts", given | {"details": by_columns})).status_code == 200
    assert await sql.value("SELECT count(*) FROM workouts") == 1


async def test_a_list_is_without_details_unless_they_are_asked_for(ada: Api) -> None:
    for _ in range(20):
        await ada.save(details=AS_SENT_BEFORE | {"repetitions": AS_SENT_BEFORE["repetitions"] * 10}, note="x" * 40)
    plain = await ada.get("/workouts", limit=20)
    assert len(plain.json()["items"]) == 20
    assert len(plain.content) <= 12_000
    assert all("details" not in item for item in plain.json()["items"])
    with_details = await ada.get("/workouts", limit=20, details=True)
    assert all(item["details"]["repetitions"]["end_ms"] for item in with_details.json()["items"])
