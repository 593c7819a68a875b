"""The weekly mail: the link that stops it."""

import re
from dataclasses import replace
from uuid import UUID

from fastapi import FastAPI

from exercise_buddy.core.settings import Settings
from exercise_buddy.users.access_tokens import SigningKeys
from tests.servers.mailbox import Mailbox
from tests.support import V1, Api, FakeClock, Sql, assert_problem
from tests.weekly_mail.support import MONDAY_AT_SEVEN, SETTING, WEEK, sent, train_in_both_weeks, want_mails


async def one_click(app: FastAPI, reader: Api, clock: FakeClock, mailbox: Mailbox) -> str:
    """The address of the header of a mail, as it came over the wire."""
    await train_in_both_weeks(reader)
    clock.now = MONDAY_AT_SEVEN
    mailbox.contents.clear()
    assert await sent(app) == 1
    [content] = mailbox.contents
    header = content.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").decode("ascii")
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in header
    # As it stands there, neither encoded nor broken up: mail programs read no more than that.
    [url] = re.findall(r"\r\nList-Unsubscribe: +<(http\S+)>\r\n", header)
    return str(url)


async def test_a_mail_program_stops_it_by_one_post_without_signing_in(
    app: FastAPI, reader: Api, api: Api, sql: Sql, clock: FakeClock, mailbox: Mailbox
) -> None:
    url = await one_click(app, reader, clock, mailbox)
    assert url.startswith(f"http://localhost:8000{V1}/weekly-mail/unsubscribe?token=")
    # Looking at it changes nothing.
    reader = await reader.sign_in("ada")
    looked = await api.http.get(url.removeprefix("http://localhost:8000"))
    page = looked.headers["location"]
    assert (looked.status_code, page.partition("#")[0]) == (303, "http://localhost:8000/weekly-mail")
    assert page.endswith(url.partition("?")[2])
    assert (await reader.get(SETTING)).json() == {"language": "en"}

    api.http.cookies.clear()
    for _ in range(2):
        posted = await api.http.post(url.removeprefix("http://localhost:8000"), data={"List-Unsubscribe": "One-Click"})
        assert posted.status_code == 204, posted.text
    assert await sql.value("SELECT count(*) FROM weekly_mails") == 0
    clock.now += WEEK
    assert await sent(app) == 0


async def test_its_link_stops_one_readers_mails_and_is_good_for_nothing_else(
    app: FastAPI, reader: Api, bob: Api, sql: Sql, clock: FakeClock, mailbox: Mailbox, settings: Settings
) -> None:
    await want_mails(bob, sql)
    token = (await one_click(app, reader, clock, mailbox)).partition("token=")[2]
    reader, bob, now = await reader.sign_in("ada"), await bob.sign_in("bob"), clock.now
    assert settings.jwt_secret is not None
    keys = SigningKeys([settings.jwt_secret.get_secret_value()])
    bob_id = UUID((bob.user or {})["id"])
    head, _, signature = token.split(".")
    forged = ".".join((head, keys.sign("unsubscribe+jwt", bob_id, now, WEEK).split(".")[1], signature))
    for wrong in (
        forged,
        str(bob.token),
        keys.sign("at+jwt", bob_id, now, WEEK),
        SigningKeys(["x" * 40]).sign("unsubscribe+jwt", bob_id, now, WEEK),
        token[:-2],
        "",
    ):
        answer = await reader.post(f"/weekly-mail/unsubscribe?token={wrong}")
        assert_problem(answer, 400, "unsubscribe_link_invalid")
    assert_problem(await replace(reader, token=token).get("/users/me"), 401, "access_token_invalid")
    assert (await reader.post(f"/weekly-mail/unsubscribe?token={token}")).status_code == 204
    assert (await bob.get(SETTING)).json() == {"language": "en"}
    assert (await reader.get(SETTING)).json() == {"language": None}
