"""Mails outlive the process that was to send them."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from fastapi import FastAPI

from exercise_buddy.auth.postbox.dependencies import outgoing_mails
from exercise_buddy.auth.postbox.mailer import Mail, Mailer
from exercise_buddy.auth.postbox.outgoing_mails import OWN_TRIES, TOO_OLD, OutgoingMails
from exercise_buddy.auth.secret_box import SecretBox
from tests.servers.mailbox import Mailbox, running_mailbox
from tests.support import Api, FakeClock, Sql, changed

MAIL = Mail("ada@example.com", "Grüße", "the link is secret-token\n")
WAITING = "SELECT count(*) FROM outgoing_mails"


class Killed(Mailer):
    """A process that ends before anything leaves."""

    def __init__(self) -> None:
        super().__init__(Mailbox().server())

    def post(self, _mail: Mail, *_: object) -> None:
        """Come no further."""


@pytest.fixture
async def next_process(app: FastAPI) -> AsyncIterator[tuple[OutgoingMails, Mailbox, Mailer]]:
    """What runs after the one that was killed, and where its mails arrive."""
    async with running_mailbox() as mailbox:
        mailer = Mailer(mailbox.server(), retry_delays_seconds=(0.01,))
        state = app.state.resources
        yield OutgoingMails(state.database, state.mail_secret_box, mailer, state.clock), mailbox, mailer
        await mailer.close()


async def test_a_mail_of_a_killed_process_is_sent_once_by_the_next(
    app: FastAPI, api: Api, sql: Sql, clock: FakeClock, next_process: tuple[OutgoingMails, Mailbox, Mailer]
) -> None:
    with changed(app, mailer=Killed()):
        await api.sign_up("ada")
    kept, mailbox, mailer = next_process
    assert await sql.value(WAITING) == 1
    assert await kept.send_unsent() == 0, "the process that took it may still try"
    clock.now += OWN_TRIES
    assert [await kept.send_unsent(), await kept.send_unsent()] == [1, 0]
    await mailer.settle()
    assert "Confirm your email address" in mailbox.to("ada@example.com")[0]["Subject"]
    assert len(mailbox.mails) == 1
    assert await sql.value(WAITING) == 0


async def test_nothing_is_kept_of_what_was_rolled_back_or_sent(
    api: Api, sql: Sql, mailbox: Mailbox, app: FastAPI
) -> None:
    await api.sign_up("ada")
    await app.state.resources.mailer.settle()
    assert len(mailbox.mails) == 1
    refused = await api.post("/auth/register", {"email": "new@example.com", "username": "ada", "password": "x" * 12})
    assert refused.status_code in (409, 422)
    assert await sql.value(WAITING) == 0


async def test_it_is_tried_again_where_the_server_was_away_and_dropped_when_it_is_old(
    app: FastAPI, sql: Sql, clock: FakeClock, next_process: tuple[OutgoingMails, Mailbox, Mailer]
) -> None:
    kept, mailbox, mailer = next_process
    mailbox.refusals = ["451 later", "451 later"]
    (await kept.keep(app.state.resources.database, MAIL))()
    await mailer.settle()
    assert (mailbox.mails, await sql.value(WAITING)) == ([], 1)
    clock.now += OWN_TRIES
    mailbox.refusals = ["554 never"]
    await kept.send_unsent()
    await mailer.settle()
    assert await sql.value(WAITING) == 0

    await kept.keep(app.state.resources.database, MAIL)
    clock.now += TOO_OLD + timedelta(seconds=1)
    assert await kept.send_unsent() == 0
    assert (mailbox.mails, await sql.value(WAITING)) == ([], 0)


async def test_a_row_shows_neither_address_nor_link_and_is_dropped_without_its_key(
    app: FastAPI, sql: Sql, clock: FakeClock, next_process: tuple[OutgoingMails, Mailbox, Mailer]
) -> None:
    kept, mailbox, mailer = next_process
    await kept.keep(app.state.resources.database, MAIL)
    sealed = await sql.value("SELECT sealed FROM outgoing_mails")
    assert b"ada" not in sealed
    assert b"secret-token" not in sealed
    clock.now += OWN_TRIES
    other = OutgoingMails(
        app.state.resources.database, SecretBox(["x" * 40], "another"), mailer, app.state.resources.clock
    )
    await other.send_unsent()
    assert (mailbox.mails, await sql.value(WAITING)) == ([], 0)


async def test_without_mail_nothing_is_looked_for(app: FastAPI) -> None:
    await outgoing_mails(app.state.resources).send_unsent_periodically()
