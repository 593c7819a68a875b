"""Opening an account."""

import asyncio

import pytest

from tests.support import PASSWORD, Api, Sql, assert_problem, new_user


async def test_opens_an_account(api: Api, sql: Sql) -> None:
    answer = await api.post("/auth/register", new_user(display_name="Ada L.", weight_kg=61.55, time_zone="Asia/Tokyo"))
    assert answer.status_code == 201
    user = answer.json()
    assert user == {
        "id": user["id"],
        "email": "ada@example.com",
        "email_verified": False,
        "second_factor": False,
        "username": "ada",
        "display_name": "Ada L.",
        "weight_kg": 61.55,
        "time_zone": "Asia/Tokyo",
        "preferences": {},
        "created_at": user["created_at"],
    }
    stored = await sql.value("SELECT password_hash FROM users")
    assert stored.startswith("$2b$")
    assert PASSWORD not in stored


async def test_only_three_fields_are_needed(api: Api) -> None:
    user = (await api.post("/auth/register", new_user())).json()
    assert (user["display_name"], user["time_zone"], user["weight_kg"]) == ("ada", "UTC", None)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"username": "other"}, "email_taken"),
        ({"username": "other", "email": "ADA@EXAMPLE.com"}, "email_taken"),
        ({"email": "other@example.com"}, "username_taken"),
        ({"email": "other@example.com", "username": "ADA"}, "username_taken"),
        ({}, "email_taken"),
    ],
)
async def test_email_and_username_are_unique_in_any_case(api: Api, sql: Sql, fields: dict[str, str], code: str) -> None:
    await api.post("/auth/register", new_user())
    assert_problem(await api.post("/auth/register", new_user() | fields), 409, code)
    assert await sql.value("SELECT count(*) FROM users") == 1


async def test_of_five_at_once_one_gets_the_name(api: Api, sql: Sql) -> None:
    forms = [new_user(email=f"ada{number}@example.com") for number in range(5)]
    answers = await asyncio.gather(*(api.post("/auth/register", form) for form in forms))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert await sql.value("SELECT count(*) FROM users") == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no-at-sign"),
        ("email", "two@@example.com"),
        ("email", "ada@localhost"),
        ("email", "ada@buddy.local"),
        ("email", "ada@example.com\x00"),
        ("email", "Ada <ada@example.com>"),
        ("email", "ada@example.com, eve@example.com"),
        ("email", "x" * 65 + "@example.com"),
        ("email", "ada@" + "x" * 260 + ".com"),
        ("email", None),
        ("username", "ab"),
        ("username", "x" * 31),
        ("username", "has space"),
        ("username", "ada@example.com"),
        ("username", ".hidden"),
        ("username", "ad\u0430"),  # Cyrillic a
        ("password", "1234567"),
        ("password", "x" * 73),
        ("password", "ü" * 37),
        ("password", "nul\x00inside"),
        ("password", None),
        ("display_name", " "),
        ("display_name", "x" * 81),
        ("weight_kg", 19),
        ("weight_kg", 501),
        ("weight_kg", "70"),
        ("time_zone", "Berlin"),
        ("time_zone", "localtime"),
        ("is_admin", True),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_stored(api: Api, sql: Sql, field: str, value: object) -> None:
    answer = await api.post("/auth/register", new_user() | {field: value})
    problem = assert_problem(answer, 422, "validation_failed")
    assert problem["errors"][0]["location"] == f"body.{field}"
    assert PASSWORD not in answer.text
    assert not (field == "password" and value and str(value) in answer.text)
    assert await sql.value("SELECT count(*) FROM users") == 0


async def test_spaces_around_a_password_belong_to_it(api: Api) -> None:
    await api.post("/auth/register", new_user(password="  spaced  "))
    right = await api.post("/auth/login", {"identifier": "ada", "password": "  spaced  "})
    assert right.status_code == 200
    assert_problem(
        await api.post("/auth/login", {"identifier": "ada", "password": "spaced"}), 401, "invalid_credentials"
    )


@pytest.mark.parametrize(
    "password",
    ["üöäßøåéèêëñçžšřů" * 2 + "üöäß", "💪🏔🚀🎻🧊🌵🦑🪁🥨🪗", "correct horse battery staple", "pässwörd\ud7ff"],
)
async def test_any_script_makes_a_password(api: Api, password: str) -> None:
    assert (await api.post("/auth/register", new_user(password=password))).status_code == 201
    assert (await api.post("/auth/login", {"identifier": "ada", "password": password})).status_code == 200


@pytest.mark.parametrize("email", ["ada+gym@example.co.uk", "ada@example.test", "ädä@exämple.com"])
async def test_unusual_addresses_are_fine(api: Api, email: str) -> None:
    answer = await api.post("/auth/register", new_user(email=email))
    assert answer.status_code == 201, answer.text
    assert (await api.post("/auth/login", {"identifier": email, "password": PASSWORD})).status_code == 200
