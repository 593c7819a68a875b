"""Heavy work off the event loop: one bounded executor per kind of work, with a queue that is fair between networks."""

import asyncio
import os
import sys
import threading
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ParamSpec, TypeVar

from exercise_buddy.core.errors import ServerBusy

NICENESS = 10
MAX_NICENESS = 19
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Caller:
    """The client that work is done for."""

    network: str = ""
    """Where it is; all networks of an IPv6 /48 are one, for somebody who has one would take all turns."""
    is_known: bool = False
    """Whether it is a known device; such callers come first."""


CALLER: ContextVar[Caller] = ContextVar("caller", default=Caller())  # noqa: B039 - it is frozen
"""The caller of the current request. Admission sets it, so that nothing in between has to pass it on."""


@dataclass(frozen=True)
class _Job:
    caller: Caller
    work: Callable[[], Any]
    done: "Future[Any]" = field(default_factory=Future)


class _Lane:
    """Jobs of one kind of caller: networks take turns, and each network's jobs run in order of arrival."""

    def __init__(self, max_waiting: int) -> None:
        self._max_waiting = max_waiting
        self._under_way = 0
        """Jobs that are waiting or running."""
        self._waiting: OrderedDict[str, deque[_Job]] = OrderedDict()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def append(self, job: _Job) -> None:
        """Queue the job; raises ServerBusy if the lane is full, unless another network has more jobs in it."""
        if self._under_way >= self._max_waiting:
            self._make_room_for(job.caller.network)
        self._waiting.setdefault(job.caller.network, deque()).append(job)
        self._under_way += 1

    def _make_room_for(self, network: str) -> None:
        """Refuse the last job of the network with the most, so that it cannot shut the others out."""
        longest = max(self._waiting, key=lambda other: len(self._waiting[other]), default=network)
        if len(self._waiting.get(longest, ())) <= len(self._waiting.get(network, ())) + 1:
            raise ServerBusy
        refused = self._waiting[longest].pop()
        self._under_way -= 1
        if refused.done.set_running_or_notify_cancel():
            refused.done.set_exception(ServerBusy())

    def pop(self) -> _Job:
        """The next job."""
        network, jobs = self._waiting.popitem(last=False)
        job = jobs.popleft()
        if jobs:
            self._waiting[network] = jobs
        return job

    def finished(self) -> None:
        """A popped job has ended."""
        self._under_way -= 1


class Workers:
    """Threads for one kind of heavy work; known callers have a lane that strangers can neither fill nor slow down.

    With `background`, strangers' work runs at low priority. Only for work that releases the interpreter's lock, such as
    bcrypt: a thread that holds the lock without getting a processor stops everybody.
    """

    def __init__(self, name: str, *, threads: int = 1, max_waiting: int, background: bool = False) -> None:
        self._for_known = ThreadPoolExecutor(1, thread_name_prefix=f"{name}-known")
        self._for_others = ThreadPoolExecutor(
            threads, thread_name_prefix=name, initializer=_step_back if background else None
        )
        self._lock = threading.Lock()
        self._known, self._others = _Lane(max_waiting), _Lane(max_waiting)

    async def run(
        self, function: Callable[Arguments, Result], *arguments: Arguments.args, **options: Arguments.kwargs
    ) -> Result:
        """Run the function when it is its turn and return its result; raises ServerBusy if too many wait."""
        job = _Job(CALLER.get(), partial(function, *arguments, **options))
        known = job.caller.is_known
        lane, threads = (self._known, self._for_known) if known else (self._others, self._for_others)
        with self._lock:
            lane.append(job)
        # The job is chosen only when a thread is free.
        threads.submit(self._do_next, lane)
        result: Result = await asyncio.wrap_future(job.done)
        return result

    def _do_next(self, lane: _Lane) -> None:
        with self._lock:
            if not lane:
                return
            job = lane.pop()
        try:
            if job.done.set_running_or_notify_cancel():
                job.done.set_result(job.work())
        except BaseException as error:  # noqa: BLE001 - it is handed to the one who waits
            job.done.set_exception(error)
        finally:
            with self._lock:
                lane.finished()

    def close(self) -> None:
        """Stop the threads; running jobs finish, waiting ones do not start."""
        for threads in (self._for_known, self._for_others):
            threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            for lane in (self._known, self._others):
                while lane:
                    lane.pop().done.cancel()


class Turns:
    """Limits concurrency for work that takes much memory: some callers wait, further ones are refused."""

    def __init__(self, max_waiting: int, *, at_once: int = 1) -> None:
        self._max_waiting = max_waiting
        self._waiting = 0
        self._free = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Holds a turn while the context lasts; raises ServerBusy if too many wait."""
        if self._waiting >= self._max_waiting:
            raise ServerBusy
        self._waiting += 1
        try:
            async with self._free:
                yield
        finally:
            self._waiting -= 1


def _step_back() -> None:
    """Lower this thread's priority: requests and PostgreSQL take precedence.

    Linux has niceness per thread; elsewhere it is per process and stays unchanged. It is added to the server's own
    niceness, so that requests still take precedence.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, min(os.getpriority(os.PRIO_PROCESS, thread) + NICENESS, MAX_NICENESS))
