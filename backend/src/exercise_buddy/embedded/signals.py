"""SIGTERM and SIGHUP end a Python process without unwinding it, unless somebody handles them."""

import signal
import threading
from types import FrameType

TERMINATION_SIGNALS = (signal.SIGTERM, signal.SIGHUP) if hasattr(signal, "SIGHUP") else (signal.SIGTERM,)


class TerminationSignals:
    """Turns them into SystemExit, so that `finally` and `with` blocks run.

    Leaves alone those that the application handles itself, and all of them outside the main thread, where Python
    forbids it.
    """

    def __init__(self) -> None:
        self._replaced: list[signal.Signals] = []

    def install(self) -> None:
        """From now on they unwind the program."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in TERMINATION_SIGNALS:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _exit)
                self._replaced.append(number)

    def restore(self) -> None:
        """Gives them back to the system."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in self._replaced:
            if signal.getsignal(number) is _exit:
                signal.signal(number, signal.SIG_DFL)
        self._replaced.clear()


def _exit(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
