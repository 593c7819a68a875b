"""While a password is hashed, no connection of the pool is held."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pyotp.totp import TOTP
from sqlalchemy.pool import QueuePool

from exercise_buddy.users.password_hasher import PasswordHasher
from tests.auth.test_takeover import ADDRESS, NEW, Post
from tests.servers.mailbox import Mailbox
from tests.support import CHEAP_BCRYPT, PASSWORD, Api, FakeClock, assert_problem, changed, new_user


@dataclass
class Watch:
    """How many connections were out at each hash."""

    held: list[int] = field(default_factory=list)


class WatchedHasher(PasswordHasher):
    """Counts the connections that are out when it is asked."""

    def __init__(self, app: FastAPI, watch: Watch) -> None:
        super().__init__(CHEAP_BCRYPT)
        self._app = app
        self._watch = watch

    def _note(self) -> None:
        pool = self._app.state.resources.database.engine.pool
        assert isinstance(pool, QueuePool)
        self._watch.held.append(pool.checkedout())

    async def hash(self, password: str) -> str:
        self._note()
        return await super().hash(password)

    async def verify(self, password: str, password_hash: str | None, **options: Any) -> bool:
        self._note()
        return await super().verify(password, password_hash, **options)


async def sign_up(_user: Api, api: Api, _post: Post, _code: str) -> httpx.Response:
    return await api.post("/auth/register", new_user("bob"))


async def sign_in(_user: Api, api: Api, _post: Post, _code: str) -> httpx.Response:
    return await api.post("/auth/login", {"identifier": "ada", "password": PASSWORD})


async def reset(_user: Api, api: Api, post: Post, _code: str) -> httpx.Response:
    await api.post("/auth/forgot-password", {"email": ADDRESS})
    body = {"token": await post.token(ADDRESS, "reset-password"), "new_password": NEW}
    return await api.post("/auth/reset-password", body)


async def undo(user: Api, api: Api, post: Post, _code: str) -> httpx.Response:
    await user.post("/users/me/email", {"password": PASSWORD, "new_email": "new@example.com"})
    await api.post("/auth/verify-email", {"token": await post.token("new@example.com", "verify-email")})
    body = {"token": await post.token(ADDRESS, "undo-email-change"), "new_password": NEW}
    return await api.post("/auth/undo-email-change", body)


async def change_password(user: Api, _api: Api, _post: Post, _code: str) -> httpx.Response:
    return await user.post("/users/me/password", {"current_password": PASSWORD, "new_password": NEW})


async def begin_passkey(user: Api, _api: Api, _post: Post, _code: str) -> httpx.Response:
    return await user.post("/users/me/passkeys/options", {"password": PASSWORD})


async def turn_codes_off(user: Api, _api: Api, _post: Post, code: str) -> httpx.Response:
    await user.post("/users/me/totp/confirm", {"code": code})
    return await user.delete("/users/me/totp", {"password": PASSWORD})


async def delete_account(user: Api, _api: Api, _post: Post, _code: str) -> httpx.Response:
    return await user.delete("/users/me", {"password": PASSWORD})


Request = Callable[[Api, Api, Post, str], Awaitable[httpx.Response]]


@pytest.mark.parametrize(
    "request_of",
    [sign_up, sign_in, reset, undo, change_password, begin_passkey, turn_codes_off, delete_account],
)
async def test_no_connection_is_held_while_a_password_is_hashed(
    app: FastAPI, api: Api, mailbox: Mailbox, clock: FakeClock, request_of: Request
) -> None:
    user, post, watch = await api.sign_up("ada"), Post(app, mailbox), Watch()
    token = await post.token(ADDRESS, "verify-email")
    assert (await api.post("/auth/verify-email", {"token": token})).status_code == 204
    secret = (await user.post("/users/me/totp", {"password": PASSWORD})).json()["secret"]
    with changed(app, password_hasher=WatchedHasher(app, watch)):
        answer = await request_of(user, api, post, TOTP(secret).at(clock.now))
    assert answer.is_success, answer.text
    assert watch.held
    assert set(watch.held) == {0}


async def test_a_made_up_link_costs_no_hash(app: FastAPI, api: Api, mailbox: Mailbox) -> None:
    watch = Watch()
    body = {"token": f"{'0' * 32}.x", "new_password": NEW}
    with changed(app, password_hasher=WatchedHasher(app, watch)):
        for path in ("/auth/reset-password", "/auth/undo-email-change"):
            assert_problem(await api.post(path, body), 400, "mail_token_invalid")
    assert watch.held == []
