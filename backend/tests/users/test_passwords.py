"""How strong a password has to be."""

import contextlib
import unicodedata
from collections import Counter
from typing import Any, Literal

import pytest
from zxcvbn import matching

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


Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
LOOK_ALIKES = "4@8({[<369!1|70$5+7%2"


@pytest.mark.parametrize(
    "password",
    [(LOOK_ALIKES * 4)[:72], "".join(chr(33 + n) for n in range(72)), "1|7!" * 18, (LOOK_ALIKES[::-1] * 4)[:72]],
)
async def test_the_work_of_judging_is_bounded(password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: Counter[int] = Counter()
    really = matching.dictionary_match

    def dictionary_match(text: str, *arguments: Any, **options: Any) -> Any:
        looked_up[len(text)] += 1
        return really(text, *arguments, **options)

    monkeypatch.setattr(matching, "dictionary_match", dictionary_match)
    with contextlib.suppress(PasswordTooWeak):
        await refuse_weak(password, "body.password", ADA)
    # As it is, backwards, and in at most eight readings.
    assert 0 < looked_up[72] <= 10


@pytest.mark.parametrize("password", ["p4ssw0rd!", "P@55w0rd", "l0v3l4c3!", "1l0v3y0u", "p4ssw@rd"])
async def test_look_alikes_are_seen_through(password: str) -> None:
    with pytest.raises(PasswordTooWeak):
        await refuse_weak(password, "body.password", ADA)


async def test_the_error_names_the_field(api: Api) -> None:
    answer = await api.post("/auth/register", new_user(password="ada12345"))
    problem = assert_problem(answer, 422, "password_too_weak")
    assert problem["errors"][0]["location"] == "body.password"


async def test_a_new_password_is_judged_by_name_and_address_too(ada: Api) -> None:
    change = {"current_password": "correct horse battery", "new_password": "ada@example.com"}
    problem = assert_problem(await ada.post("/users/me/password", change), 422, "password_too_weak")
    assert problem["errors"][0]["location"] == "body.new_password"


@pytest.mark.parametrize(("first", "later"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFKD", "NFKC")])
async def test_an_umlaut_signs_in_from_every_system(api: Api, first: Form, later: Form) -> None:
    typed = "K\u00fchl, \ufb01nster und tr\u00fcb"
    form = new_user(password=unicodedata.normalize(first, typed))
    assert (await api.post("/auth/register", form)).status_code == 201
    await api.sign_in("ada", unicodedata.normalize(later, typed))


async def test_a_password_is_measured_as_it_is_stored(api: Api) -> None:
    """One code point that becomes 18."""
    long = "\ufdfa"
    assert_problem(await api.post("/auth/register", new_user(password=long * 8)), 422, "validation_failed")
