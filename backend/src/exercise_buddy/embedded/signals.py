"""Makes SIGTERM and SIGHUP unwind the program; by default they end a Python process at once."""

import signal
import threading
from types import FrameType

TERMINATION_SIGNALS = (signal.SIGTERM, signal.SIGHUP) if hasattr(signal, "SIGHUP") else (signal.SIGTERM,)


class TerminationSignals:
    """Turns the signals into SystemExit, so that `finally` and `with` blocks run.

    Signals that the application handles are left alone. Outside the main thread, where Python allows no handlers,
    nothing happens.
    """

    def __init__(self) -> None:
        self._replaced: list[signal.Signals] = []

    def install(self) -> None:
        """Handle the signals from now on."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in TERMINATION_SIGNALS:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _exit)
                self._replaced.append(number)

    def restore(self) -> None:
        """Restore the default behaviour."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in self._replaced:
            if signal.getsignal(number) is _exit:
                signal.signal(number, signal.SIG_DFL)
        self._replaced.clear()


def _exit(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
