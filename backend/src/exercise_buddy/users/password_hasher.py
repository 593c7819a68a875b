"""Passwords, hashed with bcrypt where it keeps nobody else waiting."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import bcrypt

from exercise_buddy.core.errors import ServerBusy

BCRYPT_COST = 12
BCRYPT_DIGEST_LENGTH = 31
MAX_PASSWORD_BYTES = 72
"""bcrypt reads no further; a longer password is refused rather than cut."""

HASHING_NICENESS = 10
MAX_HASHES_WAITING = 100
"""Half a minute's work on two cores; who comes later is better told at once to come again."""

Result = TypeVar("Result")


class PasswordHasher:
    """bcrypt in threads of low priority, so few that other requests keep a processor."""

    def __init__(self, cost: int = BCRYPT_COST, *, max_waiting: int = MAX_HASHES_WAITING) -> None:
        self._cost = cost
        self._threads = ThreadPoolExecutor(
            max(1, (os.cpu_count() or 1) - 1), thread_name_prefix="bcrypt", initializer=_step_back
        )
        self._waiting = 0
        self._max_waiting = max_waiting
        # Of the right form and cost, and of no password: comparing with it is as much work as with any.
        self._hash_of_nobody = (bcrypt.gensalt(cost) + b"." * BCRYPT_DIGEST_LENGTH).decode()

    async def hash(self, password: str) -> str:
        """A salted hash of the password, which has at most 72 bytes; raises ServerBusy."""
        hashed = await self._in_thread(bcrypt.hashpw, password.encode(), bcrypt.gensalt(self._cost))
        return hashed.decode()

    async def verify(self, password: str, password_hash: str | None) -> bool:
        """Whether they belong together; raises ServerBusy.

        Without a hash (an unknown user) it takes as long and says no.
        """
        candidate = password.encode()
        if len(candidate) > MAX_PASSWORD_BYTES:
            password_hash, candidate = None, candidate[:MAX_PASSWORD_BYTES]
        against = (password_hash or self._hash_of_nobody).encode()
        matches = await self._in_thread(bcrypt.checkpw, candidate, against)
        return matches and password_hash is not None

    async def _in_thread(self, function: Callable[[bytes, bytes], Result], first: bytes, second: bytes) -> Result:
        if self._waiting >= self._max_waiting:
            raise ServerBusy
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, function, first, second)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Let the threads go; what they are at is finished, what waits is not begun."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _step_back() -> None:
    """Have this thread run when the others of the machine leave time: requests and PostgreSQL go first.

    Linux counts niceness by thread; elsewhere it is the process's, and stays as it is.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), HASHING_NICENESS)
