"""Passkeys: adding them, signing in with them, and whatever can be wrong with an authenticator's answer."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import FastAPI

from exercise_buddy.auth.passkeys import router
from exercise_buddy.auth.passkeys.service import CHALLENGE_LIFETIME, MAX_PASSKEYS
from exercise_buddy.core.http.limits.rate_limit import Limit
from exercise_buddy.core.settings import Settings
from tests.authenticator import Authenticator
from tests.support import PASSWORD, Api, FakeClock, Sql, assert_problem, changed, cookies_set_by, uuid7


async def asked(api: Api, path: str, body: Any = None) -> dict[str, Any]:
    answer = await api.post(path, body)
    assert answer.status_code == 200, answer.text
    question: dict[str, Any] = answer.json()
    return question


async def add(user: Api, key: Authenticator, name: str = "Laptop") -> httpx.Response:
    question = await asked(user, "/users/me/passkeys/options", {"password": PASSWORD})
    credential = key.create(question["options"])
    new = {"challenge_id": question["challenge_id"], "credential": credential, "name": name}
    return await user.post("/users/me/passkeys", new)


async def sign_in(api: Api, key: Authenticator, **changed: Any) -> httpx.Response:
    question = await asked(api, "/auth/passkeys/options")
    answer = {"challenge_id": question["challenge_id"], "credential": key.get(question["options"])}
    return await api.post("/auth/passkeys/login", answer | changed)


@pytest.fixture
async def key(ada: Api) -> Authenticator:
    """A passkey of Ada's."""
    key = Authenticator()
    assert (await add(ada, key)).status_code == 201
    return key


async def test_a_passkey_signs_in_without_password_or_name(api: Api, ada: Api, key: Authenticator) -> None:
    answer = await sign_in(api, key)
    assert answer.status_code == 200, answer.text
    assert cookies_set_by(answer)["refresh_token"]["httponly"]
    me = await replace(api, token=answer.json()["access_token"]).get("/users/me")
    assert me.json() == ada.user
    listed = (await ada.get("/users/me/passkeys")).json()["items"]
    assert [(passkey["name"], passkey["last_used_at"]) for passkey in listed] == [("Laptop", "2026-03-18T12:00:00Z")]


async def test_the_browser_is_asked_for_a_passkey_that_makes_sure_of_its_user(ada: Api, key: Authenticator) -> None:
    options = (await asked(ada, "/users/me/passkeys/options", {"password": PASSWORD}))["options"]
    assert options["rp"] == {"id": "localhost", "name": "Exercise Buddy"}
    assert options["user"]["name"] == "ada"
    selection = options["authenticatorSelection"]
    assert (selection["residentKey"], selection["userVerification"]) == ("required", "required")
    assert [known["transports"] for known in options["excludeCredentials"]] == [["usb"]]
    options = (await asked(ada, "/auth/passkeys/options"))["options"]
    assert (options["rpId"], options["userVerification"], options["allowCredentials"]) == ("localhost", "required", [])


async def test_it_replaces_the_second_factor_too(api: Api, ada: Api, key: Authenticator, sql: Sql) -> None:
    await sql.execute("UPDATE users SET second_factor = true")
    assert (await sign_in(api, key)).status_code == 200


BROKEN: dict[str, Callable[[Authenticator], None]] = {
    "without the user's consent": lambda key: setattr(key, "user_verified", False),
    "on another page": lambda key: setattr(key, "origin", "http://localhost:8001"),
    "on a page that looks alike": lambda key: setattr(key, "origin", "https://localhost:8000"),
    "for another site": lambda key: setattr(key, "rp_id", "evil.example.com"),
}


@pytest.mark.parametrize("how", BROKEN)
async def test_a_passkey_that_was_made_wrongly_is_refused(ada: Api, how: str) -> None:
    key = Authenticator()
    BROKEN[how](key)
    assert_problem(await add(ada, key), 400, "passkey_refused")
    assert (await ada.get("/users/me/passkeys")).json() == {"items": []}


