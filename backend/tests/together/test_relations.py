"""The matrix: every endpoint of the OpenAPI document, called by Bob, in each relation that he can be in to Ada.

What he may see of her is written out for each relation; of her body, her notes, her details and her times of day
nothing ever leaves, whatever she shows.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.security.test_other_users import OPERATIONS, QUERIES, belongings, body_for, concrete, rows_of
from tests.support import Api, Sql, new_training
from tests.together.support import (
    allow,
    ask,
    block,
    challenges,
    days,
    end,
    follow_id,
    join,
    made,
    show,
    standing,
    together,
    week,
)

LAST = ("import_workouts", "create_workout", "block_user", "logout", "logout_all", "delete_current_user")
"""What gives Bob a workout under an id of Ada's, what changes the relation, and what ends his session."""


async def stranger(_ada: Api, _bob: Api) -> None:
    """Nothing is between them."""


async def requested(_ada: Api, bob: Api) -> None:
    await ask(bob, "ada")


async def declined(ada: Api, bob: Api) -> None:
    await ask(bob, "ada")
    await end(ada, "followers", "bob")


async def followed(ada: Api, bob: Api) -> None:
    await ask(bob, "ada")
    await allow(ada, "bob")


async def asked_by_her(ada: Api, bob: Api) -> None:
    """Bob is the one who is asked."""
    await ask(ada, "bob")


async def followed_by_her(ada: Api, bob: Api) -> None:
    await ask(ada, "bob")
    await allow(bob, "ada")


async def left(ada: Api, bob: Api) -> None:
    await followed(ada, bob)
    await end(bob, "following", "ada")


async def let_go(ada: Api, bob: Api) -> None:
    await followed(ada, bob)
    await end(ada, "followers", "bob")


async def blocked(ada: Api, bob: Api) -> None:
    await followed(ada, bob)
    await block(ada, "bob")


async def blocked_while_asking(ada: Api, bob: Api) -> None:
    await ask(bob, "ada")
    await block(ada, "bob")


ASKED = [("ada", False, None)]
RELATIONS: dict[Callable[[Api, Api], Awaitable[None]], dict[str, Any]] = {
    stranger: {},
    requested: {"following": ASKED},
    declined: {"following": ASKED},
    followed: {"following": [("ada", True, "counts")], "sees": 12},
    asked_by_her: {"followers": [("ada", False)]},
    followed_by_her: {"followers": [("ada", True)]},
    left: {},
    let_go: {},
    blocked: {},
    blocked_while_asking: {"following": ASKED},
}

KEYS = {
    "get_together": {
        "shows",
        "following[].id",
        "following[].username",
        "following[].is_allowed",
        "following[].shows",
        "followers[].id",
        "followers[].username",
        "followers[].is_allowed",
        "blocked[].id",
        "blocked[].username",
    },
    "get_week_together": {
        "first",
        "last",
        "people[].username",
        "people[].is_you",
        "people[].days",
        "exercises[].exercise_type",
        "exercises[].kind",
        "exercises[].rows[].username",
        "exercises[].rows[].is_you",
        "exercises[].rows[].amount",
    },
    "get_days_together": {
        "items[].username",
        "items[].local_date",
        "items[].exercises[].exercise_type",
        "items[].exercises[].kind",
        "items[].exercises[].amount",
    },
    "list_challenges": {
        f"items[].{key}"
        for key in (
            *("id", "made_by", "is_yours", "kind", "exercise_type", "target", "starts_at", "ends_at", "is_over"),
            "participants[].username",
            "participants[].is_you",
            "participants[].place",
            "participants[].reps",
            "participants[].judged_reps",
            "participants[].good_reps",
            "participants[].by_hand_reps",
            "participants[].is_there",
        )
    },
}
"""All that an answer has, where each of its lists has something."""


def keys(value: Any, path: str = "") -> set[str]:
    """The paths of all leaves."""
    if isinstance(value, dict):
        return {found for key, each in value.items() for found in keys(each, f"{path}.{key}".removeprefix("."))}
    if isinstance(value, list):
        return {found for each in value for found in keys(each, f"{path}[]")}
    return {path}


async def of_the_body(ada: Api) -> tuple[str, ...]:
    """A set of Ada's with everything that a set can have; what nobody else may ever see of it and of her."""
    await ada.patch("/users/me", {"weight_kg": 63.37, "display_name": "Ada's own name"})
    details = {"repetitions": {"bottom_deg": [87, 86], "verdict": [["valid", 2]]}, "mine": "Ada's own details"}
    training = new_training(name="Ada's own plan")
    workout = await ada.save(
        note="Ada's own words",
        details=details,
        training=training,
        duration_seconds=37.123,
        started_at="2026-03-18T10:41:07Z",
    )
    return ("63.37", "37.123", "10:41:07", "Ada's own", "bottom_deg", workout["id"], "ada@example.com")


