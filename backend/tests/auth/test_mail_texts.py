"""Mails about an account in every language, and which of them a person gets."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI

from exercise_buddy.auth.postbox.mail_texts import Change, MailTexts
from exercise_buddy.auth.postbox.mailer import Mail
from exercise_buddy.core.words import Language, accepted_language, words_of
from tests.servers.mailbox import Mailbox
from tests.support import PASSWORD, Api, Sql, new_user

SITE = "https://buddy.example.com"
VALUES = {
    "to": "ada@example.com",
    "username": "{ada}",
    "token": "t0k-en_",
    "new_email": "new@example.com",
}
LINKS = {
    "verification": [f"{SITE}/verify-email#token=t0k-en_"],
    "address_in_use": [f"{SITE}/forgot-password"],
    "password_reset": [f"{SITE}/reset-password#token=t0k-en_"],
    "email_changing": [],
    "email_changed": [f"{SITE}/undo-email-change#token=t0k-en_"],
    "changed": [f"{SITE}/forgot-password"],
}
TRANSLATED = [language for language in Language if language is not Language.ENGLISH]


def every_mail(language: Language) -> Iterator[tuple[str, Mail]]:
    """Each that there is, with the name of what writes it."""
    texts = MailTexts(SITE, words_of(language))
    writers = {name: write for name, write in inspect.getmembers(texts, inspect.ismethod) if name[0] != "_"}
    assert writers.keys() == LINKS.keys()
    for name, write in writers.items():
        wanted = set(inspect.signature(write).parameters)
        values = {key: value for key, value in VALUES.items() if key in wanted}
        for change in Change if "change" in wanted else [None]:
            yield name, write(**values, **({} if change is None else {"change": change}))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_mail_is_whole_in_every_language(language: Language) -> None:
    pairs = list(zip(every_mail(Language.ENGLISH), every_mail(language), strict=True))
    assert len(pairs) == 5 + len(Change)
    for (name, english), (_, mail) in pairs:
        assert mail.to == "ada@example.com"
        # A line break would begin another header.
        assert re.fullmatch(r"[^\r\n]{5,80} - Exercise Buddy", mail.subject)
        assert mail.subject != english.subject
        assert re.findall(r"https://\S+", mail.text) == [*LINKS[name], SITE]
        paragraphs, in_english = mail.text.split("\n\n"), english.text.split("\n\n")
        assert len(paragraphs) == len(in_english)
        same = {text for text in paragraphs if text in in_english}
        assert same <= {*LINKS[name], f"Exercise Buddy\n{SITE}\n"}
        assert ("{ada}" in paragraphs[0]) is (name != "verification")
        assert mail.text.count("{") == english.text.count("{")
        assert ("new@example.com" in mail.text) is ("new@example.com" in english.text)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("ja,fr;q=0.5,es;q=0.7", "es"),
        ("ja,fr;q=0,zh;q=0.3", "en"),
        ("FR-ca", "fr"),
        ("fr;q=high, es ; q=1", "es"),
        ("*", "en"),
        ("", "en"),
        (",;=;q=,,", "en"),
        (f"{'ja,' * 5000}de", "en"),
    ],
)
def test_the_language_that_is_liked_best_is_taken(header: str, language: str) -> None:
    assert accepted_language(header) == language


async def test_a_mail_comes_in_the_language_of_the_request_that_causes_it(
    app: FastAPI, api: Api, sql: Sql, mailbox: Mailbox
) -> None:
    german, spanish = {"Accept-Language": "de-AT,de;q=0.9"}, {"Accept-Language": "es"}
    assert (await api.post("/auth/register", new_user(), headers=german)).status_code == 201
    ada = await api.sign_in("ada")
    await sql.execute("UPDATE users SET email_verified_at = now()")
    await api.post("/auth/forgot-password", {"email": "ada@example.com"}, headers=spanish)
    change = {"current_password": PASSWORD, "new_password": "staple correct horse"}
    assert (await ada.post("/users/me/password", change, headers=german)).status_code == 204
    assert await subjects(app, mailbox) == {
        "Bestätige deine E-Mail-Adresse",
        "Elige una contraseña nueva",
        "Dein Passwort wurde geändert",
    }


async def test_all_mails_are_in_the_chosen_language(app: FastAPI, ada: Api, sql: Sql, mailbox: Mailbox) -> None:
    await sql.execute("INSERT INTO weekly_mails (user_id, language, done_for) SELECT id, 'fr', '2026-03-16' FROM users")
    stranger = replace(ada, token=None)
    await stranger.post("/auth/forgot-password", {"email": "ada@example.com"}, headers={"Accept-Language": "de"})
    assert await subjects(app, mailbox) == {"Choisis un nouveau mot de passe"}


async def subjects(app: FastAPI, mailbox: Mailbox) -> set[str]:
    await app.state.resources.mailer.settle()
    return {str(mail["Subject"]).removesuffix(" - Exercise Buddy") for mail in mailbox.to("ada@example.com")}
