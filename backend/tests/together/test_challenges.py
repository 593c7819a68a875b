"""Challenges: joined by a link, counted from the workouts."""

from typing import Any

import pytest

from exercise_buddy.together.challenges.repository import MAX_SETS
from tests.support import NOW, Api, FakeClock, Sql, assert_problem, moment
from tests.together.support import block, challenges, join, made, standing

NO_CHALLENGE = "challenge_not_found"


async def only(api: Api) -> dict[str, Any]:
    (challenge,) = await challenges(api)
    return challenge


def details(*stretches: tuple[str, int]) -> dict[str, Any]:
    return {"repetitions": {"verdict": list(stretches)}}


async def test_the_link_shows_the_challenge_and_lets_people_join(ada: Api, bob: Api) -> None:
    _, token = await made(ada, first_day=7)
    look = await bob.post("/together/challenges/look", {"token": token})
    assert look.json() == {
        "made_by": "ada",
        "kind": "most",
        "exercise_type": "push-up",
        "target": None,
        "ends_at": "2026-03-21T23:00:00Z",  # Sunday begins, in Berlin
        "participants": 1,
        "is_joined": False,
    }
    assert await challenges(bob) == []
    for _ in range(2):
        await join(bob, token)
    assert standing(await only(bob)) == standing(await only(ada)) == {"ada": (1, 0), "bob": (1, 0)}


async def test_of_a_participant_so_many_sets_are_read_at_most(ada: Api, bob: Api, sql: Sql) -> None:
    """Others who look would wait for all that one account may hold."""
    _, token = await made(ada)
    await join(bob, token)
    await sql.execute(
        "INSERT INTO workouts (user_id, id, request_sha256, exercise_type, reps_count, duration_seconds, started_at,"
        " local_date, source, details) SELECT $1::uuid, gen_random_uuid(), '',"
        " CASE WHEN n <= 100 THEN 'squat' ELSE 'push-up' END, 1, 1, $2::timestamptz + n * interval '1 s',"
        " '2026-03-18', 'camera', '{}' FROM generate_series(1, $3) n",
        (bob.user or {})["id"],
        NOW,
        MAX_SETS + 50,
    )
    assert standing(await only(ada)) == {"bob": (1, MAX_SETS - 100), "ada": (2, 0)}


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "most", "exercise_type": "plank"},
        {"kind": "most", "exercise_type": "push-up", "target": 5},
        {"kind": "first-to", "exercise_type": "push-up"},
        {"kind": "first-to", "exercise_type": "push-up", "target": 0},
        {"kind": "most", "exercise_type": "push-up", "first_day": 8},
    ],
)
async def test_an_impossible_challenge_is_refused(ada: Api, body: dict[str, Any]) -> None:
    assert_problem(await ada.post("/together/challenges", body), 422, "validation_failed")
    assert await challenges(ada) == []


async def test_only_sets_begun_after_joining_and_before_the_end_count(ada: Api, bob: Api, clock: FakeClock) -> None:
    challenge_id, token = await made(ada)
    clock.now = moment("2026-03-18T13:00:00Z")
    bob = await bob.sign_in("bob")
    await join(bob, token)
    clock.now = moment("2026-03-18T15:00:00Z")
    ada, bob = await ada.sign_in("ada"), await bob.sign_in("bob")
    for user in (ada, bob):
        for started_at in ("2026-03-18T11:59:59Z", "2026-03-18T12:00:00Z", "2026-03-18T13:00:00Z"):
            await user.save(started_at=started_at, reps_count=10)
        await user.save(started_at="2026-03-18T14:00:00Z", exercise_type="squat")
    ended = await ada.post(f"/together/challenges/{challenge_id}/end")
    assert (ended.status_code, ended.json()["is_over"]) == (200, True)
    await ada.save(started_at="2026-03-18T15:00:00Z", reps_count=100)
    await ada.save(started_at="2026-03-18T14:59:59Z", reps_count=3)
    assert standing(await only(bob)) == {"ada": (1, 23), "bob": (2, 10)}
    assert_problem(await bob.post("/together/challenges/look", {"token": token}), 404, NO_CHALLENGE)