def in_order() -> list[tuple[str, str, dict[str, Any]]]:
    """Every endpoint."""
    names = {operation["operationId"]: (method, path, operation) for method, path, operation in OPERATIONS}
    return [*(each for name, each in names.items() if name not in LAST), *(names[name] for name in LAST)]


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.__name__)
async def test_what_bob_sees_of_ada(
    ada: Api, bob: Api, sql: Sql, relation: Callable[[Api, Api], Awaitable[None]]
) -> None:
    expected = RELATIONS[relation]
    hidden = await of_the_body(ada)
    await show(ada, "counts")
    await relation(ada, bob)
    listed = await together(bob)
    of_following = [(each["username"], each["is_allowed"], each["shows"]) for each in listed["following"]]
    assert of_following == expected.get("following", [])
    assert [(e["username"], e["is_allowed"]) for e in listed["followers"]] == expected.get("followers", [])
    seen = {row["username"]: row["amount"] for each in (await week(bob))["exercises"] for row in each["rows"]}
    assert seen == ({"ada": expected["sees"]} if "sees" in expected else {})
    assert [each["username"] for each in await days(bob)] == (["ada"] if "sees" in expected else [])
    mine = await belongings(ada, sql)
    await show(ada, "counts")
    before = await rows_of(str((ada.user or {})["id"]), sql)
    bob = await bob.sign_in("bob")
    for method, path, operation in in_order():
        name = operation["operationId"]
        answer = await bob.call(method, concrete(path, mine), json=body_for(operation, mine), params=QUERIES.get(name))
        asked = str(body_for(operation, mine))
        for secret in (*hidden, str((ada.user or {})["id"])):
            assert secret not in answer.text or secret in asked, name
        if "{" in path:
            assert answer.status_code == 404, name
        if name in KEYS:
            assert keys(answer.json()) <= KEYS[name] | {"items[]", "items", *_empty(answer.json())}, name
        if name not in LAST[LAST.index("block_user") :]:
            assert await rows_of(str((ada.user or {})["id"]), sql) == before, name


def _empty(value: Any) -> set[str]:
    return {key for key, each in value.items() if each == []}


async def test_the_answers_have_these_keys_and_no_others(ada: Api, bob: Api, api: Api) -> None:
    hidden = await of_the_body(ada)
    await of_the_body(bob)
    await show(ada, "counts")
    carol = await api.sign_up("carol")
    await followed(ada, bob)
    await ask(carol, "bob")
    await block(bob, "mallory")
    _, token = await made(ada)
    await join(bob, token)
    for operation, path in (
        ("get_together", "/together"),
        ("get_week_together", "/together/week"),
        ("get_days_together", "/together/days"),
        ("list_challenges", "/together/challenges"),
    ):
        answer = await bob.get(path)
        assert keys(answer.json()) == KEYS[operation]
        for secret in hidden:
            assert secret not in answer.text or secret in ("63.37", "37.123")


async def test_an_id_amid_other_text_is_not_an_id(ada: Api, bob: Api, api: Api, sql: Sql) -> None:
    """Not the account's, not the set's, not that of what is between two others."""
    carol = await api.sign_up("carol")
    await followed(ada, bob)
    _, token = await made(ada)
    await join(bob, token)
    between = await follow_id(bob, "following", "ada")
    (challenge,) = await challenges(bob)
    for some_id in (between, challenge["id"], str((ada.user or {})["id"]), (await ada.save())["id"]):
        for method, path in (
            ("POST", f"/together/follows/{some_id}/allow"),
            ("DELETE", f"/together/follows/{some_id}"),
            ("DELETE", f"/together/blocks/{some_id}"),
            ("DELETE", f"/together/challenges/{some_id}"),
            ("POST", f"/together/challenges/{some_id}/end"),
            ("POST", f"/together/challenges/{some_id}/link"),
        ):
            assert (await carol.call(method, path)).status_code == 404
    assert (await together(bob))["following"][0]["is_allowed"] is True
    assert list(standing((await challenges(bob))[0])) == ["ada", "bob"]


async def test_the_account_s_end_takes_all_of_it_along(ada: Api, bob: Api, sql: Sql) -> None:
    await followed(ada, bob)
    await asked_by_her(ada, bob)
    _, hers = await made(ada)
    _, his = await made(bob)
    await join(bob, hers)
    await join(ada, his)
    assert (await ada.delete("/users/me", {"password": "correct horse battery"})).status_code == 204
    assert await together(bob) == {"shows": "nothing", "following": [], "followers": [], "blocked": []}
    (left_over,) = await challenges(bob)
    assert list(standing(left_over)) == ["bob"]
    for table in ("follows", "blocks", "sharing"):
        assert await sql.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608


async def test_the_export_has_names_of_others_and_none_of_their_numbers(ada: Api, bob: Api) -> None:
    await followed(ada, bob)
    await show(ada, "counts")
    await block(bob, "mallory")
    _, token = await made(ada, kind="first-to", target=100)
    await join(bob, token)
    await ada.save(reps_count=77)
    exported = (await bob.get("/users/me/export")).json()
    assert exported["together"] == await together(bob)
    (part,) = exported["challenges"]
    assert {key: part[key] for key in part.keys() - {"id", "starts_at", "ends_at"}} == {
        "made_by": "ada",
        "kind": "first-to",
        "exercise_type": "push-up",
        "target": 100,
        "reps": 0,
        "by_hand_reps": 0,
        "participants": ["ada"],
    }
    assert re.search(r"\b77\b", str({k: v for k, v in exported.items() if k != "user"})) is None
    again = await bob.call("POST", "/workouts/import", json={"workouts": []} | exported)
    assert again.json()["imported"] == 0
