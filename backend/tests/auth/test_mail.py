"""Links in mails, over a real SMTP server: verifying and changing the address, resetting a password."""

import asyncio
import itertools
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from exercise_buddy.auth import router as auth_router
from exercise_buddy.auth.mail import router
from exercise_buddy.auth.mail.dependencies import RESET_MAIL_WITHIN_SECONDS
from exercise_buddy.auth.mail.service import LIFETIME
from exercise_buddy.auth.postbox.mailer import Mailer
from exercise_buddy.core.http.limits.rate_limit import Limit
from exercise_buddy.core.settings import Settings
from exercise_buddy.main import create_app
from exercise_buddy.users.service import UserService
from tests.servers.live import served
from tests.servers.mailbox import SENDER, Mailbox
from tests.support import PASSWORD, V1, Api, FakeClock, Sql, assert_problem, changed, new_user, put

ADDRESS = "ada@example.com"
NEW = "another horse battery"


@pytest.fixture
async def post(app: FastAPI, mailbox: Mailbox) -> Callable[[], Awaitable[Mailbox]]:
    """The mailbox, once what is under way has arrived."""

    async def settled() -> Mailbox:
        await app.state.resources.mailer.settle()
        return mailbox

    return settled


Post = Callable[[], Awaitable[Mailbox]]


async def forgot(api: Api, email: str = ADDRESS) -> httpx.Response:
    return await api.post("/auth/forgot-password", {"email": email})


async def reset(api: Api, token: str, new_password: str = NEW) -> httpx.Response:
    return await api.post("/auth/reset-password", {"token": token, "new_password": new_password})


async def login(api: Api, password: str, identifier: str = "ada") -> int:
    return (await api.post("/auth/login", {"identifier": identifier, "password": password})).status_code


async def test_a_new_address_is_verified_by_the_link_of_a_plain_mail(post: Post, ada: Api) -> None:
    mail = (await post()).mails[0]
    assert (mail["To"], mail["From"], mail.get_content_type()) == (ADDRESS, SENDER, "text/plain")
    assert mail["Subject"] == "Confirm your email address - Exercise Buddy"
    assert "http://localhost:8000/verify-email#token=" in mail.get_content()
    assert (ada.user or {})["email_verified"] is False

    token = (await post()).token(ADDRESS)
    assert (await ada.post("/auth/verify-email", {"token": token})).status_code == 204
    assert (await ada.get("/users/me")).json()["email_verified"] is True
    assert_problem(await ada.post("/auth/verify-email", {"token": token}), 400, "mail_token_invalid")
    assert_problem(await ada.post("/users/me/verify-email"), 409, "email_already_verified")


async def test_only_the_newest_link_works(post: Post, ada: Api) -> None:
    first = (await post()).token(ADDRESS)
    assert (await ada.post("/users/me/verify-email")).status_code == 202
    second = (await post()).token(ADDRESS)
    assert_problem(await ada.post("/auth/verify-email", {"token": first}), 400, "mail_token_invalid")
    assert (await ada.post("/auth/verify-email", {"token": second})).status_code == 204


async def test_a_forgotten_password_is_reset_and_every_session_ended(post: Post, api: Api, ada: Api) -> None:
    answer = await forgot(api, "ADA@example.com")
    assert (answer.status_code, answer.content) == (202, b"")
    token = (await post()).token(ADDRESS)
    assert (await reset(api, token)).status_code == 204
    assert_problem(await ada.get("/users/me"), 401, "session_over")
    assert [await login(api, PASSWORD), await login(api, NEW)] == [401, 200]
    assert_problem(await reset(api, token, "yet another horse"), 400, "mail_token_invalid")
    assert (await post()).to(ADDRESS)[-1]["Subject"] == "Your password was changed - Exercise Buddy"


async def test_a_weak_password_does_not_use_the_link_up(post: Post, api: Api, ada: Api) -> None:
    await forgot(api)
    token = (await post()).token(ADDRESS)
    problem = assert_problem(await reset(api, token, "password1"), 422, "password_too_weak")
    assert problem["errors"][0]["location"] == "body.new_password"
    assert (await reset(api, token)).status_code == 204


