"""What the tests of the weekly mail share."""

from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI

from exercise_buddy.weekly_mail.dependencies import weekly_mails
from tests.support import Api, Sql

SETTING = "/users/me/weekly-mail"
MONDAY_AT_SEVEN = datetime(2026, 3, 23, 6, tzinfo=UTC)
"""In Berlin."""
WEEK = timedelta(days=7)
ADDRESS = "ada@example.com"


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
    done = await weekly_mails(app.state.resources).send_due()
    await app.state.resources.mailer.settle()
    return done
