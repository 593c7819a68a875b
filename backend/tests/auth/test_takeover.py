"""What is left to someone who knew the password once or signed up with another's address, and what the owner can do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from pyotp.totp import TOTP

from exercise_buddy.auth.mail.service import LIFETIME_OF_A_WAY_BACK
from tests.authenticator import Authenticator
from tests.servers.mailbox import LINK, Mailbox
from tests.support import PASSWORD, Api, FakeClock, Sql, assert_problem, changed

ADDRESS, THIEFS = "ada@example.com", "thief@example.com"
NEW, OF_THE_THIEF, LATER = "staple correct horse", "thiefs horse battery", "third horse battery"


@dataclass
class Post:
    """The mailbox, looked into when what is under way has arrived."""

    app: FastAPI
    mailbox: Mailbox

    async def token(self, address: str, page: str) -> str:
        """Of the last link to the page."""
        await self.app.state.resources.mailer.settle()
        for mail in reversed(self.mailbox.to(address)):
            link = LINK.search(mail.get_content())
            if link and link["page"].endswith(f"/{page}"):
                return link["token"]
        raise AssertionError(f"no link to {page} for {address}")

    async def subjects(self, address: str) -> list[str]:
        await self.app.state.resources.mailer.settle()
        return [mail["Subject"].removesuffix(" - Exercise Buddy") for mail in self.mailbox.to(address)]


@pytest.fixture
def post(app: FastAPI, mailbox: Mailbox) -> Post:
    return Post(app, mailbox)


@pytest.fixture
async def squatted(post: Post, api: Api) -> Api:
    """An account with Ada's address, who has not confirmed it."""
    return await api.sign_up("ada")


@pytest.fixture
async def owner(post: Post, squatted: Api) -> Api:
    """Ada, who has confirmed her address."""
    token = await post.token(ADDRESS, "verify-email")
    assert (await squatted.post("/auth/verify-email", {"token": token})).status_code == 204
    return squatted


@pytest.fixture
async def thief(owner: Api) -> Api:
    """Who knows Ada's password and has signed in."""
    return await owner.sign_in("ada")


async def login(api: Api, password: str, identifier: str = "ada") -> int:
    return (await api.post("/auth/login", {"identifier": identifier, "password": password})).status_code


async def change_password(user: Api, current: str, new: str) -> httpx.Response:
    return await user.post("/users/me/password", {"current_password": current, "new_password": new})


async def ask_for(user: Api, address: str, password: str = PASSWORD) -> httpx.Response:
    return await user.post("/users/me/email", {"password": password, "new_email": address})


async def open_link(api: Api, token: str) -> httpx.Response:
    return await api.post("/auth/verify-email", {"token": token})


async def reset(api: Api, post: Post, new: str) -> httpx.Response:
    assert (await api.post("/auth/forgot-password", {"email": ADDRESS})).status_code == 202
    token = await post.token(ADDRESS, "reset-password")
    return await api.post("/auth/reset-password", {"token": token, "new_password": new})


async def undo(api: Api, token: str, new: str = NEW) -> httpx.Response:
    return await api.post("/auth/undo-email-change", {"token": token, "new_password": new})


async def add_passkey(user: Api, key: Authenticator, password: str = PASSWORD) -> httpx.Response:
    question = await user.post("/users/me/passkeys/options", {"password": password})
    if not question.is_success:
        return question
    credential = key.create(question.json()["options"])
    body = {"challenge_id": question.json()["challenge_id"], "credential": credential, "name": "Key"}
    return await user.post("/users/me/passkeys", body)


async def log_in_by(api: Api, key: Authenticator) -> int:
    question = (await api.post("/auth/passkeys/options")).json()
    body = {"challenge_id": question["challenge_id"], "credential": key.get(question["options"])}
    return (await api.post("/auth/passkeys/login", body)).status_code


async def turn_codes_on(user: Api, clock: FakeClock, password: str = PASSWORD) -> httpx.Response:
    begun = await user.post("/users/me/totp", {"password": password})
    if not begun.is_success:
        return begun
    return await user.post("/users/me/totp/confirm", {"code": TOTP(begun.json()["secret"]).at(clock.now)})


@pytest.mark.parametrize("how", ["changes", "resets"])
async def test_a_link_to_change_the_address_is_void_once_the_owner_changes_or_resets_the_password(
    post: Post, api: Api, owner: Api, thief: Api, how: str
) -> None:
    assert (await ask_for(thief, THIEFS)).status_code == 200
    old_link = await post.token(THIEFS, "verify-email")
    if how == "changes":
        assert (await change_password(owner, PASSWORD, NEW)).status_code == 204
    else:
        assert (await reset(api, post, NEW)).status_code == 204
    assert_problem(await open_link(api, old_link), 400, "mail_token_invalid")
    assert await login(api, NEW, ADDRESS) == 200


