"""Screens that watch without a sign-in: asked for by a code, allowed once, good for nothing else, ended as sessions."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from exercise_buddy.auth.screens.router import CODES_PER_ACCOUNT, PAIRINGS_PER_NETWORK
from exercise_buddy.auth.screens.service import CODE_ALPHABET, TO_SCAN, TO_TAKE_UP
from exercise_buddy.auth.sessions.service import SCREEN_LIFETIME
from exercise_buddy.core.http.limits.rate_limit import RateLimiter
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.live_sessions import TRUST, SessionOver
from tests.support import PASSWORD, Api, FakeClock, Sql, assert_problem, put
from tests.test_access import PROTECTED, with_ids

TELEVISION = "Mozilla/5.0 (X11; Linux) Television"
A_SECOND = timedelta(seconds=1)


async def ask(api: Api) -> dict[str, Any]:
    """A screen that asks, and what it then holds."""
    answer = await api.post("/auth/screens", headers={"User-Agent": TELEVISION})
    assert answer.status_code == 201, answer.text
    pairing: dict[str, Any] = answer.json()
    return pairing


async def claim(api: Api, pairing: dict[str, Any], **changed: str) -> Any:
    return await api.post("/auth/screens/claim", {"id": pairing["id"], "secret": pairing["secret"], **changed})


async def allow(api: Api, pairing: dict[str, Any]) -> None:
    answer = await api.post("/users/me/screens", {"code": pairing["code"]})
    assert answer.status_code == 204, answer.text


async def paired(api: Api, owner: Api) -> str:
    """The token of a screen that the owner has let in."""
    pairing = await ask(api)
    await allow(owner, pairing)
    token: str = (await claim(api, pairing)).json()["screen_token"]
    return token


@pytest.fixture
def watches(app: FastAPI, clock: FakeClock) -> Callable[[str], Any]:
    """Whether a token is let in to the stream: what the endpoint asks before it opens one."""

    async def is_let_in(token: str) -> bool:
        claims: AccessClaims = app.state.resources.screen_tokens.read(token, clock())
        try:
            await app.state.resources.live_sessions.require(claims, clock())
        except SessionOver:
            return False
        return True

    return is_let_in


async def test_a_screen_is_let_in_by_the_code_that_it_shows(api: Api, ada: Api, sql: Sql) -> None:
    pairing = await ask(api)
    assert pairing["expires_in"] == 120
    assert {*pairing["code"]} <= {*CODE_ALPHABET, "-"}
    waiting = (await claim(api, pairing)).json()
    assert waiting == {"screen_token": None, "expires_in": 120}

    # As a person types it.
    typed = f" {pairing['code'].lower().replace('-', ' ')} "
    seen = await ada.post("/users/me/screens/asking", {"code": typed})
    assert seen.json() == {"user_agent": TELEVISION, "expires_in": 120}
    assert (await ada.post("/users/me/screens", {"code": typed})).status_code == 204

    taken = (await claim(api, pairing)).json()
    assert taken["screen_token"] is not None
    assert taken["expires_in"] == SCREEN_LIFETIME.total_seconds()
    assert await sql.value("SELECT count(*) FROM screen_pairings") == 0


async def test_nothing_that_is_stored_or_shown_lets_anybody_in(api: Api, ada: Api, sql: Sql) -> None:
    pairing = await ask(api)
    await allow(ada, pairing)
    assert_problem(await claim(api, pairing, secret=pairing["code"]), 404, "pairing_over")
    assert_problem(await claim(api, pairing, secret="x" * 43), 404, "pairing_over")
    stored = await sql.value("SELECT p::text FROM screen_pairings p")
    assert pairing["secret"] not in stored
    assert pairing["code"].replace("-", "") not in stored
    # The guesses have used nothing up.
    assert (await claim(api, pairing)).json()["screen_token"]


async def test_a_code_is_good_once(api: Api, ada: Api, bob: Api) -> None:
    pairing = await ask(api)
    await allow(ada, pairing)
    for path in ("/users/me/screens", "/users/me/screens/asking"):
        for who in (ada, bob):
            assert_problem(await who.post(path, {"code": pairing["code"]}), 404, "pairing_over")
    answers = await asyncio.gather(*(claim(api, pairing) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404, 404]
    assert_problem(await claim(api, pairing), 404, "pairing_over")


async def test_a_code_is_good_for_two_minutes(api: Api, ada: Api, clock: FakeClock) -> None:
    in_time, too_late = await ask(api), await ask(api)
    clock.now += TO_SCAN - A_SECOND
    await allow(ada, in_time)
    clock.now += A_SECOND
    assert_problem(await ada.post("/users/me/screens", {"code": too_late["code"]}), 404, "pairing_over")
    assert_problem(await claim(api, too_late), 404, "pairing_over")
    clock.now += TO_TAKE_UP - A_SECOND - A_SECOND
    assert (await claim(api, in_time)).json()["screen_token"]


async def test_what_was_allowed_waits_half_a_minute_to_be_taken_up(api: Api, ada: Api, clock: FakeClock) -> None:
    pairing = await ask(api)
    await allow(ada, pairing)
    clock.now += TO_TAKE_UP
    assert_problem(await claim(api, pairing), 404, "pairing_over")


async def test_a_screen_may_do_nothing_but_watch(api: Api, ada: Api, watches: Callable[[str], Any]) -> None:
    token = await paired(api, ada)
    screen = Api(api.http, token)
    assert await watches(token)
    for method, path, name in PROTECTED:
        if name != "watch_live":
            assert_problem(await screen.call(method, with_ids(path)), 401, "access_token_invalid")


async def test_a_screen_has_no_refresh_token(api: Api, ada: Api) -> None:
    pairing = await ask(api)
    await allow(ada, pairing)
    answer = await claim(api, pairing)
    assert "set-cookie" not in answer.headers
    assert answer.json().keys() == {"screen_token", "expires_in"}


async def test_it_is_listed_with_the_sessions_and_ended_there(
    api: Api, ada: Api, bob: Api, watches: Callable[[str], Any]
) -> None:
    token = await paired(api, ada)
    sessions = (await ada.get("/users/me/sessions")).json()["items"]
    screens = [session for session in sessions if session["view_only"]]
    assert [(screen["user_agent"], screen["current"]) for screen in screens] == [(TELEVISION, False)]
    assert_problem(await bob.delete(f"/users/me/sessions/{screens[0]['id']}"), 404, "not_found")
    assert await watches(token)
    assert (await ada.delete(f"/users/me/sessions/{screens[0]['id']}")).status_code == 204
    assert not await watches(token)
    # Ada's own goes on.
    assert (await ada.get("/users/me")).status_code == 200


@pytest.mark.parametrize("how", ["sign-out everywhere", "a new password"])
async def test_it_ends_with_the_epoch(api: Api, ada: Api, watches: Callable[[str], Any], how: str) -> None:
    token = await paired(api, ada)
    allowed = await ask(api)
    await allow(ada, allowed)
    if how == "a new password":
        change = {"current_password": PASSWORD, "new_password": "staple correct horse"}
        assert (await ada.post("/users/me/password", change)).status_code == 204
    else:
        assert (await ada.post("/auth/logout-all")).status_code == 204
    assert not await watches(token)
    # What was allowed before, and is taken up after, is void, too.
    assert_problem(await claim(api, allowed), 404, "pairing_over")


async def test_it_ends_after_half_a_day_and_with_the_account(
    api: Api, ada: Api, bob: Api, app: FastAPI, clock: FakeClock, watches: Callable[[str], Any]
) -> None:
    of_bob = await paired(api, bob)
    assert (await bob.delete("/users/me", {"password": PASSWORD})).status_code == 204
    assert not await watches(of_bob)
    token = await paired(api, ada)
    clock.now += SCREEN_LIFETIME + TRUST
    answer = await Api(api.http, token).get("/live")
    assert_problem(answer, 401, "session_over")


async def test_asking_and_guessing_are_bounded(api: Api, ada: Api, app: FastAPI) -> None:
    put(app, rate_limiter=RateLimiter())
    for _ in range(CODES_PER_ACCOUNT.rate.amount):
        assert_problem(await ada.post("/users/me/screens/asking", {"code": "BCDF-GHJK"}), 404, "pairing_over")
    assert_problem(await ada.post("/users/me/screens", {"code": "BCDF-GHJK"}), 429, "too_many_requests")
    for _ in range(PAIRINGS_PER_NETWORK.rate.amount):
        await ask(api)
    assert_problem(await api.post("/auth/screens"), 429, "too_many_requests")
