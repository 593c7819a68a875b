"""Rate limits of guessing and of mass sign-ups."""

import sys
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI

from exercise_buddy.auth import router
from exercise_buddy.auth.mail import router as mail_router
from exercise_buddy.core.http.limits.rate_limit import Limit
from exercise_buddy.users.names import in_lower_case
from tests.support import PASSWORD, Api, Sql, assert_problem, cookies_set_by, new_user


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router, "LOGINS_PER_NAME_AND_NETWORK", Limit.of("a", "3/hour"))
    monkeypatch.setattr(router, "LOGINS_PER_NAME", Limit.of("e", "5/hour"))
    monkeypatch.setattr(router, "LOGINS_FROM_KNOWN_DEVICES", Limit.of("f", "3/hour"))
    monkeypatch.setattr(router, "LOGINS_PER_NETWORK", Limit.of("b", "7/hour"))
    monkeypatch.setattr(router, "REGISTRATIONS_PER_NETWORK", Limit.of("c", "2/hour"))
    monkeypatch.setattr(mail_router, "PASSWORD_CONFIRMATIONS", Limit.of("d", "2/hour"))


async def guess(api: Api, identifier: str) -> int:
    answer = await api.post("/auth/login", {"identifier": identifier, "password": "wrong password"})
    if answer.status_code == 429:
        problem = assert_problem(answer, 429, "too_many_requests")
        assert "Retry-After" in answer.headers, problem
        assert 0 < int(answer.headers["Retry-After"]) <= 3600
    return answer.status_code


async def test_guessing_at_one_account_is_slowed_and_others_are_not(api: Api) -> None:
    await api.post("/auth/register", new_user())
    assert [await guess(api, "ada") for _ in range(5)] == [401, 401, 401, 429, 429]
    right = await api.post("/auth/login", {"identifier": "ADA", "password": PASSWORD})
    assert_problem(right, 429, "too_many_requests")
    assert await guess(api, "bob") == 401


async def test_guessing_at_many_accounts_from_one_network_is_slowed(api: Api) -> None:
    assert [await guess(api, f"user{number}") for number in range(8)] == [401] * 7 + [429]