async def test_good_form_is_shown_beside_the_number_and_manual_sets_do_not_count(ada: Api, clock: FakeClock) -> None:
    await made(ada)
    clock.now = moment("2026-03-18T13:00:00Z")
    ada = await ada.sign_in("ada")
    at = {"started_at": "2026-03-18T12:30:00Z"}
    await ada.save(reps_count=12, details=details(("valid", 6), ("shallow", 3), ("low-confidence", 2)), **at)
    by_camera = await ada.save(reps_count=8, counted_reps=7, **at)
    await ada.save(reps_count=50, source="manual", **at)
    await ada.save(reps_count=60, source="strong", **at)
    (me,) = (await only(ada))["participants"]
    assert me == {
        "username": "ada",
        "is_you": True,
        "place": 1,
        "reps": 20,
        "judged_reps": 9,
        "good_reps": 6,
        "by_hand_reps": 110,
        "is_there": False,
    }
    await ada.patch(f"/workouts/{by_camera['id']}", {"reps_count": 5})
    assert (await only(ada))["participants"][0]["reps"] == 17
    await ada.delete(f"/workouts/{by_camera['id']}")
    assert (await only(ada))["participants"][0]["reps"] == 12


async def test_first_to_is_won_by_the_first_and_not_by_the_most(ada: Api, bob: Api, clock: FakeClock) -> None:
    _, token = await made(ada, kind="first-to", exercise_type="jump-rope", target=100)
    await join(bob, token)
    clock.now = moment("2026-03-18T14:00:00Z")
    ada, bob = await ada.sign_in("ada"), await bob.sign_in("bob")
    rope = {"exercise_type": "jump-rope", "duration_seconds": 60}
    await ada.save(reps_count=60, started_at="2026-03-18T12:10:00Z", **rope)
    last = await ada.save(reps_count=40, started_at="2026-03-18T12:30:00Z", **rope)
    await bob.save(reps_count=900, started_at="2026-03-18T12:40:00Z", **rope)
    challenge = await only(bob)
    assert standing(challenge) == {"ada": (1, 100), "bob": (2, 900)}
    assert [each["is_there"] for each in challenge["participants"]] == [True, True]
    assert challenge["ends_at"] == "2026-04-15T12:00:00Z"
    await ada.delete(f"/workouts/{last['id']}")
    assert standing(await only(ada)) == {"bob": (1, 900), "ada": (2, 60)}


async def test_it_ends_by_itself_and_is_shown_for_four_weeks(ada: Api, clock: FakeClock, sql: Sql) -> None:
    await made(ada)
    for now, shown in (
        ("2026-03-22T22:59:59Z", [False]),
        ("2026-03-22T23:00:00Z", [True]),
        ("2026-04-19T23:00:00Z", []),
    ):
        clock.now = moment(now)
        ada = await ada.sign_in("ada")
        assert [each["is_over"] for each in await challenges(ada)] == shown
    clock.now = moment("2026-04-20T12:00:00Z")
    await made(await ada.sign_in("ada"))
    assert await sql.value("SELECT count(*) FROM challenges") == 1


async def test_who_leaves_is_out_and_who_made_it_takes_it_along(ada: Api, bob: Api, sql: Sql) -> None:
    challenge_id, token = await made(ada)
    await join(bob, token)
    assert (await bob.delete(f"/together/challenges/{challenge_id}")).status_code == 204
    assert list(standing(await only(ada))) == ["ada"]
    assert_problem(await bob.delete(f"/together/challenges/{challenge_id}"), 404, NO_CHALLENGE)
    await join(bob, token)
    assert (await ada.delete(f"/together/challenges/{challenge_id}")).status_code == 204
    assert await challenges(bob) == await challenges(ada) == []


async def test_who_made_it_alone_ends_it_and_renews_its_link(ada: Api, bob: Api) -> None:
    challenge_id, token = await made(ada)
    await join(bob, token)
    for action in ("end", "link"):
        assert_problem(await bob.post(f"/together/challenges/{challenge_id}/{action}"), 404, NO_CHALLENGE)
    new = (await ada.post(f"/together/challenges/{challenge_id}/link")).json()
    assert_problem(await bob.post("/together/challenges/look", {"token": token}), 404, NO_CHALLENGE)
    assert (await bob.post("/together/challenges/look", new)).json()["is_joined"] is True