async def test_links_last_for_half_an_hour(post: Post, api: Api, ada: Api, clock: FakeClock) -> None:
    await forgot(api)
    token = (await post()).token(ADDRESS)
    clock.now += LIFETIME
    assert_problem(await reset(api, token), 400, "mail_token_invalid")
    clock.now -= timedelta(seconds=1)
    assert (await reset(api, token)).status_code == 204


async def test_a_link_opened_twice_at_once_succeeds_once(post: Post, api: Api, ada: Api) -> None:
    await forgot(api)
    token = (await post()).token(ADDRESS)
    answers = await asyncio.gather(reset(api, token, "first horse battery"), reset(api, token, "second horse battery"))
    assert sorted(answer.status_code for answer in answers) == [204, 400]


async def test_a_link_is_good_for_its_purpose_and_user_only(post: Post, api: Api, ada: Api, bob: Api) -> None:
    await forgot(api)
    await post()
    to_verify, to_reset = (mail.get_content().split("#token=")[1].split()[0] for mail in (await post()).to(ADDRESS))
    assert_problem(await reset(api, to_verify), 400, "mail_token_invalid")
    assert_problem(await api.post("/auth/verify-email", {"token": to_reset}), 400, "mail_token_invalid")
    of_bob = f"{(bob.user or {})['id'].replace('-', '')}.{to_reset.partition('.')[2]}"
    assert_problem(await reset(api, of_bob), 400, "mail_token_invalid")
    assert await login(api, PASSWORD, "bob") == 200


@pytest.mark.parametrize("token", ["x", "x.y", "0" * 32 + ".y", "01939b5e00007000800000000000000a", "\ud7ff."])
async def test_a_made_up_token_opens_nothing(api: Api, token: str) -> None:
    assert_problem(await reset(api, token), 400, "mail_token_invalid")
    assert_problem(await api.post("/auth/verify-email", {"token": token}), 400, "mail_token_invalid")


async def test_tokens_are_stored_hashed(post: Post, ada: Api, sql: Sql) -> None:
    secret = (await post()).token(ADDRESS).partition(".")[2]
    stored = await sql.value("SELECT mail_tokens::text FROM mail_tokens")
    assert secret not in stored
    assert secret.encode().hex() not in stored


async def test_the_answer_is_the_same_whether_or_not_there_is_an_account(post: Post, api: Api, ada: Api) -> None:
    known, unknown = await forgot(api), await forgot(api, "nobody@example.com")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (202, b"")
    assert {name for name in known.headers if name != "x-request-id"} == {
        name for name in unknown.headers if name != "x-request-id"
    }
    assert (await post()).to("nobody@example.com") == []
    assert len((await post()).to(ADDRESS)) == 2


