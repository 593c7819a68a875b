"""Heavy work: bounded, fair to networks, and those who are known come first."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from exercise_buddy.core.errors import ServerBusy
from exercise_buddy.core.workers import CALLER, MAX_NICENESS, NICENESS, Caller, Turns, Workers


@asynccontextmanager
async def at_work(max_waiting: int = 100) -> AsyncIterator[Workers]:
    """One thread, which is held up until the block is left."""
    workers = Workers("tests", max_waiting=max_waiting)
    begun, go_on = threading.Event(), threading.Event()

    def hold_up() -> None:
        begun.set()
        go_on.wait()

    holding = asyncio.create_task(workers.run(hold_up))
    await asyncio.to_thread(begun.wait)
    try:
        yield workers
    finally:
        go_on.set()
        await holding


def ask(workers: Workers, done: list[str], name: str, *, known: bool = False) -> "asyncio.Task[None]":
    """A job of the network that the name begins with."""

    async def run() -> None:
        CALLER.set(Caller(name[0], is_known=known))
        await workers.run(done.append, name)

    return asyncio.create_task(run())


async def test_networks_take_turns() -> None:
    done: list[str] = []
    async with at_work() as workers:
        tasks = [ask(workers, done, name) for name in ("a1", "a2", "a3", "b1", "c1", "c2")]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert done == ["a1", "b1", "c1", "a2", "c2", "a3"]


async def test_who_is_known_waits_for_no_stranger() -> None:
    done: list[str] = []
    async with at_work() as workers:
        strangers = [ask(workers, done, name) for name in ("x1", "x2")]
        await asyncio.sleep(0)
        await asyncio.gather(*(ask(workers, done, name, known=True) for name in ("a1", "a2", "b")))
        assert sorted(done) == ["a1", "a2", "b"]
    await asyncio.gather(*strangers)
    assert done[3:] == ["x1", "x2"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere niceness is the process's")
async def test_only_strangers_work_steps_back() -> None:
    workers = Workers("tests", max_waiting=2, background=True)
    niceness: dict[bool, int] = {}

    async def note(*, known: bool) -> None:
        CALLER.set(Caller(is_known=known))
        niceness[known] = await workers.run(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    await asyncio.gather(note(known=True), note(known=False))
    assert niceness == {True: own, False: min(own + NICENESS, MAX_NICENESS)}


async def test_one_network_does_not_fill_the_queue_for_others() -> None:
    done: list[str] = []
    async with at_work(max_waiting=4) as workers:
        flood = [ask(workers, done, f"a{n}") for n in range(6)]
        await asyncio.sleep(0)
        honest = ask(workers, done, "b1")
        await asyncio.sleep(0)
    await honest
    refused = [isinstance(e, ServerBusy) for e in await asyncio.gather(*flood, return_exceptions=True)]
    assert done == ["a0", "b1", "a1"]
    assert refused == [False, False, True, True, True, True]


async def test_a_request_that_was_given_up_costs_no_work() -> None:
    done: list[str] = []
    async with at_work() as workers:
        given_up, other = ask(workers, done, "a"), ask(workers, done, "b")
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.sleep(0)
    await other
    assert done == ["b"]
    assert await workers.run(lambda: "free again") == "free again"


async def test_an_error_is_raised_at_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        await Workers("tests", max_waiting=1).run(lambda: 1 // 0)


async def test_closing_gives_up_what_waits() -> None:
    done: list[str] = []
    async with at_work() as workers:
        waiting = ask(workers, done, "a")
        await asyncio.sleep(0)
        workers.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert done == []


async def test_so_many_have_a_turn_at_once_and_too_many_are_refused() -> None:
    turns, ended = Turns(3, at_once=2), asyncio.Event()
    under_way: list[str] = []

    async def take(name: str) -> None:
        async with turns.taken():
            under_way.append(name)
            await ended.wait()

    tasks = [asyncio.create_task(take(name)) for name in "abc"]
    await asyncio.sleep(0)
    assert under_way == ["a", "b"]
    with pytest.raises(ServerBusy):
        await take("d")
    ended.set()
    await asyncio.gather(*tasks)
    assert under_way == ["a", "b", "c"]
