"""The weekly mail: what it tells, when it comes, that it comes once, and how it is stopped."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI

from exercise_buddy.auth.postbox.dependencies import kept_mails
from exercise_buddy.auth.postbox.kept import OWN_TRIES, KeptMails
from exercise_buddy.auth.postbox.mailer import Mail, Mailer
from exercise_buddy.core.db.database import Database, Executor
from exercise_buddy.core.settings import Settings
from exercise_buddy.goals.dependencies import goals_on
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.users.access_tokens import SigningKeys
from exercise_buddy.weekly_mail.dependencies import weekly_mails
from exercise_buddy.weekly_mail.sending import WeeklyMails
from tests.mailbox import Mailbox
from tests.support import V1, Api, FakeClock, Sql, assert_problem, changed

SETTING = "/users/me/weekly-mail"
MONDAY_AT_SEVEN = datetime(2026, 3, 23, 6, tzinfo=UTC)
"""In Berlin."""
WEEK = timedelta(days=7)
ADDRESS = "ada@example.com"


@pytest.fixture
async def reader(ada: Api, sql: Sql, mailbox: Mailbox) -> Api:
    """Ada, who wants the mail."""
    await want_mails(ada, sql)
    return ada


async def want_mails(user: Api, sql: Sql, language: str = "en") -> None:
    await sql.execute("UPDATE users SET email_verified_at = now() WHERE id = $1", (user.user or {})["id"])
    answer = await user.patch(SETTING, {"language": language})
    assert answer.status_code == 200, answer.text


async def train_in_both_weeks(user: Api) -> None:
    """In the week from 16 March on, and in the one before it."""
    sets: list[dict[str, Any]] = [
        {"started_at": "2026-03-09T09:00:00Z", "reps_count": 20, "duration_seconds": 60},
        {"started_at": "2026-03-16T09:00:00Z", "reps_count": 12, "duration_seconds": 60},
        {"started_at": "2026-03-16T09:05:00Z", "reps_count": 18, "duration_seconds": 60},
        {"started_at": "2026-03-17T09:00:00Z", "reps_count": 15, "duration_seconds": 60},
        {
            "started_at": "2026-03-17T10:00:00Z",
            "reps_count": 1200,
            "duration_seconds": 600,
            "exercise_type": "jump-rope",
        },
        {"started_at": "2026-03-18T10:00:00Z", "reps_count": 0, "duration_seconds": 75, "exercise_type": "plank"},
    ]
    for one in sets:
        await user.save(**one)


async def sent(app: FastAPI) -> int:
    done = await weekly_mails(app.state).send_due()
    await app.state.mailer.settle()
    return done


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
    with changed(app.state, mailer=Mailer(None)):
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
    assert not re.search(r"calorie|kcal|weight|70", text + html_of(mail), re.IGNORECASE)


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


WITH_ZONE = """
WITH reader AS (
    INSERT INTO users (email, username, password_hash, display_name, time_zone, email_verified_at)
    VALUES ($1 || '@example.com', $1, '', '', $2, now()) RETURNING id
)
INSERT INTO weekly_mails (user_id, language, done_for) SELECT id, 'en', '2026-03-02' FROM reader
"""
ZONES = (
    "Pacific/Kiritimati",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Asia/Beirut",
    "Africa/Cairo",
    "Europe/Berlin",
    "UTC",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/St_Johns",
    "America/Havana",
    "Pacific/Honolulu",
    "Pacific/Pago_Pago",
)
CLOCK_CHANGES = (
    datetime(2026, 3, 8, tzinfo=UTC),  # North America
    datetime(2026, 3, 29, tzinfo=UTC),  # Europe, Beirut
    datetime(2026, 4, 5, tzinfo=UTC),  # Lord Howe, New Zealand, Chile
    datetime(2026, 4, 24, tzinfo=UTC),  # Cairo
    datetime(2026, 10, 25, tzinfo=UTC),
    datetime(2026, 11, 1, tzinfo=UTC),
)


async def test_it_is_due_at_seven_on_mondays_wherever_one_lives_and_once_however_clocks_change(
    app: FastAPI, sql: Sql, clock: FakeClock
) -> None:
    for number, zone in enumerate(ZONES):
        await sql.execute(WITH_ZONE, f"u{number}", zone)
    for change in CLOCK_CHANGES:
        monday_before = change.date() - timedelta(days=change.weekday())
        await sql.execute("UPDATE weekly_mails SET done_for = $1", monday_before)
        seen_to = dict.fromkeys(ZONES, monday_before)
        local_times: dict[str, list[str]] = {zone: [] for zone in ZONES}
        # Zones differ by quarters of an hour.
        for step in range(6 * 24 * 4):
            clock.now = change + timedelta(days=-2, minutes=15 * step)
            if await weekly_mails(app.state).send_due() == 0:
                continue
            for row in await sql.rows("SELECT time_zone, done_for FROM weekly_mails JOIN users ON id = user_id"):
                if seen_to[row["time_zone"]] != row["done_for"]:
                    local = clock.now.astimezone(ZoneInfo(row["time_zone"]))
                    local_times[row["time_zone"]].append(f"{local:%Y-%m-%d %H:%M}")
                seen_to[row["time_zone"]] = row["done_for"]
        assert {zone: tuple(times) for zone, times in local_times.items()} == dict.fromkeys(
            ZONES, (f"{monday_before + WEEK} 07:00",)
        )


@pytest.mark.parametrize(("hours", "comes"), [(-0.25, False), (0, True), (40.75, True), (41, False)])
async def test_a_server_that_was_away_sends_it_until_tuesday_is_over(
    app: FastAPI, reader: Api, clock: FakeClock, hours: float, *, comes: bool
) -> None:
    clock.now = MONDAY_AT_SEVEN + timedelta(hours=hours)
    assert await sent(app) == comes


async def test_a_change_of_zone_on_a_monday_brings_no_second_one(app: FastAPI, reader: Api, clock: FakeClock) -> None:
    clock.now = MONDAY_AT_SEVEN
    assert await sent(app) == 1
    reader = await reader.sign_in("ada")
    assert (await reader.patch("/users/me", {"time_zone": "Pacific/Honolulu"})).status_code == 200
    clock.now += timedelta(hours=12)
    assert await sent(app) == 0


class Killed(Mailer):
    """A process that ends before anything leaves."""

    def __init__(self) -> None:
        super().__init__(Mailbox().server())

    def post(self, _mail: object, *_: object) -> None:
        """Come no further."""


async def test_a_mail_of_a_process_that_was_killed_after_the_commit_is_sent_once_by_the_next(
    app: FastAPI, reader: Api, sql: Sql, clock: FakeClock, mailbox: Mailbox
) -> None:
    await train_in_both_weeks(reader)
    mailbox.mails.clear()
    clock.now = MONDAY_AT_SEVEN
    with changed(app.state, mailer=Killed()):
        assert await weekly_mails(app.state).send_due() == 1
    assert (await sent(app), mailbox.mails) == (0, [])
    clock.now += OWN_TRIES
    assert await kept_mails(app.state).send_left() == 1
    await app.state.mailer.settle()
    assert len(mailbox.to(ADDRESS)) == 1
    assert await sql.value("SELECT count(*) FROM outgoing_mails") == 0


async def test_a_process_that_is_killed_before_the_commit_leaves_the_week_to_the_next(
    app: FastAPI, reader: Api, sql: Sql, clock: FakeClock, mailbox: Mailbox
) -> None:
    await train_in_both_weeks(reader)
    mailbox.mails.clear()
    clock.now = MONDAY_AT_SEVEN

    class Dies(KeptMails):
        async def keep(self, executor: Executor, mail: Mail) -> Callable[[], None]:
            await super().keep(executor, mail)
            raise ConnectionError

    state = app.state
    dying = weekly_mails_on(app, state.database, Dies(state.database, state.mail_safe, state.mailer, clock))
    with pytest.raises(ConnectionError):
        await dying.send_due()
    assert await sql.value("SELECT count(*) FROM outgoing_mails") == 0
    assert await sent(app) == 1
    assert len(mailbox.to(ADDRESS)) == 1


def weekly_mails_on(app: FastAPI, database: Database, kept: KeptMails) -> WeeklyMails:
    links, page = app.state.unsubscribe_links, "http://localhost:8000/statistics"
    return WeeklyMails(database, kept, links, page, app.state.clock, statistics_on, goals_on)


async def test_replicas_that_look_at_once_send_each_reader_one(
    app: FastAPI, api: Api, settings: Settings, sql: Sql, clock: FakeClock, mailbox: Mailbox
) -> None:
    names = [f"reader{number}" for number in range(8)]
    for name in names:
        user = await api.sign_up(name, time_zone="Europe/Berlin")
        await want_mails(user, sql)
        await user.save()
    mailbox.mails.clear()
    clock.now = MONDAY_AT_SEVEN
    assert settings.database_url is not None
    url = settings.database_url.get_secret_value()
    databases = [Database(url, pool_size=2) for _ in range(4)]
    mailers = [Mailer(mailbox.server()) for _ in databases]
    replicas = [
        weekly_mails_on(app, database, KeptMails(database, app.state.mail_safe, mailer, clock))
        for database, mailer in zip(databases, mailers, strict=True)
    ]
    done = await asyncio.gather(*(replica.send_due() for replica in replicas for _ in range(2)))
    for database, mailer in zip(databases, mailers, strict=True):
        await mailer.settle()
        await mailer.close()
        await database.close()
    assert sum(done) == len(names)
    assert sorted(mail["To"] for mail in mailbox.mails) == [f"{name}@example.com" for name in names]


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


async def test_without_mail_nobody_is_looked_for(app: FastAPI) -> None:
    await weekly_mails(app.state).send_due_now_and_then(Mailer(None))


async def test_a_process_looks_by_itself(app: FastAPI, reader: Api, clock: FakeClock, mailbox: Mailbox) -> None:
    await train_in_both_weeks(reader)
    mailbox.mails.clear()
    clock.now = MONDAY_AT_SEVEN
    looking = asyncio.create_task(weekly_mails(app.state).send_due_now_and_then(app.state.mailer))
    await mailbox.arrived(ADDRESS)
    looking.cancel()
    assert len(mailbox.to(ADDRESS)) == 1
