"""What one account may store and read at once."""

import json
import threading
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Executable

from exercise_buddy.auth.sessions import service as sessions
from exercise_buddy.core.db import database, driver
from exercise_buddy.core.errors import RequestTimeout
from exercise_buddy.core.http.limits.rate_limit import Limit
from exercise_buddy.core.workers import Turns
from exercise_buddy.transfer import files
from exercise_buddy.transfer import router as transfer_router
from exercise_buddy.transfer import service as transfer
from exercise_buddy.transfer.dependencies import previews
from exercise_buddy.transfer.schemas import ActivityFormat
from exercise_buddy.workouts import lists, repository, router, service
from tests.support import Api, FakeClock, Sql, assert_problem, new_training, new_workout

KILOBYTES = 100
LARGE = {"curve": ["x" * 1000] * KILOBYTES}


async def fill(ada: Api, sql: Sql, count: int, details: str = "{}") -> None:
    """So many workouts of Ada's, past the application."""
    assert ada.user is not None
    await sql.execute(
        "INSERT INTO workouts (user_id, id, request_sha256, exercise_type, reps_count, duration_seconds, started_at,"
        " local_date, source, details, deleted_at)"
        " SELECT $1, gen_random_uuid(), '', 'push-up', 1, 1, '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 s',"
        " '2026-01-01', 'camera', $3::jsonb, CASE WHEN n % 2 = 0 THEN now() END FROM generate_series(1, $2) n",
        ada.user["id"],
        count,
        details,
    )
    await sql.execute("INSERT INTO daily_totals SELECT * FROM daily_recount")
    await sql.execute(
        "INSERT INTO exercise_totals (user_id, exercise_type, workouts, reps, duration_seconds, calories, judged_days,"
        " most_reps_in_a_set, most_reps_in_a_day, longest_set_seconds)"
        " SELECT user_id, exercise_type, workouts, reps, duration_seconds, calories, 0, 1, 1, 1 FROM daily_totals"
    )


async def test_an_account_has_so_many_workouts_at_most(ada: Api, bob: Api, sql: Sql) -> None:
    """Deleted ones count, for they can be restored."""
    await fill(ada, sql, repository.MAX_WORKOUTS - 1)
    last = new_workout()
    assert (await ada.post("/workouts", last)).status_code == 201
    problem = assert_problem(await ada.post("/workouts", new_workout()), 409, "account_full")
    assert "50,000" in problem["detail"]
    assert (await ada.post("/workouts", last)).status_code == 200
    assert (await bob.post("/workouts", new_workout())).status_code == 201
    file = {"workouts": [new_workout()]}
    assert_problem(await ada.post("/workouts/import", file), 409, "account_full")
    assert await sql.value("SELECT count(*) FROM workouts WHERE user_id = $1::uuid", (ada.user or {})["id"]) == 50_000