@asynccontextmanager
async def browser(app: FastAPI, address: str) -> AsyncIterator[Api]:
    """Someone with cookies of his own, somewhere else."""
    transport = httpx.ASGITransport(app, client=(address, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield Api(client)


async def guesses_of_a_botnet(app: FastAPI, identifiers: tuple[str, ...], count: int) -> list[int]:
    """One guess from each of so many networks."""
    statuses = []
    for number in range(count):
        async with browser(app, f"198.51.100.{number}") as bot:
            statuses.append(await guess(bot, identifiers[number % len(identifiers)]))
    return statuses


async def sign_in(api: Api) -> int:
    return (await api.post("/auth/login", {"identifier": "ada", "password": PASSWORD})).status_code


@pytest.mark.parametrize(
    "identifiers", [("ada",), ("ada", "Ada", " ADA"), ("ada@example.com", " ADA@example.com", "ada@Example.com")]
)
async def test_a_guess_spread_over_many_networks_is_slowed_however_the_name_is_written(
    app: FastAPI, api: Api, identifiers: tuple[str, ...]
) -> None:
    await api.post("/auth/register", new_user())
    assert await guesses_of_a_botnet(app, identifiers, 8) == [401] * 5 + [429] * 3


@pytest.mark.parametrize(
    ("name", "other_name"),
    [("{0}", "{0}@example.com"), ("{0}@example.com", "{0}"), ("{0}@example.com", "{1}@example.com")],
)
async def test_refusals_do_not_reveal_who_has_an_account(app: FastAPI, api: Api, name: str, other_name: str) -> None:
    """Neither that one has the name, nor that two names are of the same; U+0130 is an I to PostgreSQL."""
    await api.post("/auth/register", new_user("lidia"))
    told: list[list[int]] = []
    for person in ("lidia", "livia"):
        async with browser(app, f"203.0.113.{len(told)}") as stranger:
            guesses = (*[name] * 3, other_name, other_name)
            told.append([await guess(stranger, each.format(person, person.replace("i", "\u0130"))) for each in guesses])
    assert told[0] == told[1]


async def test_names_are_counted_in_the_letters_that_postgresql_compares(sql: Sql) -> None:
    points = [point for point in range(1, sys.maxunicode + 1) if unicodedata.category(chr(point)) not in ("Cn", "Cs")]
    query = "SELECT point, lower(chr(point)) FROM unnest($1::integer[]) AS point"
    rows = await sql.rows(query, points)
    assert [hex(row["point"]) for row in rows if in_lower_case(chr(row["point"])) != row["lower"]] == []


async def test_and_does_not_lock_the_owner_out_of_his_own_browser(app: FastAPI, api: Api) -> None:
    await api.post("/auth/register", new_user())
    async with browser(app, "203.0.113.1") as owner, browser(app, "203.0.113.2") as new_phone:
        assert await sign_in(owner) == 200
        assert (await guesses_of_a_botnet(app, ("ada",), 6))[-1] == 429
        assert await sign_in(new_phone) == 429
        assert await sign_in(owner) == 200


async def test_a_new_password_makes_every_browser_a_strangers_but_the_one_that_set_it(app: FastAPI, api: Api) -> None:
    ada = await api.sign_up("ada")
    async with browser(app, "203.0.113.1") as thief:
        assert await sign_in(thief) == 200
        change = {"current_password": PASSWORD, "new_password": "staple correct horse"}
        assert (await ada.post("/users/me/password", change)).status_code == 204
        assert (await ada.post("/auth/refresh")).status_code == 200
        await guesses_of_a_botnet(app, ("ada",), 6)
        assert await guess(thief, "ada") == 429
        right = await ada.post("/auth/login", {"identifier": "ada", "password": "staple correct horse"})
        assert right.status_code == 200


async def test_a_thief_with_a_known_device_does_not_use_up_the_owners_tries(app: FastAPI, api: Api) -> None:
    await api.post("/auth/register", new_user())
    async with browser(app, "203.0.113.1") as owner, browser(app, "203.0.113.2") as thief:
        assert [await sign_in(owner), await sign_in(thief)] == [200, 200]
        assert [await guess(thief, "ada") for _ in range(4)] == [401, 401, 401, 429]
        assert await sign_in(owner) == 200


async def test_a_known_device_may_not_guess_for_ever_either(app: FastAPI, api: Api) -> None:
    await api.post("/auth/register", new_user())
    assert await sign_in(api) == 200
    assert [await guess(api, "ada") for _ in range(4)] == [401, 401, 401, 429]


async def test_a_device_is_known_for_its_own_user_only(app: FastAPI, api: Api) -> None:
    await api.post("/auth/register", new_user())
    await api.post("/auth/register", new_user("bob"))
    async with browser(app, "203.0.113.1") as bobs:
        await bobs.post("/auth/login", {"identifier": "bob", "password": PASSWORD})
        assert bobs.http.cookies["known_device"]
        await guesses_of_a_botnet(app, ("ada",), 6)
        assert await guess(bobs, "ada") == 429


@pytest.mark.parametrize("mark", ["x", "", "a.b.c", "." * 2000, "the access token"])
async def test_a_made_up_mark_makes_no_known_device(app: FastAPI, api: Api, mark: str) -> None:
    ada = await api.sign_up("ada")
    await guesses_of_a_botnet(app, ("ada",), 6)
    api.http.cookies.clear()
    cookie = {"Cookie": f"known_device={ada.token if mark == 'the access token' else mark}"}
    answer = await api.post("/auth/login", {"identifier": "ada", "password": PASSWORD}, headers=cookie)
    assert_problem(answer, 429, "too_many_requests")


async def test_the_known_device_cookie_is_not_an_access_token(ada: Api) -> None:
    mark = ada.http.cookies["known_device"]
    answer = await ada.http.get("/api/v1/users/me", headers={"Authorization": f"Bearer {mark}"})
    assert_problem(answer, 401, "access_token_invalid")


async def test_the_mark_is_kept_from_scripts_and_other_sites(api: Api) -> None:
    await api.post("/auth/register", new_user())
    answer = await api.post("/auth/login", {"identifier": "ada", "password": PASSWORD})
    cookie = cookies_set_by(answer)["known_device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "strict"
    assert cookie["path"] == "/api/v1/auth/login"


async def test_mass_sign_ups_are_slowed(api: Api) -> None:
    statuses = [(await api.post("/auth/register", new_user(f"user{n}"))).status_code for n in range(3)]
    assert statuses == [201, 201, 429]


async def test_guessing_the_password_in_a_stolen_session_is_slowed(api: Api) -> None:
    ada = await api.sign_up("ada")
    change = {"current_password": "wrong password", "new_password": "another password"}
    answers = [await ada.post("/users/me/password", change) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [403, 403, 429]
