"""Accounts for the many tests that are about something else: as registering and signing in make them, at a tenth of
the cost."""

from datetime import timedelta
from typing import Any

import httpx
from fastapi import FastAPI

from exercise_buddy.auth.sessions.dependencies import (
    DEVICE_COOKIE,
    DEVICE_COOKIE_PATH,
    REFRESH_COOKIE,
    REFRESH_COOKIE_PATH,
)
from exercise_buddy.auth.sessions.repository import SessionRepository
from exercise_buddy.auth.sessions.service import SessionService, Tokens
from exercise_buddy.core.db.database import Session
from exercise_buddy.main import Resources
from exercise_buddy.users.dependencies import users_on
from exercise_buddy.users.repository import UserRepository
from exercise_buddy.users.schemas import NewUser, User
from tests.support import Api, new_user

FIRST_EPOCH = 0


async def account(app: FastAPI, http: httpx.AsyncClient, password_hash: str, username: str, **fields: Any) -> Api:
    """The API as a new user with the password of all, whose cookies `http` holds from then on.

    Past the forms, the judging of the password, its hashing and the limits, but through the same services and tables;
    `test_an_account_for_tests_is_as_one_that_signed_up` compares the two.
    """
    shared: Resources = app.state.resources
    if shared.mailer.is_configured:
        # Whoever reads mails expects the greeting.
        return await Api(http).sign_up(username, **fields)
    form = NewUser.model_validate(new_user(username, **fields))
    values = {"display_name": form.username, "password_hash": password_hash}
    columns = form.model_dump(include={"email", "username", "weight_kg", "time_zone"})
    async with shared.database.session() as session:
        user = User.model_validate(await UserRepository(session).insert(columns | values))
        tokens = await _sessions(shared, session).begin(user.id, FIRST_EPOCH, http.headers["user-agent"])
        await session.commit()
    _keep_cookies(http, shared, tokens)
    return Api(http, tokens.access_token, user.model_dump(mode="json"))


def _sessions(shared: Resources, session: Session) -> SessionService:
    return SessionService(
        users_on(session, session, shared.password_hasher),
        SessionRepository(session),
        shared.access_tokens,
        shared.screen_tokens,
        timedelta(days=shared.settings.refresh_token_days),
        shared.clock,
        lambda _user_id: None,
    )


def _keep_cookies(http: httpx.AsyncClient, shared: Resources, tokens: Tokens) -> None:
    mark = shared.known_devices.mark(tokens.user_id, tokens.session_id, tokens.epoch, shared.clock())
    http.cookies.set(REFRESH_COOKIE, str(tokens.refresh_token), http.base_url.host, REFRESH_COOKIE_PATH)
    http.cookies.set(DEVICE_COOKIE, mark, http.base_url.host, DEVICE_COOKIE_PATH)
