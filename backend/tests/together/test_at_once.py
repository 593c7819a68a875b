"""Opposite actions at once, on real connections: some order of the two explains what is there afterwards."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

import pytest

from tests.security.interleaving import Interleaving, put_seams
from tests.support import Api, Sql
from tests.together.support import ask, challenges, follow_id, made, standing, together, week

SEEDS = range(8)

Request = Callable[[], Awaitable[Any]]


@pytest.fixture
def seams(monkeypatch: pytest.MonkeyPatch) -> None:
    put_seams(monkeypatch)


async def at_once(seed: int, *requests: Request) -> list[int]:
    """The answers' codes, in one order of all statements."""
    codes = [0] * len(requests)

    async def one(number: int, request: Request) -> None:
        codes[number] = (await request()).status_code

    clients: list[Coroutine[Any, Any, None]] = [one(n, request) for n, request in enumerate(requests)]
    await Interleaving(seed).run(clients)
    return codes


@pytest.mark.parametrize("seed", SEEDS)
async def test_allow_beside_block_ends_blocked(ada: Api, bob: Api, seams: None, seed: int) -> None:
    await ask(bob, "ada")
    path = f"/together/follows/{await follow_id(ada, 'followers', 'bob')}/allow"
    allowed, blocked = await at_once(
        seed, lambda: ada.post(path), lambda: ada.post("/together/blocks", {"username": "bob"})
    )
    assert (allowed in (204, 404), blocked) == (True, 204)
    assert [each["username"] for each in (await together(ada))["blocked"]] == ["bob"]
    assert (await together(ada))["followers"] == []
    assert [each["username"] for each in (await week(bob))["people"]] == ["bob"]


@pytest.mark.parametrize("seed", SEEDS)
async def test_ask_beside_block_ends_unseen(ada: Api, bob: Api, seams: None, seed: int) -> None:
    codes = await at_once(
        seed,
        lambda: bob.post("/together/follows", {"username": "ada"}),
        lambda: ada.post("/together/blocks", {"username": "bob"}),
    )
    assert codes == [204, 204]
    assert (await together(ada))["followers"] == []


@pytest.mark.parametrize("seed", SEEDS)
async def test_both_ask_and_both_block_at_once(ada: Api, bob: Api, seams: None, seed: int) -> None:
    for path, codes in (("follows", [204, 204]), ("blocks", [204, 204])):
        assert codes == await at_once(
            seed,
            partial(ada.post, f"/together/{path}", {"username": "bob"}),
            partial(bob.post, f"/together/{path}", {"username": "ada"}),
        )
        found = [await together(user) for user in (ada, bob)]
        waiting = [(len(each["following"]), len(each["followers"])) for each in found]
        assert waiting == ([(1, 1), (1, 1)] if path == "follows" else [(0, 0), (0, 0)])


@pytest.mark.parametrize("seed", SEEDS)
async def test_two_for_the_last_place(ada: Api, bob: Api, api: Api, sql: Sql, seams: None, seed: int) -> None:
    carol = await api.sign_up("carol")
    _, token = await made(ada)
    await sql.execute(
        "WITH others AS (INSERT INTO users (email, username, password_hash, display_name, time_zone)"
        " SELECT 'u' || n, 'u' || n, '', '', 'UTC' FROM generate_series(1, 18) AS n RETURNING id)"
        " INSERT INTO challenge_participants"
        " SELECT others.id, user_id, challenges.id, starts_at FROM others, challenges"
    )
    codes = await at_once(
        seed, *(partial(one.post, "/together/challenges/join", {"token": token}) for one in (bob, carol))
    )
    assert sorted(codes) == [200, 409]
    assert await sql.value("SELECT count(*) FROM challenge_participants") == 20


@pytest.mark.parametrize("seed", SEEDS)
async def test_join_beside_block_ends_apart(ada: Api, bob: Api, seams: None, seed: int) -> None:
    _, token = await made(ada)
    joined, blocked = await at_once(
        seed,
        lambda: bob.post("/together/challenges/join", {"token": token}),
        lambda: ada.post("/together/blocks", {"username": "bob"}),
    )
    assert (joined in (200, 404), blocked) == (True, 204)
    assert await challenges(bob) == []
    assert list(standing((await challenges(ada))[0])) == ["ada"]


@pytest.mark.parametrize("seed", SEEDS)
async def test_join_beside_the_end_of_the_account(ada: Api, bob: Api, sql: Sql, seams: None, seed: int) -> None:
    _, token = await made(ada)
    joined, gone = await at_once(
        seed,
        lambda: bob.post("/together/challenges/join", {"token": token}),
        lambda: ada.delete("/users/me", {"password": "correct horse battery"}),
    )
    assert (joined in (200, 404), gone) == (True, 204)
    assert await challenges(bob) == []
    assert await sql.value("SELECT count(*) FROM challenge_participants") == 0