async def test_a_challenge_for_a_new_passkey_is_void_once_the_owner_changes_the_password(
    owner: Api, thief: Api, clock: FakeClock
) -> None:
    question = (await thief.post("/users/me/passkeys/options", {"password": PASSWORD})).json()
    key = Authenticator()
    body = {"challenge_id": question["challenge_id"], "credential": key.create(question["options"]), "name": "Key"}
    assert (await change_password(owner, PASSWORD, NEW)).status_code == 204
    assert_problem(await owner.post("/users/me/passkeys", body), 400, "passkey_refused")


async def test_the_session_that_changes_the_password_continues_and_others_end(owner: Api, thief: Api) -> None:
    thiefs_cookie = {"Cookie": f"refresh_token={thief.http.cookies['refresh_token']}"}
    assert (await change_password(owner, PASSWORD, NEW)).status_code == 204
    assert (await owner.get("/users/me")).status_code == 200
    assert_problem(await thief.get("/users/me"), 401, "session_over")
    thief.http.cookies.clear()
    assert_problem(await thief.post("/auth/refresh", headers=thiefs_cookie), 401, "refresh_token_invalid")


async def test_an_unconfirmed_account_cannot_set_up_sign_in_methods(squatted: Api, clock: FakeClock) -> None:
    assert_problem(await add_passkey(squatted, Authenticator()), 403, "email_not_verified")
    assert_problem(await turn_codes_on(squatted, clock), 403, "email_not_verified")


@pytest.fixture
async def both_factors(app: FastAPI, clock: FakeClock) -> Callable[[Api], Awaitable[Authenticator]]:
    """Sets up a passkey and one-time codes."""

    async def set_up(user: Api, password: str = PASSWORD) -> Authenticator:
        key = Authenticator()
        assert (await add_passkey(user, key, password)).status_code == 201
        assert (await turn_codes_on(user, clock, password)).status_code == 200
        return key

    return set_up


SetUp = Callable[..., Awaitable[Authenticator]]


@pytest.fixture
async def squatter(api: Api, both_factors: SetUp) -> tuple[Api, Authenticator]:
    """Who set up a passkey and codes when the server did not send mail yet."""
    squatter = await api.sign_up("ada")
    return squatter, await both_factors(squatter)


async def test_the_first_reset_that_confirms_the_address_drops_what_others_set_up(
    squatter: tuple[Api, Authenticator], app: FastAPI, mailbox: Mailbox, api: Api
) -> None:
    user, key = squatter
    assert (await reset(api, Post(app, mailbox), NEW)).status_code == 204
    assert_problem(await user.get("/users/me"), 401, "session_over")
    assert await log_in_by(api, key) == 401
    assert await login(api, NEW) == 200


async def test_a_later_reset_leaves_the_factors_of_its_owner(
    post: Post, api: Api, owner: Api, both_factors: SetUp
) -> None:
    key = await both_factors(owner)
    assert (await reset(api, post, NEW)).status_code == 204
    assert await log_in_by(api, key) == 200
    answer = await api.post("/auth/login", {"identifier": "ada", "password": NEW})
    assert_problem(answer, 401, "second_factor_required")


async def test_every_change_of_a_factor_is_reported_by_mail(post: Post, owner: Api, clock: FakeClock) -> None:
    passkey = (await add_passkey(owner, Authenticator())).json()
    assert (await turn_codes_on(owner, clock)).status_code == 200
    body = {"password": PASSWORD}
    assert (await owner.post("/users/me/recovery-codes", body)).status_code == 200
    assert (await owner.delete("/users/me/totp", body)).status_code == 204
    assert (await owner.delete(f"/users/me/passkeys/{passkey['id']}", body)).status_code == 204
    assert (await change_password(owner, PASSWORD, NEW)).status_code == 204
    # Mails that are due at the same moment are sent in any order.
    assert sorted((await post.subjects(ADDRESS))[1:]) == [
        "A passkey was added",
        "A passkey was removed",
        "Two-step sign-in is off",
        "Two-step sign-in is on",
        "You have new recovery codes",
        "Your password was changed",
    ]


@pytest.mark.parametrize("step", ["codes on", "codes off", "passkey removed"])
async def test_a_changed_factor_ends_every_other_session(owner: Api, clock: FakeClock, step: str) -> None:
    passkey = (await add_passkey(owner, Authenticator())).json()
    if step == "codes off":
        assert (await turn_codes_on(owner, clock)).status_code == 200
    other = await _another_session(owner)
    assert (await other.get("/users/me")).status_code == 200
    if step == "codes on":
        assert (await turn_codes_on(owner, clock)).status_code == 200
    elif step == "codes off":
        assert (await owner.delete("/users/me/totp", {"password": PASSWORD})).status_code == 204
    else:
        assert (await owner.delete(f"/users/me/passkeys/{passkey['id']}", {"password": PASSWORD})).status_code == 204
    assert_problem(await other.get("/users/me"), 401, "session_over")
    assert (await owner.get("/users/me")).status_code == 200


