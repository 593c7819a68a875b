"""What is exported can be imported again, without loss and without doubles."""

import csv
import io
import json
import re
import threading
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercise_buddy.core.http.limits.rate_limit import RateLimiter
from exercise_buddy.transfer.formats.own import COLUMNS, csv_line
from exercise_buddy.transfer.formats.text import shielded, unshielded
from exercise_buddy.workouts.schemas import Workout
from tests.support import Api, Sql, assert_problem, new_training, new_workout, put

NOTHING_NEW = {"imported": 0, "refused": 0}
STORABLE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)

trainings = st.builds(
    new_training,
    id=st.just(str(UUID(int=7))),
    position=st.integers(0, 999),
    target=st.sampled_from(({"kind": "open"}, {"kind": "seconds", "seconds": 60}, {"kind": "reps", "reps": 5})),
    rest_seconds=st.none() | st.decimals(0, 900, places=3).map(float),
    warm_up=st.booleans(),
)
sets = st.fixed_dictionaries(
    {
        "exercise_type": st.sampled_from(("push-up", "jump-rope", "plank")),
        "reps_count": st.integers(0, 300),
        "duration_seconds": st.decimals("0.001", "600", places=3).map(float),
        "started_at": st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 18, 12)).map(  # noqa: DTZ001 - made aware
            lambda moment: moment.replace(tzinfo=UTC).isoformat()
        ),
    },
    optional={
        "counted_reps": st.integers(0, 300),
        "calories_burned": st.decimals(0, 500, places=2).map(float),
        "met": st.decimals(1, 20, places=2).map(float),
        "weight_kg": st.decimals(40, 150, places=2).map(float),
        "time_zone": st.sampled_from(("Pacific/Kiritimati", "Pacific/Pago_Pago")),
        "note": STORABLE | st.sampled_from(("=1+1", "'=1+1", "''-1", "@x", "'tis", 'a "b";,\r\nc', "-")),
        "source": st.sampled_from(("camera", "manual")),
        "details": st.dictionaries(
            STORABLE, st.integers(-(2**63) + 1, 2**63 - 1) | STORABLE | st.lists(st.booleans()), max_size=3
        ),
        "training": trainings,
    },
)


async def export(api: Api, table: str, **query: Any) -> bytes:
    answer = await api.get("/workouts/export", format=table, **query)
    assert answer.status_code == 200, answer.text
    return answer.content


async def take_in(api: Api, content: bytes) -> dict[str, Any]:
    answer = await api.call("POST", "/workouts/import", content=content)
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


async def rows(api: Api) -> list[dict[str, Any]]:
    """Every workout, but for what the server writes down of itself."""
    listed = (await api.get("/workouts", limit=100)).json()["items"]
    return [{k: v for k, v in row.items() if k not in {"created_at", "updated_at", "edited_at"}} for row in listed]


async def wipe(sql: Sql) -> None:
    """As if nothing had ever been saved."""
    await sql.execute("TRUNCATE trainings, workouts, daily_totals, exercise_totals, statistics_snapshots")


@pytest.mark.parametrize("table", ["csv", "json"])
@given(saved=st.lists(sets, min_size=1, max_size=4))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_wiping_and_importing_brings_everything_back(
    ada: Api, app: FastAPI, sql: Sql, table: str, saved: list[dict[str, Any]]
) -> None:
    put(app, rate_limiter=RateLimiter(enabled=False))
    await wipe(sql)
    for fields in saved:
        await ada.save(**{**fields, "note": fields.get("note", "").strip() or None})
    exported, before, statistics = await export(ada, table), await rows(ada), await ada.statistics()
    again = await take_in(ada, exported)
    assert again | NOTHING_NEW == again
    assert (await rows(ada), await ada.statistics()) == (before, statistics)

    await wipe(sql)
    result = await take_in(ada, exported)
    assert result == {"imported": len(saved), "duplicates": 0, "refused": 0, "statistics": statistics}
    assert await rows(ada) == before
    assert await export(ada, table) == exported
    assert await sql.rollup_errors() == []


async def test_the_file_goes_into_another_account(ada: Api, bob: Api) -> None:
    await ada.save(note="mine")
    await take_in(bob, await export(ada, "json"))
    assert await rows(bob) == await rows(ada)


async def test_the_export_of_the_account_can_be_imported_too(ada: Api, bob: Api) -> None:
    await ada.save(note="mine")
    await take_in(bob, (await ada.get("/users/me/export")).content)
    assert await rows(bob) == await rows(ada)


async def test_workouts_that_a_device_could_not_send_can_be_imported(ada: Api) -> None:
    """In the shape in which they are sent, with their day: waiting-workouts.tsx saves them so."""
    details = {"elapsed_seconds": 31, "repetitions": {"verdict": [], "variant": []}}
    unsent = new_workout(details=details, counted_reps=12, source="camera", time_zone="Pacific/Kiritimati")
    file = {"format": "exercise-buddy", "version": 1, "workouts": [unsent | {"local_date": "2026-03-19"}]}
    assert (await take_in(ada, json.dumps(file).encode()))["imported"] == 1
    (row,) = await rows(ada)
    assert (row["id"], row["counted_reps"], row["local_date"]) == (unsent["id"], 12, "2026-03-19")
    assert (await ada.get(f"/workouts/{unsent['id']}")).json()["details"]["elapsed_seconds"] == 31


