"""The weekly mail: who gets it, and what it tells."""

import asyncio
import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from fastapi import FastAPI

from exercise_buddy.auth.postbox.mailer import Mailer
from exercise_buddy.weekly_mail.dependencies import weekly_mails
from tests.servers.mailbox import Mailbox
from tests.support import Api, FakeClock, Sql, assert_problem, changed
from tests.weekly_mail.support import ADDRESS, MONDAY_AT_SEVEN, SETTING, WEEK, sent, train_in_both_weeks, want_mails


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


async def test_it_is_off_until_the_owner_of_a_confirmed_address_turns_it_on(
    app: FastAPI, ada: Api, sql: Sql, mailbox: Mailbox
) -> None:
    german = {"language": "de"}
    assert (await ada.get(SETTING)).json() == {"language": None}
    with changed(app, mailer=Mailer(None)):
        assert_problem(await ada.patch(SETTING, german), 409, "mail_not_configured")
    assert_problem(await ada.patch(SETTING, german), 403, "email_not_verified")
    assert_problem(await ada.patch(SETTING, {"language": "tlh"}), 422, "validation_failed")

    await want_mails(ada, sql, "de")
    assert (await ada.get(SETTING)).json() == german
    assert (await ada.get("/users/me/export")).json()["weekly_mail"] == german
    assert (await ada.patch(SETTING, {"language": None})).json() == {"language": None}
    assert (await ada.get(SETTING)).json() == {"language": None}


async def test_it_tells_each_exercise_by_itself_beside_the_week_before(
    app: FastAPI, reader: Api, clock: FakeClock, mailbox: Mailbox
) -> None:
    for goal in (
        {"exercise_type": "push-up", "measure": "reps", "period": "day", "target": 30},
        {"exercise_type": None, "measure": "minutes", "period": "week", "target": 10},
    ):
        assert (await reader.post("/goals", goal)).status_code == 201
    await train_in_both_weeks(reader)
    clock.now = MONDAY_AT_SEVEN
    mailbox.mails.clear()
    assert await sent(app) == 1

    [mail] = mailbox.to(ADDRESS)
    assert mail["Subject"] == "Your week, 16\N{EN DASH}22 Mar 2026 - Exercise Buddy"
    text = text_of(mail)
    for section in (
        "Push-ups\n- Repetitions: 45 (20)\n- Best set: 18 (20)\n- Sets: 3 (1)\n- Minutes: 3 (1)\n- Days: 2 (1)\n",
        "Jump rope\n- Jumps: 1,200 (0)\n- Best set: 1,200 (0)\n- Sets: 1 (0)\n- Minutes: 10 (0)\n- Days: 1 (0)\n",
        "Plank\n- Longest set: 1:15 (0:00)\n- Sets: 1 (0)\n- Minutes: 1 (0)\n- Days: 1 (0)\n",
        "All exercises\n- Sets: 5 (1)\n- Minutes: 14 (1)\n- Days: 3 (1)\n",
        "Push-ups, 30 repetitions a day: on 1 of 7 days",
        "All exercises, 10 minutes a week: 14",
    ):
        assert section in text
    # Nothing sums push-ups and jumps, and nothing of the body leaves.
    assert "1,245" not in text + html_of(mail)
    words = re.sub(r"token=[\w.-]+", "", text + html_of(mail))
    assert not re.search(r"calorie|kcal|weight|70", words, re.IGNORECASE)


async def test_the_html_says_the_same_and_loads_nothing(
    app: FastAPI, reader: Api, clock: FakeClock, mailbox: Mailbox
) -> None:
    await train_in_both_weeks(reader)
    clock.now = MONDAY_AT_SEVEN
    await sent(app)
    [*_, mail] = mailbox.to(ADDRESS)
    assert mail.get_content_type() == "multipart/alternative"
    shown, text = html_of(mail), text_of(mail)
    for figure in re.findall(r"- .+: (\S+) \((\S+)\)", text):
        assert f">{figure[0]}</td>" in shown
        assert f">{figure[1]}</td>" in shown
    assert not re.search(r"<(img|script|link|style|iframe)|url\(|src=", shown)
    assert set(re.findall(r'href="([^"#?]+)', shown)) == {
        "http://localhost:8000/statistics",
        "http://localhost:8000/weekly-mail",
    }


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("de", "Deine Woche, 16.\N{EN DASH}22. M\u00e4rz 2026", "- Spr\u00fcnge: 1.200 (0)"),
        ("es", "Tu semana, 16\N{EN DASH}22 de marzo de 2026", "- Mejor serie: 18 (20)"),
        ("fr", "Ta semaine, 16\N{EN DASH}22 mars 2026", "- R\u00e9p\u00e9titions: 45 (20)"),
    ],
)
async def test_it_is_written_in_the_language_of_its_reader(
    app: FastAPI, reader: Api, clock: FakeClock, mailbox: Mailbox, language: str, subject: str, line: str
) -> None:
    await train_in_both_weeks(reader)
    await reader.patch(SETTING, {"language": language})
    clock.now = MONDAY_AT_SEVEN
    await sent(app)
    [*_, mail] = mailbox.to(ADDRESS)
    assert mail["Subject"] == f"{subject} - Exercise Buddy"
    assert line in text_of(mail)
    assert f'<html lang="{language}">' in html_of(mail)


async def test_who_trained_in_neither_week_is_left_alone(
    app: FastAPI, reader: Api, clock: FakeClock, mailbox: Mailbox
) -> None:
    await train_in_both_weeks(reader)
    mailbox.mails.clear()
    clock.now = MONDAY_AT_SEVEN + WEEK
    assert await sent(app) == 1
    assert "- Repetitions: 0 (45)" in text_of(mailbox.to(ADDRESS)[0])
    clock.now += WEEK
    assert await sent(app) == 1
    assert len(mailbox.to(ADDRESS)) == 1


async def test_nobody_gets_it_without_a_confirmed_address(
    app: FastAPI, reader: Api, sql: Sql, clock: FakeClock, mailbox: Mailbox
) -> None:
    await train_in_both_weeks(reader)
    await sql.execute("UPDATE users SET email_verified_at = NULL")
    clock.now = MONDAY_AT_SEVEN
    assert await sent(app) == 0


async def test_turning_it_off_and_on_brings_no_second_one(
    app: FastAPI, reader: Api, clock: FakeClock, mailbox: Mailbox
) -> None:
    await train_in_both_weeks(reader)
    clock.now = MONDAY_AT_SEVEN
    assert await sent(app) == 1
    reader = await reader.sign_in("ada")
    for language in (None, "fr"):
        assert (await reader.patch(SETTING, {"language": language})).status_code == 200
    clock.now += timedelta(hours=1)
    assert await sent(app) == 0


async def test_without_mail_nobody_is_looked_for(app: FastAPI) -> None:
    await weekly_mails(app.state.resources).send_due_periodically(Mailer(None))


async def test_a_process_looks_by_itself(app: FastAPI, reader: Api, clock: FakeClock, mailbox: Mailbox) -> None:
    await train_in_both_weeks(reader)
    mailbox.mails.clear()
    clock.now = MONDAY_AT_SEVEN
    looking = asyncio.create_task(weekly_mails(app.state.resources).send_due_periodically(app.state.resources.mailer))
    await mailbox.arrived(ADDRESS)
    looking.cancel()
    assert len(mailbox.to(ADDRESS)) == 1