@pytest.mark.parametrize("how", BROKEN)
async def test_a_wrong_response_signs_nobody_in(api: Api, key: Authenticator, how: str) -> None:
    BROKEN[how](key)
    assert_problem(await sign_in(api, key), 401, "passkey_invalid")


async def test_another_key_signs_nobody_in(api: Api, key: Authenticator) -> None:
    key.key = ec.generate_private_key(ec.SECP256R1())
    assert_problem(await sign_in(api, key), 401, "passkey_invalid")


async def test_nor_a_key_under_the_name_of_another_user(api: Api, ada: Api, bob: Api, key: Authenticator) -> None:
    key.belongs_to((bob.user or {})["id"])
    assert_problem(await sign_in(api, key), 401, "passkey_invalid")
    # Not even after Bob's account was given a passkey of the same id.
    forged = Authenticator(credential_id=key.credential_id)
    assert (await add(bob, forged)).status_code == 201
    forged.belongs_to((ada.user or {})["id"])
    assert_problem(await sign_in(api, forged), 401, "passkey_invalid")


async def test_a_counter_that_does_not_increase_reveals_a_copy(api: Api, key: Authenticator) -> None:
    copy = replace(key)
    assert (await sign_in(api, key)).status_code == 200
    assert_problem(await sign_in(api, copy), 401, "passkey_invalid")
    assert (await sign_in(api, key)).status_code == 200


async def test_an_answer_works_once(api: Api, key: Authenticator) -> None:
    question = await asked(api, "/auth/passkeys/options")
    answer = {"challenge_id": question["challenge_id"], "credential": key.get(question["options"])}
    answers = await asyncio.gather(*(api.post("/auth/passkeys/login", answer) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401]


async def test_a_challenge_is_used_up_by_a_wrong_answer(api: Api, key: Authenticator) -> None:
    question = await asked(api, "/auth/passkeys/options")
    wrong = {"challenge_id": question["challenge_id"], "credential": replace(key, origin="x").get(question["options"])}
    assert_problem(await api.post("/auth/passkeys/login", wrong), 401, "passkey_invalid")
    right = wrong | {"credential": key.get(question["options"])}
    assert_problem(await api.post("/auth/passkeys/login", right), 401, "passkey_invalid")


async def test_an_answer_to_another_question_is_none(api: Api, ada: Api, bob: Api, key: Authenticator) -> None:
    other = await asked(api, "/auth/passkeys/options")
    assert_problem(await sign_in(api, key, challenge_id=other["challenge_id"]), 401, "passkey_invalid")
    assert_problem(await sign_in(api, key, challenge_id=uuid7()), 401, "passkey_invalid")
    of_bob = await asked(bob, "/users/me/passkeys/options", {"password": PASSWORD})
    credential = Authenticator(credential_id=b"another").create(of_bob["options"])
    new = {"challenge_id": of_bob["challenge_id"], "credential": credential, "name": "stolen"}
    assert_problem(await ada.post("/users/me/passkeys", new), 400, "passkey_refused")
    assert_problem(await sign_in(api, key, challenge_id=of_bob["challenge_id"]), 401, "passkey_invalid")


async def test_challenges_last_for_five_minutes_and_are_cleared_away(
    api: Api, key: Authenticator, clock: FakeClock, sql: Sql
) -> None:
    question = await asked(api, "/auth/passkeys/options")
    answer = {"challenge_id": question["challenge_id"], "credential": key.get(question["options"])}
    clock.now += CHALLENGE_LIFETIME
    assert_problem(await api.post("/auth/passkeys/login", answer), 401, "passkey_invalid")
    clock.now += timedelta(seconds=1)
    await asked(api, "/auth/passkeys/options")
    assert await sql.value("SELECT count(*) FROM passkey_challenges") == 1


@pytest.mark.parametrize(
    "credential",
    [
        {},
        {"id": "x", "rawId": "x", "type": "public-key", "response": {}},
        {"id": "!", "rawId": "!", "type": "public-key", "response": []},
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": dict.fromkeys(("clientDataJSON", "authenticatorData", "signature", "userHandle"), "____")
            | {"attestationObject": "____"},
        },
    ],
)
async def test_nonsense_is_refused(api: Api, ada: Api, credential: dict[str, Any]) -> None:
    question = await asked(api, "/auth/passkeys/options")
    answer = {"challenge_id": question["challenge_id"], "credential": credential}
    assert_problem(await api.post("/auth/passkeys/login", answer), 401, "passkey_invalid")
    question = await asked(ada, "/users/me/passkeys/options", {"password": PASSWORD})
    new = {"challenge_id": question["challenge_id"], "credential": credential, "name": "x"}
    assert_problem(await ada.post("/users/me/passkeys", new), 400, "passkey_refused")


