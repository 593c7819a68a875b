"""Listing and getting workouts."""

from datetime import datetime

import pytest

from tests.support import Api, Sql, assert_problem, new_workout, uuid7


async def ids(api: Api, **query: object) -> list[str]:
    answer = await api.get("/workouts", **query)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def test_lists_newest_first_with_details_only_where_they_are_asked_for(ada: Api) -> None:
    old = await ada.save(started_at="2026-03-01T08:00:00Z")
    new = await ada.save(started_at="2026-03-02T08:00:00Z", details={"trips": 2})
    answer = await ada.get("/workouts", details=True)
    assert answer.json() == {"items": [new, old], "next_cursor": None}
    plain = [{name: value for name, value in each.items() if name != "details"} for each in (new, old)]
    assert (await ada.get("/workouts")).json() == {"items": plain, "next_cursor": None}


async def test_what_was_stored_before_a_bound_was_drawn_can_be_read_and_exported(ada: Api, sql: Sql) -> None:
    path = f"/workouts/{(await ada.save())['id']}"
    await sql.execute("UPDATE workouts SET details = '{\"number\": 1e300}'")
    listed = await ada.get("/workouts", details=True)
    assert listed.json()["items"][0]["details"] == {"number": 10**300}
    assert (await ada.get(path)).json()["details"] == {"number": 10**300}
    for export in ("/workouts/export?format=csv", "/workouts/export?format=json", "/users/me/export"):
        assert str(10**300) in (await ada.call("GET", export)).text


async def test_pages_hold_every_workout_once_even_when_times_are_equal(ada: Api) -> None:
    times = ["2026-03-01T08:00:00Z"] * 5 + ["2026-03-02T08:00:00.000001Z", "2026-03-02T08:00:00Z"]
    saved = [await ada.save(started_at=time) for time in times]
    by_time = sorted(saved, key=lambda w: (datetime.fromisoformat(w["started_at"]), w["id"]), reverse=True)
    expected = [workout["id"] for workout in by_time]
    seen: list[str] = []
    query: dict[str, object] = {"limit": 2}
    while True:
        page = (await ada.get("/workouts", **query)).json()
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert seen == expected


async def test_a_page_that_is_exactly_full_is_the_last(ada: Api) -> None:
    await ada.save()
    assert (await ada.get("/workouts", limit=1)).json()["next_cursor"] is None


async def test_a_workout_saved_meanwhile_shifts_no_page(ada: Api) -> None:
    saved = [await ada.save(started_at=f"2026-03-0{day}T08:00:00Z") for day in (1, 2, 3)]
    first = (await ada.get("/workouts", limit=1)).json()
    await ada.save(started_at="2026-03-04T08:00:00Z")
    rest = await ids(ada, cursor=first["next_cursor"])
    assert [first["items"][0]["id"], *rest] == [w["id"] for w in reversed(saved)]


async def test_filters_by_exercise_and_days_of_the_place(ada: Api) -> None:
    late = await ada.save(started_at="2026-03-01T23:30:00Z", exercise_type="squat")  # the 2nd in Berlin
    early = await ada.save(started_at="2026-03-01T22:30:00Z", exercise_type="plank")
    assert await ids(ada, **{"from": "2026-03-02", "to": "2026-03-02"}) == [late["id"]]
    assert await ids(ada, to="2026-03-01") == [early["id"]]
    assert await ids(ada, exercise_type="squat") == [late["id"]]
    assert await ids(ada, exercise_type="squat", to="2026-03-01") == []
    page = (await ada.get("/workouts", limit=1)).json()
    assert await ids(ada, exercise_type="plank", cursor=page["next_cursor"], **{"from": "2026-03-01"}) == [early["id"]]


async def test_nobody_sees_anothers_workouts(ada: Api, bob: Api) -> None:
    workout = await ada.save()
    path = f"/workouts/{workout['id']}"
    assert await ids(bob) == []
    assert_problem(await bob.get(path), 404, "workout_not_found")
    assert_problem(await bob.patch(path, {"reps_count": 1}), 404, "workout_not_found")
    assert_problem(await bob.delete(path), 404, "workout_not_found")
    assert (await ada.get(path)).json() == workout


async def test_a_workout_that_is_not_there_is_a_404(ada: Api) -> None:
    assert_problem(await ada.get(f"/workouts/{uuid7()}"), 404, "workout_not_found")


@pytest.mark.parametrize(
    ("query", "location"),
    [
        ({"limit": 0}, "query.limit"),
        ({"limit": 101}, "query.limit"),
        ({"limit": "many"}, "query.limit"),
        ({"exercise_type": "yoga"}, "query.exercise_type"),
        ({"from": "yesterday"}, "query.from"),
        ({"from": "1700000000"}, "query.from"),
        ({"from": "2026-02-30"}, "query.from"),
        ({"from": "2026-03-02", "to": "2026-03-01"}, "query.to"),
        ({"cursor": "not a cursor"}, "query.cursor"),
        ({"cursor": "ünï" * 10 + "ab"}, "query.cursor"),
        ({"cursor": "f" * 32}, "query.cursor"),
        ({"cursor": "x" * 1000}, "query.cursor"),
        ({"sort": "reps"}, "query.sort"),
    ],
)
async def test_a_malformed_query_is_a_422_that_names_the_place(
    ada: Api, query: dict[str, object], location: str
) -> None:
    problem = assert_problem(await ada.get("/workouts", **query), 422, "validation_failed")
    assert problem["errors"][0]["location"] == location


async def test_a_malformed_id_is_a_422(ada: Api) -> None:
    for call in (ada.get("/workouts/12"), ada.delete("/workouts/12"), ada.patch("/workouts/12", {})):
        problem = assert_problem(await call, 422, "validation_failed")
        assert problem["errors"][0]["location"] == "path.workout_id"


async def test_an_offset_other_than_utc_is_the_same_moment(ada: Api) -> None:
    saved = await ada.save(started_at="2026-03-18T12:00:00+01:00")
    assert saved["started_at"] == "2026-03-18T11:00:00Z"
    assert (await ada.post("/workouts", new_workout(id=saved["id"]))).status_code == 200
