"""Work in a separate process: parsing untrusted files delays no request and has limited time and memory.

Requests and answers are MessagePack frames, plain data both ways: a worker compromised by hostile input cannot make the
server run anything.
"""

import atexit
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import IO, Any, TypeVar

import msgspec
import structlog

from exercise_buddy.core.errors import AppError, ServerBusy

NICENESS = 5
"""Requests and PostgreSQL take precedence."""
CPU_SECONDS = 60
"""Per request. The longest accepted file needs 4."""
PATIENCE_SECONDS = 300
"""Wall-clock limit, for a busy machine."""
DATA_BYTES = 256 * 1024 * 1024
MAX_MESSAGE_BYTES = 64 * 1024 * 1024
"""A file has up to 10 MiB, and its numbers may become longer when written."""
IDLE_SECONDS = 60
LOOK_EVERY_SECONDS = 1
ENDING_SECONDS = 5

Answer = TypeVar("Answer")
_LENGTH = struct.Struct(">I")
_ENDS_OF_TOO_MUCH = () if sys.platform == "win32" else (-signal.SIGXCPU, -signal.SIGABRT, -signal.SIGSEGV)
"""The time is up, or memory ran out in a library that cannot report it."""
log = structlog.get_logger(__name__)


class WorkRefused(Exception):
    """The worker refuses, with one of its feature's codes and a reason."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


class TooMuchWork(Exception):
    """The request needs more time or memory than allowed."""


class WorkFailed(Exception):
    """A defect of ours; the message has the type of error and nothing of the input."""


class WorkerProcess:
    """Started when first needed, ended after a minute without use. May be called from any thread."""

    def __init__(self, module: str, kept_from_it: Collection[str]) -> None:
        """Runs `module`, which calls `work`, without these environment variables, given in lower case."""
        self._module = module
        self._kept_from_it = kept_from_it
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._used = self._asked = time.monotonic()
        self._is_busy = False
        atexit.register(self.end)

    @property
    def pid(self) -> int | None:
        """None while no process runs."""
        return None if self._process is None else self._process.pid

    def begin(self, answer: type[Answer], method: str, *arguments: object) -> Answer:
        """The first of several related requests: like `ask`, but starts a process if there is none."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._reap()
                self._start()
            return self._exchange(answer, method, arguments)

    def ask(self, answer: type[Answer], method: str, *arguments: object) -> Answer:
        """Call the worker's method; arguments and result are plain data.

        Raises WorkRefused, TooMuchWork, WorkFailed, and ServerBusy if the process, and its state, is gone.
        """
        with self._lock:
            return self._exchange(answer, method, arguments)

    def end(self) -> None:
        """End the process, aborting its work, until one is needed again."""
        process = self._process
        if process is not None and self._is_busy:
            process.kill()
        with self._lock:
            self._reap()

    def _start(self) -> None:
        process = subprocess.Popen(  # noqa: S603 - a module of ours
            # Not from the current folder, like the server itself.
            [sys.executable, "-P", "-m", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if name.lower() not in self._kept_from_it},
        )
        self._process = process
        threading.Thread(target=self._watch, args=(process,), name=f"watch-{process.pid}", daemon=True).start()

    def _exchange(self, answer: type[Answer], method: str, arguments: tuple[object, ...]) -> Answer:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise ServerBusy
        self._asked, self._is_busy = time.monotonic(), True
        try:
            _send(process.stdin, (method, arguments))
            kind, content = msgspec.msgpack.decode(_receive(process.stdout), type=tuple[str, msgspec.Raw])
        except (OSError, EOFError, msgspec.DecodeError) as error:
            raise self._died() from error
        finally:
            self._used, self._is_busy = time.monotonic(), False
        if kind == "refused":
            raise WorkRefused(*msgspec.msgpack.decode(content, type=tuple[str, str]))
        if kind == "failed":
            raise WorkFailed(msgspec.msgpack.decode(content, type=str))
        if kind == "too much":
            raise TooMuchWork
        return msgspec.msgpack.decode(content, type=answer)

    def _died(self) -> Exception:
        code = self._reap()
        log.warning("worker_process_died", module=self._module, exit_code=code)
        return TooMuchWork() if code in _ENDS_OF_TOO_MUCH else ServerBusy()

    def _reap(self) -> int | None:
        """Wait for its exit; it ends when its input is closed."""
        process, self._process = self._process, None
        if process is None:
            return None
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        with suppress(subprocess.TimeoutExpired):
            return process.wait(ENDING_SECONDS)
        process.kill()
        return process.wait()

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        """Kill it if it takes too long, and end it when idle."""
        while self._process is process:
            time.sleep(LOOK_EVERY_SECONDS)
            now = time.monotonic()
            if self._is_busy and now - self._asked > PATIENCE_SECONDS:
                process.kill()
            elif not self._is_busy and now - self._used > IDLE_SECONDS and self._lock.acquire(blocking=False):
                try:
                    if self._process is process:
                        self._reap()
                finally:
                    self._lock.release()


def work(worker: object) -> None:
    """In the worker process: serve calls of the worker's methods until its input is closed."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    # Printed output would be mistaken for an answer.
    sys.stdout = sys.stderr
    # Ctrl+C reaches every process of the terminal; the server decides when this one ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory()
    while True:
        try:
            method, arguments = msgspec.msgpack.decode(_receive(requests), type=tuple[str, list[Any]])
        except EOFError:
            return
        _allow(CPU_SECONDS)
        _send(answers, _answer(getattr(worker, method), arguments))


def _answer(method: Callable[..., object], arguments: list[Any]) -> tuple[str, object]:
    try:
        return "done", method(*arguments)
    except MemoryError:
        return "too much", None
    except AppError as refusal:
        return "refused", (refusal.code, str(refusal))
    except Exception as error:  # noqa: BLE001 - it is reported to the caller
        return "failed", type(error).__name__


def _bound_memory() -> None:
    """Limits memory and lowers the priority. macOS has no data limit, Windows has neither."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (DATA_BYTES, DATA_BYTES))


def _allow(seconds: int) -> None:
    """Allows this much more processor time; then SIGXCPU ends the process."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(time.process_time()) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until if most == resource.RLIM_INFINITY else min(until, most), most))


def _send(pipe: IO[bytes], message: object) -> None:
    content = msgspec.msgpack.encode(message)
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """One message; raises EOFError if the other side is gone or sends an impossible length."""
    (length,) = _LENGTH.unpack(_read(pipe, _LENGTH.size))
    if length > MAX_MESSAGE_BYTES:
        raise EOFError
    return _read(pipe, length)


def _read(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content
