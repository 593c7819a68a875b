"""How strong a password has to be."""

import pytest

from exercise_buddy.users.passwords import PasswordTooWeak, refuse_weak
from tests.support import Api, assert_problem, new_user

ADA = ("ada.lovelace@example.com", "countess1815", "Ada King")


@pytest.mark.parametrize(
    "password", ["correct horse battery", "Tr0ub4dor&3", "spoken-under-nine-lamps", "kühlschranklicht"]
)
async def test_what_would_take_long_to_guess_is_taken(password: str) -> None:
    await refuse_weak(password, "body.password", ADA)


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "Password1!",
        "12345678",
        "qwertyuiop",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabc",
        "19900401",
        "lovelace1",
        "countess1815",
        "Countess1815!",
        "ada.lovelace@example.com",
        "exercisebuddy",
        "x" * 72,
        "ü" * 36,
    ],
)
async def test_what_would_soon_be_guessed_is_refused_with_advice(password: str) -> None:
    with pytest.raises(PasswordTooWeak) as refusal:
        await refuse_weak(password, "body.password", ADA)
    (error,) = refusal.value.errors
    assert (error.location, error.code) == ("body.password", "password_too_weak")
    assert len(error.message) > 10
    assert error.message in str(refusal.value)


async def test_the_form_is_told_at_the_field(api: Api) -> None:
    answer = await api.post("/auth/register", new_user(password="ada12345"))
    problem = assert_problem(answer, 422, "password_too_weak")
    assert problem["errors"][0]["location"] == "body.password"


async def test_a_new_password_is_judged_by_name_and_address_too(ada: Api) -> None:
    change = {"current_password": "correct horse battery", "new_password": "ada@example.com"}
    problem = assert_problem(await ada.post("/users/me/password", change), 422, "password_too_weak")
    assert problem["errors"][0]["location"] == "body.new_password"
