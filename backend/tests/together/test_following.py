"""Asking, allowing, ending, blocking, and what each shows."""

from typing import Any

import pytest

from tests.support import Api, FakeClock, Sql, assert_problem, moment
from tests.together.support import allow, ask, block, days, end, follow_id, show, together, week

NOTHING: dict[str, Any] = {"shows": "nothing", "following": [], "followers": [], "blocked": []}


async def following(bob: Api, ada: Api, shows: str = "counts") -> None:
    """Bob follows Ada."""
    await ask(bob, "ada")
    await allow(ada, "bob")
    await show(ada, shows)


async def test_one_asks_the_other_allows(ada: Api, bob: Api) -> None:
    assert await together(ada) == await together(bob) == NOTHING
    await ask(bob, "ADA")
    (asked,) = (await together(bob))["following"]
    assert asked == {"id": asked["id"], "username": "ADA", "is_allowed": False, "shows": None}
    assert (await together(ada))["followers"] == [{"id": asked["id"], "username": "bob", "is_allowed": False}]
    await allow(ada, "bob")
    assert (await together(bob))["following"] == [asked | {"username": "ada", "is_allowed": True, "shows": "nothing"}]
    assert (await together(ada))["followers"] == [{"id": asked["id"], "username": "bob", "is_allowed": True}]
    assert (await together(ada))["following"] == (await together(bob))["followers"] == []


@pytest.mark.parametrize("name", ["ada", "nobody", "who-blocked", "who-declined"])
async def test_whoever_asks_cannot_tell_whether_the_name_is_anybodys(ada: Api, api: Api, bob: Api, name: str) -> None:
    """The answers are the same to the byte, but for the id, also once it was declined or blocked, and asked anew."""
    other = await api.sign_up(name) if name.startswith("who-") else ada
    if name == "who-blocked":
        await block(other, "bob")
    await ask(bob, name)
    if name == "who-declined":
        await end(other, "followers", "bob")
    await ask(bob, name)
    (asked,) = (await together(bob))["following"]
    assert asked | {"id": ""} == {"id": "", "username": name, "is_allowed": False, "shows": None}
    assert (await week(bob))["people"] == [{"username": "bob", "is_you": True, "days": 0}]
    await end(bob, "following", name)
    assert await together(bob) == NOTHING


async def test_a_question_can_be_withdrawn_declined_and_blocked(ada: Api, bob: Api) -> None:
    await ask(bob, "ada")
    await end(bob, "following", "ada")
    assert (await together(ada))["followers"] == []
    await ask(bob, "ada")
    await end(ada, "followers", "bob")
    assert (await together(ada))["followers"] == []
    assert len((await together(bob))["following"]) == 1
    await end(bob, "following", "ada")
    await ask(bob, "ada")
    await block(ada, "bob")
    assert (await together(ada))["followers"] == []
    for _ in range(2):
        await end(bob, "following", "ada")
        await ask(bob, "ada")
    assert (await together(ada))["followers"] == []


@pytest.mark.parametrize("by", ["the one who follows", "the one who is followed", "a block of either"])
async def test_either_may_end_it_at_any_time(ada: Api, bob: Api, by: str) -> None:
    await following(bob, ada)
    await ada.save()
    assert len((await week(bob))["people"]) == 2
    if by == "the one who follows":
        await end(bob, "following", "ada")
    elif by == "the one who is followed":
        await end(ada, "followers", "bob")
    else:
        await block(bob, "Ada")
    assert (await together(bob))["following"] == (await together(ada))["followers"] == []
    assert [each["username"] for each in (await week(bob))["people"]] == ["bob"]
    assert await days(bob) == []


async def test_a_block_works_both_ways_until_it_is_taken_back(ada: Api, bob: Api) -> None:
    await following(bob, ada)
    await ask(ada, "bob")
    await allow(bob, "ada")
    await block(ada, "bob")
    assert (await together(bob))["following"] == (await together(bob))["followers"] == []
    assert_problem(await ada.post("/together/follows", {"username": "BOB"}), 409, "name_blocked")
    (blocked,) = (await together(ada))["blocked"]
    assert_problem(await bob.delete(f"/together/blocks/{blocked['id']}"), 404, "block_not_found")
    assert (await ada.delete(f"/together/blocks/{blocked['id']}")).status_code == 204
    await ask(bob, "ada")
    assert len((await together(ada))["followers"]) == 1


async def test_nobody_can_follow_or_block_themselves(ada: Api) -> None:
    for path in ("follows", "blocks"):
        problem = assert_problem(await ada.post(f"/together/{path}", {"username": "ADA"}), 422, "validation_failed")
        assert problem["errors"][0]["location"] == "body.username"


