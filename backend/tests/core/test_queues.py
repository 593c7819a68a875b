"""What waits beside the requests, as Prometheus is told of it."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI

from exercise_buddy.core.db.waiting import Waiting
from exercise_buddy.core.queues import Queues
from exercise_buddy.serving.database import BACKGROUND_MIGRATIONS
from tests.support import NOW, Api, FakeClock, Sql


def told(queues: Queues) -> dict[tuple[str, str], float]:
    return {
        (sample.name, sample.labels["queue"]): sample.value for family in queues.collect() for sample in family.samples
    }


async def test_numbers_and_ages_are_reported_and_unknown_after_a_failed_check() -> None:
    waits: list[Waiting | Exception] = [
        Waiting(3, NOW - timedelta(minutes=2)),
        Waiting(0, None),
        ConnectionError("away"),
    ]

    async def look(now: datetime) -> Waiting:
        found = waits.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    queues = Queues({"mails": look}, FakeClock(NOW))
    assert told(queues) == {}
    await queues.check()
    assert told(queues) == {("queue_waiting", "mails"): 3, ("queue_oldest_seconds", "mails"): 120}
    await queues.check()
    assert told(queues) == {("queue_waiting", "mails"): 0, ("queue_oldest_seconds", "mails"): 0}
    with pytest.raises(ConnectionError, match="away"):
        await queues.check()
    assert told(queues) == {}


async def test_waiting_rows_are_counted_only_once_due(app: FastAPI, ada: Api, sql: Sql, clock: FakeClock) -> None:
    queues = app.state.resources.queues
    # Other tests run them in this database.
    await sql.value("UPDATE background_migrations SET finished_at = NULL")
    await queues.check()
    assert {queue for (name, queue), number in told(queues).items() if number} == {"migrations"}
    user_id = (await ada.get("/users/me")).json()["id"]
    hour_ago, later = clock.now - timedelta(hours=1), clock.now + timedelta(hours=1)
    await sql.value(
        "INSERT INTO outgoing_mails (id, sealed, due_at, created_at) VALUES (gen_random_uuid(), 'x', $1, $2)",
        later,
        hour_ago,
    )
    # Berlin, 18:00 on a Wednesday that is an hour old: nobody has been reminded yet.
    clock.now = datetime(2026, 3, 18, 18, tzinfo=UTC)
    await sql.value(
        "INSERT INTO reminders (user_id, days, hour, done_on) VALUES ($1, '{3}', 18, '2026-03-17')", user_id
    )
    for enabled in (True, False):
        webhook_id = await sql.value(
            "INSERT INTO webhooks (user_id, url, events, sealed_secret, epoch, enabled)"
            " VALUES ($1, 'https://a.example', '{}', '', 0, $2) RETURNING id",
            user_id,
            enabled,
        )
        for minutes in (30, -30):
            await sql.value(
                "INSERT INTO webhook_events (user_id, webhook_id, type, workout, due_at, created_at)"
                " VALUES ($1, $2, 'workout.saved', '{}', $3, $3)",
                user_id,
                webhook_id,
                clock.now - timedelta(minutes=minutes),
            )
    await queues.check()
    found = told(queues)
    assert {name: found["queue_waiting", name] for name in ("mails", "migrations", "reminders", "webhooks")} == {
        "mails": 1,
        "migrations": len(BACKGROUND_MIGRATIONS),
        "reminders": 1,
        "webhooks": 1,
    }
    assert found["queue_oldest_seconds", "webhooks"] == 30 * 60
    assert found["queue_oldest_seconds", "reminders"] == 60 * 60
    assert found["queue_oldest_seconds", "mails"] == (clock.now - hour_ago).total_seconds()