async def test_previews_that_nobody_reads_do_not_fill_the_disk(
    ada: Api, bob: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client that takes its time over each byte would keep them there for a day."""
    file = b"started_at,exercise_type,reps_count,duration_seconds\n2026-03-01T10:00:00Z,push-up,5,30"
    with previews.held(str((ada.user or {})["id"])) as begin:
        begin(2)
        refused = await ada.call("POST", "/workouts/import/preview", content=file)
        assert_problem(refused, 503, "server_busy")
        assert (await bob.call("POST", "/workouts/import/preview", content=file)).status_code == 200
    assert (await ada.call("POST", "/workouts/import/preview", content=file)).status_code == 200
    monkeypatch.setattr(transfer_router, "READ_WITHIN_SECONDS", -1.0)
    with pytest.raises(RequestTimeout):
        await ada.call("POST", "/workouts/import/preview", content=file)
    monkeypatch.undo()
    assert (await ada.call("POST", "/workouts/import/preview", content=file)).status_code == 200


async def test_an_import_leaves_no_training_without_a_set(ada: Api, sql: Sql) -> None:
    """Nothing counts those: the same file with other trainings would fill the disk."""
    first, second = (new_workout(training=new_training()) for _ in range(2))
    assert (await ada.post("/workouts/import", {"workouts": [first, second]})).json()["imported"] == 2
    assert (await ada.delete(f"/workouts/{first['id']}")).status_code == 204
    again = {"workouts": [one | {"training": new_training()} for one in (first, second)]}
    # One is restored into another training, the other is there already.
    assert (await ada.post("/workouts/import", again)).json()["imported"] == 1
    stored = await sql.rows("SELECT training_id AS id FROM workouts ORDER BY training_id")
    assert await sql.rows("SELECT id FROM trainings ORDER BY id") == stored


async def test_an_account_has_so_many_sessions_at_most(
    ada: Api, bob: Api, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "MAX_SESSIONS", 3)
    devices = [ada]
    for _ in range(3):
        clock.now += timedelta(seconds=1)
        devices.append(await ada.sign_in("ada"))
    assert [(await device.get("/users/me")).status_code for device in devices] == [401, 200, 200, 200]
    assert len((await devices[3].get("/users/me/sessions")).json()["items"]) == 3
    assert (await bob.get("/users/me")).status_code == 200


async def test_of_what_was_deleted_the_first_goes_for_good_where_it_is_too_much(
    ada: Api, sql: Sql, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repository, "MAX_DELETED", 2)
    kept = await ada.save()
    trained = [await ada.save(training=new_training()) for _ in range(4)]
    for workout in trained:
        clock.now += timedelta(seconds=1)
        assert (await ada.delete(f"/workouts/{workout['id']}")).status_code == 204
    restored = [(await ada.post(f"/workouts/{workout['id']}/restore")).status_code for workout in trained]
    assert restored == [404, 404, 200, 200]
    assert await sql.value("SELECT count(*) FROM trainings") == 2
    assert (await ada.get(f"/workouts/{kept['id']}")).status_code == 200


async def test_an_account_has_so_many_bytes_at_most(ada: Api, sql: Sql) -> None:
    large = {"curve": ["x" * 1000] * 5}
    await ada.save(details=large)
    await sql.execute("UPDATE details_usage SET large_bytes = $1", repository.MAX_DETAILS_BYTES - 1)
    last = new_workout(details=large)
    assert (await ada.post("/workouts", last)).status_code == 201
    assert_problem(await ada.post("/workouts", new_workout(details=large)), 409, "account_full")
    assert (await ada.post("/workouts", last)).status_code == 200
    assert (await ada.post("/workouts", new_workout())).status_code == 201
    assert_problem(await ada.post("/workouts/import", {"workouts": [new_workout()]}), 409, "account_full")


async def test_a_page_is_limited_in_bytes_and_the_next_continues_after_it(ada: Api) -> None:
    begun = [f"2026-03-18T10:{minute:02}:00Z" for minute in range(25)]
    for moment in begun:
        await ada.save(started_at=moment, details=LARGE)
    pages: list[list[str]] = []
    query: dict[str, Any] = {"limit": 20, "details": True}
    while len(pages) < 10:
        answer = await ada.get("/workouts", **query)
        assert len(answer.content) < 1.2 * lists.MAX_PAGE_BYTES
        pages.append([workout["started_at"] for workout in answer.json()["items"]])
        if answer.json()["next_cursor"] is None:
            break
        query["cursor"] = answer.json()["next_cursor"]
    assert len(pages) > 2
    assert [moment for page in pages for moment in page] == begun[::-1]
    exported = await ada.get("/workouts/export", format="json")
    assert len(exported.json()["workouts"]) == 25


async def test_of_a_page_no_more_is_unpacked_than_is_sent(ada: Api, sql: Sql, monkeypatch: pytest.MonkeyPatch) -> None:
    random = "ARRAY(SELECT md5(n::text || random()) FROM generate_series(1, 7000) n)"
    await fill(ada, sql, 200, await sql.value(f"SELECT jsonb_build_object('curve', {random})::text"))
    asked: list[tuple[str, list[Any]]] = []

    async def noted(
        connection: asyncpg.Connection, times: Any, statement: Executable, given: Any
    ) -> Sequence[driver.Record]:
        ready = driver.compiled(statement)
        asked.append((ready.sql, ready.values(given)))
        return await driver.fetch(connection, times, statement, given)

    monkeypatch.setattr(database, "fetch", noted)
    blocks = []
    for limit in (6, 100):
        assert len((await ada.get("/workouts", limit=limit, details=True)).json()["items"]) == 5
        statement, values = asked[-1]
        plan = await sql.value(f"EXPLAIN (ANALYZE, BUFFERS, SERIALIZE, FORMAT JSON) {statement}", *values)
        blocks.append(json.loads(plan)[0]["Plan"]["Shared Hit Blocks"])
    assert blocks[1] < 2 * blocks[0]


async def test_a_workout_larger_than_a_page_is_a_page(ada: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    for minute in (1, 2):
        await ada.save(started_at=f"2026-03-18T10:0{minute}:00Z", details={"curve": ["x" * 1000] * 250})
    answer = (await ada.get("/workouts", limit=1, details=True)).json()
    assert len(answer["items"]) == 1
    assert answer["next_cursor"]


async def test_reading_lists_is_limited(ada: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router, "LISTS", Limit.of("lists", "2/minute"))
    statuses = [(await ada.get("/workouts")).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


async def test_activities_are_written_in_a_thread_of_their_own(ada: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[str] = []

    def fit(_activity: Any) -> bytes:
        threads.append(threading.current_thread().name)
        return b""

    monkeypatch.setitem(transfer.WRITERS, ActivityFormat.FIT, fit)
    workout = await ada.save()
    await ada.get(f"/workouts/{workout['id']}/export", format="fit")
    assert [name.partition("_")[0] for name in threads] == ["activities"]


async def test_more_files_than_may_wait_are_refused(ada: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_turns", Turns(0))
    answer = await ada.post("/workouts/import/preview", {"workouts": [new_workout()]})
    assert_problem(answer, 503, "server_busy")


async def test_more_pages_of_details_than_may_wait_are_refused(ada: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_list_turns", Turns(0))
    monkeypatch.setattr(service, "_export_turns", Turns(0))
    assert_problem(await ada.get("/workouts", details=True), 503, "server_busy")
    assert_problem(await ada.get("/workouts/export"), 503, "server_busy")
    assert (await ada.get("/workouts")).status_code == 200
