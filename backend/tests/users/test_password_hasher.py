"""bcrypt in threads, without the application around it."""

import asyncio
import os
import sys
import threading

import bcrypt
import pytest

from exercise_buddy.core.errors import ServerBusy
from exercise_buddy.core.workers import MAX_NICENESS, NICENESS
from exercise_buddy.users.password_hasher import PasswordHasher
from tests.support import CHEAP_BCRYPT


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


async def test_a_password_is_the_same_however_it_was_typed() -> None:
    hasher = PasswordHasher(CHEAP_BCRYPT)
    known = await hasher.hash("K\u00fchlschrank \ufb01ve")
    assert await hasher.verify("Ku\u0308hlschrank five", known)
    assert not await hasher.verify("Kuhlschrank five", known)


@pytest.mark.parametrize("stored", ["Ku\u0308hlschrank", "K\u00fchlschrank", "\ufb01ve lamps"])
async def test_a_hash_of_a_password_as_it_was_typed_still_opens(stored: str) -> None:
    hasher = PasswordHasher(CHEAP_BCRYPT)
    before = bcrypt.hashpw(stored.encode(), bcrypt.gensalt(CHEAP_BCRYPT)).decode()
    assert await hasher.verify(stored, before)
    assert not await hasher.verify(stored + "!", before)


async def test_hashing_leaves_the_loop_free() -> None:
    hasher = PasswordHasher(10)
    hashing = asyncio.gather(*(hasher.hash("password") for _ in range(4)))
    ticks = 0
    while not hashing.done():
        await asyncio.sleep(0.001)
        ticks += 1
    await hashing
    assert ticks > 5


async def test_hashing_gives_way_to_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The event loop answers while more is hashed than there are processors: no hash is done before it has."""
    answered, really = threading.Event(), bcrypt.hashpw

    def hashpw(password: bytes, salt: bytes) -> bytes:
        assert answered.wait(60), "the loop stood still"
        return really(password, salt)

    monkeypatch.setattr(bcrypt, "hashpw", hashpw)
    hasher = PasswordHasher(CHEAP_BCRYPT)
    hashes = [asyncio.create_task(hasher.hash("password")) for _ in range(6)]
    for _ in range(50):
        await asyncio.sleep(0)
    answered.set()
    assert all(await asyncio.gather(*hashes))


@pytest.mark.skipif(sys.platform != "linux", reason="niceness is counted by thread on Linux only")
async def test_hashing_threads_have_low_priority_and_no_other_has(monkeypatch: pytest.MonkeyPatch) -> None:
    def niceness(_password: bytes, _against: bytes) -> bool:
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        return True

    seen: list[int] = []
    before = os.getpriority(os.PRIO_PROCESS, 0)
    monkeypatch.setattr(bcrypt, "checkpw", niceness)
    await PasswordHasher(CHEAP_BCRYPT).verify("password", None)
    assert seen == [min(before + NICENESS, MAX_NICENESS)]
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


async def test_what_would_wait_too_long_is_refused_at_once() -> None:
    hasher = PasswordHasher(10, max_waiting=3)
    answers = await asyncio.gather(*(hasher.hash("password") for _ in range(5)), return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, ServerBusy)]
    assert len(refused) == 2
    assert int(refused[0].headers["Retry-After"]) > 0
    assert await hasher.hash("password")
