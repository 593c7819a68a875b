"""A set keeps its identity, whatever the profile says: nothing is doubled."""

from typing import Any

import pytest

from tests.support import Api
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
