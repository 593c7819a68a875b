"""The weekly mail: when it comes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI

from exercise_buddy.weekly_mail.dependencies import weekly_mails
from tests.support import Api, FakeClock, Sql
from tests.weekly_mail.support import MONDAY_AT_SEVEN, WEEK, sent

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


def moments_around(change: datetime) -> Iterator[datetime]:
    """Six days of hours, and of quarters of an hour, by which zones differ, while it becomes seven on Monday somewhere.

    A mail that is due stays due into Tuesday: what an hour skips, the next one shows.
    """
    now, end = change - timedelta(days=2), change + timedelta(days=4)
    monday = change + timedelta(days=-change.weekday() % 7)
    while now < end:
        yield now
        somewhere = monday - timedelta(hours=7) <= now < monday + timedelta(hours=19)
        now += timedelta(minutes=15) if somewhere else timedelta(hours=1)


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
        for clock.now in moments_around(change):
            if await weekly_mails(app.state.resources).send_due() == 0:
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
