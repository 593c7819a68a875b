"""The weekly mail: it is sent once, whatever process dies."""

import asyncio
from collections.abc import Callable

import pytest
from fastapi import FastAPI

from exercise_buddy.auth.postbox.dependencies import outgoing_mails
from exercise_buddy.auth.postbox.mailer import Mail, Mailer
from exercise_buddy.auth.postbox.outgoing_mails import OWN_TRIES, OutgoingMails
from exercise_buddy.core.db.database import Database, Executor
from exercise_buddy.core.settings import Settings
from exercise_buddy.goals.dependencies import goals_on
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.weekly_mail.dependencies import weekly_mails
from exercise_buddy.weekly_mail.sending import WeeklyMails
from tests.servers.mailbox import Mailbox
from tests.support import Api, FakeClock, Sql, changed
from tests.weekly_mail.support import ADDRESS, MONDAY_AT_SEVEN, sent, train_in_both_weeks, want_mails


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
    with changed(app, mailer=Killed()):
        assert await weekly_mails(app.state.resources).send_due() == 1
    assert (await sent(app), mailbox.mails) == (0, [])
    clock.now += OWN_TRIES
    assert await outgoing_mails(app.state.resources).send_unsent() == 1
    await app.state.resources.mailer.settle()
    assert len(mailbox.to(ADDRESS)) == 1
    assert await sql.value("SELECT count(*) FROM outgoing_mails") == 0


async def test_a_process_that_is_killed_before_the_commit_leaves_the_week_to_the_next(
    app: FastAPI, reader: Api, sql: Sql, clock: FakeClock, mailbox: Mailbox
) -> None:
    await train_in_both_weeks(reader)
    mailbox.mails.clear()
    clock.now = MONDAY_AT_SEVEN

    class Dies(OutgoingMails):
        async def keep(self, executor: Executor, mail: Mail) -> Callable[[], None]:
            await super().keep(executor, mail)
            raise ConnectionError

    state = app.state.resources
    dying = weekly_mails_on(app, state.database, Dies(state.database, state.mail_secret_box, state.mailer, clock))
    with pytest.raises(ConnectionError):
        await dying.send_due()
    assert await sql.value("SELECT count(*) FROM outgoing_mails") == 0
    assert await sent(app) == 1
    assert len(mailbox.to(ADDRESS)) == 1


def weekly_mails_on(app: FastAPI, database: Database, kept: OutgoingMails) -> WeeklyMails:
    links, page = app.state.resources.unsubscribe_links, "http://localhost:8000/statistics"
    return WeeklyMails(database, kept, links, page, app.state.resources.clock, statistics_on, goals_on)


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
        weekly_mails_on(app, database, OutgoingMails(database, app.state.resources.mail_secret_box, mailer, clock))
        for database, mailer in zip(databases, mailers, strict=True)
    ]
    done = await asyncio.gather(*(replica.send_due() for replica in replicas for _ in range(2)))
    for database, mailer in zip(databases, mailers, strict=True):
        await mailer.settle()
        await mailer.close()
        await database.close()
    assert sum(done) == len(names)
    assert sorted(mail["To"] for mail in mailbox.mails) == [f"{name}@example.com" for name in names]
