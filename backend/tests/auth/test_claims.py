"""Where mail is sent, nobody learns from an answer who has an account, and nobody's mailbox is flooded."""

import asyncio
import unicodedata

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter, ValidationError

from exercise_buddy.auth import router as auth_router
from exercise_buddy.auth.mail import router, service
from exercise_buddy.auth.mail.recipients import mailbox_of
from exercise_buddy.core.http.limits.rate_limit import Limit
from exercise_buddy.users.schemas import NewEmailAddress
from tests.auth.test_takeover import ADDRESS, NEW, Post, ask_for, login, open_link
from tests.servers.mailbox import Mailbox
from tests.support import PASSWORD, Api, Sql, assert_problem, new_user

LAST_CODE_POINT = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)


@pytest.fixture
def post(app: FastAPI, mailbox: Mailbox) -> Post:
    return Post(app, mailbox)


async def sign_up(api: Api, username: str, email: str) -> httpx.Response:
    return await api.post("/auth/register", new_user(username) | {"email": email})


@pytest.fixture
async def owner(post: Post, api: Api) -> Api:
    owner = await api.sign_up("ada")
    assert (await open_link(api, await post.token(ADDRESS, "verify-email"))).status_code == 204
    return owner


async def test_signing_up_answers_alike_for_a_known_and_an_unknown_address(post: Post, api: Api, owner: Api) -> None:
    known, unknown = await sign_up(api, "eve", "ADA@example.com"), await sign_up(api, "eva", "new@example.com")
    assert known.status_code == unknown.status_code == 201
    assert known.json().keys() == unknown.json().keys()
    alike = ("email_verified", "second_factor", "weight_kg", "time_zone", "preferences")
    assert [known.json()[name] for name in alike] == [unknown.json()[name] for name in alike]
    assert known.headers.keys() == unknown.headers.keys()
    assert (await post.subjects(ADDRESS))[-1] == "You have an account already"
    assert [await login(api, PASSWORD, name) for name in ("eve", "eva")] == [200, 200]


async def test_signing_in_by_an_address_that_one_signed_up_with_does_not_tell_whether_it_was_free(
    post: Post, api: Api, owner: Api
) -> None:
    await sign_up(api, "eve", ADDRESS)
    await sign_up(api, "eva", "free@example.com")
    await sign_up(api, "squatter", "free@example.com")
    assert [await login(api, "not this one", email) for email in (ADDRESS, "free@example.com")] == [401, 401]
    # Theirs alone: ada's password is another one.
    assert (await owner.post("/users/me/password", {"current_password": PASSWORD, "new_password": NEW})).is_success
    assert [await login(api, PASSWORD, email) for email in (ADDRESS, "free@example.com")] == [401, 401]
    await open_link(api, await post.token("free@example.com", "verify-email"))
    assert await login(api, PASSWORD, "free@example.com") == 200


async def test_whoever_signs_up_with_one_address_at_once_gets_an_account_and_one_of_them_the_address(
    api: Api, mailbox: Mailbox, sql: Sql
) -> None:
    answers = await asyncio.gather(*(sign_up(api, f"eve{number}", "free@example.com") for number in range(5)))
    assert [answer.status_code for answer in answers] == [201] * 5
    assert await sql.value("SELECT count(*) FROM users WHERE email = 'free@example.com' AND email_held") == 1


async def test_an_earlier_link_does_not_tell_whether_an_address_asked_for_after_it_was_free(
    post: Post, api: Api, owner: Api
) -> None:
    for username, asked in (("eve", ADDRESS), ("eva", "free@example.com")):
        thief = await api.sign_up(username)
        mine = f"{username}@elsewhere.example"
        await ask_for(thief, mine)
        link = await post.token(mine, "verify-email")
        await ask_for(thief, asked)
        assert_problem(await open_link(api, link), 400, "mail_token_invalid")


async def test_claiming_a_confirmed_address_never_succeeds(post: Post, api: Api, owner: Api) -> None:
    await sign_up(api, "eve", ADDRESS)
    eve = await api.sign_in("eve")
    assert (await eve.post("/users/me/verify-email")).status_code == 202
    assert (await post.subjects(ADDRESS)).count("Confirm your email address") == 1
    assert (await owner.post("/users/me/password", {"current_password": PASSWORD, "new_password": NEW})).is_success
    assert [await login(api, NEW, ADDRESS), await login(api, PASSWORD, ADDRESS)] == [200, 401]
    await api.post("/auth/forgot-password", {"email": ADDRESS})
    token = await post.token(ADDRESS, "reset-password")
    assert token.startswith((owner.user or {})["id"].replace("-", ""))


