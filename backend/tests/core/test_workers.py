"""Heavy work: bounded, fair to networks, and those who are known come first."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from exercise_buddy.core.errors import ServerBusy
from exercise_buddy.core.workers import CALLER, Caller, Workers


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


async def test_who_is_known_comes_first_but_not_for_ever() -> None:
    done: list[str] = []
    async with at_work() as workers:
        tasks = [ask(workers, done, name) for name in ("x1", "x2")]
        await asyncio.sleep(0)
        tasks += [ask(workers, done, name, known=True) for name in ("a", "b", "c", "d")]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert done == ["a", "b", "c", "x1", "d", "x2"]


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


async def test_strangers_do_not_fill_the_lane_of_those_who_are_known() -> None:
    done: list[str] = []
    async with at_work(max_waiting=3) as workers:
        flood = [ask(workers, done, name) for name in ("a", "b", "c")]
        await asyncio.sleep(0)
        known = ask(workers, done, "d", known=True)
        await asyncio.sleep(0)
    await known
    assert done[0] == "d"
    await asyncio.gather(*flood, return_exceptions=True)


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


async def test_an_error_comes_to_the_one_who_asked() -> None:
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