@pytest.mark.parametrize("by", ["ada", "bob"])
async def test_a_block_takes_each_out_of_the_others_challenges(ada: Api, bob: Api, by: str) -> None:
    _, hers = await made(ada)
    _, his = await made(bob)
    await join(bob, hers)
    await join(ada, his)
    await block(*((ada, "bob") if by == "ada" else (bob, "ada")))
    assert list(standing(await only(ada))) == ["ada"]
    assert list(standing(await only(bob))) == ["bob"]
    for action in ("look", "join"):
        assert_problem(await bob.post(f"/together/challenges/{action}", {"token": hers}), 404, NO_CHALLENGE)
        assert_problem(await ada.post(f"/together/challenges/{action}", {"token": his}), 404, NO_CHALLENGE)


async def test_in_a_third_ones_challenge_the_two_do_not_see_each_other(ada: Api, bob: Api, api: Api) -> None:
    carol = await api.sign_up("carol")
    _, token = await made(carol)
    for user in (ada, bob):
        await join(user, token)
    await block(ada, "bob")
    assert [sorted(standing(await only(user))) for user in (ada, bob, carol)] == [
        ["ada", "carol"],
        ["bob", "carol"],
        ["ada", "bob", "carol"],
    ]


async def test_so_many_take_part_and_in_so_many(ada: Api, bob: Api, sql: Sql) -> None:
    challenge_id, token = await made(ada)
    await sql.execute(
        "WITH others AS (INSERT INTO users (email, username, password_hash, display_name, time_zone)"
        " SELECT 'u' || n, 'u' || n, '', '', 'UTC' FROM generate_series(1, 19) AS n RETURNING id)"
        " INSERT INTO challenge_participants"
        " SELECT others.id, user_id, challenges.id, starts_at FROM others, challenges"
    )
    assert_problem(await bob.post("/together/challenges/join", {"token": token}), 409, "challenge_full")
    await sql.execute("DELETE FROM users WHERE username = 'u7'")
    for _ in range(10):
        await made(bob)
    for path, body in (("", {"kind": "most", "exercise_type": "squat"}), ("/join", {"token": token})):
        assert_problem(await bob.post(f"/together/challenges{path}", body), 409, "too_many_challenges")
    assert challenge_id not in [each["id"] for each in await challenges(bob)]


async def test_those_that_are_over_are_bounded_too(ada: Api, sql: Sql) -> None:
    await sql.execute(
        "WITH made AS (INSERT INTO challenges (user_id, kind, exercise_type, starts_at, ends_at, token_sha256)"
        " SELECT users.id, 'most', 'squat', $1, $1, sha256(n::text::bytea) FROM users, generate_series(1, 30) AS n"
        " RETURNING user_id, id, starts_at)"
        " INSERT INTO challenge_participants SELECT user_id, user_id, id, starts_at FROM made",
        NOW,
    )
    assert_problem(
        await ada.post("/together/challenges", {"kind": "most", "exercise_type": "squat"}), 409, "too_many_challenges"
    )
    await ada.delete(f"/together/challenges/{(await challenges(ada))[0]['id']}")
    await made(ada)


async def test_links_cannot_be_tried_out(ada: Api) -> None:
    for _ in range(60):
        assert_problem(await ada.post("/together/challenges/look", {"token": "x" * 43}), 404, NO_CHALLENGE)
    assert_problem(await ada.post("/together/challenges/join", {"token": "x" * 43}), 429, "too_many_requests")


async def test_numbers_are_counted_at_a_bounded_rate(ada: Api) -> None:
    for _ in range(60):
        await challenges(ada)
    assert_problem(await ada.get("/together/challenges"), 429, "too_many_requests")


async def test_the_database_does_not_know_the_link(ada: Api, sql: Sql) -> None:
    _, token = await made(ada)
    assert token not in str(await sql.rows("SELECT * FROM challenges"))