def test_the_answer_waits_for_no_look_at_the_accounts(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that it takes the same time whether or not there is one: it is there while the look still goes on."""
    looked_up, answered, seen_after_answer = threading.Event(), threading.Event(), threading.Event()

    async def slow(*_: Any) -> None:
        looked_up.set()
        if await asyncio.to_thread(answered.wait, 5):
            seen_after_answer.set()

    app = create_app(settings)
    put(app, mailer=Mailer(Mailbox().server()), reset_mail_pause_seconds=lambda: 0)
    monkeypatch.setattr(app.state.resources.database, "fetch_first", slow)
    with served(app) as address, httpx.Client(base_url=address + V1) as client:
        answer = client.post("/auth/forgot-password", json={"email": ADDRESS})
        assert looked_up.wait(5)
        answered.set()
        assert seen_after_answer.wait(5)
    assert answer.status_code == 202


async def test_neither_does_the_next_answer_wait_for_it(
    app: FastAPI, post: Post, api: Api, ada: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An account's mail takes time, which whoever asks next could measure: it begins at a moment nobody can tell."""
    order: list[str] = []
    found_by_email = UserService.found_by_email

    async def noted(users: UserService, email: str) -> Any:
        order.append("looked up")
        return await found_by_email(users, email)

    def pause() -> float:
        order.append("paused")
        return 0

    monkeypatch.setattr(UserService, "found_by_email", noted)
    with changed(app, reset_mail_pause_seconds=pause):
        for email in (ADDRESS, "nobody@example.com"):
            await forgot(api, email)
    assert order == ["paused", "looked up"] * 2
    by_default = create_app(app.state.resources.settings).state.resources.reset_mail_pause_seconds
    assert len({by_default() for _ in range(10)}) == 10
    assert all(0 <= by_default() <= RESET_MAIL_WITHIN_SECONDS for _ in range(100))


async def test_a_mail_server_that_is_away_neither_fails_nor_slows_signing_up(
    app: FastAPI, api: Api, mailbox: Mailbox
) -> None:
    mailbox.refusals = ["451 try later", "451 try later"]
    mailbox.answers.clear()
    assert (await asyncio.wait_for(api.post("/auth/register", new_user()), 60)).status_code == 201
    mailbox.answers.set()
    await app.state.resources.mailer.settle()
    assert mailbox.mails == []
    assert mailbox.refusals == []


async def test_a_mail_leaves_only_if_what_it_tells_is_stored(post: Post, api: Api, ada: Api) -> None:
    before = len((await post()).mails)
    assert_problem(await api.post("/auth/register", new_user()), 409, "username_taken")
    change = {"current_password": "wrong password", "new_password": NEW}
    assert_problem(await ada.post("/users/me/password", change), 403, "wrong_password")
    assert len((await post()).mails) == before


async def test_a_changed_address_counts_once_its_link_is_opened(post: Post, api: Api, ada: Api, sql: Sql) -> None:
    await sql.execute("UPDATE users SET email_verified_at = now()")
    change = {"password": PASSWORD, "new_email": "countess@example.com"}
    answer = await ada.post("/users/me/email", change)
    assert (answer.status_code, answer.json()["email"]) == (200, ADDRESS)
    mailbox = await post()
    assert "countess@example.com" in mailbox.to(ADDRESS)[-1].get_content()
    assert await login(api, PASSWORD, "countess@example.com") == 401
    token = mailbox.token("countess@example.com")
    assert (await api.post("/auth/verify-email", {"token": token})).status_code == 204
    user = (await ada.get("/users/me")).json()
    assert (user["email"], user["email_verified"]) == ("countess@example.com", True)
    assert await login(api, PASSWORD, "countess@example.com") == 200


async def test_a_link_to_the_old_address_resets_nothing_after_the_change(post: Post, api: Api, ada: Api) -> None:
    await forgot(api)
    to_reset = (await post()).token(ADDRESS)
    await ada.post("/users/me/email", {"password": PASSWORD, "new_email": "countess@example.com"})
    await api.post("/auth/verify-email", {"token": (await post()).token("countess@example.com")})
    assert_problem(await reset(api, to_reset), 400, "mail_token_invalid")


async def test_an_address_that_was_taken_meanwhile_is_refused(post: Post, api: Api, ada: Api) -> None:
    await ada.post("/users/me/email", {"password": PASSWORD, "new_email": "bob@example.com"})
    token = (await post()).token("bob@example.com")
    await api.sign_up("bob")
    of_bob = (await post()).token("bob@example.com")
    assert (await api.post("/auth/verify-email", {"token": of_bob})).status_code == 204
    assert_problem(await api.post("/auth/verify-email", {"token": token}), 409, "email_taken")


async def test_a_new_password_voids_the_link_to_reset_the_old_one(post: Post, api: Api, ada: Api) -> None:
    await forgot(api)
    token = (await post()).token(ADDRESS)
    change = {"current_password": PASSWORD, "new_password": NEW}
    assert (await ada.post("/users/me/password", change)).status_code == 204
    assert_problem(await reset(api, token, "third horse battery"), 400, "mail_token_invalid")


async def test_without_a_mail_server_the_address_changes_at_once(ada: Api, bob: Api, sql: Sql) -> None:
    assert_problem(await forgot(ada), 409, "mail_not_configured")
    assert_problem(await ada.post("/users/me/verify-email"), 409, "mail_not_configured")
    answer = await ada.post("/users/me/email", {"password": PASSWORD, "new_email": "countess@example.com"})
    assert (answer.status_code, answer.json()["email"]) == (200, "countess@example.com")
    for new_email in ("BOB@example.com", "Bob@Example.com"):
        taken = await ada.post("/users/me/email", {"password": PASSWORD, "new_email": new_email})
        assert_problem(taken, 409, "email_taken")
    wrong = await ada.post("/users/me/email", {"password": "wrong password", "new_email": "x@example.com"})
    assert_problem(wrong, 403, "wrong_password")
    assert await sql.value("SELECT count(*) FROM mail_tokens") == 0


async def test_the_capabilities_say_whether_mail_is_sent(app: FastAPI, api: Api, mailbox: Mailbox) -> None:
    assert (await api.get("/auth/capabilities")).json()["mail"] is True


async def test_no_mailbox_is_flooded(api: Api, ada: Api, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router, "RESETS_PER_ADDRESS", Limit.of("a", "2/hour"))
    assert [(await forgot(api)).status_code for _ in range(3)] == [202, 202, 429]
    # The same for an address that nobody has, lest the limit tell them apart.
    assert [(await forgot(api, "nobody@example.com")).status_code for _ in range(3)] == [202, 202, 429]


async def test_a_request_that_sends_no_mail_uses_nobodys_mailbox_up(
    post: Post, api: Api, ada: Api, bob: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a stranger keeps the owner from a new password, and the owner sees nothing of it."""
    for module in (router, auth_router):
        monkeypatch.setattr(module, "LINKS_PER_ADDRESS", Limit.of("mail-address", "2/hour"))
    for _ in range(4):
        wrong = await bob.post("/users/me/email", {"password": "wrong password", "new_email": "new@example.com"})
        assert_problem(wrong, 403, "wrong_password")
        weak = await api.post("/auth/register", new_user("new", password="password1"))
        assert_problem(weak, 422, "password_too_weak")
        taken = await api.post("/auth/register", {**new_user("bob"), "email": "new@example.com"})
        assert_problem(taken, 409, "username_taken")
    assert (await api.post("/auth/register", new_user("new"))).status_code == 201
    assert [mail["Subject"][:7] for mail in (await post()).to("new@example.com")] == ["Confirm"]


async def test_mails_of_other_kinds_keep_nobody_from_a_new_password(
    post: Post, api: Api, ada: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (router, auth_router):
        monkeypatch.setattr(module, "LINKS_PER_ADDRESS", Limit.of("mail-address", "2/hour"))
    squats = [await api.post("/auth/register", {**new_user(f"eve{n}"), "email": ADDRESS}) for n in range(3)]
    assert [answer.status_code for answer in squats] == [201, 201, 429]
    assert (await forgot(api)).status_code == 202
    assert (await post()).to(ADDRESS)[-1]["Subject"] == "Choose a new password - Exercise Buddy"


async def test_an_address_that_nobody_has_confirmed_gets_links_only(post: Post, api: Api, ada: Api) -> None:
    """It may be a stranger's, who would get a mail for each of ten changes a minute."""
    passwords = [PASSWORD, NEW, PASSWORD, NEW]
    for old, new in itertools.pairwise(passwords):
        change = {"current_password": old, "new_password": new}
        assert (await ada.post("/users/me/password", change)).status_code == 204
    token = {"name": "x", "scopes": ["goals:read"], "expires_in_days": 1, "password": NEW}
    assert (await ada.post("/users/me/api-tokens", token)).status_code == 201
    moved = await ada.post("/users/me/email", {"password": NEW, "new_email": "other@example.com"})
    assert moved.status_code == 200
    assert [mail["Subject"][:7] for mail in (await post()).to(ADDRESS)] == ["Confirm"]
    assert [mail["Subject"][:7] for mail in (await post()).to("other@example.com")] == ["Confirm"]


async def test_nothing_that_a_stranger_typed_is_in_a_mail_to_an_address_that_nobody_has_confirmed(
    post: Post, api: Api
) -> None:
    """Mail programs make a link of it."""
    lure = "www.win-a-bike.example"
    assert (await api.post("/auth/register", {**new_user(lure), "email": ADDRESS})).status_code == 201
    await post()
    assert (await forgot(api)).status_code == 202
    mails = (await post()).to(ADDRESS)
    assert [lure in mail.get_content() for mail in mails] == [False, False]
    token = (await post()).token(ADDRESS)
    assert (await reset(api, token)).status_code == 204
    # Whoever opened the link owns the account, and learns its name.
    assert lure in (await post()).to(ADDRESS)[-1].get_content()


async def test_a_tag_in_an_address_makes_no_further_mailbox_of_it(
    api: Api, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auth_router, "LINKS_PER_ADDRESS", Limit.of("mail-address", "2/hour"))
    forms = [{**new_user(f"eve{n}"), "email": f"ada+{n}@example.com"} for n in range(3)]
    assert [(await api.post("/auth/register", form)).status_code for form in forms] == [201, 201, 429]