async def test_only_the_recipient_can_allow_a_request(ada: Api, bob: Api, api: Api) -> None:
    carol = await api.sign_up("carol")
    await ask(bob, "ada")
    path = f"/together/follows/{await follow_id(bob, 'following', 'ada')}"
    for other in (bob, carol):
        assert_problem(await other.post(f"{path}/allow"), 404, "follow_not_found")
    assert_problem(await carol.delete(path), 404, "follow_not_found")
    assert (await together(bob))["following"][0]["is_allowed"] is False


async def test_names_are_asked_at_a_bounded_rate_and_number(ada: Api, sql: Sql) -> None:
    for number in range(20):
        await ask(ada, f"nobody-{number}")
    assert_problem(await ada.post("/together/follows", {"username": "one-more"}), 429, "too_many_requests")


async def test_of_follows_and_blocks_there_are_so_many(ada: Api, sql: Sql) -> None:
    for table, most in (("follows", 100), ("blocks", 200)):
        await sql.execute(
            f"INSERT INTO {table} (user_id, username)"  # noqa: S608
            " SELECT id, 'nobody-' || n FROM users, generate_series(1, $1) AS n",
            most,
        )
    assert_problem(await ada.post("/together/follows", {"username": "one-more"}), 409, "too_many_follows")
    assert_problem(await ada.post("/together/blocks", {"username": "one-more"}), 409, "too_many_blocks")
    await block(ada, "nobody-7")


SETS = (
    {"reps_count": 10},
    {"reps_count": 15, "started_at": "2026-03-17T11:00:00Z"},
    {"exercise_type": "plank", "reps_count": 0, "duration_seconds": 61.9},
    {"reps_count": 1000, "started_at": "2026-03-15T11:00:00Z"},  # Sunday
)


@pytest.mark.parametrize(
    ("shows", "people", "rows", "first_day"),
    [
        ("nothing", [("bob", 0)], {}, None),
        ("days", [("ada", 2), ("bob", 0)], {}, []),
        ("exercises", [("ada", 2), ("bob", 0)], {"push-up": None, "plank": None}, [None, None]),
        ("counts", [("ada", 2), ("bob", 0)], {"push-up": 25, "plank": 61}, [61, 10]),
    ],
)
async def test_each_shows_as_much_as_he_chose(
    ada: Api, bob: Api, shows: str, people: object, rows: object, first_day: list[int | None] | None
) -> None:
    """Repetitions of several exercises are not summed; a hold is in seconds."""
    await following(bob, ada, shows)
    for each in SETS:
        await ada.save(**each, note="Ada's own words")
    seen = await week(bob)
    assert (seen["first"], seen["last"]) == ("2026-03-16", "2026-03-22")
    assert [(each["username"], each["days"]) for each in seen["people"]] == people
    assert {each["exercise_type"]: each["rows"][0]["amount"] for each in seen["exercises"]} == rows
    listed = await days(bob)
    if first_day is None:
        assert listed == []
    else:
        assert [each["local_date"] for each in listed] == ["2026-03-18", "2026-03-17", "2026-03-15"]
        assert [each["amount"] for each in listed[0]["exercises"]] == first_day


async def test_ones_own_week_is_whole_whatever_one_shows(ada: Api) -> None:
    for each in SETS:
        await ada.save(**each)
    seen = await week(ada, first_day=7)
    assert (seen["first"], seen["last"]) == ("2026-03-15", "2026-03-21")
    assert seen["people"] == [{"username": "ada", "is_you": True, "days": 3}]
    assert [(each["exercise_type"], each["kind"], each["rows"][0]["amount"]) for each in seen["exercises"]] == [
        ("push-up", "reps", 1025),
        ("plank", "hold", 61),
    ]


@pytest.mark.parametrize("first_day", [0, 8, "x"])
async def test_a_week_begins_on_a_day(ada: Api, first_day: object) -> None:
    assert_problem(await ada.get("/together/week", first_day=first_day), 422, "validation_failed")


async def test_the_week_is_the_readers_and_the_day_the_others(ada: Api, bob: Api, clock: FakeClock) -> None:
    """On Sunday evening in UTC it is Monday for Ada, who is in Berlin."""
    await following(bob, ada)
    clock.now = moment("2026-03-22T23:30:00Z")
    ada, bob = await ada.sign_in("ada"), await bob.sign_in("bob")
    await ada.save(started_at="2026-03-22T23:10:00Z")
    assert (await week(bob))["last"] == "2026-03-22"
    assert (await week(bob))["exercises"] == []
    assert (await week(ada))["first"] == "2026-03-23"
    assert [each["local_date"] for each in await days(bob)] == ["2026-03-23"]


async def test_a_deleted_or_corrected_set_changes_what_is_seen(ada: Api, bob: Api) -> None:
    await following(bob, ada)
    workout = await ada.save(source="manual")
    await ada.patch(f"/workouts/{workout['id']}", {"reps_count": 11})
    assert (await week(bob))["exercises"][0]["rows"][0]["amount"] == 11
    await ada.delete(f"/workouts/{workout['id']}")
    assert (await week(bob))["exercises"] == await days(bob) == []
