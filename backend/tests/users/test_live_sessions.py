"""How seldom the database is asked whether a session is on, without the application around it."""

import asyncio
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from exercise_buddy.users import live_sessions as sessions
from exercise_buddy.users.access_tokens import AccessClaims
from exercise_buddy.users.live_sessions import TRUST, LiveSessions, SessionOver
from tests.support import NOW

CLAIMS = AccessClaims(uuid4(), uuid4())


class Table:
    """Knows which sessions are on, and counts how often it is asked."""

    def __init__(self, *live: AccessClaims) -> None:
        self.live = set(live)
        self.asked = 0
        self.answering = asyncio.Event()
        self.answering.set()

    async def is_live(self, claims: AccessClaims, _now: datetime) -> bool:
        self.asked += 1
        answer = claims in self.live
        await self.answering.wait()
        return answer


async def test_a_burst_of_reads_asks_once() -> None:
    table = Table(CLAIMS)
    live = LiveSessions(table.is_live)
    for milliseconds in range(100):
        await live.require(CLAIMS, NOW + timedelta(milliseconds=milliseconds))
    assert table.asked == 1


async def test_trust_ends() -> None:
    table = Table(CLAIMS)
    live = LiveSessions(table.is_live)
    await live.require(CLAIMS, NOW)
    table.live.clear()
    await live.require(CLAIMS, NOW + TRUST - timedelta(milliseconds=1))
    with pytest.raises(SessionOver):
        await live.require(CLAIMS, NOW + TRUST)


async def test_a_clock_that_is_set_back_makes_trust_no_longer() -> None:
    table = Table(CLAIMS)
    live = LiveSessions(table.is_live)
    await live.require(CLAIMS, NOW)
    table.live.clear()
    with pytest.raises(SessionOver):
        await live.require(CLAIMS, NOW - timedelta(hours=1))


async def test_forgotten_sessions_are_looked_up_again_and_others_are_not() -> None:
    other = AccessClaims(uuid4(), uuid4())
    table = Table(CLAIMS, other)
    live = LiveSessions(table.is_live)
    for claims in (CLAIMS, other):
        await live.require(claims, NOW)
    table.live.clear()
    live.forget(CLAIMS.user_id)
    with pytest.raises(SessionOver):
        await live.require(CLAIMS, NOW)
    await live.require(other, NOW)


async def test_a_session_that_is_over_is_never_remembered_as_on() -> None:
    table = Table()
    live = LiveSessions(table.is_live)
    for _ in range(3):
        with pytest.raises(SessionOver):
            await live.require(CLAIMS, NOW)
    assert table.asked == 3


async def test_an_answer_from_before_the_end_is_not_remembered_after_it() -> None:
    table = Table(CLAIMS)
    live = LiveSessions(table.is_live)
    table.answering.clear()
    read = asyncio.create_task(live.require(CLAIMS, NOW))
    await asyncio.sleep(0)
    table.live.clear()
    live.forget(CLAIMS.user_id)
    table.answering.set()
    await read
    with pytest.raises(SessionOver):
        await live.require(CLAIMS, NOW)


async def test_one_session_of_a_user_says_nothing_of_another() -> None:
    table = Table(CLAIMS)
    live = LiveSessions(table.is_live)
    await live.require(CLAIMS, NOW)
    with pytest.raises(SessionOver):
        await live.require(AccessClaims(CLAIMS.user_id, uuid4()), NOW)


async def test_memory_is_bounded_and_the_longest_unasked_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MAX_USERS_REMEMBERED", 2)
    first, second, third = (AccessClaims(uuid4(), uuid4()) for _ in range(3))
    table = Table(first, second, third)
    live = LiveSessions(table.is_live)
    for claims in (first, second, third, third, second):
        await live.require(claims, NOW)
    assert table.asked == 3
    await live.require(first, NOW)
    assert table.asked == 4