async def test_a_deleted_workout_is_restored_as_in_the_file(ada: Api, sql: Sql) -> None:
    kept, deleted = await ada.save(), await ada.save(reps_count=40)
    exported, before = await export(ada, "csv"), await rows(ada)
    await ada.patch(f"/workouts/{deleted['id']}", {"reps_count": 50})
    await ada.delete(f"/workouts/{deleted['id']}")
    result = await take_in(ada, exported)
    assert (result["imported"], result["duplicates"]) == (1, 1)
    assert await rows(ada) == before
    assert kept["id"] in {row["id"] for row in before}
    assert await sql.rollup_errors() == []


async def test_an_edit_made_since_is_not_undone(ada: Api) -> None:
    workout = await ada.save(reps_count=40)
    exported = await export(ada, "csv")
    await ada.patch(f"/workouts/{workout['id']}", {"reps_count": 50})
    assert (await take_in(ada, exported))["duplicates"] == 1
    assert [row["reps_count"] for row in await rows(ada)] == [50]


async def test_an_export_of_some_days(ada: Api) -> None:
    for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
        await ada.save(started_at=f"{day}T10:00:00Z")
    lines = (await export(ada, "csv", **{"from": "2026-03-02", "to": "2026-03-02"})).decode().splitlines()
    assert len(lines) == 2
    assert "2026-03-02" in lines[1]
    assert_problem(
        await ada.get("/workouts/export", **{"from": "2026-03-02", "to": "2026-03-01"}), 422, "validation_failed"
    )
    assert_problem(await ada.get("/workouts/export", format="xls"), 422, "validation_failed")


async def test_an_export_is_an_attachment_of_the_right_type(ada: Api) -> None:
    for table, media_type in (("csv", "text/csv; charset=utf-8"), ("json", "application/json")):
        answer = await ada.get("/workouts/export", format=table)
        assert answer.headers["content-type"] == media_type
        assert answer.headers["content-disposition"] == f'attachment; filename="exercise-buddy-workouts.{table}"'


async def test_more_than_one_page_is_exported_whole(ada: Api, app: FastAPI) -> None:
    lines = ["started_at,exercise_type,reps_count,duration_seconds"]
    lines += [f"2026-03-01T{n // 60:02}:{n % 60:02}:00Z,push-up,{n},30" for n in range(250)]
    assert (await take_in(ada, "\n".join(lines).encode()))["imported"] == 250
    exported = list(csv.DictReader(io.StringIO((await export(ada, "csv")).decode(), newline="")))
    assert sorted(int(row["reps_count"]) for row in exported) == list(range(250))


@pytest.mark.parametrize(
    "path",
    ["/workouts/export?format=csv", "/workouts/export?format=json", "/users/me/export", "/workouts?details=true"],
)
async def test_no_details_are_drawn_on_the_event_loop(ada: Api, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    await ada.save()
    read, threads = Workout.model_validate, set()

    def noted(row: object) -> Workout:
        threads.add(threading.current_thread())
        return read(row)

    monkeypatch.setattr(Workout, "model_validate", noted)
    assert (await ada.call("GET", path)).status_code == 200
    assert threads
    assert threading.current_thread() not in threads


@given(note=STORABLE, details=st.dictionaries(STORABLE, STORABLE))
def test_a_line_of_csv_is_what_the_standard_library_writes(note: str, details: dict[str, str]) -> None:
    workout = dict.fromkeys(COLUMNS) | {"note": note, "details": details}
    cells = next(csv.reader(io.StringIO(csv_line(workout), newline="")))
    assert json.loads(cells[COLUMNS.index("details")]) == details
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    assert csv_line(workout) == written.getvalue()


FORMULAS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""How a formula begins; the last four are the first four in full width."""


@given(text=STORABLE)
def test_no_cell_begins_like_a_formula_and_all_come_back(text: str) -> None:
    assert not shielded(text).startswith(tuple(FORMULAS))
    assert unshielded(shielded(text)) == text


@given(mark=st.text("'", max_size=3), first=st.sampled_from(FORMULAS), rest=STORABLE)
def test_a_formula_is_shielded_once_whatever_precedes_it(mark: str, first: str, rest: str) -> None:
    text = mark + first + rest
    assert shielded(text).startswith(f"'{mark}{first}")
    assert not shielded(text).startswith(f"''{mark}{first}")
    assert unshielded(shielded(text)) == text


def cells_as_elsewhere(line: str) -> list[str]:
    """What a spreadsheet makes of a line where another character separates cells: quotes inside a cell are text."""
    return re.split(r"[;\t\r\n]", line)


@given(before=st.text("ab ;'\t\n", max_size=5), first=st.sampled_from("=+-@\uff1d\uff0b\uff0d\uff20"), after=STORABLE)
def test_no_cell_begins_like_a_formula_where_the_semicolon_separates(before: str, first: str, after: str) -> None:
    text = f"{before};{first}{after}"
    workout = dict.fromkeys(COLUMNS, "x") | {"note": text, "details": {"a": text}, "training": {"name": text}}
    line = csv_line(workout)
    formulas = [cell for cell in cells_as_elsewhere(line.removesuffix("\r\n")) if cell.startswith(tuple("=+-@\uff1d"))]
    assert formulas == []
    [read] = csv.DictReader(io.StringIO(line, newline=""), COLUMNS)
    assert unshielded(read["note"]) == text
    assert json.loads(read["details"]) == {"a": text}
