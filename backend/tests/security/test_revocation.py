"""A session that is over takes its access tokens with it: at once here, within seconds in other processes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from exercise_buddy.auth.sessions.service import RETRY_WINDOW
from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app
from exercise_buddy.users.live_sessions import TRUST
from tests.servers.mailbox import Mailbox
from tests.support import PASSWORD, Api, FakeClock, Sql, assert_problem

NEW_PASSWORD = "staple correct horse"


@pytest.fixture
async def replica(app: FastAPI, settings: Settings, clock: FakeClock) -> AsyncIterator[httpx.AsyncClient]:
    """The same application in a second process: one database, nothing else in common."""
    second = create_app(settings, clock=clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(second), base_url="http://127.0.0.1:8001") as client:
        yield client
    await second.state.resources.database.close()


async def log_out(api: Api) -> None:
    assert (await api.post("/auth/logout")).status_code == 204


async def log_out_everywhere(api: Api) -> None:
    assert (await api.post("/auth/logout-all")).status_code == 204


async def end_this_session(api: Api) -> None:
    sessions = (await api.get("/users/me/sessions")).json()["items"]
    current = next(session["id"] for session in sessions if session["current"])
    assert (await api.delete(f"/users/me/sessions/{current}")).status_code == 204


async def delete_account(api: Api) -> None:
    assert (await api.delete("/users/me", {"password": PASSWORD})).status_code == 204


END = pytest.mark.parametrize("end", [log_out, log_out_everywhere, end_this_session, delete_account])


@END
async def test_the_access_token_of_an_ended_session_is_refused_at_once(
    ada: Api, end: Callable[[Api], Awaitable[None]]
) -> None:
    assert (await ada.get("/users/me")).status_code == 200
    await end(ada)
    assert_problem(await ada.get("/users/me"), 401, "session_over")


@END
async def test_and_within_seconds_in_another_process(
    ada: Api, replica: httpx.AsyncClient, clock: FakeClock, end: Callable[[Api], Awaitable[None]]
) -> None:
    there = replace(ada, http=replica)
    assert (await there.get("/statistics")).status_code == 200
    await end(ada)
    clock.now += TRUST
    assert_problem(await there.get("/statistics"), 401, "session_over")


async def test_a_new_password_ends_the_access_tokens_of_other_sessions(ada: Api) -> None:
    thief = await ada.sign_in("ada")
    assert (await thief.get("/users/me")).status_code == 200
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await ada.post("/users/me/password", change)).status_code == 204
    assert_problem(await thief.get("/users/me"), 401, "session_over")
    assert (await ada.get("/users/me")).status_code == 200


async def test_one_statement_ends_every_session_and_voids_every_link(
    app: FastAPI, ada: Api, mailbox: Mailbox, sql: Sql, clock: FakeClock
) -> None:
    await ada.post("/auth/forgot-password", {"email": "ada@example.com"})
    await mailbox.arrived("ada@example.com")
    await sql.execute("UPDATE users SET epoch = epoch + 1")
    clock.now += TRUST
    assert_problem(await ada.get("/users/me"), 401, "session_over")
    assert_problem(await ada.post("/auth/refresh"), 401, "refresh_token_invalid")
    link = {"token": mailbox.token("ada@example.com"), "new_password": NEW_PASSWORD}
    assert_problem(await ada.post("/auth/reset-password", link), 400, "mail_token_invalid")


async def test_a_stolen_refresh_token_used_again_ends_the_access_token_too(ada: Api, clock: FakeClock) -> None:
    stolen = {"Cookie": f"refresh_token={ada.http.cookies['refresh_token']}"}
    ada.http.cookies.clear()
    assert (await ada.post("/auth/refresh", headers=stolen)).status_code == 200
    assert (await ada.get("/users/me")).status_code == 200
    clock.now += RETRY_WINDOW + timedelta(seconds=1)
    ada.http.cookies.clear()
    assert_problem(await ada.post("/auth/refresh", headers=stolen), 401, "refresh_token_reused")
    assert_problem(await ada.get("/users/me"), 401, "session_over")


async def test_ending_ones_own_sessions_leaves_others_alone(ada: Api, bob: Api) -> None:
    await log_out_everywhere(ada)
    assert (await bob.get("/users/me")).status_code == 200


async def test_a_refusal_ends_nothing(ada: Api) -> None:
    wrong = {"current_password": "wrong password", "new_password": NEW_PASSWORD}
    assert_problem(await ada.post("/users/me/password", wrong), 403, "wrong_password")
    assert_problem(await ada.delete("/users/me", {"password": "wrong password"}), 403, "wrong_password")
    assert (await ada.get("/users/me")).status_code == 200


async def test_a_rolled_back_change_is_not_reported(app: FastAPI) -> None:
    told: list[str] = []
    async with app.state.resources.database.session() as session:
        session.after_commit(lambda: told.append("rolled back"))
        await session.execute(text("SELECT 1"))
        await session.rollback()
    async with app.state.resources.database.session() as session:
        session.after_commit(lambda: told.append("committed"))
        await session.execute(text("SELECT 1"))
        await session.commit()
    assert told == ["committed"]
