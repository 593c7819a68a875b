"""Signing in, staying signed in, and signing out."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from exercise_buddy.auth.sessions.service import RETRY_WINDOW
from exercise_buddy.users.password_text import MAX_PASSWORD_BYTES
from exercise_buddy.users.service import UserService
from tests.support import PASSWORD, Api, FakeClock, Sql, assert_problem, cookies_set_by, new_user, new_workout

LATER = RETRY_WINDOW + timedelta(seconds=1)


def cookie_of(answer: httpx.Response) -> str:
    return cookies_set_by(answer)["refresh_token"].value


async def login(api: Api, identifier: str = "ada", **options: object) -> httpx.Response:
    return await api.post("/auth/login", {"identifier": identifier, "password": PASSWORD}, **options)


async def refresh(api: Api, cookie: str | None, **headers: str) -> httpx.Response:
    api.http.cookies.clear()
    cookies = {"Cookie": f"refresh_token={cookie}"} if cookie else {}
    return await api.post("/auth/refresh", headers=cookies | headers)


@pytest.fixture
async def cookie(api: Api, ada: Api) -> str:
    """Ada's refresh token, just given."""
    return cookie_of(await login(api))


@pytest.mark.parametrize("identifier", ["ada", "ADA", "ada@example.com", "Ada@Example.COM", "  ada "])
async def test_logs_in_by_username_or_email_in_any_case(api: Api, ada: Api, identifier: str) -> None:
    answer = await login(api, identifier)
    assert answer.status_code == 200
    body = answer.json()
    assert body.keys() == {"access_token", "token_type", "expires_in"}
    assert (body["token_type"], body["expires_in"]) == ("bearer", 900)
    me = await Api(api.http, body["access_token"]).get("/users/me")
    assert me.json()["username"] == "ada"


