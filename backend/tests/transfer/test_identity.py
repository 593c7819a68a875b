"""A set keeps its identity, whatever the profile says and whichever release first read it: nothing is doubled."""

from typing import Any
from uuid import UUID, uuid5

import pytest

from tests.support import Api, Sql
from tests.transfer.files import OWN_HEAD, STRONG_HEAD, hevy, preview, take_in

STRONG = STRONG_HEAD + (
    '2026-03-01 10:00:00,Morning,45m,"Push Up",1,0,20,0,0,,,\n'
    '2026-03-01 10:00:00,Morning,45m,"Push Up",2,0,20,0,0,,,\n'
    '2026-03-01 10:00:00,Morning,45m,"Push Up",2,0,20,0,0,,,\n'
)
HEVY = hevy(("1 Mar 2026, 10:00", "Push Up", "", 20), ("1 Mar 2026, 10:00", "Pull Up", "", 5))
OWN = OWN_HEAD + "2026-03-01T10:00:00Z,push-up,12,30\n2026-03-01 11:00,push-up,12,30\n01/02/2026 23:59,plank,0,30\n"
OWN += "31/01/2026 23:59,plank,0,30\n"
FILES = {"strong": STRONG, "hevy": HEVY, "own": OWN}
PROFILES: list[dict[str, Any]] = [
    {"time_zone": "Pacific/Kiritimati"},
    {"time_zone": "Asia/Kathmandu"},
    {"time_zone": "Pacific/Pago_Pago"},
    {"weight_kg": 99.5},
    {"weight_kg": None},
    {"display_name": "Countess"},
    {"preferences": {"language": "de"}},
]


@pytest.mark.parametrize("name", FILES)
async def test_a_file_is_the_same_after_any_change_of_the_profile(ada: Api, name: str) -> None:
    content = FILES[name]
    first = await take_in(ada, content)
    assert first["refused"] == 0
    sums = first["statistics"]["by_exercise"]
    for profile in PROFILES:
        await ada.patch("/users/me", profile)
        assert (await preview(ada, content))["take"] == 0, profile
        again = await take_in(ada, content)
        assert (again["imported"], again["statistics"]["by_exercise"]) == (0, sums), profile


async def test_a_tracker_that_was_put_into_another_language_repeats_nothing(ada: Api) -> None:
    assert (await take_in(ada, HEVY))["imported"] == 2
    translated = hevy(("1 mars 2026, 10:00", "Pompes", "", 20), ("1 mars 2026, 10:00", "Tractions", "", 5))
    assert (await take_in(ada, translated))["imported"] == 0


def id_of_an_older_release(user_id: str, *content: object) -> UUID:
    """As they were made while the offset of the profile's zone was part of them."""
    return uuid5(UUID(user_id), "|".join(map(str, content)))


@pytest.mark.parametrize("moved_to", ["Europe/Berlin", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
async def test_what_an_older_release_took_in_is_recognised(ada: Api, sql: Sql, moved_to: str) -> None:
    user = (await ada.get("/users/me")).json()["id"]
    await take_in(ada, STRONG)
    stored = await sql.rows("SELECT id FROM workouts ORDER BY id")
    begun = "2026-03-01T10:00:00+01:00"
    older = [
        id_of_an_older_release(user, "strong", begun, "Push Up", "1", 20.0, 0.0, 1),
        id_of_an_older_release(user, "strong", begun, "Push Up", "2", 20.0, 0.0, 1),
        id_of_an_older_release(user, "strong", begun, "Push Up", "2", 20.0, 0.0, 2),
    ]
    for row, id_ in zip(stored, older, strict=True):
        await sql.execute("UPDATE workouts SET id = $1 WHERE id = $2", id_, row["id"])
    await ada.patch("/users/me", {"time_zone": moved_to})
    assert (await preview(ada, STRONG))["duplicates"] == 3
    assert (await take_in(ada, STRONG))["imported"] == 0
    assert {row["id"] for row in await sql.rows("SELECT id FROM workouts")} == set(older)


async def test_a_deleted_workout_is_restored_under_its_older_id(ada: Api, sql: Sql) -> None:
    user = (await ada.get("/users/me")).json()["id"]
    content = hevy(("1 Mar 2026, 10:00", "Push Up", "", 20))
    await take_in(ada, content)
    older = id_of_an_older_release(user, "hevy", "2026-03-01T10:00:00+01:00", "Push Up", "0", 20.0, 0, 1)
    await sql.execute("UPDATE workouts SET id = $1", older)
    await ada.call("DELETE", f"/workouts/{older}")
    assert (await take_in(ada, content))["imported"] == 1
    assert (await ada.get(f"/workouts/{older}")).status_code == 200