async def _another_session(owner: Api) -> Api:
    key = Authenticator(credential_id=b"another credential")
    assert (await add_passkey(owner, key)).status_code == 201
    question = (await owner.post("/auth/passkeys/options")).json()
    body = {"challenge_id": question["challenge_id"], "credential": key.get(question["options"])}
    return replace(owner, token=(await owner.post("/auth/passkeys/login", body)).json()["access_token"])


async def test_a_changed_address_ends_all_sessions_but_the_one_that_asked(
    post: Post, api: Api, owner: Api, thief: Api
) -> None:
    assert (await ask_for(owner, "countess@example.com")).status_code == 200
    assert (await open_link(api, await post.token("countess@example.com", "verify-email"))).status_code == 204
    assert (await owner.get("/users/me")).json()["email"] == "countess@example.com"
    assert_problem(await thief.get("/users/me"), 401, "session_over")


@pytest.fixture
async def stolen(post: Post, api: Api, owner: Api, thief: Api) -> str:
    """The token of the way back: the thief has changed the address, then the password."""
    assert (await ask_for(thief, THIEFS)).status_code == 200
    assert (await open_link(api, await post.token(THIEFS, "verify-email"))).status_code == 204
    assert_problem(await owner.get("/users/me"), 401, "session_over")
    assert (await change_password(thief, PASSWORD, OF_THE_THIEF)).status_code == 204
    return await post.token(ADDRESS, "undo-email-change")


async def test_the_owner_takes_the_account_back_for_seven_days(
    post: Post, api: Api, thief: Api, stolen: str, clock: FakeClock, both_factors: SetUp
) -> None:
    key = await both_factors(thief, OF_THE_THIEF)
    clock.now += LIFETIME_OF_A_WAY_BACK
    assert_problem(await undo(api, stolen), 400, "mail_token_invalid")
    clock.now -= timedelta(seconds=1)
    assert_problem(await undo(api, stolen, "password1"), 422, "password_too_weak")
    assert (await undo(api, stolen)).status_code == 204
    assert [await login(api, OF_THE_THIEF), await login(api, NEW, ADDRESS)] == [401, 200]
    assert await log_in_by(api, key) == 401
    assert_problem(await undo(api, stolen, LATER), 400, "mail_token_invalid")
    assert (await post.subjects(ADDRESS))[-1] == "Your email address was restored"


async def test_what_the_owner_had_set_up_before_stays(
    post: Post, api: Api, owner: Api, clock: FakeClock, both_factors: SetUp
) -> None:
    key = await both_factors(owner)
    clock.now += timedelta(minutes=5)
    assert (await ask_for(owner, THIEFS)).status_code == 200
    assert (await open_link(api, await post.token(THIEFS, "verify-email"))).status_code == 204
    assert (await undo(api, await post.token(ADDRESS, "undo-email-change"))).status_code == 204
    assert await log_in_by(api, key) == 200
    answer = await api.post("/auth/login", {"identifier": "ada", "password": NEW})
    assert_problem(answer, 401, "second_factor_required")


async def test_a_second_change_by_the_thief_gives_him_no_way_back(
    post: Post, api: Api, thief: Api, stolen: str, clock: FakeClock
) -> None:
    clock.now += timedelta(minutes=1)
    assert (await ask_for(thief, "hideout@example.com", OF_THE_THIEF)).status_code == 200
    assert (await open_link(api, await post.token("hideout@example.com", "verify-email"))).status_code == 204
    of_the_thief = await post.token(THIEFS, "undo-email-change")
    assert (await undo(api, stolen)).status_code == 204
    assert_problem(await undo(api, of_the_thief, LATER), 400, "mail_token_invalid")
    assert await login(api, NEW, ADDRESS) == 200


async def test_an_address_that_was_never_confirmed_gets_no_way_back(post: Post, api: Api, squatted: Api) -> None:
    assert (await ask_for(squatted, "typed-right@example.com")).status_code == 200
    assert (await open_link(api, await post.token("typed-right@example.com", "verify-email"))).status_code == 204
    assert "Your email address was changed" not in await post.subjects(ADDRESS)


async def test_without_mail_a_changed_address_ends_the_other_sessions(
    api: Api, ada: Api, app: FastAPI, sql: Sql
) -> None:
    other = await api.sign_in("ada")
    with changed(app):
        assert (await ask_for(ada, "countess@example.com")).status_code == 200
    assert_problem(await other.get("/users/me"), 401, "session_over")
    assert (await ada.get("/users/me")).status_code == 200
