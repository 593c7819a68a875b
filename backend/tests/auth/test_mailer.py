"""Sending mail: by which settings, and what a server's refusal does."""

import asyncio
from pathlib import Path

import pytest
from pydantic import ValidationError

from exercise_buddy.auth.postbox import mailer as mail_module
from exercise_buddy.auth.postbox.mailer import Mail, Mailer, MailServer
from exercise_buddy.core.settings import Settings
from tests.servers.mailbox import Mailbox, running_mailbox

MAIL = Mail("ädä@example.com", "Grüße", "Zeile eins\nZeile zwei: äöü\n")
FROM = "Buddy <buddy@example.com>"


def server(smtp_url: str, environment: str = "development") -> MailServer:
    settings = Settings.model_validate({"smtp_url": smtp_url, "mail_from": FROM, "environment": environment})
    found = MailServer.from_settings(settings)
    assert found is not None
    return found


def test_the_url_names_server_port_user_and_way() -> None:
    plain = server("smtp://user%40host:p%3Aw@mail.example.com")
    assert (plain.hostname, plain.port, plain.username, plain.password) == ("mail.example.com", 587, "user@host", "p:w")
    assert (plain.use_tls, plain.start_tls) == (False, None)
    assert (server("smtps://mail.example.com").port, server("smtps://mail.example.com").use_tls) == (465, True)
    assert server("smtp://mail.example.com:25").port == 25


def test_in_production_no_mail_goes_unencrypted() -> None:
    assert server("smtp://mail.example.com", "production").start_tls is True


def test_without_a_url_no_mail_is_sent() -> None:
    assert MailServer.from_settings(Settings(smtp_url=None)) is None


@pytest.mark.parametrize(
    ("wrong", "about"),
    [
        ({"smtp_url": "smtp://h"}, "MAIL_FROM"),
        ({"smtp_url": "http://h", "mail_from": FROM}, "SMTP_URL must be"),
        ({"smtp_url": "smtp://", "mail_from": FROM}, "SMTP_URL must be"),
        ({"public_url": "localhost:8000"}, "origin"),
        ({"public_url": "https://example.com/app"}, "origin"),
    ],
)
def test_wrong_settings_are_named(wrong: dict[str, str], about: str) -> None:
    with pytest.raises(ValidationError, match=about):
        Settings.model_validate(wrong)


async def test_a_mail_arrives_whole() -> None:
    async with running_mailbox() as mailbox:
        mailer = Mailer(mailbox.server())
        mailer.post(MAIL)
        await mailer.close()
    (mail,) = mailbox.mails
    assert (mail["To"], mail["Subject"]) == (MAIL.to, MAIL.subject)
    assert mail.get_content().replace("\r\n", "\n") == MAIL.text
    assert mail["Message-ID"].endswith("@example.com>")
    assert mail["Date"]


async def deliveries(mailbox: Mailbox, *refusals: str) -> int:
    mailbox.refusals = list(refusals)
    mailer = Mailer(mailbox.server(), retry_delays_seconds=(0.01, 0.01))
    mailer.post(MAIL)
    await mailer.settle()
    return len(mailbox.mails)


async def test_what_fails_for_now_is_tried_again_and_what_fails_for_good_is_not() -> None:
    async with running_mailbox() as mailbox:
        assert await deliveries(mailbox, "451 later", "421 later") == 1
        mailbox.mails.clear()
        assert await deliveries(mailbox, "554 never", "451 not reached") == 0
        assert mailbox.refusals == ["451 not reached"]


@pytest.mark.parametrize("changed", [{"port": 1}, {"password": "wrong"}, {"start_tls": True}, {"use_tls": True}])
async def test_a_server_that_cannot_be_used_fails_nothing(changed: dict[str, object], tmp_path: Path) -> None:
    async with running_mailbox() as mailbox:
        mailer = Mailer(mailbox.server(**changed), retry_delays_seconds=())
        mailer.post(MAIL)
        await mailer.settle()
        assert mailbox.mails == []


async def test_closing_gives_up_what_would_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_module, "CLOSING_SECONDS", 0.05)
    async with running_mailbox() as mailbox:
        mailbox.refusals = ["451 later"]
        mailer = Mailer(mailbox.server(), retry_delays_seconds=(60,))
        mailer.post(MAIL)
        await asyncio.wait_for(mailer.close(), timeout=5)
        assert mailbox.mails == []


async def test_a_heap_of_unsent_mails_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_module, "MAX_WAITING", 2)
    async with running_mailbox() as mailbox:
        mailer = Mailer(mailbox.server())
        for _ in range(4):
            mailer.post(MAIL)
        await mailer.settle()
        assert len(mailbox.mails) == 2
