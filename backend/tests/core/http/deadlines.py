"""A server's deadlines, which pass by hand: how busy the machine is, and how long a test takes, says nothing then."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from exercise_buddy.core.http.limits.connections import PunctualHttpProtocol
from exercise_buddy.embedded.locks import wait_for

ROUNDS = 3
"""Of the event loop, in which it takes what has been sent, and ends what it drops."""


class Deadline:
    """As asyncio.TimerHandle."""

    def __init__(self, seconds: float, at: float, callback: Callable[[], object]) -> None:
        self.seconds = seconds
        self.at = at
        self.callback = callback
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class Deadlines:
    """Those that a server's connections set, in place of its event loop's timers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._now = 0.0
        self._set: list[Deadline] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        connection_made = PunctualHttpProtocol.connection_made

        def connected(protocol: PunctualHttpProtocol, transport: asyncio.Transport) -> None:
            self._loop = protocol.loop
            protocol.loop = _Loop(protocol.loop, self)  # type: ignore[assignment]  # as much of one as is needed
            connection_made(protocol, transport)

        monkeypatch.setattr(PunctualHttpProtocol, "connection_made", connected)

    def add(self, seconds: float, callback: Callable[[], object]) -> Deadline:
        deadline = Deadline(seconds, self._now + seconds, callback)
        self._set.append(deadline)
        return deadline

    def until_set(self, seconds: float) -> None:
        """Wait until there is one of this length."""
        assert wait_for(lambda: any(each.seconds == seconds for each in self._running()), timeout_seconds=60)

    def _running(self) -> list[Deadline]:
        return [each for each in list(self._set) if not each.is_cancelled]

    def pass_by(self, seconds: float) -> None:
        """Let so much time go by, once the server has taken what was sent to it."""
        assert wait_for(lambda: self._loop is not None, timeout_seconds=60), "nobody has connected"
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(self._pass_by(seconds), self._loop).result()

    async def _pass_by(self, seconds: float) -> None:
        await _rounds()
        self._now += seconds
        for deadline in [each for each in self._set if each.at <= self._now]:
            self._set.remove(deadline)
            if not deadline.is_cancelled:
                deadline.callback()
        await _rounds()


async def _rounds() -> None:
    for _ in range(ROUNDS):
        await asyncio.sleep(0)


class _Loop:
    """An event loop with these deadlines."""

    def __init__(self, loop: asyncio.AbstractEventLoop, deadlines: Deadlines) -> None:
        self._loop = loop
        self._deadlines = deadlines

    def call_later(self, delay: float, callback: Callable[..., object], *arguments: object) -> Deadline:
        return self._deadlines.add(delay, lambda: callback(*arguments))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loop, name)