async def test_an_address_belongs_to_whoever_opens_a_link_sent_there(post: Post, api: Api) -> None:
    await sign_up(api, "squatter", ADDRESS)
    await sign_up(api, "ada", ADDRESS)
    token = await post.token(ADDRESS, "verify-email")
    assert (await open_link(api, token)).status_code == 204
    ada = await api.sign_in("ada")
    assert (await ada.get("/users/me")).json()["email_verified"] is True
    assert await login(api, PASSWORD, ADDRESS) == 200
    await api.post("/auth/forgot-password", {"email": ADDRESS})
    assert (await post.token(ADDRESS, "reset-password")).partition(".")[0] == token.partition(".")[0]


async def test_a_taken_username_is_reported_anyway(post: Post, api: Api, owner: Api) -> None:
    assert_problem(await sign_up(api, "ADA", "new@example.com"), 409, "username_taken")
    assert_problem(await sign_up(api, "ada", ADDRESS), 409, "username_taken")


async def test_asking_for_anothers_address_answers_as_for_a_free_one(post: Post, api: Api, owner: Api) -> None:
    eve = await api.sign_up("eve")
    taken, free = await ask_for(eve, "Ada@example.com"), await ask_for(eve, "free@example.com")
    assert (taken.status_code, taken.json()) == (free.status_code, free.json()) == (200, eve.user)
    assert (await post.subjects(ADDRESS))[-1] == "You have an account already"
    assert (await post.subjects("eve@example.com")) == ["Confirm your email address"]


async def test_mails_to_one_mailbox_are_limited_whoever_requests_them(
    post: Post, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = [await api.sign_up(name) for name in ("ada", "bob", "eve")]
    for module in (router, auth_router):
        monkeypatch.setattr(module, "LINKS_PER_ADDRESS", Limit.of("mail-address", "3/hour"))
    for number in range(9):
        answer = await ask_for(users[number % 3], "Stranger@example.com" if number % 2 else "stranger@example.com")
        assert answer.status_code == (200 if number < 3 else 429)
    assert (await sign_up(api, "new", "stranger@example.com")).status_code == 429
    assert len(await post.subjects("stranger@example.com")) + len(await post.subjects("Stranger@example.com")) == 3


async def test_and_few_from_one_network(api: Api, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = await api.sign_up("ada")
    monkeypatch.setattr(router, "LINKS_PER_NETWORK", Limit.of("mail-network", "3/hour"))
    statuses = [(await ask_for(ada, f"new{number}@example.com")).status_code for number in range(4)]
    assert statuses == [200, 200, 200, 429]


async def test_another_way_of_writing_an_address_does_not_double_its_limit(
    post: Post, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    await api.sign_up("ida", email="ida@example.com")
    monkeypatch.setattr(service, "LINKS_PER_RECIPIENT", Limit.of("mail-recipient", "2/hour"))
    for email in ("ida@example.com", "İda@example.com", "IDA@example.com", "ida@EXAMPLE.com"):
        assert (await api.post("/auth/forgot-password", {"email": email})).status_code == 202
    assert (await post.subjects("ida@example.com")).count("Choose a new password") == 2


def _is_known(letter: str) -> bool:
    """PostgreSQL may have a newer Unicode than Python. MailTexts of that are counted by account still."""
    return unicodedata.category(letter) != "Cn"


async def test_what_postgresql_takes_for_one_address_has_one_limit(database_url: str) -> None:
    letters = [chr(code) for code in range(1, LAST_CODE_POINT) if code not in SURROGATES and _is_known(chr(code))]
    connection = await asyncpg.connect(database_url)
    lowered = await connection.fetch("SELECT letter, lower(letter) AS low FROM unnest($1::text[]) AS letter", letters)
    await connection.close()
    assert len(lowered) == len(letters)
    apart = [row["letter"] for row in lowered if mailbox_of(row["letter"]) != mailbox_of(row["low"])]
    assert apart == []


async def test_an_address_that_postgresql_confuses_with_another_mailbox_matches_nobody(ada: Api, api: Api) -> None:
    assert_problem(await sign_up(api, "other", "İda@example.com"), 422, "validation_failed")
    assert_problem(await ask_for(ada, "İda@example.com"), 422, "validation_failed")
    assert (await sign_up(api, "ida", "Ida@example.com")).status_code == 201


async def test_of_letters_that_postgresql_takes_for_one_only_a_capital_and_its_small_one_are_accepted(
    database_url: str,
) -> None:
    connection = await asyncpg.connect(database_url)
    groups = await connection.fetch(
        "SELECT array_agg(chr(code)) AS letters FROM generate_series(1, $1) AS code "
        "WHERE code NOT BETWEEN 55296 AND 57343 GROUP BY lower(chr(code)) HAVING count(*) > 2",
        LAST_CODE_POINT - 1,
    )
    await connection.close()
    assert any("İ" in group["letters"] for group in groups)
    for group in groups:
        accepted = {email for letter in group["letters"] if (email := _accepted(f"{letter}@example.com"))}
        assert len(accepted) <= 2, accepted


def _accepted(email: str) -> str | None:
    """The address as it would be stored; None if it is refused."""
    try:
        return TypeAdapter(NewEmailAddress).validate_python(email)
    except ValidationError:
        return None