async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(api: Api, ada: Api) -> None:
    cookie = cookies_set_by(await login(api))["refresh_token"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "strict"
    assert cookie["path"] == "/api/v1/auth"
    assert cookie["max-age"] == "604800"
    assert not cookie["domain"]


@pytest.mark.parametrize(
    ("base_url", "secure"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://localhost:8000", False),
        ("https://localhost", True),
        ("https://buddy.example.com", True),
        ("http://buddy.example.com", True),
        ("http://192.168.1.5:8000", True),
    ],
)
async def test_the_cookie_is_secure_but_on_plain_http_to_this_machine(
    api: Api, ada: Api, base_url: str, secure: bool
) -> None:
    api.http.base_url = httpx.URL(base_url)
    assert bool(cookies_set_by(await login(api))["refresh_token"]["secure"]) is secure


@pytest.mark.parametrize(
    ("identifier", "password"),
    [
        ("ada", "wrong"),
        ("ada", PASSWORD + " "),
        ("ada", ""),
        ("nobody", PASSWORD),
        ("nobody@example.com", PASSWORD),
        ("ada", "x" * 1000),
        ("%", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
    ],
)
async def test_what_is_wrong_is_not_said(api: Api, ada: Api, identifier: str, password: str) -> None:
    answer = await api.post("/auth/login", {"identifier": identifier, "password": password})
    problem = assert_problem(answer, 401, "invalid_credentials")
    assert problem["detail"] == "The username, email address or password is wrong."
    assert "set-cookie" not in answer.headers


async def test_a_password_longer_than_72_bytes_never_matches(api: Api) -> None:
    longest = "correct horse battery staple " * 2 + "and so on 1234"
    assert len(longest) == MAX_PASSWORD_BYTES
    assert (await api.post("/auth/register", new_user(password=longest))).status_code == 201
    assert (await api.post("/auth/login", {"identifier": "ada", "password": longest})).status_code == 200
    too_long = await api.post("/auth/login", {"identifier": "ada", "password": longest + "p"})
    assert_problem(too_long, 401, "invalid_credentials")


@pytest.mark.parametrize(
    ("body", "location"),
    [
        ({"identifier": "ada"}, "body.password"),
        ({"password": PASSWORD}, "body.identifier"),
        ({"identifier": "", "password": PASSWORD}, "body.identifier"),
        ({"identifier": "a\x00", "password": PASSWORD}, "body.identifier"),
        ({"identifier": "ada", "password": "\x00secret-word"}, "body.password"),
        ({"identifier": "ada", "password": ["secret-word"]}, "body.password"),
        ({"identifier": "ada", "password": "secret-word" * 200}, "body.password"),
        ({"identifier": 5, "password": PASSWORD}, "body.identifier"),
    ],
)
async def test_a_malformed_login_is_refused_without_repeating_the_password(
    api: Api, ada: Api, body: dict[str, object], location: str
) -> None:
    answer = await api.post("/auth/login", body)
    assert assert_problem(answer, 422, "validation_failed")["errors"][0]["location"] == location
    assert "secret-word" not in answer.text
    assert PASSWORD not in answer.text


async def test_refresh_rotates_the_cookie_and_keeps_the_session(api: Api, cookie: str, clock: FakeClock) -> None:
    clock.now += timedelta(days=3)
    answer = await refresh(api, cookie)
    assert answer.status_code == 200
    assert answer.json()["expires_in"] == 900
    assert cookie_of(answer) != cookie
    sessions = (await Api(api.http, answer.json()["access_token"]).get("/users/me/sessions")).json()["items"]
    assert sessions[0]["current"]
    clock.now += timedelta(days=6)
    assert (await refresh(api, cookie_of(answer))).status_code == 200


async def test_a_token_used_twice_ends_the_session(api: Api, cookie: str, clock: FakeClock, sql: Sql) -> None:
    next_cookie = cookie_of(await refresh(api, cookie))
    clock.now += LATER
    assert_problem(await refresh(api, cookie), 401, "refresh_token_reused")
    assert_problem(await refresh(api, next_cookie), 401, "refresh_token_invalid")
    assert await sql.value("SELECT count(*) FROM sessions") == 1


async def test_a_stolen_token_ends_only_its_own_session(api: Api, cookie: str, clock: FakeClock) -> None:
    other = cookie_of(await login(api))
    await refresh(api, cookie)
    clock.now += LATER
    await refresh(api, cookie)
    assert (await refresh(api, other)).status_code == 200


async def test_a_lost_answer_can_be_asked_for_again(api: Api, cookie: str, clock: FakeClock) -> None:
    lost = cookie_of(await refresh(api, cookie))
    clock.now += RETRY_WINDOW
    answer = await refresh(api, cookie)
    assert (answer.status_code, cookie_of(answer)) == (200, lost)
    clock.now += LATER
    assert (await refresh(api, lost)).status_code == 200


async def test_a_thief_with_the_owners_user_agent_gets_no_second_branch(
    api: Api, ada: Api, cookie: str, clock: FakeClock
) -> None:
    owners = cookie_of(await refresh(api, cookie))
    thiefs = cookie_of(await refresh(api, cookie))
    assert thiefs == owners
    clock.now += LATER
    assert (await refresh(api, thiefs)).status_code == 200
    clock.now += LATER
    # Whoever of the two comes second tells that there are two.
    assert_problem(await refresh(api, owners), 401, "refresh_token_reused")


async def test_the_document_of_the_api_tells_clients_how_long_they_may_repeat(api: Api) -> None:
    document = (await api.http.get("/api/openapi.json")).json()
    told = document["paths"]["/api/v1/auth/refresh"]["post"]["x-retry-window-seconds"]
    assert timedelta(seconds=told) == RETRY_WINDOW


async def test_another_client_cannot_retry(api: Api, cookie: str) -> None:
    await refresh(api, cookie)
    assert_problem(await refresh(api, cookie, **{"User-Agent": "thief/1.0"}), 401, "refresh_token_reused")


async def test_two_tabs_may_refresh_at_once(api: Api, cookie: str) -> None:
    answers = await asyncio.gather(*(refresh(api, cookie) for _ in range(5)))
    assert [answer.status_code for answer in answers] == [200] * 5
    assert len({cookie_of(answer) for answer in answers}) == 1


async def test_a_session_ends_after_seven_days_unused(api: Api, cookie: str, clock: FakeClock) -> None:
    clock.now += timedelta(days=7)
    assert_problem(await refresh(api, cookie), 401, "refresh_token_expired")


async def test_a_session_ends_after_ninety_days_however_it_is_used(api: Api, cookie: str, clock: FakeClock) -> None:
    for _ in range(14):
        clock.now += timedelta(days=6)
        answer = await refresh(api, cookie)
        assert answer.status_code == 200
        cookie = cookie_of(answer)
    clock.now += timedelta(days=6)
    assert_problem(await refresh(api, cookie), 401, "refresh_token_expired")


async def test_a_login_clears_away_what_has_expired(api: Api, cookie: str, clock: FakeClock, sql: Sql) -> None:
    clock.now += timedelta(days=8)
    await login(api)
    assert await sql.value("SELECT count(*) FROM sessions") == 1


async def test_the_token_itself_is_nowhere_stored(api: Api, cookie: str, sql: Sql) -> None:
    rows = str(await sql.rows("SELECT * FROM sessions"))
    root, seal = cookie.split(".")[3:]
    for secret in (root, seal):
        assert secret not in rows
        assert secret.encode().hex() not in rows


async def test_without_a_cookie_there_is_nothing_to_refresh(api: Api) -> None:
    assert_problem(await refresh(api, None), 401, "refresh_token_missing")


@pytest.mark.parametrize(
    "cookie",
    ["x", "x.y", "." * 300, "01939b5e00007000800000000000000a.guess", "ü.ü", "01939b5e00007000800000000000000a"],
)
async def test_a_made_up_cookie_is_invalid(api: Api, ada: Api, cookie: str) -> None:
    api.http.cookies.clear()
    headers = {"Cookie": f"refresh_token={cookie}".encode()}
    assert_problem(await api.post("/auth/refresh", headers=headers), 401, "refresh_token_invalid")


async def test_logout_ends_the_session_and_takes_the_cookie(api: Api, cookie: str) -> None:
    api.http.cookies.clear()
    answer = await api.post("/auth/logout", headers={"Cookie": f"refresh_token={cookie}"})
    assert answer.status_code == 204
    left = cookies_set_by(answer)["refresh_token"]
    assert (left.value, left["max-age"], left["path"]) == ("", "0", "/api/v1/auth")
    assert_problem(await refresh(api, cookie), 401, "refresh_token_invalid")


async def test_logging_out_twice_or_never_having_been_in_is_fine(api: Api) -> None:
    api.http.cookies.clear()
    assert (await api.post("/auth/logout")).status_code == 204
    unknown = {"Cookie": "refresh_token=01939b5e00007000800000000000000a.guess"}
    assert (await api.post("/auth/logout", headers=unknown)).status_code == 204


async def test_logout_all_ends_every_session(api: Api, ada: Api, cookie: str) -> None:
    other = cookie_of(await login(api))
    assert (await ada.post("/auth/logout-all")).status_code == 204
    for token in (cookie, other):
        assert_problem(await refresh(api, token), 401, "refresh_token_invalid")


async def test_logout_all_leaves_others_alone(api: Api, cookie: str, bob: Api) -> None:
    await bob.post("/auth/logout-all")
    assert (await refresh(api, cookie)).status_code == 200


@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/logout"])
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1:9999", "null", "http://127.0.0.1.evil.example:8000"]
)
async def test_another_origins_page_may_not_use_the_cookie(api: Api, cookie: str, path: str, origin: str) -> None:
    headers = {"Cookie": f"refresh_token={cookie}", "Origin": origin}
    assert_problem(await api.post(path, headers=headers), 403, "foreign_origin")
    assert (await refresh(api, cookie)).status_code == 200


async def test_our_own_page_may(api: Api, cookie: str) -> None:
    assert (await refresh(api, cookie, Origin="http://127.0.0.1:8000")).status_code == 200


async def test_lists_sessions_of_the_user_only(api: Api, ada: Api, bob: Api, clock: FakeClock) -> None:
    clock.now += timedelta(minutes=1)
    await login(api, headers={"User-Agent": "phone/2"})
    items = (await ada.get("/users/me/sessions")).json()["items"]
    assert items[0]["user_agent"] == "phone/2"
    assert len(items) == 2
    assert [item["current"] for item in items] == [False, True]
    assert items[0]["expires_at"] == "2026-03-25T12:01:00Z"


async def test_ends_one_session(api: Api, ada: Api, bob: Api, cookie: str) -> None:
    items = (await ada.get("/users/me/sessions")).json()["items"]
    other = next(item["id"] for item in items if not item["current"])
    assert_problem(await bob.delete(f"/users/me/sessions/{other}"), 404, "not_found")
    assert (await ada.delete(f"/users/me/sessions/{other}")).status_code == 204
    assert_problem(await refresh(api, cookie), 401, "refresh_token_invalid")
    assert_problem(await ada.delete(f"/users/me/sessions/{other}"), 404, "not_found")
    assert_problem(await ada.delete("/users/me/sessions/this-one"), 422, "validation_failed")
    assert len((await ada.get("/users/me/sessions")).json()["items"]) == 1


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/users/me/email", {"password": PASSWORD, "new_email": "new@example.com"}),
        ("POST", "/users/me/password", {"current_password": PASSWORD, "new_password": "staple correct horse"}),
        ("POST", "/users/me/passkeys/options", {"password": PASSWORD}),
        ("POST", "/users/me/totp", {"password": PASSWORD}),
        ("DELETE", "/users/me/totp", {"password": PASSWORD}),
        ("POST", "/users/me/api-tokens", {"password": PASSWORD, "name": "script", "scopes": ["goals:read"]}),
        ("DELETE", "/users/me", {"password": PASSWORD}),
    ],
)
async def test_a_session_ended_by_a_new_password_is_not_reported_as_a_wrong_password(
    api: Api, ada: Api, monkeypatch: pytest.MonkeyPatch, method: str, path: str, body: dict[str, Any]
) -> None:
    other = await api.sign_in("ada")
    confirm = UserService.confirm

    async def confirmed_later(users: UserService, user_id: UUID, password: str) -> int:
        # The session of the one who asks was still on; now the owner sets another password elsewhere.
        monkeypatch.setattr(UserService, "confirm", confirm)
        change = {"current_password": PASSWORD, "new_password": "battery staple correct"}
        assert (await other.post("/users/me/password", change)).status_code == 204
        return await confirm(users, user_id, password)

    monkeypatch.setattr(UserService, "confirm", confirmed_later)
    assert_problem(await ada.call(method, path, json=body), 401, "session_over")
    assert_problem(await other.call(method, path, json=body), 403, "wrong_password")


async def test_a_session_and_a_save_outlive_a_clock_that_leaps(
    api: Api, ada: Api, cookie: str, clock: FakeClock
) -> None:
    for leap in (timedelta(hours=-1), timedelta(days=1), timedelta(days=-1), timedelta(hours=1)):
        clock.now += leap
        answer = await refresh(api, cookie)
        assert answer.status_code == 200, leap
        cookie = cookie_of(answer)
        again = Api(api.http, answer.json()["access_token"])
        assert (await again.get("/users/me")).status_code == 200
        assert (await again.post("/workouts", new_workout())).status_code == 201
