"""Passwords and tokens, without the application around them."""

import asyncio
import os
import sys
import threading
from datetime import timedelta
from uuid import UUID, uuid4

import bcrypt
import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise_buddy.core.errors import ServerBusy
from exercise_buddy.core.security import (
    HASHING_NICENESS,
    AccessClaims,
    AccessTokenInvalid,
    AccessTokens,
    PasswordHasher,
    RefreshToken,
)
from tests.support import CHEAP_BCRYPT, NOW

OLD, NEW = "o" * 32, "n" * 32
QUARTER = timedelta(minutes=15)
CLAIMS = AccessClaims(uuid4(), uuid4())


async def test_a_hash_belongs_to_its_password_only() -> None:
    hasher = PasswordHasher(CHEAP_BCRYPT)
    first, second = await hasher.hash("pässword"), await hasher.hash("pässword")
    assert first != second
    assert await hasher.verify("pässword", first)
    assert not await hasher.verify("pässwort", first)
    assert not await hasher.verify("", first)


async def test_without_a_hash_it_says_no_after_as_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(CHEAP_BCRYPT)
    known = await hasher.hash("password")
    compared: list[bytes] = []
    really = bcrypt.checkpw

    def checkpw(password: bytes, against: bytes) -> bool:
        compared.append(against)
        return really(password, against)

    monkeypatch.setattr(bcrypt, "checkpw", checkpw)
    assert not await hasher.verify("password", None)
    assert not await hasher.verify("wrong", known)
    cost = f"$2b${CHEAP_BCRYPT:02}$".encode()
    assert [against.startswith(cost) for against in compared] == [True, True]


async def test_what_bcrypt_would_cut_off_never_matches() -> None:
    hasher = PasswordHasher(CHEAP_BCRYPT)
    assert not await hasher.verify("p" * 73, await hasher.hash("p" * 72))


async def test_hashing_leaves_the_loop_free() -> None:
    hasher = PasswordHasher(10)
    hashing = asyncio.gather(*(hasher.hash("password") for _ in range(4)))
    ticks = 0
    while not hashing.done():
        await asyncio.sleep(0.001)
        ticks += 1
    await hashing
    assert ticks > 5


def test_an_access_token_says_who_and_holds_no_more() -> None:
    tokens = AccessTokens([NEW], QUARTER)
    token = tokens.issue(CLAIMS, NOW)
    assert tokens.read(token, NOW) == CLAIMS
    payload = jwt.decode(token, options={"verify_signature": False})
    assert payload.keys() == {"iss", "sub", "sid", "iat", "exp"}
    assert payload["exp"] - payload["iat"] == 900


def test_a_changed_secret_still_reads_what_the_old_one_signed() -> None:
    before = AccessTokens([OLD], QUARTER)
    changing = AccessTokens([NEW, OLD], QUARTER)
    after = AccessTokens([NEW], QUARTER)
    old_token = before.issue(CLAIMS, NOW)
    assert changing.read(old_token, NOW) == CLAIMS
    assert after.read(changing.issue(CLAIMS, NOW), NOW) == CLAIMS
    with pytest.raises(AccessTokenInvalid):
        after.read(old_token, NOW)


def test_the_key_id_does_not_give_the_secret_away() -> None:
    kid = jwt.get_unverified_header(AccessTokens([NEW], QUARTER).issue(CLAIMS, NOW))["kid"]
    assert len(kid) == 12
    assert kid not in NEW


@given(st.text())
def test_any_text_is_an_invalid_token_and_no_crash(text: str) -> None:
    with pytest.raises(AccessTokenInvalid):
        AccessTokens([NEW], QUARTER).read(text, NOW)


@given(st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=3))
def test_any_claim_of_the_wrong_kind_is_an_invalid_token(value: object) -> None:
    tokens = AccessTokens([NEW], QUARTER)
    header = jwt.get_unverified_header(tokens.issue(CLAIMS, NOW))
    good = {"iss": "exercise-buddy", "sub": str(uuid4()), "sid": str(uuid4()), "iat": 0, "exp": 2**40}
    for claim in ("sub", "sid"):
        token = jwt.encode(good | {claim: value}, NEW, "HS256", headers=header)
        with pytest.raises(AccessTokenInvalid):
            tokens.read(token, NOW)


def test_a_refresh_token_survives_the_cookie() -> None:
    user_id = UUID("01939b5e-0000-7000-8000-000000000001")
    token = RefreshToken.new(user_id)
    assert RefreshToken.parse(str(token)) == token
    assert token.secret != RefreshToken.new(user_id).secret
    assert len(token.sha256) == 32
    assert token.secret.encode() not in token.sha256


@given(st.text(max_size=80))
def test_any_text_is_a_refresh_token_or_a_value_error(text: str) -> None:
    try:
        token = RefreshToken.parse(text)
    except ValueError:
        return
    assert len(token.sha256) == 32


async def test_hashing_gives_way_to_requests() -> None:
    """The event loop answers while more is hashed than there are processors."""
    hasher = PasswordHasher(10)
    hashes = [asyncio.create_task(hasher.hash("password")) for _ in range(6)]
    ticks = 0
    while not all(task.done() for task in hashes):
        await asyncio.sleep(0.001)
        ticks += 1
    assert ticks > 50


@pytest.mark.skipif(sys.platform != "linux", reason="niceness is counted by thread on Linux only")
async def test_hashing_threads_have_low_priority_and_no_other_has(monkeypatch: pytest.MonkeyPatch) -> None:
    def niceness(_password: bytes, _against: bytes) -> bool:
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return True

    seen: list[int] = []
    before = os.getpriority(os.PRIO_PROCESS, 0)
    monkeypatch.setattr(bcrypt, "checkpw", niceness)
    await PasswordHasher(CHEAP_BCRYPT).verify("password", None)
    assert seen == [HASHING_NICENESS]
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


async def test_what_would_wait_too_long_is_refused_at_once() -> None:
    hasher = PasswordHasher(10, max_waiting=3)
    answers = await asyncio.gather(*(hasher.hash("password") for _ in range(5)), return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, ServerBusy)]
    assert len(refused) == 2
    assert int(refused[0].headers["Retry-After"]) > 0
    assert await hasher.hash("password")