async def test_adding_and_removing_take_the_password(ada: Api, bob: Api, key: Authenticator) -> None:
    wrong = {"password": "wrong password"}
    assert_problem(await ada.post("/users/me/passkeys/options", wrong), 403, "wrong_password")
    path = f"/users/me/passkeys/{(await ada.get('/users/me/passkeys')).json()['items'][0]['id']}"
    assert_problem(await ada.delete(path, wrong), 403, "wrong_password")
    assert_problem(await bob.delete(path, {"password": PASSWORD}), 404, "passkey_not_found")
    assert (await bob.get("/users/me/passkeys")).json() == {"items": []}
    assert (await ada.delete(path, {"password": PASSWORD})).status_code == 204
    assert_problem(await sign_in(ada, key), 401, "passkey_invalid")


async def test_one_passkey_is_added_once_and_there_is_an_end_to_it(ada: Api, key: Authenticator, sql: Sql) -> None:
    assert_problem(await add(ada, key), 409, "passkey_exists")
    await sql.execute(
        "INSERT INTO passkeys (user_id, credential_id, public_key, sign_count, transports, name)"
        " SELECT user_id, n::text::bytea, public_key, 0, '{}', name FROM passkeys, generate_series(2, $1) AS n",
        MAX_PASSKEYS,
    )
    full = await ada.post("/users/me/passkeys/options", {"password": PASSWORD})
    assert_problem(full, 409, "too_many_passkeys")


@pytest.mark.parametrize(
    ("public_url", "host", "possible"),
    [
        ("http://localhost:8000", "localhost:8000", True),
        ("http://localhost:8000", "127.0.0.1:8000", False),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", False),
        ("http://buddy.example.com", "buddy.example.com", False),
        ("https://buddy.example.com", "buddy.example.com", True),
        ("https://buddy.example.com", "api.example.com", False),
    ],
)
async def test_the_capabilities_say_where_passkeys_work(
    app: FastAPI,
    api: Api,
    settings: Settings,
    public_url: str,
    host: str,
    possible: bool,
) -> None:
    with changed(app, settings=settings.model_copy(update={"public_url": public_url})):
        answer = await api.call("GET", "/auth/capabilities", headers={"Host": host})
        asked = await api.post("/auth/passkeys/options")
    assert answer.json() == {
        "mail": False,
        "passkeys": possible,
        "public_url": public_url,
        "sign_up_code": False,
        "phone_url": None,
    }
    assert asked.status_code == (409 if public_url.startswith("http://") and "localhost" not in public_url else 200)


async def test_a_page_on_another_host_than_the_api_counts_by_its_own_address(
    app: FastAPI, api: Api, settings: Settings
) -> None:
    split = settings.model_copy(update={"public_url": "https://app.example.com"})
    headers = {"Host": "api.example.com", "Origin": "https://app.example.com"}
    with changed(app, settings=split):
        answer = await api.call("GET", "/auth/capabilities", headers=headers)
        broken = await api.call("GET", "/auth/capabilities", headers=headers | {"Origin": "http://["})
    assert answer.json()["passkeys"] is True
    assert broken.json()["passkeys"] is False


async def test_asking_and_guessing_are_slowed(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router, "PASSKEY_LOGINS_PER_NETWORK", Limit.of("p", "2/hour"))
    assert [(await api.post("/auth/passkeys/options")).status_code for _ in range(3)] == [200, 200, 429]
