"""A worker for the tests of what a worker process may not do."""

import os
import signal
import sys

from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.worker_process import work


class Worker:
    """Misbehaves as it is asked to."""

    def variables(self) -> list[str]:
        """Those of its environment."""
        return list(os.environ)

    def refuse(self, detail: str) -> None:
        """As a feature does."""
        raise InvalidInput(detail)

    def fail(self, secret: str) -> None:
        """By a defect, with what it has read in the error."""
        raise KeyError(secret)

    def hoard(self, mebibytes: int) -> int:
        """Take so much memory, and free it."""
        return len(bytearray(mebibytes * 1024 * 1024))

    def run_out_of_time(self) -> None:
        """As the kernel ends what has had all of its time."""
        os.kill(os.getpid(), signal.SIGXCPU)

    def break_off(self) -> None:
        """In the middle of an answer."""
        sys.__stdout__.buffer.write(b"\x00")  # type: ignore[union-attr]  # it is a pipe here
        os._exit(3)


if __name__ == "__main__":
    work(Worker())
