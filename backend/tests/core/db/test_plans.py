"""How PostgreSQL goes about what the application asks: by an index wherever there is a row for each workout."""

import importlib
import pkgutil
import re

from sqlalchemy import Executable

import exercise_buddy
from exercise_buddy.core.db import driver
from tests.support import Api, Sql, new_training, new_workout

LARGE = ("workouts", "daily_totals", "trainings", "statistics_snapshots", "exercise_totals", "sessions", "users")
SCANS = re.compile(rf"Seq Scan on ({'|'.join(LARGE)})\b")


async def test_nothing_that_a_user_asks_reads_the_workouts_of_others(ada: Api, sql: Sql, asked: list[str]) -> None:
    workout = new_workout(training=new_training(), details={"repetitions": {"start_ms": [0], "end_ms": [900]}})
    saved = await ada.post("/workouts", workout)
    assert (await ada.post("/workouts", workout)).json() == saved.json()
    path = f"/workouts/{workout['id']}"
    day = {"from": "2026-03-01", "to": "2026-03-31"}
    page = (await ada.get("/workouts", limit=1, exercise_type="push-up", **day)).json()
    await ada.save()
    page = (await ada.get("/workouts", limit=1)).json()
    for answer in (
        await ada.get("/workouts", limit=1, cursor=page["next_cursor"], **day),
        await ada.get("/workouts", limit=1, details=True),
        await ada.get(path),
        await ada.get("/statistics"),
        await ada.get("/statistics", **day),
        await ada.get("/statistics/exercise", exercise_type="push-up"),
        await ada.patch(path, {"reps_count": 13, "started_at": "2026-03-17T11:00:00Z"}),
        await ada.delete(path),
        await ada.post(f"{path}/restore"),
    ):
        assert answer.status_code in (200, 204), answer.text
    assert len(set(asked)) >= 15
    # There are few rows here: a scan is left only where there is no index to go by.
    scanned = {each: SCANS.findall(await _plan(sql, each)) for each in set(asked)}
    assert {each: tables for each, tables in scanned.items() if tables} == {}


async def test_a_statement_without_an_index_would_be_found(sql: Sql) -> None:
    assert SCANS.findall(await _plan(sql, "SELECT FROM workouts WHERE note = $1::text")) == ["workouts"]


async def _plan(sql: Sql, statement: str) -> str:
    """As the driver has it made: for all values."""
    count = max(map(int, re.findall(r"\$([0-9]+)", statement)), default=0)
    values = f"({', '.join(['NULL'] * count)})" if count else ""
    await sql.execute("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan")
    await sql.execute(f"PREPARE asked AS {statement}")
    plan = await sql.rows(f"EXPLAIN EXECUTE asked{values}")
    await sql.execute("DEALLOCATE asked")
    return "\n".join(row["QUERY PLAN"] for row in plan)


def test_every_statement_can_go_by_the_driver() -> None:
    names = [each.name for each in pkgutil.walk_packages(exercise_buddy.__path__, "exercise_buddy.")]
    repositories = [importlib.import_module(name) for name in names if name.endswith(".repository")]
    statements = [each for module in repositories for each in vars(module).values() if isinstance(each, Executable)]
    texts = [driver.compiled(statement).sql for statement in statements if hasattr(statement, "compile")]
    assert len(texts) >= 60
    assert [text for text in texts if "POSTCOMPILE" in text] == []
