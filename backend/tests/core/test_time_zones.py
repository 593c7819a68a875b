"""Python's zones and PostgreSQL's are the same ones."""

import pytest

from exercise_buddy.core import time_zones
from exercise_buddy.core.time_zones import zone_names
from tests.support import Api, Sql, assert_problem, new_user, new_workout


async def test_postgresql_knows_every_zone_that_is_accepted(sql: Sql) -> None:
    assert len(zone_names()) > 400
    for name in sorted(zone_names()):
        assert await sql.value("SELECT now() AT TIME ZONE $1", name), name


async def test_a_zone_that_only_python_knows_is_a_422(
    api: Api, ada: Api, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a managed database whose zones are older."""
    monkeypatch.setattr(time_zones, "zone_names", lambda: frozenset({"Europe/New_Town"}))
    new = {"time_zone": "Europe/New_Town"}
    assert_problem(await api.post("/auth/register", new_user("bob", **new)), 422, "unknown_time_zone")
    assert_problem(await ada.patch("/users/me", new), 422, "unknown_time_zone")
    assert_problem(await ada.post("/workouts", new_workout(**new)), 422, "unknown_time_zone")
    assert await sql.value("SELECT count(*) FROM users") == 1
    assert await sql.value("SELECT count(*) FROM workouts") == 0
    assert (await ada.get("/users/me")).json() == ada.user
