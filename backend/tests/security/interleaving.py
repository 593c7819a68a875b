"""Runs requests at the same time and decides, by a seed, which of them goes on: at each statement, commit and hash."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextvars import ContextVar
from random import Random
from typing import Any

import pytest

from exercise_buddy.core.db.database import Database, Session
from exercise_buddy.users.password_hasher import PasswordHasher

STANDS_STILL_SECONDS = 0.02
"""Who has not come to the next seam by then waits for a lock in PostgreSQL, and another one goes on."""

_under_way: ContextVar["Interleaving | None"] = ContextVar("_under_way", default=None)


class Interleaving:
    """One order of the steps of several coroutines, which run against real locks and connections."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - the same again for the same seed
        self._at_a_seam: list[asyncio.Future[None]] = []
        self._moved = asyncio.Event()

    async def run(self, clients: Iterable[Coroutine[Any, Any, None]]) -> None:
        """Let them all run to their ends; raises what one of them raised."""
        token = _under_way.set(self)
        tasks = [asyncio.create_task(client) for client in clients]
        _under_way.reset(token)
        for task in tasks:
            task.add_done_callback(lambda _task: self._moved.set())
        while not all(task.done() for task in tasks):
            await self._until_they_stand(tasks)
            if self._at_a_seam:
                chosen = self._at_a_seam.pop(self._random.randrange(len(self._at_a_seam)))
                chosen.set_result(None)
        await asyncio.gather(*tasks)

    async def seam(self) -> None:
        """Wait to be chosen."""
        turn = asyncio.get_running_loop().create_future()
        self._at_a_seam.append(turn)
        self._moved.set()
        await turn

    async def _until_they_stand(self, tasks: Iterable[asyncio.Task[None]]) -> None:
        """Until all are at a seam, or at least one is and the others stand still."""
        while len(self._at_a_seam) < sum(not task.done() for task in tasks):
            self._moved.clear()
            try:
                await asyncio.wait_for(self._moved.wait(), STANDS_STILL_SECONDS)
            except TimeoutError:
                if self._at_a_seam:
                    return


def put_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every statement, commit and hash of the application wait for its turn, where there are turns."""
    for owner, name in (
        (Database, "fetch_all"),
        (Database, "fetch_first"),
        (Session, "fetch_all"),
        (Session, "fetch_first"),
        (Session, "commit"),
        (PasswordHasher, "hash"),
        (PasswordHasher, "verify"),
    ):
        monkeypatch.setattr(owner, name, _in_turn(getattr(owner, name)))


def _in_turn(method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def waits(*arguments: Any, **options: Any) -> Any:
        interleaving = _under_way.get()
        if interleaving is not None:
            await interleaving.seam()
        return await method(*arguments, **options)

    return waits
