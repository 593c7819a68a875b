"""What is read of the days of people who are not followed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import TextClause

from exercise_buddy.core.db.driver import compiled
from exercise_buddy.together import repository
from tests.support import NOW, Api, Sql

STRANGERS, DAYS = 160, 300
FOLLOWED = 5


def rows_of_days(plan: Mapping[str, Any]) -> Iterator[float]:
    """How many rows each part of the plan read of the table of days."""
    if plan.get("Relation Name") == "daily_totals":
        removed = plan.get("Rows Removed by Filter", 0)
        yield (plan["Actual Rows"] + removed) * plan["Actual Loops"]
    for part in plan.get("Plans", ()):
        yield from rows_of_days(part)


def written(value: object) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"


@pytest.mark.parametrize("statement", [repository._WEEK, repository._DAYS])  # noqa: SLF001 - only these are asked
async def test_only_the_days_of_followed_people_are_read(ada: Api, sql: Sql, statement: TextClause) -> None:
    await sql.execute(
        "INSERT INTO users (email, username, password_hash, display_name, time_zone)"
        " SELECT n || '@example.com', 'stranger' || n, '', '', 'UTC' FROM generate_series(1, $1) n",
        STRANGERS,
    )
    await sql.execute(
        "INSERT INTO daily_totals (user_id, local_date, exercise_type, workouts, reps, duration_seconds, calories,"
        " most_reps_in_a_set, longest_set_seconds)"
        " SELECT id, '2026-03-18'::date - n, 'push-up', 1, 1, 1, 0, 1, 1 FROM users CROSS JOIN generate_series(1, $1) n"
        " WHERE username LIKE 'stranger%'",
        DAYS,
    )
    await sql.execute("INSERT INTO sharing SELECT id, 'counts' FROM users WHERE username LIKE 'stranger%'")
    await sql.execute(
        "INSERT INTO follows (user_id, username, other_id, is_allowed)"
        " SELECT $1::uuid, username, id, true FROM users WHERE username LIKE 'stranger%' LIMIT $2",
        (ada.user or {})["id"],
        FOLLOWED,
    )
    await sql.execute("ANALYZE")
    ready = compiled(statement)
    values = ready.values({"user_id": (ada.user or {})["id"], "now": NOW, "first_day": 1, "most": 100})
    # As the application asks: planned once, for whoever comes.
    await sql.execute("SET plan_cache_mode = force_generic_plan")
    await sql.execute(f"PREPARE asked AS {ready.sql}")
    asked = f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked({', '.join(map(written, values))})"
    found = json.loads(await sql.value(asked))
    await sql.execute("DEALLOCATE asked")
    read = list(rows_of_days(found[0]["Plan"]))
    assert FOLLOWED <= sum(read) <= 14 * FOLLOWED
